"""An alias is as private as its source, in lists and at its address."""

from random import Random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from pages.access import public_pages
from pages.models import Navigation, User
from pages.protected_pages import ProtectedPageError
from pages.translations.drafts import start
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


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def convert(alias: Page) -> None:
    editor = logged_in(builders.user("Publisher"))
    editor.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))


def delete_source(alias: Page) -> None:
    editor = logged_in(builders.user("Publisher"))
    editor.post(reverse("wagtailadmin_pages:delete", args=[alias.alias_of_id]))


def delete_section_of_source(alias: Page) -> None:
    section = Page.objects.get(pk=alias.alias_of_id).get_parent()
    editor = logged_in(builders.superuser())
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    editor.post(f"{address}?id={section.pk}&next=/admin/", {"confirm_site_name": "Apna Haq"})
    assert not Page.objects.filter(pk=section.pk).exists()


@pytest.mark.each_database
@pytest.mark.parametrize("becomes_a_page", [convert, delete_source, delete_section_of_source])
def test_an_alias_of_a_private_page_stays_private_when_it_becomes_a_page_of_its_own(client, becomes_a_page):
    section = builders.standard_page(title="Sample section")
    source = builders.standard_page(parent=section, title="Sample source")
    alias = source.create_alias(parent=builders.home(), update_slug="sample-alias")
    below = builders.standard_page(parent=alias, title="Sample page below", slug="below")
    # One of its own that goes with its source.
    source.create_alias(parent=section, update_slug="beside-it")
    builders.lock(section, PageViewRestriction.GROUPS)
    user = builders.user("Enquiry team")
    PageViewRestriction.objects.get().groups.set(user.groups.all())
    member = logged_in(user)
    becomes_a_page(alias)
    assert Page.objects.get(pk=alias.pk).alias_of is None
    for page in (alias, below):
        assert client.get(page.url).status_code == 404
    assert member.get(below.url).status_code == 200
    # Wagtail unpublishes aliases with their source, and not the pages below them.
    assert member.get(alias.url).status_code == (200 if becomes_a_page is convert else 404)
    assert alias.url not in client.get("/sitemap-1.xml").content.decode()


def test_a_private_page_is_deleted_also_where_a_menu_names_its_alias():
    source = builders.standard_page(title="Sample source")
    alias = source.create_alias(parent=builders.home(), update_slug="sample-alias")
    navigation = Navigation.objects.get()
    navigation.footer_menu.append(("item", {"page": alias}))
    navigation.save()
    hide_behind_a_login(source)
    delete_source(alias)
    assert not Page.objects.filter(pk=source.pk).exists()


def test_no_alias_of_a_private_page_is_copied_to_where_everybody_reads_it(client):
    source = builders.standard_page(title="Sample source")
    alias = source.create_alias(parent=builders.home(), update_slug="sample-alias")
    hide_behind_a_login(source)
    form = {
        "new_title": "A copy",
        "new_slug": "a-copy",
        "new_parent_page": alias.get_parent().pk,
        "publish_copies": "on",
    }
    address = reverse("wagtailadmin_pages:copy", args=[alias.pk])
    told = logged_in(builders.user("Publisher")).post(address, form).content.decode()
    assert "“Sample source” repeats a private page. Untick this to make a draft." in told
    assert client.get("/a-copy/").status_code == 404


def test_the_alias_of_a_public_page_stays_public_when_it_becomes_a_page_of_its_own(client):
    source = builders.standard_page(title="Sample source")
    alias = source.create_alias(parent=builders.home(), update_slug="sample-alias")
    convert(alias)
    assert client.get(alias.url).status_code == 200


def test_a_section_in_another_language_stays_private_when_its_translation_begins(client):
    section = builders.standard_page(title="Sample section")
    below = builders.standard_page(parent=section, title="Sample page below")
    urdu = builders.in_urdu(below)
    assert client.get(urdu.url).status_code == 200
    hide_behind_a_login(section)
    assert client.get(urdu.url).status_code == 404
    start(section, urdu.locale, builders.superuser())
    assert client.get(urdu.url).status_code == 404


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
        with override("en-gb"):
            found = builders.home().route(rf.get(page.url), path).page
        assert found.get_view_restrictions().exists() is (page.pk in private)
