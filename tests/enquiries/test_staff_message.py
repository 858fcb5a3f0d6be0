"""The screen of a message: what is shown, what stays hidden until when, and what is logged."""

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
from tests.enquiries.staff import EMAIL, PHONE, WORDS, browser_of, enquiry, holds_typed_words, member

pytestmark = pytest.mark.django_db

# Monday, 10 in the morning, and the same day, 9 in the evening: British winter time.
MORNING = datetime(2027, 1, 11, 10, tzinfo=UTC)
EVENING = datetime(2027, 1, 11, 21, tzinfo=UTC)
TICK = {"has_read": "on"}


@pytest.fixture
def user():
    return member("enquiry team")


@pytest.fixture
def client(user) -> Client:
    return browser_of(user)


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


def test_how_to_contact_the_sender_stands_before_the_message(client: Client) -> None:
    html = open_(client, enquiry())
    assert html.index("How to contact the sender safely") < html.index(WORDS["message"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"reply_by": "phone"}, "By a phone call, and in no other way."),
        ({"reply_by": "text"}, "By a text message, and in no other way."),
        ({"reply_by": "email", "email": EMAIL}, "By email, and in no other way."),
        ({"reply_by": "none"}, "Do not contact the sender. They will contact us."),
        ({"may_leave_voicemail": False}, "No. Never leave a message."),
        ({"may_leave_voicemail": True}, "Yes, it is safe to leave a message."),
        ({"may_say_who_we_are": False}, "No. Never say who we are."),
        ({"may_say_who_we_are": True}, "Yes, it is safe to say who we are."),
        ({"safe_times": ["weekend"]}, "Saturday and Sunday, 9am to 8pm"),
        ({"safe_times_in_words": "After the school run"}, "After the school run"),
        ({"needs_interpreter": True}, "Yes."),
        (
            {"needs_interpreter": True, "interpreter_from_elsewhere": True},
            "Yes, and nobody from the sender’s local community.",
        ),
        ({"name": "Zephyrine"}, "Zephyrine"),
    ],
)
def test_the_card_says_what_the_sender_allowed(client: Client, words: dict, sentence: str) -> None:
    card = main_of(open_(client, enquiry(words=words))).select_one("#safe-contact")
    assert sentence in [answer.get_text() for answer in card.select("dd")]


def test_the_card_says_in_which_language_the_sender_wants_to_be_answered(client: Client) -> None:
    card = main_of(open_(client, enquiry(language="sk"))).select_one("#safe-contact")
    assert "slovenčina – Slovak" in card.get_text()


def test_what_the_sender_wrote_is_shown_as_text_in_its_own_direction(client: Client) -> None:
    html = open_(client, enquiry(words={"message": "<script>alert(1)</script> سلام & <b>"}))
    assert "<script>alert(1)" not in html
    shown = main_of(html).select_one(".enquiry__text")
    assert shown.get_text() == "<script>alert(1)</script> سلام & <b>"
    assert shown["dir"] == "auto"


@pytest.mark.parametrize(
    ("words", "detail"), [({"reply_by": "phone"}, PHONE), ({"reply_by": "email", "email": EMAIL, "phone": ""}, EMAIL)]
)
def test_number_and_address_are_not_in_the_page_until_the_tick(client: Client, words: dict, detail: str) -> None:
    message = enquiry(words=words)
    assert detail not in open_(client, message)
    assert detail not in submit(client, message, "reveal").content.decode()
    assert EnquiryAction.REVEALED not in logged_actions()
    revealed = submit(client, message, "reveal", TICK)
    assert revealed.status_code == 200
    assert detail in revealed.content.decode()
    assert logged_actions()[-2:] == [EnquiryAction.REVEALED, EnquiryAction.OPENED]
    assert detail not in open_(client, message), "a reveal holds for one look"


def test_without_the_tick_a_sentence_says_what_to_do(client: Client) -> None:
    page = main_of(submit(client, enquiry(), "reveal").content.decode())
    assert page.select_one(".error-message").get_text(strip=True) == (
        "Read how to contact the sender safely, then tick this box."
    )


def test_a_number_that_the_sender_does_not_want_used_is_never_shown(client: Client) -> None:
    message = enquiry(words={"reply_by": "email", "email": EMAIL})
    assert PHONE not in submit(client, message, "reveal", TICK).content.decode()
    for_herself = enquiry(words={"reply_by": "none", "phone": "", "email": ""})
    page = main_of(submit(client, for_herself, "reveal", TICK).content.decode())
    assert "There is no number or address to show." in page.get_text()
    assert AuditLogEntry.objects.filter(action=EnquiryAction.REVEALED).count() == 1


def test_contact_details_are_not_shown_by_following_a_link(client: Client) -> None:
    message = enquiry()
    response = client.get(reverse("enquiries:reveal", args=[message.pk]), TICK)
    assert response.headers["Location"] == reverse("enquiries:edit", args=[message.pk])
    assert not logged_actions()


