"""Staff of every kind, and messages for them to work on, whose every typed word can be recognised."""

import secrets
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pages.enquiries.crypto import blind_index
from pages.enquiries.models.audit_log import AuditLogEntry
from pages.enquiries.models.content import EnquiryContent, ReplyRoute
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.submissions.references import new_reference
from pages.models import User
from pages.staff import roles
from tests import builders

ROLES = [
    "anonymous",
    "no group",
    "writer",
    "publisher",
    "site manager",
    "administrator",
    "enquiry team",
    "enquiry lead",
    "superuser",
]
GROUPS = {
    "no group": "",
    "writer": "Writer",
    "publisher": "Publisher",
    "site manager": "Site manager",
    "administrator": "Administrator",
    "enquiry team": "Enquiry team",
    "enquiry lead": "Enquiry lead",
}

PHONE = "07700 900 982"
EMAIL = "zarqa.sample@example.org"
WORDS = {
    "message": "Quixotic message of a sender",
    "name": "Zephyrine",
    "phone": PHONE,
    "safe_times_in_words": "Only when the kettle whistles",
}

# Monday, 10 in the morning, and the same day, 9 in the evening: British winter time.
MORNING = datetime(2027, 1, 11, 10, tzinfo=UTC)
EVENING = datetime(2027, 1, 11, 21, tzinfo=UTC)
TICK = {"has_read": "on"}


def member(role: str) -> User:
    """Make a member of staff in a role."""
    if role == "superuser":
        return builders.superuser()
    if not Group.objects.filter(name="Enquiry team").exists():
        # A test that empties the database takes away what the migration made.
        import_module("pages.enquiries.migrations.0002_groups").create_groups(apps, None)
        roles.update()
    return builders.user(GROUPS[role])


def browser_of(user: User) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def browser(role: str) -> Client:
    """Return a browser in which somebody of a role is signed in, or nobody."""
    return Client() if role == "anonymous" else browser_of(member(role))


def enquiry(received_at: datetime | None = None, words: dict[str, Any] | None = None, **fields: Any) -> Enquiry:
    """Store a message that asks for a call; `words` changes what was typed, `fields` what stands open."""
    content = EnquiryContent(**{"reply_by": ReplyRoute.PHONE, **WORDS, **(words or {})})
    moment = received_at or timezone.now()
    made = Enquiry(
        **{
            "reference": new_reference(),
            "topic": "support",
            "received_at": moment,
            "preferences_confirmed_at": moment,
            "form_digest": secrets.token_hex(32),
            **fields,
        }
    )
    made.encrypt_content(content)
    made.save()
    blind_index.index(made, content)
    return made


def holds_typed_words(text: str) -> list[str]:
    """Return what of the sender's words stands in a text."""
    return [word for word in [*WORDS.values(), EMAIL] if word in text]


def open_(client: Client, message: Enquiry) -> str:
    """Open a message and return its screen."""
    return client.get(reverse("enquiries:edit", args=[message.pk])).content.decode()


def submit(client: Client, message: Enquiry, name: str, data: dict | None = None, follow: bool = False):
    """Send the form of an action."""
    return client.post(reverse(f"enquiries:{name}", args=[message.pk]), data or {}, follow=follow)


def main_of(html: str) -> BeautifulSoup:
    """Return what the screen itself holds, without the menu."""
    return BeautifulSoup(html, "html.parser").select_one("main")


def logged_actions() -> list[str]:
    """Return the logged actions, the first in front."""
    return list(AuditLogEntry.objects.order_by("pk").values_list("action", flat=True))
