"""Numbers and addresses as telephones, mail programs and spreadsheets hand them on."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from pages.enquiries import data_requests
from pages.enquiries.crypto import blind_index
from pages.enquiries.models.enquiry import ContactIndex
from tests.enquiries.senders import EVERYTHING, WORDS, sender, stored, stored_content, write
from tests.enquiries.staff import browser, enquiry

pytestmark = pytest.mark.django_db

NUMBER = "07700 900982"
NUMBERS = {
    "from a telephone's contacts": "\u202a+44 7700 900982\u202c",
    "in isolates": "\u2068+44 7700 900982\u2069",
    "with brackets": "(+44) 7700 900982",
    "without a plus": "44 7700 900982",
    "without a plus, with a zero": "44 (0)7700 900982",
    "with zeros": "0044 7700 900982",
    "with full-width characters": "＋４４ ７７００ ９００９８２",
    "with full-width brackets": "（＋４４）７７００９００９８２",
    "in Arabic-Indic digits": "٠٧٧٠٠ ٩٠٠٩٨٢",
    "in Urdu digits": "\u200e+۴۴ ۷۷۰۰ ۹۰۰۹۸۲",
    "with a soft return": "07700\x0b900982",
    "with odd spaces and hyphens": "\u00a007700\u2011900\u2009982",
}
ADDRESS = "zarqa@example.org"
ADDRESSES = {
    "after Urdu": "zarqa@example.org\u200f",
    "from a telephone's contacts": "\u202azarqa@example.org\u202c",
    "with a zero-width space": "zarqa@\u200bexample.org",
    "at the end of a sentence": "zarqa@example.org.",
    "in capital letters": "Zarqa@Example.ORG",
    "with full-width characters": "ｚａｒｑａ＠ｅｘａｍｐｌｅ．ｏｒｇ",
}


@pytest.mark.parametrize("pasted", NUMBERS.values(), ids=NUMBERS)
def test_a_number_pasted_from_contacts_is_found_by_her_number(pasted: str) -> None:
    message = stored(EVERYTHING | {"phone": pasted})
    assert data_requests.find(NUMBER) == [message]


@pytest.mark.parametrize("pasted", NUMBERS.values(), ids=NUMBERS)
def test_a_number_is_found_by_what_staff_paste(pasted: str) -> None:
    message = enquiry(words={"phone": NUMBER})
    page = browser("enquiry team").post(reverse("enquiry_data_requests:index"), {"query": pasted})
    assert message.reference in page.content.decode()


@pytest.mark.parametrize("pasted", ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_is_found_however_it_was_pasted(pasted: str) -> None:
    message = enquiry(words={"email": pasted})
    assert data_requests.find(ADDRESS) == [message]
    other = enquiry(words={"email": ADDRESS})
    assert data_requests.find(pasted) == [other, message]


@pytest.mark.parametrize("pasted", [ADDRESSES["after Urdu"], ADDRESSES["from a telephone's contacts"]])
def test_an_address_is_stored_without_what_cannot_be_seen(pasted: str) -> None:
    assert stored_content(WORDS | {"reply_by": "email", "email": pasted}).email == ADDRESS
    assert stored_content(EVERYTHING | {"phone": NUMBERS["from a telephone's contacts"]}).phone == "+44 7700 900982"


def test_letters_are_the_same_however_they_are_composed() -> None:
    message = enquiry(words={"email": "zoe\u0308@example.org"})
    assert data_requests.find("zoë@example.org") == [message]


def test_a_reference_is_found_as_it_was_pasted() -> None:
    message = enquiry()
    page = browser("enquiry team").post(
        reverse("enquiry_data_requests:index"), {"query": f"\u200f{message.reference}\u202c"}
    )
    assert "1 message found" in page.content.decode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+44 7700 900982", "+43 7700 900982"),
        # Numbers of other countries, and local numbers, that only begin like a British one.
        ("+447700", "0447700"),
        ("+1 447 700 9009", "447 700 9009"),
        ("44 77 00", "0 77 00"),
    ],
)
def test_different_numbers_stay_different(one: str, other: str) -> None:
    assert blind_index.phone_key(one) != blind_index.phone_key(other)


def test_what_was_stored_under_the_old_digests_is_found_after_the_command_of_the_upgrade(settings) -> None:
    message = enquiry(words={"phone": NUMBERS["from a telephone's contacts"]})
    ContactIndex.objects.update(digest="of version 1.0")
    assert data_requests.find(NUMBER) == []
    call_command("rotate_enquiry_keys", stdout=StringIO())
    assert data_requests.find(NUMBER) == [message]


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r"])
def test_a_line_break_counts_as_one_letter(line_break: str) -> None:
    # 19,980 letters in lines of 20, and a line break after each but the last: 20,978 with two for each.
    lines = ["a" * 20] * 952
    message = line_break.join(lines)
    assert len(message.replace(line_break, "\n")) == 19_991
    assert stored_content(WORDS | {"message": message}).message == "\n".join(lines)
    assert write(sender(), WORDS | {"message": message + "a" * 10}).status_code == 422


def test_a_line_break_counts_as_one_letter_in_a_note_as_the_browser_counts_it() -> None:
    message = enquiry()
    note = "\r\n".join(["a" * 9] * 500)
    browser("enquiry team").post(reverse("enquiries:note", args=[message.pk]), {"text": note})
    assert message.notes.get().decrypted_text() == note.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("One\x0btwo\x0cthree", "One two three"),
        ("Nothing\x00 \x01here\ufffe\x7f", "Nothing here"),
        ("cafe\u0301", "café"),
        # Urdu and Persian need the joiners inside words, and mixed text its direction marks.
        ("می\u200cخواهم \u2067(اردو)\u2069\u200f", "می\u200cخواهم \u2067(اردو)\u2069\u200f"),
        ("👩\u200d👧 one\ttwo", "👩\u200d👧 one\ttwo"),
    ],
)
def test_a_message_is_kept_as_it_was_written_without_what_nobody_typed(typed: str, kept: str) -> None:
    assert stored_content(WORDS | {"message": typed}).message == kept
