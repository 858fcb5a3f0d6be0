"""The screens for several things at once name and offer nothing to those who may do nothing with such things."""

from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from pages.models import BlogIndexPage
from tests import builders
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = pytest.mark.django_db
SECRET = "Name that is not for all"
THINGS: dict[str, Callable[[], Model]] = {
    "consent": lambda: builders.consent(person=SECRET),
    "person": lambda: builders.person(name=SECRET),
    "siteimage": lambda: builders.image(title=SECRET, makes_renditions=False),
    "page": lambda: builders.standard_page(title=SECRET, live=False),
}


def screen(name: str) -> str:
    app = "wagtailcore" if name == "page" else "pages"
    return f"{reverse('wagtail_bulk_action', args=[app, name, 'delete'])}?id={THINGS[name]().pk}&next=/admin/"


@pytest.mark.parametrize("role", ["enquiry team", "enquiry lead", "administrator", "no group", "anonymous"])
@pytest.mark.parametrize("name", THINGS)
def test_the_name_is_not_shown_to_other_roles(name, role):
    assert SECRET not in browser(role).get(screen(name), follow=True).content.decode()


@pytest.mark.parametrize("name", THINGS)
def test_the_name_is_shown_to_those_who_work_with_such_things(name):
    assert SECRET in browser("superuser").get(screen(name)).content.decode()


def test_an_unknown_kind_of_thing_is_not_found():
    assert browser("superuser").get("/admin/bulk/pages/nothing/delete/").status_code == 404


def bulk_actions(client: Client, address: str) -> list[str]:
    """Return the buttons for several things at once below a list."""
    return [each.get_text(strip=True) for each in parsed(client.get(address)).select("[data-bulk-action-button]")]


def test_publishing_several_pages_is_offered_to_those_who_may_publish_one():
    builders.blog_page(title="Roses")
    blog = reverse("wagtailadmin_explore", args=[builders.seeded(BlogIndexPage).pk])
    search = f"{reverse('wagtailadmin_pages:search')}?q=Roses"
    for address in (blog, search):
        assert bulk_actions(browser("publisher"), address) == ["Move", "Delete", "Publish", "Unpublish"]
        assert bulk_actions(browser("writer"), address) == ["Move", "Delete", "Unpublish"]
    assert "Delete" in bulk_actions(browser("writer"), reverse("wagtailimages:index"))
