"""How results are shown: words marked, in context, by kind, and nothing that may not be."""

import pytest
from wagtail.models import Locale

from pages.search import index
from pages.search.spelling import update_words
from tests import builders
from tests.reading import main_words, parsed, words

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

HEADING = ("heading", {"text": "Questions", "level": "h2"})
FILLER = "Words that say nothing of it. " * 20


def item(client, query: str, path: str = "/search/"):
    """Return the first result."""
    return parsed(client.get(path, {"q": query})).select_one("main ul.page-list li")


def marked(part) -> list[str]:
    return [mark.get_text() for mark in part("mark")]


def test_the_words_are_marked_with_the_text_around_them(client):
    text = f"<p>{FILLER}</p><p>{FILLER} Here a Zaubergarten blooms. {FILLER}</p>"
    builders.standard_page(title="Sample garden", body=[("paragraph", text)])
    found = item(client, "zaubergarten")
    passage = words(found.p)
    assert marked(found) == ["Zaubergarten"]
    assert passage.startswith("…") and passage.endswith("…") and "Here a Zaubergarten blooms." in passage
    assert len(passage) < 300


def test_what_is_found_for_the_right_spelling_is_marked_with_the_text_around_it_too(client):
    text = f"<p>{FILLER}</p><p>{FILLER} Here a Zaubergarten blooms. {FILLER}</p>"
    builders.standard_page(title="Sample garden", body=[("paragraph", text)])
    update_words()
    found = item(client, "zaubergatren")
    assert marked(found) == ["Zaubergarten"]
    assert found == item(client, "zaubergarten")


def test_a_summary_with_all_words_is_shown_as_it_is(client):
    builders.standard_page(title="Sample", search_description="About zaubergarten roses.")
    found = item(client, "zaubergarten roses")
    assert words(found.p) == "About zaubergarten roses."
    assert marked(found) == ["zaubergarten", "roses"]


@pytest.mark.parametrize(
    ("query", "text", "mark"),
    [
        ("community", "Our communities meet.", "communities"),
        ("egalite", "Liberté, égalité.", "égalité"),
        ("antiracism", "Our anti-racism work.", "anti-racism"),
        ("supporting", "We support her.", "support"),
    ],
)
def test_other_forms_and_spellings_are_marked_as_they_are_written(client, query, text, mark):
    builders.blog_page(title="Sample", search_description=text)
    page = parsed(client.get("/search/", {"q": query, "kind": "blog"}))
    assert mark in marked(page.main)


def test_urdu_is_marked_in_whole_words_whatever_their_spelling(client):
    home = builders.home().get_translation(Locale.objects.get(language_code="ur"))
    builders.standard_page(parent=home, title="یہاں", body=[("paragraph", "<p>پہلے زعفُران پھر</p>")])
    assert marked(item(client, "زعفران", "/ur/search/")) == ["زعفُران"]


def test_nothing_of_a_page_is_taken_for_markup(client):
    text = "A <script>alert(1)</script> & zaubergarten"
    builders.standard_page(title="<i>zaubergarten</i>", search_description=text)
    found = item(client, "zaubergarten")
    assert not found("script") and not found("i")
    assert words(found.p) == text


def test_a_passage_in_another_language_says_so(client):
    builders.standard_page(
        title="Sample", body=[("passage", {"language": "pl", "text": "<p>To jest zaubergarten tutaj.</p>"})]
    )
    passage = item(client, "zaubergarten").select_one("span[lang]")
    assert (passage["lang"], passage["dir"]) == ("pl", "ltr")


def test_of_a_discreet_page_nothing_but_its_summary_is_shown(client):
    builders.standard_page(
        title="Sample",
        search_description="Something neutral.",
        is_sensitive=True,
        body=[("paragraph", "<p>The zaubergarten is here.</p>")],
    )
    assert words(item(client, "zaubergarten").p) == "Something neutral."


