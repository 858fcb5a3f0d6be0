"""Below each page the admin offers the page types that are allowed there, with their descriptions."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from pages.models import BlogIndexPage, BlogPage, GlossaryPage, SafetyPage, StandardPage
from tests import builders
from tests.editing import editor
from tests.editing.editor import PAGE_MODELS
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = pytest.mark.django_db

SENSIBLE = {
    "Page": {"HomePage"},
    "HomePage": {
        "AccountabilityPage",
        "AntiRacismPage",
        "BlogIndexPage",
        "ContactPage",
        "GlossaryPage",
        "InterviewIndexPage",
        "PeoplePage",
        "PrivacyPage",
        "PublicationIndexPage",
        "SafetyPage",
        "StandardPage",
    },
    "AntiRacismPage": {"LocalWorkPage", "NationalWorkPage", "EuropeanWorkPage"},
    "BlogIndexPage": {"BlogPage"},
    "InterviewIndexPage": {"InterviewPage"},
    "PublicationIndexPage": {"PublicationPage"},
    "StandardPage": {"StandardPage"},
}
ONE_OF_EACH = (SENSIBLE["HomePage"] | SENSIBLE["AntiRacismPage"]) - {"StandardPage"}


@pytest.mark.parametrize("model", [Page, *PAGE_MODELS], ids=lambda model: model.__name__)
def test_only_allowed_page_types_can_be_created_below_a_page(model):
    offered = {below.__name__ for below in model.allowed_subpage_models() if below is not Page}
    assert offered == SENSIBLE.get(model.__name__, set())


@pytest.mark.parametrize("model", PAGE_MODELS, ids=lambda model: model.__name__)
def test_every_page_type_has_a_description(model):
    assert model.page_description.endswith(".")


@pytest.mark.parametrize("model", PAGE_MODELS, ids=lambda model: model.__name__)
def test_page_types_of_which_there_is_one_are_limited_to_one(model):
    assert (model.max_count_per_parent == 1) is (model.__name__ in ONE_OF_EACH)


def test_the_screen_for_a_new_page_shows_each_type_with_its_description():
    home = builders.home()
    for model in (GlossaryPage, SafetyPage):
        builders.seeded(model).delete()
    screen = parsed(browser("publisher").get(editor.edit_address(home, "add_subpage")))
    offered = {link["href"] for link in screen.select(f"a[href*='/add/'][href$='/{home.pk}/']")}
    assert offered == {editor.add_address(model, home) for model in (GlossaryPage, SafetyPage, StandardPage)}
    for model in (GlossaryPage, SafetyPage):
        assert model.page_description in screen.get_text()


def test_where_only_one_type_is_allowed_its_form_opens_at_once():
    blog = builders.seeded(BlogIndexPage)
    response = browser("writer").get(editor.edit_address(blog, "add_subpage"))
    assert response.headers["Location"] == editor.add_address(BlogPage, blog)


def test_a_page_cannot_be_created_where_its_type_is_not_allowed():
    editing = browser("publisher")
    address = editor.add_address(BlogPage, builders.standard_page())
    form = editor.empty_streams(BlogPage) | {"title": "Lost", "slug": "lost", "search_description": "Lost."}
    assert editing.get(address).status_code == 302
    editing.post(address, form | editor.PUBLISH)
    assert not BlogPage.objects.filter(slug="lost").exists()


PROTECTED = ["contact", "staying-safe-online", "apna-haq"]


@pytest.mark.parametrize("view", ["delete", "unpublish"])
@pytest.mark.parametrize("slug", PROTECTED)
def test_a_protected_page_cannot_be_deleted_or_unpublished(client, slug, view):
    page = Page.objects.get(slug=slug, locale__language_code="en-gb")
    response = browser("superuser").post(editor.edit_address(page, view), follow=True)
    assert f"“{page.title}” cannot be deleted or unpublished" in parsed(response).get_text()
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_a_protected_page_cannot_be_deleted_or_unpublished_among_others(client, action):
    pages = [builders.standard_page(), builders.english("contact")]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    listing = reverse("wagtailadmin_explore", args=[builders.home().pk])
    response = browser("superuser").post(f"{address}?{chosen}&next={listing}", follow=True)
    assert "“Contact us” cannot be deleted or unpublished" in parsed(response).get_text()
    assert [client.get(page.url).status_code for page in pages] == [200, 200]


def test_a_protected_page_cannot_be_given_an_expiry_date():
    page = builders.english("contact")
    editing = browser("superuser")
    form = editor.opened(editing, page) | {"expire_at": "2035-01-01 12:00"}
    refused = editing.post(editor.edit_address(page), form | editor.PUBLISH)
    assert (
        "This page cannot expire, because a menu, a setting or the home page leads to it. Remove its expiry date."
        in parsed(refused).get_text()
    )


def test_any_other_page_can_be_deleted_and_unpublished(client):
    page = builders.standard_page()
    browser("superuser").post(editor.edit_address(page, "delete"))
    assert client.get(page.url).status_code == 404
