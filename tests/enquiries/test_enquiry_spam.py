"""Which messages are taken for spam, which never are, and what is deleted about senders."""

from datetime import timedelta

import pytest
import time_machine

from pages.enquiries import spam
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.models.sender_counts import SenderCount, SenderWindow
from pages.enquiries.models.staff_notice import StaffNotice
from pages.jobs.runner import run_due_jobs
from tests.enquiries.raw_rows import everything_in_the_database
from tests.enquiries.senders import PATH, WORDS, sender, soup_of, stored, token_of, write

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

# Ordinary messages in the languages of the community, and what people write with them.
MESSAGES = {
    "Urdu": "السلام علیکم، مجھے اپنے شوہر کے گھر والوں سے ڈر لگتا ہے۔ کیا آپ فون کر سکتی ہیں؟",
    "Slovak": "Dobrý deň, potrebujem pomoc so synom. Môžem prísť v utorok? Ďakujem!!!",
    "Arabic": "مرحبا، أحتاج إلى مساعدة ولا أستطيع التحدث في البيت. شكراً لكم",
    "Tigrinya": "ሰላም፡ ሓገዝ የድልየኒ ኣሎ። ብስልኪ ክትድውሉለይ ትኽእሉ ዶ?",
    "emoji": "🙏🏽😢 plz call 📞 👩🏽‍👧🏽‍👦🏽 ❤️‍🩹",
    "one word": "help",
    "capitals": "PLEASE HELP ME I AM AFRAID",
    "one link": "This is the report: https://www.gov.uk/forced-marriage and the programme http://www.bbc.co.uk/sounds",
    "mathematics": "if a < b and [b] then (c)",
}


def send_from(address: str, message: str = WORDS["message"]) -> Enquiry:
    """Send a message from a network address and return the enquiry."""
    known = set(Enquiry.objects.values_list("pk", flat=True))
    assert write(sender(REMOTE_ADDR=address), WORDS | {"message": message}).status_code == 303
    return Enquiry.objects.exclude(pk__in=known).get()


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_an_ordinary_message_is_never_quarantined(message):
    enquiry = stored(WORDS | {"message": message})
    assert (enquiry.status, enquiry.spam_reasons) == ("new", [])
    assert enquiry.decrypted_content().message == message


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"homepage": "https://pills.example"}, "honeypot"),
        ({"message": "https://a.example https://b.example www.c.example HTTP://D.example"}, "links"),
        ({"message": 'Nice site <a href="//pills.example">pills</a>'}, "markup"),
        ({"message": "[URL=//pills.example]pills[/URL]"}, "markup"),
    ],
)
def test_likely_spam_is_quarantined_and_staff_are_not_notified_of_it_at_once(words, reason):
    words = {"topic": "other", **words}
    enquiry = stored(WORDS | words)
    assert (enquiry.status, enquiry.spam_reasons) == ("quarantined", [reason])
    assert enquiry.decrypted_content().message == (WORDS | words)["message"]
    assert StaffNotice.objects.get().email == "daily"
    assert list(Enquiry.objects.quarantined()) == [enquiry]


def test_a_form_that_is_sent_within_three_seconds_is_likely_spam():
    client = sender()
    client.post(PATH, WORDS | {"token": token_of(client.get(PATH))})
    assert Enquiry.objects.get().spam_reasons == ["too-fast"]


def test_the_sender_of_likely_spam_sees_the_same_confirmation_as_everyone():
    def confirmation(words):
        client = sender()
        page = soup_of(client.get(write(client, words)["Location"]))
        page.select_one(".reference-number").clear()
        return page.decode()

    assert confirmation(WORDS | {"homepage": "x"}) == confirmation(WORDS)


def test_the_honeypot_says_what_it_is_and_the_tab_key_skips_it():
    form = soup_of(sender().get(PATH)).select_one("form.enquiry")
    assert form.select_one("label[for=id_homepage]").text == "Leave this box empty"
    assert form.select_one("[name=homepage]")["tabindex"] == "-1"


def test_a_flood_from_one_address_is_quarantined_and_others_are_not():
    with time_machine.travel("2026-03-01 09:00Z", tick=False):
        flood = [
            send_from("203.0.113.7", f"Message number {number}") for number in range(spam.MAX_MESSAGES_PER_HOUR + 2)
        ]
        other = send_from("203.0.113.8")
    assert {enquiry.status for enquiry in flood[:-2]} == {"new"}
    assert [enquiry.spam_reasons for enquiry in flood[-2:]] == [["too-many"]] * 2
    assert other.status == "new"


def test_the_addresses_of_one_ipv6_connection_count_as_one():
    with time_machine.travel("2026-03-01 09:00Z", tick=False):
        for number in range(spam.MAX_MESSAGES_PER_HOUR):
            send_from(f"2001:db8:1:2:{number:x}::1")
        assert send_from("2001:db8:1:2:ffff::9").spam_reasons == ["too-many"]
        assert send_from("2001:db8:1:3::1").status == "new"


def test_nothing_is_counted_where_the_address_is_not_known():
    assert [send_from(address).status for address in ("", "unknown")] == ["new", "new"]
    assert not SenderCount.objects.exists()


def test_no_address_of_a_sender_is_stored():
    send_from("203.0.113.77")
    assert "203.0.113" not in everything_in_the_database()


def test_an_address_has_another_digest_in_another_hour():
    digests = set()
    for hour in (9, 10):
        with time_machine.travel(f"2026-03-01 {hour:02}:30Z"):
            spam.count_sender("203.0.113.7")
            digests.add(SenderCount.objects.get().digest)
    assert len(digests) == 2


def test_the_first_message_of_an_hour_deletes_the_counts_before():
    with time_machine.travel("2026-03-01 09:59Z"):
        spam.count_sender("203.0.113.7")
    with time_machine.travel("2026-03-01 10:05Z"):
        assert spam.count_sender("203.0.113.7") == 1
    assert SenderWindow.objects.count() == SenderCount.objects.count() == 1


def test_a_quiet_site_deletes_its_counts_too():
    with time_machine.travel("2026-03-01 09:10Z") as clock:
        spam.count_sender("203.0.113.7")
        clock.shift(timedelta(hours=1))
        run_due_jobs()
    assert not SenderWindow.objects.exists() and not SenderCount.objects.exists()
