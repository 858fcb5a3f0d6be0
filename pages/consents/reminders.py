"""Emails to those who look after consents: a month before the end, a week before it, and after it.

An email holds links and dates and no name: others may read it, and it is kept for years. One names several consents.
What was told is recorded together with the email that waits, so none is sent twice.
"""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from wagtail.permission_policies import ModelPermissionPolicy

from pages.models.consents import Consent, ConsentStage
from pages.models.users import User
from pages.staff import emails as staff_emails


def queue_due() -> str:
    """Queue the emails that are due, and return the result in words."""
    _forget_prolonged()
    editors = _editors()
    due: dict[User, list[Consent]] = {}
    waiting = 0
    for consent in _due():
        own = editors.get(consent.responsible_id) if consent.responsible_id else None
        recipients = [own] if own else list(editors.values())
        waiting += not recipients
        for user in recipients:
            due.setdefault(user, []).append(consent)
    with transaction.atomic():
        for user, consents in due.items():
            _queue(user, consents)
        for consent in {consent for consents in due.values() for consent in consents}:
            Consent.objects.filter(pk=consent.pk).update(told_stage=consent.stage)
    told = f"{len(due)} to send" if due else ""
    return ", ".join(filter(None, [told, f"{waiting} wait: nobody has an address" if waiting else ""]))


def _due() -> list[Consent]:
    """Return the consents about whose stage nobody was told, those that have ended first."""
    candidates = (Consent.objects.ended() | Consent.objects.ending()).filter(told_stage__lt=ConsentStage.ENDED)
    due = [consent for consent in candidates if consent.stage > consent.told_stage]
    return sorted(due, key=lambda consent: -consent.stage)


def _forget_prolonged() -> None:
    """Have what was told about an earlier end told again before a later one."""
    for consent in Consent.objects.exclude(told_stage=ConsentStage.RUNNING):
        if consent.stage < consent.told_stage:
            Consent.objects.filter(pk=consent.pk).update(told_stage=consent.stage)


def _editors() -> dict[int, User]:
    """Return those who may change consents and have an address, by the primary keys of their accounts."""
    users = ModelPermissionPolicy(Consent).users_with_permission("change")
    return {user.pk: user for user in users if user.is_active and user.email}


def _queue(user: User, consents: list[Consent]) -> None:
    """Queue one email about some consents."""
    links = [
        (consent, f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailsnippets_pages_consent:edit', args=[consent.pk])}")
        for consent in consents
    ]
    ended = [link for link in links if link[0].stage == ConsentStage.ENDED]
    ending = [link for link in links if link[0].stage < ConsentStage.ENDED]
    subject = "Website: a consent has ended" if ended else "Website: a consent ends soon"
    staff_emails.queue([user], subject, "emails/consents.txt", {"ended": ended, "ending": ending})