@pytest.mark.parametrize("block", ["quotation", "interview"])
def test_no_passage_relies_on_a_consent_that_has_ended(client, block):
    ended = builders.consent(is_withdrawn=True)
    kept = builders.consent()
    quoted = "“The zaubergarten was mine.”"
    if block == "interview":
        answer = {"question": "Why?", "answer": f"<p>{quoted}</p>"}
        page = builders.interview_page(title="Sample", consent=kept, body=[HEADING, ("question", answer)])
        assert "zaubergarten" in words(item(client, "zaubergarten"))
        type(page).objects.filter(pk=page.pk).update(consent=ended)
    else:
        builders.standard_page(title="Sample", body=[("quotation", {"text": quoted, "consent": kept})])
        # The index still holds the words, for as long as the worker needs.
        type(kept).objects.filter(pk=kept.pk).update(is_withdrawn=True)
    assert "zaubergarten" not in words(item(client, "zaubergarten"))


def test_results_can_be_narrowed_to_a_kind_of_page(client):
    for build in (builders.blog_page, builders.blog_page, builders.interview_page, builders.standard_page):
        build(search_description="A zaubergarten.")
    page = parsed(client.get("/search/", {"q": "zaubergarten"}))
    links = {words(link): link["href"] for link in page.select("main nav ul.tags a")}
    assert list(links)[:2] == ["Everything", "Blog (2)"]
    assert set(links) == {"Everything", "Blog (2)", "Other pages (1)", "Interview (1)"}
    narrowed = parsed(client.get(f"/search/{links['Blog (2)']}"))
    assert [words(each) for each in narrowed.select("main .type-label")] == ["Blog", "Blog"]
    assert "2 pages found" in words(narrowed.main)
    assert words(narrowed.select_one("main nav [aria-current]")) == "Blog (2)"
    assert client.get("/search/", {"q": "zaubergarten", "kind": "roses"}).status_code == 404


def test_of_very_many_results_it_is_said_how_many_of_the_newest_are_of_the_chosen_kind(client, monkeypatch):
    monkeypatch.setattr(index, "MAX_MATCHES", 3)
    builders.standard_page(search_description="A zaubergarten.")
    for build in (builders.blog_page, builders.interview_page, builders.blog_page):
        build(search_description="A zaubergarten.")
    answers = {
        kind: parsed(client.get("/search/", {"q": "zaubergarten", "kind": kind})) for kind in ("", "blog", "interview")
    }
    said = {kind: words(page.select_one("main [role=status]")) for kind, page in answers.items()}
    assert said == {
        "": "More than 3 pages found: the newest 3 are shown. Adding another word may help.",
        "blog": "2 of the newest 3 pages found are of this kind. Adding another word may help.",
        "interview": "1 of the newest 3 pages found is of this kind. Adding another word may help.",
    }


@pytest.mark.parametrize("path", ["/", "/ur/", "/blog/", "/search/"])
def test_the_search_is_in_the_header_of_every_page(client, path):
    page = parsed(client.get(path))
    link = page.select_one("header a.search-link")
    assert link["href"] == ("/ur/search/" if path == "/ur/" else "/search/")
    assert words(link) in {"Search", "تلاش"}
    assert (link.get("aria-current") == "page") is (path == "/search/")


def test_chosen_pages_that_are_not_public_are_left_out(client):
    contact = builders.home().get_children().get(slug="contact")
    builders.lock(contact)
    assert "How to reach Apna Haq." not in main_words(client.get("/search/", {"q": "refuge"}))


def test_a_word_of_a_private_page_alone_is_never_suggested(client):
    page = builders.standard_page(title="Zaubergarten")
    update_words()
    builders.lock(page)
    assert "zaubergarten" not in client.get("/search/", {"q": "zaubergartn"}).content.decode().lower()
    update_words()
    assert "zaubergarten" not in client.get("/search/", {"q": "zaubergartn"}).content.decode().lower()


def test_the_pages_of_a_kind_lead_to_more_of_it_and_other_lists_repeat_no_search_words(client):
    for _ in range(11):
        builders.blog_page(search_description="A zaubergarten.")
    builders.standard_page(search_description="A zaubergarten.")
    page = parsed(client.get("/search/", {"q": "zaubergarten", "kind": "blog"}))
    following = page.select_one("main ul.pagination a")["href"]
    assert "kind=blog" in following and "q=zaubergarten" in following
    assert "11 pages found" in words(parsed(client.get(f"/search/{following}")).main)
    # The blog is cached without them.
    assert "rosengarten" not in client.get("/blog/", {"q": "rosengarten"}).content.decode()
