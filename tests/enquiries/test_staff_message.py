"""The screen of a message: what staff may do with it, and what is logged."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.views import View
from wagtail.models import ModelLogEntry

from pages.enquiries import data_requests
from pages.enquiries.admin import actions
from pages.enquiries.models.audit_log import AuditLogEntry, EnquiryAction
from pages.enquiries.models.enquiry import Enquiry, EnquiryStatus
from pages.enquiries.models.staff_notice import StaffNotice
from tests.enquiries.staff import (
    MORNING,
    TICK,
    WORDS,
    browser_of,
    enquiry,
    holds_typed_words,
    logged_actions,
    main_of,
    member,
    open_,
    submit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return member("enquiry team")


@pytest.fixture
def client(user) -> Client:
    return browser_of(user)


def test_every_opening_is_logged_with_who_and_what(client: Client, user) -> None:
    message = enquiry()
    open_(client, message)
    open_(client, message)
    records = AuditLogEntry.objects.all()
    assert [(each.who, each.action, each.reference) for each in records] == [
        (user.username, EnquiryAction.OPENED, message.reference)
    ] * 2


def test_each_action_is_performed_confirmed_and_logged(client: Client, user) -> None:
    message = enquiry()
    steps = [
        ("take", {}, "you have taken it on.", [EnquiryAction.ASSIGNED, EnquiryAction.STATUS]),
        ("status", {"status": "answered"}, "the status is “Answered”.", [EnquiryAction.STATUS]),
        ("topic", {"topic": "data"}, "the topic is “Something about my data”.", [EnquiryAction.TOPIC]),
        ("assign", {"assignee": ""}, "nobody works on it for now.", [EnquiryAction.ASSIGNED]),
        ("assign", {"assignee": user.pk}, f"{user.username} works on it.", [EnquiryAction.ASSIGNED]),
        ("note", {"text": "Interpreter booked"}, "your note is added.", [EnquiryAction.NOTED]),
        ("hold", {"wanted": "held"}, "it is on legal hold and will not be deleted.", [EnquiryAction.HELD]),
        ("hold", {"wanted": "held"}, "it is on legal hold and will not be deleted.", []),
        ("hold", {"wanted": "free"}, "it is not on legal hold.", [EnquiryAction.RELEASED]),
        ("hold", {"wanted": "free"}, "it is not on legal hold.", []),
    ]
    for name, data, sentence, recorded in steps:
        before = len(logged_actions())
        response = submit(client, message, name, data)
        assert response.headers["Location"] == reverse("enquiries:edit", args=[message.pk])
        assert [str(each) for each in get_messages(response.wsgi_request)][-1] == f"{message}: {sentence}"
        assert logged_actions()[before:] == recorded, name
    message.refresh_from_db()
    assert (message.status, message.assignee, message.is_on_legal_hold) == (EnquiryStatus.ANSWERED, user, False)
    page = open_(client, message)
    assert "Interpreter booked" in page


def hold_button(html: str) -> dict[str, str]:
    """Return what the button for the legal hold sends."""
    (button,) = main_of(html).select("form[action*='/hold/'] button")
    return {button["name"]: button["value"]}


def test_a_hold_that_is_asked_for_in_two_windows_is_a_hold_and_ends_only_when_somebody_ends_it(client: Client) -> None:
    message = enquiry()
    first, second = hold_button(open_(client, message)), hold_button(open_(client, message))
    for data in (first, second, {}, {"wanted": "something else"}):
        submit(client, message, "hold", data)
        message.refresh_from_db()
        assert message.is_on_legal_hold, data
    submit(client, message, "hold", hold_button(open_(client, message)))
    message.refresh_from_db()
    assert not message.is_on_legal_hold


def test_two_who_take_on_the_same_message_do_not_both_get_it(client: Client, user) -> None:
    message, colleague = enquiry(), member("enquiry lead")
    submit(browser_of(colleague), message, "take")
    response = submit(client, message, "take", follow=True)
    assert f"{colleague.username} has taken it on already." in response.content.decode()
    message.refresh_from_db()
    assert message.assignee == colleague


ACTIONS = [
    ("reveal", TICK),
    ("confirm", {"still_holds": "on"}),
    ("withdraw-preferences", {}),
    ("status", {"status": "answered"}),
    ("topic", {"topic": "data"}),
    ("take", {}),
    ("assign", {"assignee": ""}),
    ("note", {"text": "A note"}),
    ("hold", {"wanted": "held"}),
]


def meanwhile(monkeypatch, happens: Callable[[], object]) -> None:
    """Let something happen once, after the next screen has found its message and before it does anything."""
    original_dispatch = View.dispatch

    def dispatch(view: View, *args: object, **kwargs: object):
        monkeypatch.undo()
        happens()
        return original_dispatch(view, *args, **kwargs)

    monkeypatch.setattr(View, "dispatch", dispatch)


@pytest.mark.parametrize(("name", "data"), ACTIONS)
def test_an_action_on_a_message_that_was_erased_a_moment_ago_leads_to_the_list_with_a_sentence(
    client: Client, monkeypatch, name: str, data: dict
) -> None:
    message, colleague = enquiry(assignee=member("enquiry lead")), member("enquiry lead")
    meanwhile(monkeypatch, lambda: data_requests.erase(colleague, message))
    response = submit(client, message, name, data, follow=True)
    assert response.redirect_chain[-1][0] == reverse("enquiries:index")
    assert f"{message} was deleted a moment ago." in response.content.decode()
    assert logged_actions() == [EnquiryAction.ERASED]


def test_what_a_colleague_gave_back_a_moment_ago_can_be_taken_on(client: Client, user, monkeypatch) -> None:
    message, colleague = enquiry(), member("enquiry lead")
    actions.take_on(colleague, message)
    meanwhile(monkeypatch, lambda: actions.assign(colleague, Enquiry.objects.get(), None))
    assert "you have taken it on." in submit(client, message, "take", follow=True).content.decode()
    message.refresh_from_db()
    assert message.assignee == user


def test_what_a_colleague_closed_a_moment_ago_is_not_opened_again_by_an_old_screen(client: Client, monkeypatch) -> None:
    message, colleague = enquiry(), member("enquiry lead")
    meanwhile(monkeypatch, lambda: actions.change_status(colleague, Enquiry.objects.get(), EnquiryStatus.CLOSED))
    answer = submit(client, message, "take", follow=True).content.decode()
    assert "it was not taken on: the status is “Closed” by now." in answer
    message.refresh_from_db()
    assert message.status == EnquiryStatus.CLOSED


def test_a_message_whose_colleague_left_the_team_still_shows_the_name_and_can_be_taken_on(client: Client, user) -> None:
    colleague = member("enquiry lead")
    message = enquiry(assignee=colleague, status=EnquiryStatus.IN_PROGRESS)
    assert not main_of(open_(client, message)).select("form[action*='/take/']"), "the colleague works on it"
    colleague.groups.clear()
    page = main_of(open_(client, message))
    chosen = page.select_one("#id_assignee option[selected]")
    assert chosen.get_text() == f"{colleague.username} (not in the team any more)"
    assert page.select("form[action*='/take/']")
    assert "you have taken it on." in submit(client, message, "take", follow=True).content.decode()
    message.refresh_from_db()
    assert message.assignee == user


def test_work_is_handed_only_to_somebody_who_may_open_it(client: Client) -> None:
    editor, colleague = member("writer"), member("enquiry lead")
    message = enquiry()
    choices = main_of(open_(client, message)).select("#id_assignee option")
    assert {str(colleague.pk)} <= {choice["value"] for choice in choices}
    assert str(editor.pk) not in {choice["value"] for choice in choices}
    submit(client, message, "assign", {"assignee": editor.pk})
    message.refresh_from_db()
    assert message.assignee is None


def test_a_note_that_could_not_be_added_is_still_in_its_box(client: Client) -> None:
    long = "A long note. " * 500
    page = main_of(submit(client, enquiry(), "note", {"text": long}).content.decode())
    assert page.select_one("#id_text").get_text().strip() == long.strip()
    assert "5000" in page.select_one(".error-message").get_text()


def test_a_message_in_quarantine_says_why_and_finds_its_way_back(client: Client) -> None:
    message = enquiry(status=EnquiryStatus.QUARANTINED, spam_reasons=["links"])
    page = main_of(open_(client, message))
    assert "It contains more than 3 links." in page.get_text()
    form = page.select_one(".help-warning form")
    submit(client, message, "status", {"status": form.select_one("[name=status]")["value"]})
    message.refresh_from_db()
    assert message.status == EnquiryStatus.NEW
    assert StaffNotice.objects.get().enquiry == message, "now the team is notified"


def test_staff_are_not_notified_again_of_a_message_that_is_new_once_more(client: Client) -> None:
    message = enquiry(status=EnquiryStatus.CLOSED)
    StaffNotice.objects.create(enquiry=message, sent_at=timezone.now())
    submit(client, message, "status", {"status": "new"})
    assert StaffNotice.objects.get().sent_at


@pytest.mark.parametrize("status", [each for each in EnquiryStatus if each != EnquiryStatus.QUARANTINED])
def test_a_message_that_is_not_in_quarantine_cannot_be_put_there_where_its_day_has_passed(client, status) -> None:
    message = enquiry(status=status, received_at=timezone.now() - timedelta(days=200))
    choices = main_of(open_(client, message)).select("#id_status option")
    assert "quarantined" not in {choice["value"] for choice in choices}
    refused = main_of(submit(client, message, "status", {"status": "quarantined"}).content.decode())
    assert refused.select_one(".error-message")
    message.refresh_from_db()
    assert message.status == status


def test_the_screen_says_when_the_message_will_be_deleted_and_by_when_to_answer(client: Client) -> None:
    message = enquiry(topic="data", received_at=datetime(2027, 1, 4, 9, tzinfo=UTC))
    with time_machine.travel(MORNING, tick=False):
        client = browser_of(member("enquiry team"))
        text = main_of(open_(client, message)).get_text(" ", strip=True)
    assert "Wednesday 3 February 2027" in text
    assert "On 4 January 2028, if nothing changes" in text


@pytest.mark.parametrize("name", ["edit", "reveal", "note", "status", "delete"])
def test_with_a_wrong_key_a_sentence_stands_in_place_of_the_message(client: Client, user, settings, name: str) -> None:
    message = enquiry()
    actions.add_note(user, message, "Encrypted with the old key")
    settings.ENQUIRY_KEYS = ["another-key-that-is-long-enough-for-this"]
    address = reverse(f"enquiries:{name}", args=[message.pk])
    data = {"has_read": "on", "text": "A note", "status": "closed"}
    response = client.get(address) if name in {"edit", "delete"} else client.post(address, data, follow=True)
    assert response.status_code == 200
    html = response.content.decode()
    if name != "delete":
        assert "cannot be decrypted with the present ENQUIRY_KEYS" in html
        assert "This note cannot be decrypted with the present keys." in html
    assert not holds_typed_words(html)
    assert (EnquiryAction.OPENED in logged_actions()) is (name == "note"), "only the new note can be read"
    assert EnquiryAction.REVEALED not in logged_actions()


def test_notes_that_are_read_while_the_message_cannot_be_decrypted_are_logged(client: Client, user, settings) -> None:
    message = enquiry()
    settings.ENQUIRY_KEYS = ["another-key-that-is-long-enough-for-this"]
    actions.add_note(user, message, "Her sister’s number is in the drawer")
    html = open_(client, message)
    assert "Her sister’s number is in the drawer" in html
    assert "cannot be decrypted with the present ENQUIRY_KEYS" in html
    record = AuditLogEntry.objects.get(action=EnquiryAction.OPENED)
    assert (record.who, record.detail) == (user.username, "the notes alone")


def test_nothing_typed_stands_in_titles_breadcrumbs_messages_addresses_or_logs(client: Client, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    message = enquiry()
    texts = []
    for name, data in [("edit", None), ("reveal", TICK), ("note", {"text": WORDS["message"]}), ("take", {})]:
        response = (
            submit(client, message, name, data, follow=True)
            if data is not None
            else client.get(reverse("enquiries:edit", args=[message.pk]))
        )
        page = BeautifulSoup(response.content, "html.parser")
        breadcrumbs = page.select_one("header")
        texts += [page.title.get_text(), breadcrumbs.get_text(), page.select_one(".messages").get_text()]
        texts += [address for address, _ in response.redirect_chain] if data is not None else []
        texts += [str(value) for value in response.headers.values()]
    texts += [str(values) for values in AuditLogEntry.objects.values_list()]
    texts += [str(values) for values in ModelLogEntry.objects.values_list()]
    texts += [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert message.reference in " ".join(texts)
    for text in texts:
        assert not holds_typed_words(text), text


def test_no_cache_stores_the_screen_of_a_message(client: Client) -> None:
    message = enquiry()
    for response in (client.get(reverse("enquiries:edit", args=[message.pk])), submit(client, message, "reveal", TICK)):
        assert "no-store" in response.headers["Cache-Control"]
