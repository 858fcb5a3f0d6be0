"""Old versions of pages go after a time, and at once if a person asked for words to be removed."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, Page, PageLogEntry, Revision, Workflow

from pages.models import StandardPage
from pages.revisions import delete_expired
from tests import builders
from tests.editing import editor
from tests.editing.site_texts import SITE_TEXTS, change
from tests.enquiries.staff import browser, browser_of
from tests.reading import parsed

pytestmark = pytest.mark.django_db
REMOVED = "zephyrine"
LONG_AGO = "2020-01-01T12:00:00Z"


@pytest.fixture
def page() -> StandardPage:
    """Publish a page whose first versions held a word that was taken out since."""
    page = builders.standard_page(title=f"About {REMOVED}", slug="about-her", lead=f"<p>{REMOVED}</p>")
    page.save_revision(log_action=True).publish()
    page.title, page.lead = "About", "<p>Roses</p>"
    page.save_revision(log_action=True).publish()
    return StandardPage.objects.get(pk=page.pk)


def old(*revisions: Revision) -> None:
    """Make revisions old."""
    Revision.objects.filter(pk__in=[revision.pk for revision in revisions]).update(created_at=LONG_AGO)


def kept(page: Page) -> set[int]:
    return set(page.revisions.values_list("pk", flat=True))


def test_revisions_go_after_the_time_that_the_setting_says(page, settings):
    first, second, third = page.revisions.order_by("pk")
    Revision.objects.filter(pk=first.pk).update(created_at=timezone.now() - timezone.timedelta(days=366))
    Revision.objects.filter(pk=second.pk).update(created_at=timezone.now() - timezone.timedelta(days=364))
    assert delete_expired() == 1
    assert kept(page) == {second.pk, third.pk}
    settings.REVISION_DAYS = 30
    assert delete_expired() == 1
    assert kept(page) == {third.pk}


def test_no_revision_goes_while_the_setting_is_zero(page, settings):
    settings.REVISION_DAYS = 0
    old(*page.revisions.all())
    assert delete_expired() == 0


def test_the_live_the_newest_the_scheduled_and_those_in_review_stay_however_old(page):
    live = page.live_revision
    page.title = "Draft in between"
    between = page.save_revision()
    page.title, page.go_live_at = "Scheduled", timezone.now() + timezone.timedelta(days=30)
    scheduled = page.save_revision()
    scheduled.publish()
    in_review = page.save_revision()
    page.refresh_from_db()
    Workflow.objects.filter(active=True).first().start(page, builders.user("Writer"))
    newest = page.save_revision()
    old(*page.revisions.all())
    delete_expired()
    assert kept(page) == {live.pk, scheduled.pk, in_review.pk, newest.pk}
    assert between.pk not in kept(page)


def test_old_versions_of_what_has_one_form_go_too_and_the_newest_stays():
    staff, site_text = browser("site manager"), next(each for each in SITE_TEXTS if str(each) == "Person")
    change(staff, site_text)
    person = site_text.find()
    old(*person.revisions)
    # That from before the first change, and that of the change, which is the newest.
    assert person.revisions.count() == 2
    assert delete_expired() == 1
    assert list(person.revisions.values_list("pk", flat=True)) == [person.latest_revision_id]


def test_open_comments_stay_when_the_version_on_which_they_were_made_goes(page):
    first = page.revisions.order_by("pk").first()
    user = builders.user("Writer")
    comment = {"page": page, "user": user, "text": "Is this right?", "contentpath": "lead", "revision_created": first}
    is_open = Comment.objects.create(**comment)
    resolved = Comment.objects.create(**comment, resolved_at=timezone.now())
    old(first)
    delete_expired()
    assert Comment.objects.filter(pk=is_open.pk).exists()
    assert not Comment.objects.filter(pk=resolved.pk).exists()


def test_old_versions_go_also_of_a_page_that_was_renamed_in_one_of_them(page):
    user = builders.user("Publisher")
    for title in ("A second title", "A third title"):
        page.title = title
        page.save_revision(user=user, log_action=True).publish(user=user)
    assert browser_of(user).post(reverse("delete_old_versions", args=[page.pk])).status_code == 302
    page.refresh_from_db()
    assert kept(page) == {page.live_revision_id}


def words_in_database(word: str) -> list[str]:
    """Return the tables in which a dump of the database still holds a word."""
    dump = StringIO()
    call_command("dumpdata", stdout=dump, verbosity=0)
    return [row["model"] for row in json.loads(dump.getvalue()) if word in json.dumps(row).lower()]


def test_words_that_a_person_asked_to_be_removed_are_nowhere_any_more(client, page):
    user = builders.user("Publisher")
    comment = Comment.objects.create(page=page, user=user, text=REMOVED, contentpath="lead", resolved_at=timezone.now())
    comment.log_create(user=user)
    assert {"wagtailcore.revision", "wagtailcore.comment", "wagtailcore.pagelogentry"} <= set(
        words_in_database(REMOVED)
    )
    staff = browser_of(user)
    address = reverse("delete_old_versions", args=[page.pk])
    assert parsed(staff.get(editor.edit_address(page))).select(f"a[href='{address}']")
    question = " ".join(parsed(staff.get(address)).get_text().split())
    assert "are deleted here: 2 of them. Nobody can restore them." in question
    answer = staff.post(address, follow=True)
    assert "2 old versions of “About” deleted for good." in parsed(answer).get_text()
    assert words_in_database(REMOVED) == []
    assert "Deleted the old versions for good" in parsed(answer).get_text()
    assert PageLogEntry.objects.get(action="pages.delete_old_versions").user == user
    assert "Roses" in client.get(page.url).content.decode()


def test_removed_words_are_found_by_no_search(client, page):
    staff = browser("publisher")
    found = staff.get(reverse("wagtailadmin_pages:search"), {"q": REMOVED})
    assert not parsed(found).select(f"a[href='{editor.edit_address(page)}']")
    assert "About" not in parsed(client.get("/search/", {"q": REMOVED})).select_one("main").get_text()


def test_only_those_who_may_publish_a_page_delete_its_old_versions(page):
    address = reverse("delete_old_versions", args=[page.pk])
    writer: Client = browser("writer")
    assert not parsed(writer.get(editor.edit_address(page))).select(f"a[href='{address}']")
    assert writer.get(address).status_code == writer.post(address).status_code == 302
    assert len(kept(page)) == 3


def test_a_page_with_a_draft_says_that_visitors_see_the_version_before(page):
    page.title = "Draft"
    page.save_revision()
    live, newest = page.live_revision_id, page.latest_revision_id
    staff = browser("publisher")
    address = reverse("delete_old_versions", args=[page.pk])
    assert "visitors still see the version before" in parsed(staff.get(address)).get_text()
    staff.post(address)
    assert kept(page) == {live, newest}
