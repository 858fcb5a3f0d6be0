"""The blocks of the body: few, each described and previewed, and refused where a reader could not follow."""

import pytest
from django.urls import reverse
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.test.utils.form_data import rich_text, streamfield

from pages.blocks import BodyBlock
from pages.enquiries.models import ContactPage
from pages.models import StandardPage
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser
from tests.reading import main_words, parsed

pytestmark = pytest.mark.django_db

BLOCKS = StandardPage.body.field.stream_block.child_blocks


@pytest.fixture
def moderator():
    return browser("publisher")


def test_the_editor_chooses_among_few_blocks():
    assert set(BLOCKS) == set(BodyBlock().child_blocks)
    assert 10 <= len(BLOCKS) <= 14


def test_no_two_blocks_have_the_same_description():
    assert len({block.get_description() for block in BLOCKS.values()}) == len(BLOCKS)


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_can_be_previewed_before_it_is_chosen(moderator, name):
    if name in {"image", "document"}:
        assert preview_of(moderator, name).find("main")
        builders.image(), builders.document()
    page = preview_of(moderator, name)
    assert page.find("link", rel="stylesheet")
    assert page.main.find("img") if name == "image" else len(page.main.get_text(strip=True)) > 5


def preview_of(client, name: str):
    """Return the preview of a block, as the editor's list of blocks shows it in a frame."""
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": BLOCKS[name].definition_prefix})
    assert response.status_code == 200
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    return parsed(response)


HEADING = ("heading", {"text": "A rose", "level": "h2"})
SMALLER_HEADING = ("heading", {"text": "A smaller rose", "level": "h3"})
QUESTION = ("question", {"question": "Why a rose?", "answer": rich_text("<p>For its thorns.</p>")})
PARAGRAPH = ("paragraph", rich_text("<p>A rose.</p>"))
CALL = {"title": "A rose calls", "text": "", "button": "Smell it", "page": "", "topic": "", "address": ""}
NUMBER = {"number": "7", "words": "roses", "source": "A gardener", "date": "March 2024", "link": ""}

OUT_OF_ORDER = "Put a heading above this, so that no level is skipped."
ONE_OF_TWO = "Choose a page or write an address: one of the two."
REQUIRED = "This field is required."
NO_WORDS = "Write something here, or take this block away."


def call(**fields):
    return ("call_to_action", CALL | fields)


def number(**fields):
    return ("statistic", NUMBER | fields)


def a_page() -> str:
    return str(builders.home().pk)


REFUSED = {
    "a smaller heading first": (lambda: [SMALLER_HEADING], OUT_OF_ORDER),
    "a smaller heading before the first heading": (lambda: [PARAGRAPH, SMALLER_HEADING, HEADING], OUT_OF_ORDER),
    "a question without a heading": (lambda: [PARAGRAPH, QUESTION], OUT_OF_ORDER),
    "a call that leads nowhere": (lambda: [call()], ONE_OF_TWO),
    "a call that leads to two places": (lambda: [call(page=a_page(), address="https://example.org/")], ONE_OF_TWO),
    "a paragraph without words": (lambda: [HEADING, ("paragraph", rich_text("<p> </p>"))], NO_WORDS),
    "a button that does not say what happens": (
        lambda: [call(address="https://example.org/", button="Click here")],
        "Say what happens, for example",
    ),
    "a topic for a page that has none": (
        lambda: [call(page=a_page(), topic="media")],
        "Only the contact page has topics",
    ),
    "a number that nobody counted": (lambda: [number(source="")], REQUIRED),
    "a number of no time": (lambda: [number(date="")], "Say when it was counted or published"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_invalid_body_is_saved_as_a_draft_and_not_published(client, moderator, case):
    make, sentence = REFUSED[case]
    page = builders.standard_page(title="As it was")
    address = editor.edit_address(page)
    form = {"title": "As it is now", "slug": page.slug, "search_description": "A page."}
    form |= editor.empty_streams(StandardPage) | editor.typed(body=streamfield(make()))
    refused = moderator.post(address, form | editor.PUBLISH)
    assert refused.status_code == 200
    assert sentence in refused.content.decode()
    assert "rose" in refused.content.decode()
    assert "As it was" in client.get(page.url).content.decode()

    assert moderator.post(address, form).status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "As it is now"


def test_all_errors_of_a_body_are_shown_at_once(moderator):
    page = builders.standard_page()
    form = {"title": page.title, "slug": page.slug, "search_description": "A page."}
    body = [SMALLER_HEADING, call(), ("paragraph", rich_text("<p></p>"))]
    refused = moderator.post(
        editor.edit_address(page), form | editor.typed(body=streamfield(body)) | editor.PUBLISH
    ).content.decode()
    assert [sentence for sentence in (OUT_OF_ORDER, ONE_OF_TWO, NO_WORDS) if sentence not in refused] == []


def test_a_picture_is_not_published_with_a_file_name_as_alternative_text():
    image = builders.image()
    image.contextual_alt_text, image.decorative = "IMG_2041.jpg", False
    block = BLOCKS["image"]
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize({"image": image, "caption": ""}))
    assert "the name of a file" in str(refused.value.block_errors["image"])


def test_a_decorative_picture_has_no_alternative_text():
    assert builders.image(title="IMG_2041", description="", is_decorative=True).default_alt_text == ""


PUBLISHED = {
    "headings in their order": lambda: [HEADING, SMALLER_HEADING, SMALLER_HEADING, HEADING],
    "a question below a heading": lambda: [PARAGRAPH, HEADING, QUESTION],
    "a call that leads to a page": lambda: [call(page=a_page())],
    "a call that opens the contact page with its topic": lambda: [
        call(page=str(builders.seeded(ContactPage).pk), topic="media")
    ],
    "a call that leads to another site": lambda: [call(address="https://example.org/")],
    "a number with its source and date": lambda: [number()],
}


@pytest.mark.parametrize("case", PUBLISHED)
def test_a_valid_body_is_published(client, moderator, case):
    page = builders.standard_page()
    form = {"title": page.title, "slug": page.slug, "search_description": "A page."}
    form |= editor.empty_streams(StandardPage) | editor.typed(body=streamfield(PUBLISHED[case]()))
    assert moderator.post(editor.edit_address(page), form | editor.PUBLISH).status_code == 302
    assert "rose" in main_words(client.get(page.url))
