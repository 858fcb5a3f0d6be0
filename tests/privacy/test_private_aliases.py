"""An alias is as private as its source, in lists and at its address."""

from random import Random

import pytest
from wagtail.models import Page

from pages.access import public_pages
from pages.protected_pages import ProtectedPageError
from tests import builders
from tests.privacy.test_hidden_pages import hide_behind_a_login

pytestmark = pytest.mark.django_db


def test_an_alias_is_hidden_with_the_section_of_its_source(client):
    section = builders.standard_page(title="Sample section")
    source = builders.standard_page(parent=section, title="Sample source")
    alias = source.create_alias(parent=builders.home(), update_slug="sample-alias")
    below = builders.standard_page(parent=alias, title="Sample page below", slug="below")
    recording = builders.recording()
    builders.offer(below, recording)
    for shown in (alias, below, recording):
        assert client.get(shown.url).status_code == 200
    hide_behind_a_login(section)
    sitemap = client.get("/sitemap-1.xml").content.decode()
    for page in (alias, below):
        assert client.get(page.url).status_code == 404
        assert page.url not in sitemap
    assert client.get(recording.url).status_code == 404


def test_a_protected_page_is_not_moved_below_the_alias_of_a_private_page(client):
    section = builders.standard_page(title="Sample section")
    source = builders.standard_page(parent=section, title="Sample source")
    alias = source.create_alias(parent=builders.home(), update_slug="sample-alias")
    privacy = builders.english("privacy")
    hide_behind_a_login(section)
    with pytest.raises(ProtectedPageError):
        privacy.move(Page.objects.get(pk=alias.pk), pos="last-child")
    assert client.get("/privacy/").status_code == 200


def is_private(page: Page) -> bool:
    """Return whether a page, one above it, or the source of such an alias is private."""
    for each in [page, *page.get_ancestors()]:
        if each.alias_of_id:
            if is_private(each.alias_of):
                return True
        elif each.view_restrictions.exists():
            return True
    return False


@pytest.mark.each_database
@pytest.mark.parametrize("seed", range(6))
def test_routing_and_lists_agree_on_what_is_private(rf, seed):
    chance = Random(seed)
    pages = [builders.standard_page()]
    for number in range(14):
        parent, source = chance.choice(pages), chance.choice(pages)
        is_alias = number < 3 or chance.random() < 0.5
        made = (
            source.create_alias(parent=builders.home() if number < 3 else parent, update_slug=f"alias-{number}")
            if is_alias
            else builders.standard_page(parent=parent)
        )
        pages.append(made.specific)
    aliases = [page for page in pages if page.alias_of_id]
    for page in [chance.choice(aliases), *chance.sample([page for page in pages if page not in aliases], 2)]:
        builders.lock(page)
    private = {page.pk for page in pages if is_private(page)}
    assert private
    # Nothing is public that is private in Wagtail.
    assert private >= {page.pk for page in pages if Page.get_view_restrictions(page).exists()}
    listed = public_pages(Page.objects.filter(pk__in=[page.pk for page in pages]))
    assert {page.pk for page in listed} == {page.pk for page in pages} - private
    for page in pages:
        path = page.url.strip("/").split("/")
        found = builders.home().route(rf.get(page.url), path).page
        assert found.get_view_restrictions().exists() is (page.pk in private)
