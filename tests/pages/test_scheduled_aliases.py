"""An alias is public no sooner and no longer than the page that it shows, and has the same date."""

from datetime import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page

from pages.jobs.runner import run_due_jobs
from pages.models import BlogPage
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser

pytestmark = pytest.mark.django_db

NOW, FRIDAY, AFTER = "2026-03-03 09:00Z", "2026-03-06 09:00", "2026-03-06 09:01Z"
PUBLIC_LISTS = ["/blog/", "/blog/feed/", "/sitemap-1.xml", "/search/?q=chrysanthemum"]


@pytest.fixture(autouse=True)
def tuesday():
    """Stop the clock on a Tuesday."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def draft() -> BlogPage:
    """Return the draft of a post."""
    return builders.blog_page(title="Chrysanthemum", slug="chrysanthemum", live=False)


def schedule(page: BlogPage) -> None:
    """Schedule a page for Friday, as its editor does."""
    editing = browser("superuser")
    form = editor.opened(editing, page, body=editor.streamfield([("paragraph", editor.rich_text("<p>Text</p>"))]))
    response = editing.post(editor.edit_address(page), form | {"go_live_at": FRIDAY} | editor.PUBLISH)
    assert response.status_code == 302
    assert not Page.objects.get(pk=page.pk).live


def where_listed(client, slug: str) -> list[str]:
    """Return the public lists that name a page."""
    return [path for path in PUBLIC_LISTS if f"/blog/{slug}/" in client.get(path).content.decode()]


def test_an_alias_of_a_scheduled_page_appears_with_it(client, tuesday):
    page = draft()
    page.create_alias(update_slug="alias")
    schedule(page)
    assert client.get("/blog/alias/").status_code == client.get("/blog/chrysanthemum/").status_code == 404
    assert where_listed(client, "alias") == []
    tuesday.move_to(AFTER)
    run_due_jobs()
    assert client.get("/blog/alias/").status_code == client.get("/blog/chrysanthemum/").status_code == 200
    assert where_listed(client, "chrysanthemum") == PUBLIC_LISTS
    assert where_listed(client, "alias") == where_listed(client, "chrysanthemum")


def test_an_alias_that_is_made_after_scheduling_appears_with_its_page(client, tuesday):
    page = draft()
    schedule(page)
    BlogPage.objects.get(pk=page.pk).create_alias(update_slug="alias")
    assert client.get("/blog/alias/").status_code == 404
    tuesday.move_to(AFTER)
    call_command("publish_scheduled")
    assert client.get("/blog/alias/").status_code == 200


def test_an_alias_has_the_date_of_its_page(tuesday):
    page = draft()
    alias = page.create_alias(update_slug="alias")
    schedule(page)
    tuesday.move_to(AFTER)
    call_command("publish_scheduled")
    assert Page.objects.get(pk=alias.pk).first_published_at == timezone.now()
    assert Page.objects.get(pk=page.pk).first_published_at == timezone.now()


def test_an_alias_of_an_alias_appears_with_the_page(tuesday):
    page = draft()
    alias = page.create_alias(update_slug="alias")
    aliases = [alias, alias.create_alias(update_slug="alias-of-alias")]
    schedule(page)
    assert not Page.objects.filter(pk__in=[each.pk for each in aliases], live=True).exists()
    tuesday.move_to(AFTER)
    call_command("publish_scheduled")
    published = Page.objects.filter(pk__in=[each.pk for each in aliases], live=True)
    assert [each.first_published_at for each in published] == [timezone.now()] * 2


def test_an_alias_in_another_language_waits_for_its_translation(tuesday):
    urdu, _ = Locale.objects.get_or_create(language_code="ur")
    page = draft()
    before = page.copy_for_translation(urdu, copy_parents=True, alias=True)
    schedule(page)
    tuesday.move_to(AFTER)
    call_command("publish_scheduled")
    page = BlogPage.objects.get(pk=page.pk)
    after = page.create_alias(update_slug="later", update_locale=urdu)
    assert page.live
    assert not Page.objects.filter(pk__in=[before.pk, after.pk], live=True).exists()
    # The list above it was copied too, in English.
    assert not before.get_parent().live


def test_an_alias_in_another_language_from_before_is_withdrawn_when_its_page_changes():
    urdu, _ = Locale.objects.get_or_create(language_code="ur")
    page = builders.blog_page(title="Published", slug="published")
    alias = page.create_alias(update_slug="alias", update_locale=urdu)
    Page.objects.filter(pk=alias.pk).update(live=True)
    page.title = "Changed"
    page.save_revision().publish()
    assert not Page.objects.get(pk=alias.pk).live


def test_an_alias_that_was_public_too_soon_is_withdrawn_when_its_page_is_scheduled_again():
    page = draft()
    alias = page.create_alias(update_slug="alias")
    Page.objects.filter(pk=alias.pk).update(live=True)
    schedule(page)
    assert not Page.objects.get(pk=alias.pk).live


def test_an_alias_of_a_published_page_follows_it_at_once(client):
    page = builders.blog_page(title="Published", slug="published")
    page.create_alias(update_slug="alias")
    page.title = "Changed"
    page.save_revision().publish()
    assert "Changed" in client.get("/blog/alias/").content.decode()


def test_an_alias_keeps_showing_what_is_published_while_a_change_waits_for_friday(client, tuesday):
    page = builders.blog_page(title="Published", slug="published")
    page.create_alias(update_slug="alias")
    page.title = "Changed"
    page.go_live_at = datetime.fromisoformat(f"{FRIDAY}+00:00")
    page.save_revision().publish()
    assert "Changed" not in client.get("/blog/alias/").content.decode()
    tuesday.move_to(AFTER)
    call_command("publish_scheduled")
    assert "Changed" in client.get("/blog/alias/").content.decode()
