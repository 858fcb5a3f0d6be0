"""Scheduled publishing of a page that is not ready any more, for example because a consent has ended.

The page stays a draft and its schedule is removed, so that it can be edited and the other pages of that minute are
published. Its history says what is missing, and whoever scheduled it or looks after it gets an email.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from pages.readiness.findings import Finding
from pages.staff import emails as staff_emails

# The log action with which Wagtail's command publishes.
SCHEDULED = "wagtail.publish.scheduled"
NOT_READY = "pages.publish.not_ready"


def keep_as_draft(revision: Revision, findings: Iterable[Finding]) -> None:
    """Remove the schedule of a revision that cannot be published, and say so in its history and by email."""
    page = revision.content_object
    page.revisions.update(approved_go_live_at=None)
    log(instance=page, action=NOT_READY, revision=revision, data={"findings": [str(finding) for finding in findings]})
    _tell(page, revision)


def pages_not_published_as_scheduled() -> QuerySet[Page]:
    """Return the pages that a schedule could not publish and that nobody has published since."""
    published_since = Q(last_published_at__gt=OuterRef("timestamp"))
    waiting = Page.objects.filter(pk=OuterRef("page_id"), has_unpublished_changes=True).exclude(published_since)
    missed = PageLogEntry.objects.filter(Exists(waiting), action=NOT_READY)
    return Page.objects.filter(pk__in=missed.values("page_id"))


def _tell(page: Page, revision: Revision) -> None:
    """Write to whoever scheduled the page and whoever looks after it, without a word of its text."""
    people = {user for user in (revision.user, page.responsible) if user is not None}
    title = page.get_admin_display_title()
    context = {"title": title, "link": staff_emails.link_to(page)}
    staff_emails.queue(people, f"Not published as planned: {title}", "emails/page_not_ready.txt", context)
