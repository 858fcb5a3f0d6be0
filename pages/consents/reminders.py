"""Emails to those who look after consents: a month before the end, a week before it, and after it.

An email holds links and dates and no name: others may read it, and it is kept for years. One names several consents.
What was told is recorded after the email was sent, and a job runs in one worker at a time (`pages.jobs.runner`), so
none is sent twice; should the worker die between the two, mail programs recognise the second one by its Message-ID.
"""

import hashlib
import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from wagtail.permission_policies import ModelPermissionPolicy

from pages.models.consents import Consent, ConsentStage

logger = logging.getLogger(__name__)


def send_due() -> str:
    """Send what is due, and return the result in words."""
    _forget_prolonged()
    editors = _editors()
    by_addresses: dict[tuple[str, ...], list[Consent]] = {}
    for consent in _due():
        own = editors.get(consent.responsible_id, "") if consent.responsible_id else ""
        addresses = (own,) if own else tuple(sorted(set(filter(None, editors.values()))))
        by_addresses.setdefault(addresses, []).append(consent)
    waiting = by_addresses.pop((), [])
    sent = 0
    for addresses, consents in by_addresses.items():
        try:
            _email(addresses, consents).send()
        except OSError as error:
            # The base class of all SMTP and network errors. The mail server is the same for all emails.
            logger.warning("An email about consents was not sent: %s", type(error).__name__)
            return f"{sent} sent, then the mail server could not be reached"
        except Exception as error:
            # Whatever a mail library makes of one address: the other emails are sent all the same.
            logger.error("An email about consents cannot be sent: %s", type(error).__name__)
            continue
        for consent in consents:
            Consent.objects.filter(pk=consent.pk).update(told_stage=consent.stage)
        sent += 1
    told = f"{sent} sent" if sent else ""
    return ", ".join(filter(None, [told, f"{len(waiting)} wait: nobody has an address" if waiting else ""]))


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


def _editors() -> dict[int, str]:
    """Return the addresses of those who may change consents, by the primary keys of their accounts."""
    users = ModelPermissionPolicy(Consent).users_with_permission("change")
    return {user.pk: user.email for user in users if user.is_active}


def _email(addresses: tuple[str, ...], consents: list[Consent]) -> EmailMessage:
    """Return one email about some consents."""
    links = [
        (consent, f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailsnippets_pages_consent:edit', args=[consent.pk])}")
        for consent in consents
    ]
    ended = [link for link in links if link[0].stage == ConsentStage.ENDED]
    ending = [link for link in links if link[0].stage < ConsentStage.ENDED]
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string("emails/consents.txt", {"ended": ended, "ending": ending})
    name = hashlib.sha256(" ".join(f"{each.pk}-{each.ends_on}-{each.stage}" for each in consents).encode()).hexdigest()
    return EmailMessage(
        subject="Website: a consent has ended" if ended else "Website: a consent ends soon",
        body=body,
        to=list(addresses),
        headers={
            "Message-ID": f"<consents-{name[:32]}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
