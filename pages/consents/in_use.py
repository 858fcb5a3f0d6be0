"""Where consents are used, and that one in use is not deleted: what relies on it would be shown without it."""

import re
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ProtectedError, Q
from django.db.models.signals import post_delete, pre_delete
from wagtail.models import ModelLogEntry, Page, ReferenceIndex, Revision

from pages.models.consents import Consent
from pages.models.deleted_files import DeletedFile

IN_USE = (
    "Something on the website, or a deleted file that can still be restored, relies on this consent. Remove it there "
    "first, or tick “withdrawn” in the consent."
)


def is_in_use(consent: Consent) -> bool:
    """Return whether a page, a draft or a scheduled version of one, a picture or a recording names a consent.

    Also a picture or a recording that was deleted and can still be restored: pages would show it without a consent.
    """
    return (
        ReferenceIndex.get_references_to(consent).exists()
        or DeletedFile.objects.filter(fields__consent=consent.pk).exists()
        or _is_in_draft(consent)
    )


def connect() -> None:
    """Connect the receivers for consents. Called once, when the application starts."""
    pre_delete.connect(_refuse_in_use, sender=Consent, dispatch_uid="consent_in_use")
    post_delete.connect(_forget_name, sender=Consent, dispatch_uid="consent_forgotten")


def _refuse_in_use(instance: Consent, **_options: Any) -> None:
    """Raise `ProtectedError` for a consent that is in use."""
    if is_in_use(instance):
        raise ProtectedError(IN_USE, {instance})


def _forget_name(instance: Consent, **_options: Any) -> None:
    """Take the name of the person out of the history of a consent that is deleted."""
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Consent))
    entries.filter(object_id=str(instance.pk)).update(label="A consent")


def _is_in_draft(consent: Consent) -> bool:
    """Return whether a draft or a scheduled version of a page names a consent. The reference index covers neither."""
    name = re.compile(rf'"(?:quotation_)?consent": {consent.pk}\b')
    latest = Page.objects.filter(has_unpublished_changes=True).values("latest_revision")
    is_draft = Q(pk__in=latest) | Q(approved_go_live_at__isnull=False)
    drafts = Revision.page_revisions.filter(is_draft).values_list("content", flat=True)
    return any(
        consent.pk in {content.get("consent"), content.get("quotation_consent")}
        or any(name.search(blocks) for blocks in content.values() if isinstance(blocks, str))
        for content in drafts.iterator()
        if content
    )
