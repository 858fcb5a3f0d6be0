"""Who may do what in the admin: every role on every screen."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import rich_text

from pages.models import BlogPage, StandardPage
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser

pytestmark = pytest.mark.django_db

ROLES = ["anonymous", "editor", "moderator", "superuser"]
STAFF = {"editor", "moderator", "superuser"}
SETTERS = {"moderator", "superuser"}
OWNER = {"superuser"}


def home_page() -> list:
    return [builders.home().pk]


def a_page() -> list:
    return [builders.seeded(BlogPage).pk]


def a_person() -> list:
    return [builders.person().pk]


def a_group() -> list:
    return [Group.objects.get(name="Editors").pk]


def setting(name: str):
    return lambda: ["pages", name, Site.objects.get().pk]


VIEWS = {
    "the dashboard": ("wagtailadmin_home", list, STAFF),
    "the tree of pages": ("wagtailadmin_explore", home_page, STAFF),
    "a page": ("wagtailadmin_pages:edit", home_page, STAFF),
    "translating a page": ("simple_translation:submit_page_translation", a_page, STAFF),
    "unpublishing a page": ("wagtailadmin_pages:unpublish", home_page, SETTERS),
    "who may read a page": ("wagtailadmin_pages:set_privacy", home_page, SETTERS),
    "people": ("wagtailsnippets_pages_person:list", list, STAFF),
    "somebody": ("wagtailsnippets_pages_person:edit", a_person, STAFF),
    "a new word": ("wagtailsnippets_pages_glossaryterm:add", list, STAFF),
    "deleting somebody": ("wagtailsnippets_pages_person:delete", a_person, OWNER),
    "pictures": ("wagtailimages:index", list, STAFF),
    "uploading a picture": ("wagtailimages:add", list, STAFF),
    "documents": ("wagtaildocs:index", list, STAFF),
    "visitors’ safety": ("wagtailsettings:edit", setting("visitorsafety"), SETTERS),
    "the menus": ("wagtailsettings:edit", setting("navigation"), SETTERS),
    "the announcement": ("wagtailsettings:edit", setting("announcement"), SETTERS),
    "the organisation": ("wagtailsettings:edit", setting("organisationidentity"), SETTERS),
    "users": ("wagtailusers_users:index", list, OWNER),
    "groups": ("wagtailusers_groups:edit", a_group, OWNER),
    "sites": ("wagtailsites:index", list, OWNER),
    "redirects": ("wagtailredirects:index", list, OWNER),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("screen", VIEWS)
def test_each_screen_of_the_admin_is_open_to_its_roles_and_to_nobody_else(screen, role):
    view, things, allowed = VIEWS[screen]
    address = reverse(view, args=things())
    response = browser(role).get(address)
    if role in allowed:
        assert response.status_code == 200
    else:
        away = reverse("wagtailadmin_login" if role == "anonymous" else "wagtailadmin_home")
        assert response.status_code == 302
        assert response.headers["Location"].split("?")[0] == away


@pytest.mark.parametrize(("role", "is_published"), [("editor", False), ("moderator", True), ("superuser", True)])
def test_a_change_reaches_visitors_only_from_those_who_may_publish(client, role, is_published):
    page = builders.standard_page(title="As it was", lead="<p>Roses.</p>")
    staff = browser(role)
    form = editor.opened(staff, page, title="As it is now")
    assert staff.post(editor.edit_address(page), form | editor.PUBLISH).status_code == 302
    assert ("As it is now" in client.get(page.url).content.decode()) is is_published
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "As it is now"


def test_what_an_editor_submits_is_published_by_a_moderator(client):
    writer, moderator = browser("editor"), browser("moderator")
    address = editor.add_address(StandardPage, builders.home())
    form = (
        editor.typed(title="Handed in", slug="handed-in", lead=rich_text("<p>Roses.</p>"))
        | editor.empty_streams(StandardPage)
        | editor.SUBMIT
    )
    assert editor.error_of(writer.post(address, form), "search_description") == editor.NO_SUMMARY
    assert writer.post(address, form | {"search_description": "What this page is about."}).status_code == 302
    page = StandardPage.objects.get(slug="handed-in")
    assert client.get(page.url).status_code == 404

    assert "Handed in" in moderator.get(reverse("wagtailadmin_home")).content.decode()
    approve = ["approve", page.current_workflow_task_state.pk]
    moderator.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, *approve]), {"comment": ""})
    assert "Handed in" in client.get(page.url).content.decode()


@pytest.mark.parametrize("role", ["editor", "moderator"])
def test_the_menu_offers_nothing_that_would_be_refused(role):
    dashboard = browser(role).get(reverse("wagtailadmin_home")).content.decode()
    for screen, (view, _things, allowed) in VIEWS.items():
        if view.endswith((":index", ":list")):
            assert (reverse(view) in dashboard) is (role in allowed), screen
    assert ("/settings/pages/announcement/" in dashboard) is (role in SETTERS)


def test_members_of_no_group_see_nothing_of_the_admin():
    response = browser("no group").get(reverse("wagtailadmin_home"))
    assert response.status_code == 302
    assert response.headers["Location"].split("?")[0] == reverse("wagtailadmin_login")
