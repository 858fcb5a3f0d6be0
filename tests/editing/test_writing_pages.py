"""Pages of every type are written, previewed and published in the admin; what is unfinished stays a draft."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.blocks import StructBlock
from wagtail.models import Locale, Site
from wagtail.test.utils.form_data import rich_text, streamfield

from campaigns.models import LocalWorkPage
from pages.models import BlogPage, HomePage, InterviewPage, StandardPage
from tests import builders
from tests.editing import editor
from tests.editing.editor import PAGE_MODELS, PUBLISH
from tests.enquiries.staff import browser
from tests.reading import main_words, parsed

pytestmark = pytest.mark.django_db

every_type = pytest.mark.parametrize("model", PAGE_MODELS, ids=lambda model: model.__name__)

OUTSIDE = {
    "title": "Zaubergarten",
    "slug": "zaubergarten",
    "seo_title": "A garden of sentences",
    "sample_note": "Nothing here is true.",
}


@pytest.fixture
def moderator():
    return browser("publisher")


def is_shown_inside_the_editor(response, title: str) -> bool:
    """Return whether a preview shows the page as a visitor would see it and may be shown in a frame of the admin."""
    page = parsed(response)
    policy = response.headers["Content-Security-Policy"]
    return (
        title in page.title.string
        and page.find("main", id="main") is not None
        and response.headers["X-Frame-Options"] == "SAMEORIGIN"
        and "frame-ancestors 'self'" in policy
        and "script-src 'self';" in policy
    )


@every_type
def test_a_draft_is_saved_without_its_summary_or_text_and_can_be_previewed(client, moderator, model):
    form = editor.empty_streams(model) | {"title": "Zaubergarten", "slug": "zaubergarten"}
    response = moderator.post(editor.add_address(model, editor.parent_for(model)), form)
    draft = model.objects.get(slug="zaubergarten")
    assert response.headers["Location"] == editor.edit_address(draft)
    assert client.get("/zaubergarten/").status_code == 404

    changed = form | {"title": "Rosengarten"}
    preview = editor.edit_address(draft, "preview_on_edit")
    assert moderator.post(preview, changed).json() == {"is_valid": True, "is_available": True}
    assert is_shown_inside_the_editor(moderator.get(preview), "Rosengarten")
    draft.refresh_from_db()
    assert draft.title == "Zaubergarten"


@every_type
def test_a_page_is_not_published_without_its_summary_and_nothing_typed_is_lost_until_it_is(client, moderator, model):
    parent = editor.parent_for(model)
    address = editor.add_address(model, parent)
    text = editor.texts_for(model)
    form = editor.empty_streams(model) | editor.typed(**OUTSIDE, **text)

    preview = editor.add_address(model, parent, "preview_on_add")
    assert moderator.post(preview, form).json() == {"is_valid": True, "is_available": True}
    assert is_shown_inside_the_editor(moderator.get(preview), "A garden of sentences")

    refused = moderator.post(address, form | PUBLISH)
    assert editor.error_of(refused, "search_description") == editor.NO_SUMMARY
    assert not model.objects.filter(slug="zaubergarten").exists()
    filled_in = editor.form_of(refused)
    assert {name: filled_in[name] for name in OUTSIDE} == {name: [words] for name, words in OUTSIDE.items()}
    assert [name for name in text if f"The {name} of roses" not in refused.content.decode()] == []

    filled_in["search_description"] = "What this page is about."
    assert moderator.post(address, form | filled_in | PUBLISH).status_code == 302
    answer = client.get(public_address(model.objects.get(slug="zaubergarten")))
    assert answer.status_code == 200
    head = parsed(answer).head
    assert "A garden of sentences" in head.title.string
    assert head.select_one("meta[name=description]")["content"] == "What this page is about."
    shown = main_words(answer)
    assert [name for name in text if f"The {name} of roses" not in shown and name != "call_text"] == []


def public_address(page) -> str:
    """Return the address of a new page; a new home page takes the place of the old one."""
    if isinstance(page, HomePage):
        Site.objects.update(root_page=page)
        Site.clear_site_root_paths_cache()
    return type(page).objects.get(pk=page.pk).url


def test_the_form_for_a_new_page_begins_with_title_and_summary(moderator):
    page = parsed(moderator.get(editor.add_address(StandardPage, builders.home())))
    fields = [each["name"] for each in page.select("#page-edit-form [name]") if each.get("type") != "hidden"]
    assert fields[0] == "title"
    assert page.find("label", attrs={"for": "id_search_description"}).get_text(strip=True).startswith("Summary")


def test_a_page_of_which_visitors_would_see_nothing_but_the_title_is_not_published(moderator):
    form = editor.empty_streams(StandardPage) | {"title": "Empty", "slug": "empty", "search_description": "A page."}
    # What the editor's own text field sends where nothing was written.
    form |= editor.typed(lead=rich_text("<p></p>"))
    address = editor.add_address(StandardPage, builders.home())
    refused = moderator.post(address, form | PUBLISH)
    assert "Write an introduction or a body: as it is, the page would be empty." in parsed(refused).get_text()
    assert moderator.post(address, form).status_code == 302


@pytest.mark.parametrize(
    "model", [page for page in PAGE_MODELS if page.new_page_values], ids=lambda model: model.__name__
)
def test_the_form_for_a_new_page_begins_with_initial_values(moderator, model):
    response = moderator.get(editor.add_address(model, editor.parent_for(model)))
    screen = response.content.decode()
    for name, value in model.new_page_values.items():
        if name == "body":
            assert all(f'"type": "{kind}"' in unescape(screen) for kind, _ in value)
        elif value is True:
            assert parsed(response).select_one(f"input[name={name}]").has_attr("checked")
        else:
            assert strip_tags(value) in unescape(screen)


@pytest.mark.parametrize("model", [page for page in PAGE_MODELS if "body" in page.new_page_values])
def test_every_field_of_the_blocks_of_a_new_page_has_a_value(moderator, model):
    # The script of the editor would show "undefined" in one that has none.
    response = moderator.get(editor.add_address(model, editor.parent_for(model)))
    for block in response.context["form"]["body"].value():
        if isinstance(block.block, StructBlock):
            assert block.value.keys() == block.block.child_blocks.keys()


def test_work_is_not_published_without_its_introduction(moderator):
    page = builders.seeded(LocalWorkPage)
    form = editor.opened(moderator, page, lead=rich_text("<p></p>"))
    refused = moderator.post(editor.edit_address(page), form | PUBLISH)
    assert "Write an introduction." in parsed(refused).get_text()


def test_the_initial_values_of_a_new_page_are_not_published_unchanged(moderator):
    body = streamfield([("paragraph", rich_text("<p></p>"))])
    form = {"title": "New", "slug": "new", "search_description": "A page."} | editor.typed(body=body)
    refused = moderator.post(editor.add_address(StandardPage, builders.home()), form | PUBLISH)
    assert "Write something here, or take this block away." in refused.content.decode()


def test_a_page_that_is_still_in_english_is_not_published_as_urdu(client, moderator):
    page = builders.standard_page(slug="roses", lead="<p>About roses.</p>", search_description="Roses.")
    translation = page.copy_for_translation(Locale.objects.get(language_code="ur"), copy_parents=True)
    refused = moderator.post(editor.edit_address(translation), editor.opened(moderator, translation) | PUBLISH)
    for field in ("search_description", "lead"):
        assert "This is still in English" in editor.error_of(refused, field)
    assert client.get("/ur/roses/").status_code == 404
    lead = rich_text("<p>گلاب</p>")
    urdu = editor.opened(moderator, translation, title="گلاب", search_description="گلاب", lead=lead)
    assert moderator.post(editor.edit_address(translation), urdu | PUBLISH).status_code == 302
    assert client.get("/ur/roses/").status_code == 200


@pytest.mark.parametrize("path", ["contact", "staying-safe-online"])
def test_pages_that_must_be_discreet_are_discreet_whatever_staff_tick(client, moderator, path):
    page = builders.english(path)
    form = editor.opened(moderator, page, search_description="For victims.") | {"is_sensitive": []}
    refused = moderator.post(editor.edit_address(page), form | PUBLISH)
    assert "Say it without “victims”." in editor.error_of(refused, "search_description")


def test_several_pages_can_be_unpublished_at_once(client, moderator):
    pages = [builders.standard_page(), builders.standard_page()]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    moderator.post(f"{address}?id={pages[0].pk}&id={pages[1].pk}")
    assert [client.get(page.url).status_code for page in pages] == [404, 404]


RISKY = [
    ("title", "Leaving a violent home", "violent"),
    ("title", "گھریلو تشدد", "تشدد"),
    ("slug", "domestic-help", "domestic"),
    ("search_description", "How survivors find us.", "survivors"),
    ("seo_title", "Help after Abuse", "Abuse"),
]


@pytest.mark.parametrize(("field", "words", "word"), RISKY)
def test_a_discreet_page_is_not_published_with_a_sensitive_term_outside_its_text(client, moderator, field, words, word):
    page = builders.standard_page(title="A quiet page", slug="quiet")
    address = editor.edit_address(page)
    outside = {"title": page.title, "slug": page.slug, "search_description": "A quiet page."}
    outside |= editor.typed(lead=rich_text("<p>Hush.</p>"))
    form = editor.empty_streams(StandardPage) | outside | {field: words, "is_sensitive": "on"}
    refused = moderator.post(address, form | PUBLISH)
    assert f"Say it without “{word}”." in editor.error_of(refused, field)
    assert editor.form_of(refused)[field][0].strip() == words
    page.refresh_from_db()
    assert getattr(page, field) != words

    # It may wait as a draft, and may be published where it is not discreet.
    assert moderator.post(address, form).status_code == 302
    assert moderator.post(address, form | PUBLISH | {"is_sensitive": []}).status_code == 302
    page.refresh_from_db()
    assert word in str(parsed(client.get(page.url)).head)


def test_the_text_of_a_discreet_page_may_use_sensitive_terms(client, moderator):
    page = builders.standard_page(title="A quiet page", slug="quiet")
    lead = rich_text("<p>If he is violent, call 999.</p>")
    form = editor.opened(moderator, page, lead=lead, is_sensitive="on")
    assert moderator.post(editor.edit_address(page), form | PUBLISH).status_code == 302
    assert "If he is violent" in main_words(client.get("/quiet/"))


@pytest.mark.parametrize(("model", "names"), [(BlogPage, ["topics", "authors"]), (InterviewPage, ["topics"])])
def test_topics_and_authors_are_chosen_by_ticking(client, moderator, model, names):
    builders.topic(name="Roses", slug="roses")
    builders.person(name="Rosa Sample")
    page = builders.seeded(model)
    response = moderator.get(editor.edit_address(page))
    screen = parsed(response)
    ticked = {}
    for name in names:
        boxes = screen.select(f"input[type=checkbox][name={name}]")
        values = {box.find_parent("label").get_text(strip=True): box["value"] for box in boxes}
        ticked[name] = [values["Roses" if name == "topics" else "Rosa Sample"]]
    form = editor.form_of(response) | editor.empty_streams(model) | ticked
    assert moderator.post(editor.edit_address(page), form | PUBLISH).status_code == 302
    assert page.title in main_words(client.get(page.get_parent().url + "?topic=roses"))
    assert ("Rosa Sample" in main_words(client.get(page.url))) is ("authors" in names)
