"""How much is stored at most, and what somebody sees whose message is too much."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from pages.enquiries import spam
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.models.sender_counts import SenderCount
from pages.enquiries.models.staff_notice import StaffNotice
from tests.enquiries.senders import EVERYTHING, WORDS, aged_token, get_form, sender, soup_of, token_of, write
from tests.enquiries.staff import browser, enquiry
from tests.enquiries.test_staff_dashboard import panel

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

FLOOD = "203.0.113.7"
LINKS = "https://a.example https://b.example https://c.example https://d.example"


@pytest.fixture(autouse=True)
def quarter_to_ten():
    """Stop the clock at a quarter to ten."""
    with time_machine.travel("2026-03-01 09:45Z", tick=False) as clock:
        yield clock


def send(address=FLOOD, **words):
    """Send a message from an address, without opening the page before."""
    return write(sender(REMOTE_ADDR=address), WORDS | words, token=aged_token())


def stored_bytes() -> int:
    """Return how much the texts of all messages take."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(SUM(LENGTH(encrypted_content)), 0) FROM enquiries_enquiry")
        return cursor.fetchone()[0]


def fill_quarantine(monkeypatch, topic: str = "other") -> None:
    """Make the quarantine small, and full for a topic."""
    monkeypatch.setattr(spam, "MAX_QUARANTINED", 3)
    monkeypatch.setattr(spam, "MAX_QUARANTINED_SUPPORT", 5)
    for _ in range(5 if topic == "support" else 3):
        enquiry(topic=topic, status="quarantined")


def test_a_flood_of_long_messages_fills_no_more_than_its_share():
    answers = [send(message="\N{LOUDLY CRYING FACE}" * 20_000 + str(number)).status_code for number in range(40)]
    assert answers[0] == 422, "one letter too many"
    answers = [send(message=f"{number:02}" + "\N{LOUDLY CRYING FACE}" * 19_990).status_code for number in range(40)]
    assert set(answers) == {303, 429}
    assert answers.index(429) >= 15, "long messages of several people behind one address are taken"
    assert stored_bytes() <= spam.MAX_BYTES_PER_HOUR


def test_a_flood_of_short_messages_is_stopped_and_what_was_not_stored_is_not_counted(monkeypatch):
    assert spam.MAX_STORED_PER_HOUR >= 200, "a mobile network has one address for thousands of people"
    monkeypatch.setattr(spam, "MAX_STORED_PER_HOUR", 30)
    answers = [send(message=f"Message {number}").status_code for number in range(spam.MAX_STORED_PER_HOUR + 5)]
    assert answers == [303] * spam.MAX_STORED_PER_HOUR + [429] * 5
    assert Enquiry.objects.count() == StaffNotice.objects.count() == SenderCount.objects.get().count == len(answers) - 5


def test_short_messages_get_through_where_somebody_on_the_same_connection_used_up_the_bytes():
    send()
    SenderCount.objects.update(size=spam.MAX_BYTES_PER_HOUR)
    assert send(message="x" * 5_000).status_code == 429
    assert send(message="My key does not turn any more. " * 60).status_code == 303
    hers = Enquiry.objects.latest("pk")
    assert len(hers.encrypted_content) <= spam.SHORT_MESSAGE_BYTES < 5_000


def test_short_messages_end_at_the_number_of_messages_also_beyond_the_bytes(monkeypatch):
    monkeypatch.setattr(spam, "MAX_BYTES_PER_HOUR", 0)
    monkeypatch.setattr(spam, "MAX_STORED_PER_HOUR", 3)
    assert [send(message=str(number)).status_code for number in range(4)] == [303, 303, 303, 429]


def test_whoever_is_refused_keeps_every_word_and_sees_the_numbers_to_call(monkeypatch):
    monkeypatch.setattr(spam, "MAX_STORED_PER_HOUR", 0)
    response = send(**EVERYTHING)
    page = soup_of(response)
    assert response.status_code == 429
    assert int(response["Retry-After"]) == 15 * 60 + 1
    assert page.title.text.startswith("Error: ")
    assert "Everything you wrote is still here. You can send it again in 16 minutes." in page.select_one("main").text
    assert "0808 2000 247" in page.select_one("main").text and page.select_one("a.exit")
    assert WORDS["message"] in get_form(response).text
    assert get_form(response).select_one("[name=phone]")["value"] == EVERYTHING["phone"]
    assert "Retry-After" not in sender().get("/contact/")