@pytest.mark.parametrize(
    ("moment", "words", "is_not_now"),
    [
        (MORNING, {"safe_times": ["weekday-morning"]}, False),
        (EVENING, {"safe_times": ["weekday-morning"]}, True),
        (EVENING, {"safe_times": ["weekday-morning"], "reply_by": "text"}, True),
        (EVENING, {"reply_by": "email", "email": EMAIL}, False),
        (EVENING, {"safe_times": []}, False),
    ],
)
def test_outside_the_senders_hours_the_card_says_not_now(user, moment: datetime, words: dict, is_not_now: bool) -> None:
    with time_machine.travel(moment, tick=False):
        client = browser_of(user)
        card = main_of(open_(client, enquiry(words=words))).select_one("#safe-contact").get_text(" ", strip=True)
    assert ("Not now." in card) is is_not_now


def test_where_no_times_were_ticked_the_card_does_not_pretend_to_know(client: Client) -> None:
    card = main_of(open_(client, enquiry(words={"safe_times": []}))).select_one("#safe-contact").get_text(" ")
    assert "We cannot tell whether now is safe." in card


def test_after_fourteen_days_nothing_is_revealed_until_it_was_checked_again(client: Client) -> None:
    fresh = enquiry(received_at=timezone.now() - timedelta(days=13, hours=23))
    assert PHONE in submit(client, fresh, "reveal", TICK).content.decode()
    stale = enquiry(received_at=timezone.now() - timedelta(days=14, minutes=1))
    refused = submit(client, stale, "reveal", TICK).content.decode()
    assert PHONE not in refused
    assert "This is 14 days old" in refused
    assert logged_actions().count(EnquiryAction.REVEALED) == 1, "the fresh one alone"
    assert PHONE not in submit(client, stale, "confirm").content.decode()
    stale.refresh_from_db()
    assert stale.must_confirm_preferences, "the tick was missing"
    submit(client, stale, "confirm", {"still_holds": "on"})
    assert logged_actions()[-1] == EnquiryAction.CONFIRMED
    assert PHONE in submit(client, stale, "reveal", TICK).content.decode()


def test_answers_that_no_longer_hold_reveal_nothing_until_somebody_confirms_them_again(client: Client) -> None:
    message = enquiry(words={"safe_times": ["weekday-morning", "weekday-afternoon", "weekday-evening", "weekend"]})
    assert "This no longer holds" in main_of(open_(client, message)).select_one("#safe-contact").get_text()
    submit(client, message, "withdraw-preferences")
    assert logged_actions()[-1] == EnquiryAction.WITHDRAWN
    card = main_of(submit(client, message, "reveal", TICK).content.decode()).select_one("#safe-contact").get_text(" ")
    assert PHONE not in card
    assert "Do not use these answers: read the notes." in card
    assert "is a time that the sender gave" not in card and "Not now." not in card
    assert "This no longer holds" not in card
    assert EnquiryAction.REVEALED not in logged_actions()
    submit(client, message, "confirm", {"still_holds": "on"})
    card = main_of(open_(client, message)).select_one("#safe-contact").get_text(" ")
    assert "Do not use these answers" not in card
    assert PHONE in submit(client, message, "reveal", TICK).content.decode()


def test_withdrawing_the_answers_twice_is_logged_once(client: Client) -> None:
    message = enquiry()
    submit(client, message, "withdraw-preferences")
    submit(client, message, "withdraw-preferences")
    assert logged_actions() == [EnquiryAction.WITHDRAWN]


def test_the_card_says_on_which_day_the_answers_were_last_confirmed(user) -> None:
    message = enquiry(received_at=MORNING - timedelta(days=20))

    def confirmed_on() -> str:
        rows = main_of(open_(browser_of(user), message)).select("#safe-contact dl div")
        (day,) = [row.dd.get_text() for row in rows if row.dt.get_text() == "Last confirmed"]
        return day

    with time_machine.travel(MORNING, tick=False):
        assert confirmed_on() == "22 December 2026"
        actions.confirm_preferences(user, message)
        assert confirmed_on() == "11 January 2027"


@pytest.mark.parametrize(
    ("words", "rules", "not_shown"),
    [
        ({"reply_by": "phone"}, ["Hide your own number."], ["A text message cannot hide its number"]),
        (
            {"reply_by": "text"},
            ["A text message cannot hide its number", "Keep the words neutral", "Name no organisation"],
            ["Hide your own number."],
        ),
        ({"reply_by": "text", "may_say_who_we_are": True}, ["The sender allowed us to say who we are"], ["Name no"]),
        ({"reply_by": "email", "email": EMAIL}, ["plain subject"], ["text message", "Hide your own number."]),
    ],
)
def test_each_way_to_contact_the_sender_comes_with_its_own_rules(client: Client, words, rules, not_shown) -> None:
    card = main_of(submit(client, enquiry(words=words), "reveal", TICK).content.decode()).select_one("#safe-contact ul")
    assert not [rule for rule in rules if rule not in card.get_text()]
    assert not [rule for rule in not_shown if rule in card.get_text()]


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
    editor, colleague = member("editor"), member("enquiry lead")
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
    assert "It holds more than 3 links." in page.get_text()
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
