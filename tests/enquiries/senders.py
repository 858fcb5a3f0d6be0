"""Somebody who writes to us: opens the contact page, fills in its form and sends it."""

import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client

from pages.enquiries.models import ContactPage
from pages.enquiries.models.content import EnquiryContent
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.submissions import tokens
from tests import builders

PATH = "/contact/"
# Long enough to be a person.
A_WHILE = timedelta(seconds=30)
WORDS = {
    "topic": "support",
    "message": "My landlord’s son follows me home from Masbrough every evening.",
    "reply_by": "none",
}
EVERYTHING = WORDS | {
    "reply_by": "phone",
    "phone": "07700 900982",
    "may_leave_voicemail": "",
    "may_say_who_we_are": "",
    "safe_times": ["weekday-morning"],
    "safe_times_in_words": "Never on Fridays when he is home",
    "name": "Zarqa Quraishi",
    "language": "ur",
    "needs_interpreter": "on",
    "interpreter_from_elsewhere": "on",
}


def sender(**options: Any) -> Client:
    """Return a visitor's browser, for whom Django checks forms as strictly as in production."""
    return Client(enforce_csrf_checks=True, **options)


def soup_of(response: HttpResponse) -> BeautifulSoup:
    """Return a page as a parser reads it."""
    return BeautifulSoup(response.content, "html.parser")


def get_form(response: HttpResponse) -> Tag:
    """Return the contact form of a page."""
    return soup_of(response).select_one("form.enquiry")


def token_of(response: HttpResponse) -> str:
    """Return the token of the form on a page."""
    return get_form(response).select_one("[name=token]")["value"]


def aged_token() -> str:
    """Return the token of a page that was opened a while ago, without asking a server for the page.

    No clock is moved: it is the whole process's, and other threads may be sending at this moment.
    """
    made_at = time.time() - A_WHILE.total_seconds()
    return tokens._signer.sign_object([secrets.token_urlsafe(12), True, made_at])


def open_page(client: Client, path: str = PATH) -> str:
    """Open the contact page a while ago and return the token of its form."""
    with time_machine.travel(datetime.now(UTC) - A_WHILE):
        return token_of(client.get(path))


def write(client: Client, words: dict[str, Any] | None = None, token: str = "", path: str = PATH) -> HttpResponse:
    """Send some words, from the page with this token or else from one that was opened a while ago."""
    return client.post(path, {"token": token or aged_token(), **(WORDS if words is None else words)})


def stored(words: dict[str, Any] | None = None) -> Enquiry:
    """Send some words and return the enquiry that came of them."""
    known = set(Enquiry.objects.values_list("pk", flat=True))
    response = write(sender(), words)
    assert response.status_code == 303, get_form(response)
    return Enquiry.objects.exclude(pk__in=known).get()


def stored_content(words: dict[str, Any] | None = None) -> EnquiryContent:
    """Send some words and return what was stored of them."""
    return stored(words).decrypted_content()


def errors_of(response: HttpResponse) -> list[str]:
    """Return the lines of the error summary."""
    return [link.text for link in soup_of(response).select(".error-summary li a")]


def published_urdu_page() -> ContactPage:
    """Publish the contact page in Urdu, with sample words."""
    return builders.in_urdu(builders.seeded(ContactPage))
