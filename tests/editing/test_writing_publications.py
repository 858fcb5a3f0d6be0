"""Publications are written, read by a colleague, published and translated like other pages, with their documents."""

from typing import Any

import pytest
from django.utils.timezone import localdate
from wagtail.models import ReferenceIndex
from wagtail.test.utils.form_data import rich_text, streamfield

from pages.models import PublicationIndexPage, PublicationPage
from tests import builders
from tests.editing import editor, translating
from tests.editing.two_editors import Colleague, is_public
from tests.reading import main_words, parsed, words

pytestmark = pytest.mark.django_db

URDU_TITLE = "نمونہ رپورٹ سب کے لیے"


def write(author: Colleague, action: dict[str, str], *languages: str, **fields: Any) -> PublicationPage:
    """Write a report with a document in each language, press a button, and return it."""
    documents = [
        {"document": builders.document().pk, "title": "", "language": language, "pages": "12"} for language in languages
    ]
    form = editor.empty_streams(PublicationPage) | editor.typed(
        title="Sample report",
        slug="sample-report",
        search_description="What the sample says.",
        kind="report",
        lead=rich_text("<p>Sample words.</p>"),
        documents=streamfield([("document", value) for value in documents]),
        **fields,
    )
    address = editor.add_address(PublicationPage, builders.seeded(PublicationIndexPage))
    assert author.browser.post(address, form | action).status_code == 302
    return PublicationPage.objects.get(slug="sample-report")


def test_a_writer_hands_in_a_report_that_names_somebody_and_a_publisher_publishes_it(client):
    writer, publisher = Colleague("Writer"), Colleague()
    page = write(writer, editor.SUBMIT, "en", "ur", names_person="on")
    assert not is_public(page)
    assert publisher.approve(page).status_code == 302
    shown = main_words(client.get("/publications/sample-report/"))
    assert f"Report, {localdate():%-d %B %Y} Sample report" in shown and "Urdu (اردو), 12 pages" in shown
    assert "Sample report" in main_words(client.get("/publications/"))


def test_its_author_cannot_publish_a_report_that_names_somebody_alone():
    author, _reader = Colleague(), Colleague()
    assert not is_public(write(author, editor.PUBLISH, "en", names_person="on"))


def test_the_form_of_the_list_says_when_it_shows_and_how_it_gets_into_a_menu():
    form = parsed(Colleague().browser.get(editor.edit_address(builders.seeded(PublicationIndexPage))))
    said = form.select_one("#panel-content, [id^=panel-child-content]").find_parent("form").get_text(" ", strip=True)
    assert "While no publication is published below this page" in said
    assert "“Whole site”, “Menus”" in said


def test_a_document_is_used_by_its_publication_and_those_who_may_not_publish_that_keep_it():
    page = write(Colleague(), editor.PUBLISH, "en")
    document = page.documents[0].value["document"]
    assert [str(source) for source, _uses in ReferenceIndex.get_grouped_references_to(document)] == ["Sample report"]


def test_a_publication_needs_a_text_or_a_document_and_is_advised_to_have_both():
    document = ("document", {"document": builders.document(), "language": "en"})

    def found(**fields: Any) -> set[str]:
        page = builders.publication_page(live=False, lead="", **fields)
        return {finding.rule for finding in page.readiness()} & {"no-text", "document-without-text"}

    assert found() == {"no-text"}
    assert found(documents=[document]) == {"document-without-text"}
    assert found(documents=[document], body=[("paragraph", "<p>Sample words.</p>")]) == set()


def test_the_title_of_a_document_may_be_in_its_own_language():
    document = {"document": builders.document(), "title": URDU_TITLE, "language": "ur"}
    page = builders.publication_page(documents=[("document", document)])
    assert "another-language" not in {finding.rule for finding in page.readiness()}


def test_a_vague_title_of_a_document_is_refused():
    document = {"document": builders.document(), "title": "Click here", "language": "en"}
    page = builders.publication_page(live=False, documents=[("document", document)])
    assert "vague-link-text" in {finding.rule for finding in page.readiness() if finding.blocks}


def test_a_translation_has_the_kind_date_authors_and_documents_of_its_original(client):
    author = builders.person(name="زلاخا")
    document = {"document": builders.document(), "title": "Sample report", "language": "en", "pages": 12}
    page = builders.publication_page(
        kind="report", slug="sample-report", date="2024-03-05", authors=[author], documents=[("document", document)]
    )
    publisher = Colleague()
    draft = translating.begun(publisher.browser, page)
    translating.translate(publisher.browser, draft, documents=URDU_TITLE)
    translating.post(publisher.browser, draft, translating.PUBLISH)
    shown = parsed(client.get("/ur/publications/sample-report/")).main
    assert words(shown.select_one(".type-label")) == "رپورٹ، 5 مارچ 2024"
    assert "زلاخا" in shown.select_one(".facts").get_text()
    assert shown.select_one(".type-label time")["datetime"] == "2024-03-05"
    [link] = shown.select(".downloads a")
    assert (link.get_text(strip=True), link["hreflang"]) == (URDU_TITLE, "en")
    assert "12" in link.find_next_sibling().get_text()
