"""The card of a message that says how to contact the sender: what is shown when, and what the sender allowed."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pages.enquiries.admin import actions
from pages.enquiries.models.audit_log import AuditLogEntry, EnquiryAction
from tests.enquiries.staff import (
    EMAIL,
    EVENING,
    MORNING,
    PHONE,
    TICK,
    WORDS,
    browser_of,
    enquiry,
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
