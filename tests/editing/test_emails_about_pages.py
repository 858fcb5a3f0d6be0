"""What staff are told about pages by email: it reaches those who can act, quotes no page, and is sent by the worker."""

from collections.abc import Iterator
from datetime import date, timedelta
from email.header import decode_header, make_header

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.users.models import UserProfile

from pages.models import StaffEmail
from pages.staff import emails as staff_emails
from pages.staff import reviews
from tests import builders
from tests.editing import editor
from tests.editing.two_editors import Colleague, act
from tests.enquiries.servers import Postbox, free_port, mail_server

pytestmark = pytest.mark.django_db

PORT = free_port()
PAST = date(2026, 1, 5)


@pytest.fixture(scope="module")
def server() -> Iterator[Postbox]:
    """Run one real mail server for the module."""
    with mail_server(PORT) as postbox:
        yield postbox


@pytest.fixture
def postbox(server: Postbox, settings) -> Postbox:
    """Return the emails that arrive, none at first."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", PORT
    server.messages.clear()
    return server


def arrived(postbox: Postbox) -> dict[str, str]:
    """Let the worker send what waits, and return the subject that each person got."""
    staff_emails.send_due()
    found = {message["To"]: str(make_header(decode_header(message["Subject"]))) for message in postbox.messages}
    assert len(found) == len(postbox.messages)
    return found


def words(postbox: Postbox) -> str:
    """Return the words of all emails."""
    return "\n".join(message.get_payload(decode=True).decode() for message in postbox.messages)


def test_those_who_can_approve_a_page_are_told_and_nobody_else(postbox):
    author, reader, _writer, administrator = Colleague(), Colleague(), Colleague("Writer"), Colleague("")
    left = Colleague()
    left.user.is_active = False
    left.user.save()
    page = author.create("Rosa", editor.PUBLISH)
    assert postbox.messages == []
    assert arrived(postbox) == dict.fromkeys([reader.user.email, administrator.user.email], "To read: Rosa")
    assert f"{author.user.username} has handed in a page for you to read: “Rosa”." in words(postbox)
    assert editor.edit_address(page) in words(postbox)
    assert "Roses" not in words(postbox)


def test_somebody_who_changed_the_page_is_not_told_that_she_can_approve_it(postbox):
    author, helper, third = Colleague(), Colleague(), Colleague()
    page = author.create("Rosa", {})
    helper.change(page, {}, title="Rosa of Rotherham")
    author.change(page, editor.SUBMIT)
    assert arrived(postbox) == {third.user.email: "To read: Rosa of Rotherham"}


def test_whoever_handed_it_in_is_told_the_answer(postbox):
    author, reader = Colleague("Writer"), Colleague()
    page = author.create("Rosa", editor.SUBMIT)
    StaffEmail.objects.all().delete()
    act(reader.browser, page, "reject")
    assert arrived(postbox) == {author.user.email: "Please look again: Rosa"}
    postbox.messages.clear()
    author.change(page, editor.SUBMIT, title="Rosa of Rotherham")
    StaffEmail.objects.all().delete()
    reader.approve(page)
    assert arrived(postbox) == {author.user.email: "Approved: Rosa of Rotherham"}


def test_whoever_turned_such_emails_off_in_her_account_gets_none(postbox):
    author, reader = Colleague(), Colleague()
    profile = UserProfile.get_for_user(reader.user)
    profile.submitted_notifications = False
    profile.save()
    author.create("Rosa", editor.PUBLISH)
    assert arrived(postbox) == {}


def test_publishers_are_told_when_somebody_unpublishes_who_may_not_publish(postbox):
    writer, publisher = Colleague("Writer"), Colleague()
    page = builders.standard_page(title="Names\u2028somebody")
    writer.browser.post(editor.edit_address(page, "unpublish"))
    assert arrived(postbox) == {publisher.user.email: "Taken off the site: Names somebody"}
    assert f"{writer.user.username} has taken a page off the website" in words(postbox)


def test_what_a_publisher_unpublishes_and_what_expires_is_told_to_nobody(postbox):
    publisher = Colleague()
    publisher.browser.post(editor.edit_address(builders.standard_page(), "unpublish"))
    builders.standard_page().unpublish()
    assert arrived(postbox) == {}


def test_whoever_looks_after_pages_is_told_once_in_one_email_when_they_are_due(postbox):
    amina, ruth = Colleague("Writer"), Colleague("Writer")
    for title in ("First", "Second"):
        builders.standard_page(title=title, lead="<p>Secret words</p>", review_on=PAST, responsible=amina.user)
    private = builders.standard_page(title="Private", lead="<p>Secret words</p>", review_on=PAST, responsible=ruth.user)
    builders.lock(private, PageViewRestriction.LOGIN)
    builders.standard_page(title="Later", review_on=timezone.localdate() + timedelta(days=1), responsible=ruth.user)
    builders.standard_page(title="Nobody's", review_on=PAST)
    assert reviews.remind() == "2 reminded"
    assert reviews.remind() == ""
    assert arrived(postbox) == {
        amina.user.email: "2 pages to look at again",
        ruth.user.email: "A page to look at again",
    }
    assert "First (by 5 January 2026)" in words(postbox) and editor.edit_address(private) in words(postbox)
    assert not any(word in words(postbox) for word in ("Secret", "Later", "Nobody"))


def test_another_day_or_another_person_brings_another_email(postbox):
    amina, ruth = Colleague("Writer"), Colleague("Writer")
    page = builders.standard_page(review_on=PAST, responsible=amina.user)
    reviews.remind()
    page.review_on = PAST + timedelta(days=1)
    page.save()
    assert reviews.remind() == "1 reminded"
    page.responsible = ruth.user
    page.save()
    assert reviews.remind() == "1 reminded"


def test_an_email_waits_while_the_mail_server_is_away_and_is_given_up_after_three_days(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    author, _reader, _other = Colleague(), Colleague(), Colleague()
    author.create("Rosa", editor.PUBLISH)
    assert staff_emails.send_due() == "0 sent, then the mail server could not be reached"
    assert StaffEmail.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert staff_emails.send_due() == ""
    assert not StaffEmail.objects.exists()


def test_an_email_that_the_library_cannot_send_stops_no_other(postbox):
    author, reader, odd = Colleague(), Colleague(), Colleague()
    odd.user.email = f"odd@{'a' * 64}.test"
    odd.user.save()
    author.create("Rosa", editor.PUBLISH)
    assert arrived(postbox) == {reader.user.email: "To read: Rosa"}
