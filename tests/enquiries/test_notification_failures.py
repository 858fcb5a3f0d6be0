"""Whatever a mail library raises: one bad address is refused, and stops neither other notices nor other jobs."""

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from pages.enquiries import notifications
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.models.staff_notice import StaffNotice
from pages.jobs.runner import run_due_jobs
from tests.editing.editor import error_of, form_of
from tests.editing.site_texts import NO_OTHER_LANGUAGES
from tests.enquiries.senders import stored
from tests.enquiries.staff import browser

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

GOOD = "team@apnahaq.test"
SETTINGS = reverse("wagtailsettings:edit", args=["enquiries", "enquirysettings"])


class Choosy(EmailBackend):
    """A mail library that fails for some recipients and subjects, as Python's does for what it cannot encode."""

    fails_for: str = ""

    def send_messages(self, messages: list[EmailMessage]) -> int:
        """Fail before anything is sent."""
        for message in messages:
            if self.fails_for in " ".join([*message.to, message.subject]):
                raise UnicodeError("label empty or too long: it names z@example.org")
        return super().send_messages(messages)


def fail_for(settings: Any, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Let the mail library fail for messages to an address, or with a reference."""
    settings.EMAIL_BACKEND = f"{Choosy.__module__}.Choosy"
    monkeypatch.setattr(Choosy, "fails_for", what)


def save(notify: str) -> Any:
    """Save the settings with these addresses."""
    client = browser("enquiry lead")
    address = client.get(SETTINGS)["Location"]
    return client.post(address, {**form_of(client.get(address)), **NO_OTHER_LANGUAGES, "notify": notify})


def test_marks_that_were_pasted_with_an_address_are_not_saved() -> None:
    save(f"{GOOD}\r\nlead@apnahaq.test\u200f\r\n\u202aother@apnahaq.test\u202c")
    assert EnquirySettings.load().notify == f"{GOOD}\nlead@apnahaq.test\nother@apnahaq.test"


@pytest.mark.parametrize("bad", ["lead@", "lead@apnahaq..test", f"lead@{'a' * 64}.test", "léad@apnahaq.test"])
def test_an_address_to_which_nothing_can_be_sent_is_refused_and_named(bad: str) -> None:
    before = EnquirySettings.load().notify
    response = save(f"{GOOD}\n{bad}")
    assert bad in error_of(response, "notify")
    assert EnquirySettings.load().notify == before


@pytest.mark.parametrize("bad", ["lead@apnahaq.test\u200f", "lead@apnahaq..test", "léad@apnahaq.test", "no address"])
def test_an_address_that_was_stored_long_ago_does_not_stop_the_others(bad: str) -> None:
    EnquirySettings.objects.update(notify=f"{bad}\n{GOOD}")
    stored()
    assert "notices" in run_due_jobs()
    assert GOOD in mail.outbox[0].to
    for message in mail.outbox:
        assert message.message().as_bytes()
    assert not StaffNotice.objects.filter(sent_at=None).exists()


def test_one_recipient_for_whom_the_mail_library_fails_does_not_stop_the_others(settings, monkeypatch, caplog) -> None:
    fail_for(settings, monkeypatch, "lead@apnahaq.test")
    EnquirySettings.objects.update(notify=f"lead@apnahaq.test\n{GOOD}")
    stored()
    assert notifications.send_due() == "1 sent"
    assert [message.to for message in mail.outbox] == [[GOOD]]
    assert "UnicodeError" in caplog.text
    assert "z@example.org" not in caplog.text and "lead@apnahaq.test" not in caplog.text


def test_one_notice_that_cannot_be_sent_stops_neither_the_others_nor_the_other_jobs(settings, monkeypatch) -> None:
    EnquirySettings.objects.update(notify=GOOD)
    first = stored()
    second = stored()
    fail_for(settings, monkeypatch, first.reference)
    assert {"notices", "purge", "sender-counts"} <= set(run_due_jobs())
    assert [message.subject for message in mail.outbox] == [f"New website message {second.reference}"]
    waiting = StaffNotice.objects.get(sent_at=None)
    assert waiting.enquiry == first and waiting.attempts == 1