def test_it_can_be_sent_again_in_the_next_hour(quarter_to_ten, monkeypatch):
    monkeypatch.setattr(spam, "MAX_STORED_PER_HOUR", 1)
    send()
    refused = send(message="The second")
    quarter_to_ten.shift(timedelta(seconds=int(refused["Retry-After"])))
    assert write(sender(REMOTE_ADDR=FLOOD), WORDS | {"message": "The second"}, token_of(refused)).status_code == 303


def test_the_same_form_sent_again_after_the_limit_is_confirmed_as_stored(monkeypatch):
    token = aged_token()
    first = write(sender(REMOTE_ADDR=FLOOD), token=token)
    monkeypatch.setattr(spam, "MAX_STORED_PER_HOUR", 1)
    assert send(message="Another").status_code == 429
    assert write(sender(REMOTE_ADDR=FLOOD), token=token).status_code == first.status_code == 303
    assert Enquiry.objects.count() == 1


def test_the_addresses_of_one_ipv6_connection_share_a_limit_and_others_do_not(monkeypatch):
    monkeypatch.setattr(spam, "MAX_STORED_PER_HOUR", 2)
    answers = [send(f"2001:db8:1:2:{number:x}::1", message=str(number)).status_code for number in range(1, 4)]
    assert answers == [303, 303, 429]
    assert send("2001:db8:1:3::1").status_code == send("198.51.100.1").status_code == 303


def test_the_quarantine_takes_no_more_than_its_number_and_loses_nothing_for_it(monkeypatch):
    fill_quarantine(monkeypatch)
    before = set(Enquiry.objects.values_list("pk", flat=True))
    response = send(topic="other", homepage="x")
    assert response.status_code == 429 and int(response["Retry-After"]) == 60 * 60
    assert WORDS["message"] in get_form(response).text
    assert set(Enquiry.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize("words", [{"message": LINKS}, {"homepage": "x"}, {"message": "[url=//a.example]a[/url]"}])
def test_support_gets_through_while_the_quarantine_is_full_of_a_flood_from_elsewhere(monkeypatch, words):
    fill_quarantine(monkeypatch)
    assert send("198.51.100.1", **words).status_code == 303
    assert Enquiry.objects.latest("pk").status == "quarantined"
    assert send("198.51.100.2").status_code == 303
    assert Enquiry.objects.latest("pk").status == "new"


def test_support_sent_at_once_gets_through_while_the_quarantine_is_full(monkeypatch):
    fill_quarantine(monkeypatch)
    client = sender()
    assert write(client, token=token_of(client.get("/contact/"))).status_code == 303
    assert Enquiry.objects.latest("pk").spam_reasons == ["too-fast"]


def test_a_flood_about_support_leaves_the_places_of_other_topics_and_has_an_end(monkeypatch):
    assert spam.MAX_QUARANTINED_SUPPORT >= 20_000, "more than one place sends in two days"
    fill_quarantine(monkeypatch, "support")
    assert send("198.51.100.1", message=LINKS).status_code == 429
    assert send("198.51.100.2", topic="media", message=LINKS).status_code == 303


@pytest.mark.parametrize("topic", ["support", "other"])
def test_the_dashboard_says_when_the_quarantine_is_full(monkeypatch, topic):
    client = browser("enquiry team")
    assert "The quarantine is full" not in panel(client, "enquiries")
    fill_quarantine(monkeypatch, topic)
    assert "The quarantine is full" in panel(client, "enquiries")


def test_urdu_and_emoji_take_no_more_space_than_their_bytes():
    send(message="مجھے اپنے شوہر کے گھر والوں سے ڈر لگتا ہے۔ " * 100)
    text = Enquiry.objects.get().decrypted_content().message
    assert stored_bytes() < 1.5 * len(text.encode()) + 1000
