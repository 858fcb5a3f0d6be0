"""Old revisions: deleted after a time, since removed words are removed for a reason, or at once if a person asks."""

from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Comment, DraftStateMixin, Page, PageLogEntry, Revision, RevisionMixin, WorkflowState

# So many are deleted in one transaction.
CHUNK = 200
# What the log repeats of a page: its earlier titles, and what comments said.
WORDS_IN_LOG = ["title", "comment", "reply"]


def delete_expired() -> int:
    """Delete the revisions of pages and snippets that are older than `REVISION_DAYS`, and return how many."""
    if not settings.REVISION_DAYS:
        return 0
    before = timezone.now() - timedelta(days=settings.REVISION_DAYS)
    return _delete(_old(Revision.objects.filter(created_at__lt=before)))


def old_revisions(page: Page) -> QuerySet[Revision]:
    """Return the revisions of a page but those that visitors see, that are edited, or that wait for somebody."""
    return _old(Revision.objects.for_instance(page))


@transaction.atomic
def delete_old_words(page: Page) -> int:
    """Delete the old revisions of a page, its resolved comments, and the words of both in its log.

    Returns the number of revisions.
    """
    deleted = _delete(old_revisions(page))
    for revision in Revision.objects.for_instance(page):
        # Wagtail stores here what the title was before. It reads it from the page instead.
        revision.content["draft_title"] = revision.content["title"]
        revision.save(update_fields=["content"])
    Comment.objects.filter(page=page, resolved_at__isnull=False).delete()
    log = PageLogEntry.objects.filter(page=page.pk)
    log.update(label=page.get_admin_display_title())
    for entry in log.filter(data__has_any_keys=WORDS_IN_LOG):
        kept = {name: value for name, value in entry.data.items() if name not in WORDS_IN_LOG}
        # Saving an entry would require its revision, which may just have been deleted.
        log.filter(pk=entry.pk).update(data=kept)
    return deleted


def _old(revisions: QuerySet[Revision]) -> QuerySet[Revision]:
    """Return those of some revisions that nothing needs."""
    old = revisions.filter(approved_go_live_at=None).exclude(
        task_states__workflow_state__status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES]
    )
    for needed in _needed():
        old = old.exclude(pk__in=needed)
    return old


def _needed() -> Iterator[QuerySet]:
    """Yield the newest and the live revision of all objects."""
    for model in apps.get_models():
        if issubclass(model, RevisionMixin) and not model._meta.proxy:
            fields = ["latest_revision", *(["live_revision"] if issubclass(model, DraftStateMixin) else [])]
            for name in fields:
                if model._meta.get_field(name).model is model:
                    yield model._base_manager.filter(**{f"{name}__isnull": False}).values(name)


def _delete(revisions: QuerySet[Revision]) -> int:
    """Delete revisions and return how many. Comments that are still open stay, those that are resolved go with them."""
    count = 0
    while pks := list(revisions.values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            Comment.objects.filter(revision_created__in=pks, resolved_at=None).update(revision_created=None)
            Revision.objects.filter(pk__in=pks).delete()
        count += len(pks)
    return count
