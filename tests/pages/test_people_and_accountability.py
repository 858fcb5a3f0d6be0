"""The pages about people and accountability: what they show, and that they are public only while they do."""

import pytest
from wagtail.models import Locale

from pages.models import Navigation, OrganisationIdentity, PeoplePage
from pages.translations.drafts import missing_segments, start, translation_into
from pages.usage import live_pages_showing
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser
from tests.optional_pages import accountability, is_nowhere, people, publish_with_samples
from tests.reading import links, main_words, parsed

pytestmark = pytest.mark.django_db


def test_people_are_shown_in_the_order_of_the_editors_with_role_words_and_portrait(client):
    picture = builders.image(
        builders.picture_bytes(size=(1300, 900)), description="A sample portrait", consent=builders.consent()
    )
    amina = builders.person(name="Amina Sample", role="Trustee", bio="<p>In general.</p>")
    zahra = builders.person(name="Zahra Sample", role="Advocate", bio="<p>What is said in general.</p>")
    people(
        {"person": zahra, "portrait": picture},
        {"person": amina, "role": "Chair", "words": "<p>Words for this page.</p>"},
    )
    page = parsed(client.get("/people/"))
    assert [heading.get_text(strip=True) for heading in page.main("h2")] == ["Zahra Sample", "Amina Sample"]
    shown = main_words(client.get("/people/"))
    assert "Zahra Sample Advocate What is said in general." in shown
    assert "Amina Sample Chair Words for this page." in shown and "In general." not in shown
    assert page.main.select_one(".portrait img")["alt"] == "A sample portrait"


def test_the_page_is_in_the_menu_of_the_footer_the_search_and_the_sitemap_while_it_is_public(client):
    people({"person": builders.person(name="Amina Sample")})
    assert "/people/" in links(client.get("/about/"))
    assert "Our people" in main_words(client.get("/search/", {"q": "Amina"}))
    assert "/people/<" in client.get("/sitemap-1.xml").content.decode()


def test_deleting_the_last_of_them_takes_the_page_away_at_once(client):
    amina = builders.person(name="Amina Sample")
    people({"person": amina})
    amina.delete()
    assert is_nowhere(client, "/people/", "Amina")


def test_a_translation_goes_with_its_people_too(client):
    amina = builders.person(name="Amina Sample")
    page = builders.in_urdu(people({"person": amina}))
    assert client.get(page.url).status_code == 200
    amina.delete()
    assert client.get("/ur/people/").status_code == 404


def test_accountability_shows_numbers_trustees_and_documents_by_kind_and_year(client):
    OrganisationIdentity.objects.update(charity_number="1234567", company_number="07654321")
    chair = builders.person(name="Amina Sample")
    documents = [
        ("document", {"kind": kind, "year": year, "document": builders.document(title=title)})
        for kind, year, title in (
            ("policy", 2023, "Sample policy"),
            ("accounts", 2023, "Older sample accounts"),
            ("accounts", 2024, "Newer sample accounts"),
        )
    ]
    accountability(trustees=[("trustee", {"person": chair, "role": "Chair"})], documents=documents)
    page = parsed(client.get("/accountability/"))
    shown = main_words(client.get("/accountability/"))
    for words in ("Charity number 1234567", "Company number, in England and Wales 07654321", "Amina Sample Chair"):
        assert words in shown
    headings = [heading.get_text(strip=True) for heading in page.main(["h2", "h3"])]
    assert headings[-5:] == ["Accounts and annual reports", "2024", "2023", "Policies", "2023"]
    assert [link.get_text(strip=True) for link in page.main.select(".downloads a")] == [
        "Newer sample accounts",
        "Older sample accounts",
        "Sample policy",
    ]


def test_accountability_is_public_with_a_number_alone_and_goes_when_that_is_emptied(client):
    identity = OrganisationIdentity.objects.get()
    identity.charity_number = "1234567"
    identity.save()
    accountability()
    assert "1234567" in main_words(client.get("/accountability/"))
    identity.charity_number = ""
    identity.save()
    assert is_nowhere(client, "/accountability/", "trustees")


def test_accountability_goes_with_its_last_document(client):
    document = builders.document()
    accountability(documents=[("document", {"kind": "policy", "year": 2024, "document": document})])
    assert client.get("/accountability/").status_code == 200
    document.delete()
    assert is_nowhere(client, "/accountability/", "trustees")


def test_an_editor_unpublishes_such_a_page_although_a_menu_names_it_and_the_menu_follows(client):
    page = people({"person": builders.person(name="Amina Sample")})
    assert page.pk in [item.value["page"].pk for item in Navigation.objects.get().footer_menu]
    assert browser("writer").post(editor.edit_address(page, "unpublish")).status_code == 302
    assert is_nowhere(client, "/people/", "Amina")
    people({"person": builders.person(name="Zahra Sample")})
    assert "/people/" in links(client.get("/about/"))


def test_an_editor_is_told_why_an_empty_page_is_not_published(client):
    publisher, page = browser("publisher"), builders.seeded(PeoplePage)
    form = editor.opened(publisher, page) | editor.typed(people=editor.streamfield([]))
    refused = publisher.post(editor.edit_address(page), form | editor.PUBLISH)
    # The editor's scripts show it at the field.
    assert "Add somebody whose consent has not ended." in refused.content.decode()
    assert client.get("/people/").status_code == 200


def test_the_dashboard_says_that_a_page_went_by_itself():
    amina = builders.person(name="Amina Sample")
    people({"person": amina})
    amina.delete()
    assert "unpublished by itself, since it had nothing left to show" in main_words(browser("publisher").get("/admin/"))


def test_somebody_who_is_shown_counts_as_used_on_a_live_page():
    amina, document = builders.person(name="Amina Sample"), builders.document()
    shown = [
        people({"person": amina}),
        accountability(documents=[("document", {"kind": "policy", "year": 2024, "document": document})]),
    ]
    assert [list(live_pages_showing(each)) for each in (amina, document)] == [[page.page_ptr] for page in shown]


def test_the_words_of_both_pages_are_translated_and_people_years_and_documents_follow():
    document = builders.document(title="Sample accounts")
    pages = [
        people({"person": builders.person(name="Amina Sample"), "role": "Chair", "words": "<p>Sample words.</p>"}),
        accountability(documents=[("document", {"kind": "accounts", "year": 2024, "document": document})]),
    ]
    texts = []
    for page in pages:
        start(page, Locale.objects.get(language_code="ur"), builders.superuser())
        translation = translation_into(page.get_translation(Locale.objects.get(language_code="ur")))
        texts.append({segment.string.data for segment in missing_segments(translation)})
        draft = translation.get_target_instance().get_latest_revision_as_object()
        assert draft.shows_something
    assert {"Our people", "Chair", "Sample words."} <= texts[0] and "Amina Sample" not in texts[0]
    assert "Accountability" in texts[1]


def test_the_samples_for_those_who_look_at_the_site_are_several(client):
    publish_with_samples()
    shown = parsed(client.get("/people/")).main
    assert len(shown.select(".people > li")) == 3 and len(shown.select(".portrait img")) == 1
    assert all("Sample" in heading.get_text() for heading in shown("h2"))
    shown = parsed(client.get("/accountability/")).main
    assert len(shown.select(".partners > li")) == 2 and len(shown.select(".downloads a")) == 4
    assert [heading.get_text() for heading in shown("h3")] == ["2024", "2023"] * 2
