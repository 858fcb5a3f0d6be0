"""A second pair of eyes for pages that name or show a person.

Whoever changed such a page since it was last published, or handed it in, does not publish it: a colleague does who may.
So somebody else has read what is about to be public. Taking a page off the site never needs a second reader.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import COMMENTS_RELATION_NAME, Page, PageLogEntry, Revision, WorkflowState
from wagtail.permissions import page_permission_policy

from pages.models.users import AnyUser, User

# What the history of a page records where nobody but its author could publish it.
PUBLISHED_ALONE = "pages.published_alone"
# Of the fields that every page of Wagtail has, those that visitors read. The others say where and in which state it is.
WORDS = {"title", "slug", "seo_title", "search_description"}


# Of the fields of our own pages, those that no visitor reads. A story gets the day on which it is listed by itself.
NOT_READ = {"pk", "page_ptr", COMMENTS_RELATION_NAME, "listed_on", "review_on", "responsible"}
# What the log says of somebody who saved a version.
SAVING_ACTIONS = ["wagtail.create", "wagtail.edit", "wagtail.revert"]


class SecondReaderError(PermissionDenied):
    """A page must be read by a colleague before it is published. The message is a sentence for whoever tried."""


def require(page: Page, revision: Revision, user: AnyUser | None) -> None:
    """Raise `SecondReaderError` if this user may not publish this revision alone.

    Code that acts for nobody publishes what it likes: the seed, or the worker at the time that was approved. Where
    nobody else could read the page, a user with full access may publish it alone, and the history of the page says so.
    """
    user = user or get_active_log_context().user
    if user is None or user.pk not in writers(page, revision):
        return
    if readers(page, revision).exists():
        raise SecondReaderError(f"“{revision.object_str}” names or shows a person: a colleague reads it first.")
    if not user.is_superuser:
        raise SecondReaderError(
            f"“{revision.object_str}” names or shows a person, and nobody but you may publish it. Ask an administrator "
            "to give a colleague the role “Publisher”."
        )
    if not PageLogEntry.objects.filter(page=page.pk, revision=revision, action=PUBLISHED_ALONE).exists():
        log(page.specific, PUBLISHED_ALONE, user=user, revision=revision)


def writers(page: Page, revision: Revision | None = None) -> set[int]:
    """Return who must not publish a page alone: nobody, unless a version names a person that is public or would be.

    These are the users who changed it since it was last published, and whoever handed it in. A tick that was taken off
    counts until the page was published without it.
    """
    published, versions = _versions(page, revision)
    if not _names_person(page, [published, *versions]):
        return set()
    found = set(WorkflowState.objects.active().for_instance(page).values_list("requested_by", flat=True))
    previous = _words(published.content) if published else None
    for version in versions:
        words = _words(version.content)
        if words != previous:
            found.add(version.user_id)
        previous = words
    found |= _writers_of_deleted_versions(page, published)
    return found - {None}


def _writers_of_deleted_versions(page: Page, published: Revision | None) -> set[int]:
    """Return who saved versions since the one that was published last that have been deleted: their log remains."""
    entries = PageLogEntry.objects.filter(
        page=page.pk, action__in=SAVING_ACTIONS, content_changed=True, revision__isnull=False
    )
    # The version that was published last may have been deleted too.
    since = published.created_at if published else page.last_published_at
    if since:
        entries = entries.filter(timestamp__gt=since)
    kept = Revision.page_revisions.filter(object_id=str(page.pk)).values("pk")
    return set(entries.exclude(revision__in=kept).values_list("user", flat=True))


def readers(page: Page, revision: Revision | None = None) -> QuerySet[User]:
    """Return who can be the second reader of a page: they may publish it, and did not work on it."""
    publishers = page_permission_policy.users_with_permission_for_instance("publish", page)
    return publishers.exclude(pk__in=writers(page, revision))


def waits_for_another(page: Page, user: AnyUser, revision: Revision | None = None) -> bool:
    """Return whether a page waits for another reader than this user, because she worked on it.

    Somebody with full access whom nobody else can help may go on alone: publishing records it.
    """
    if user.pk not in writers(page, revision):
        return False
    return not user.is_superuser or readers(page, revision).exists()


def _versions(page: Page, revision: Revision | None) -> tuple[Revision | None, list[Revision]]:
    """Return the revision that was published last, and those from after it, the oldest first.

    A published one that somebody has overwritten since is among those from after it.
    """
    revisions = Revision.page_revisions.filter(object_id=str(page.pk)).order_by("created_at", "pk")
    row = Page.objects.values("live", "live_revision", "last_published_at").get(pk=page.pk)
    published_at = row["last_published_at"]
    # Wagtail says of the copy of a live page that it is published, also if `BasePage.save` keeps it a draft.
    is_copy = row["live_revision"] and not row["live"]
    if published_at is None or is_copy:
        return None, list(revisions)
    earlier = revisions.filter(created_at__lte=published_at)
    published = earlier.filter(pk=row["live_revision"]).first() or earlier.last()
    if published is None:
        return None, list(revisions)
    is_later = Q(created_at__gt=published.created_at) | Q(created_at=published.created_at, pk__gt=published.pk)
    versions = list(revisions.filter(is_later))
    if revision and revision not in [published, *versions]:
        versions.append(revision)
    return published, versions


def _names_person(page: Page, versions: list[Revision | None]) -> bool:
    """Return whether a page names a person, as visitors see it or in one of these versions."""
    model = page.specific_class
    if not hasattr(model, "names_person"):
        return False
    is_public = model.objects.filter(pk=page.pk, live=True, names_person=True).exists()
    return is_public or any(version.content.get("names_person") for version in versions if version)


def _words(content: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a revision that visitors read or hear."""
    fields = {field.name for field in Page._meta.get_fields()} - WORDS
    kept = content.keys() - fields - NOT_READ
    # The rows that name the recordings are stored anew with each version.
    recordings = [each["recording"] for each in content.get("page_recordings", ())]
    return {name: content[name] for name in kept} | {"page_recordings": recordings}
