"""Whatever is typed: never an error of ours, never a lost message, never a word of it in a mail or a log."""

import logging

import pytest
from django.core import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.enquiries import notifications
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.models.settings import EnquirySettings
from pages.text.cleaning import clean_text
from tests.enquiries.senders import PATH, WORDS, aged_token, get_form, sender, soup_of

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

# Surrogates cannot be sent: see the test of broken encodings.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
FIELDS = st.fixed_dictionaries(
    {"message": TEXT},
    optional={
        "topic": st.sampled_from(["support", "media", "data"]) | TEXT,
        "reply_by": st.sampled_from(["email", "phone", "text", "none"]) | TEXT,
        "email": st.emails() | TEXT,
        "phone": st.from_regex(r"\+?[0-9 ]{5,15}", fullmatch=True) | TEXT,
        "name": TEXT,
        "safe_times_in_words": TEXT,
        "safe_times": st.lists(st.sampled_from(["weekend", "weekday-evening"]) | TEXT, max_size=2),
        "language": st.sampled_from(["en", "ti"]) | TEXT,
        "may_leave_voicemail": TEXT,
        "wants_news": TEXT,
        "homepage": TEXT,
    },
)
MANY = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def as_kept(text: str) -> str:
    """Return a text as the form keeps it: cleaned, and without white space around it."""
    return clean_text(text).strip()


def as_lines(text: str) -> str:
    """Return a text with one kind of line ends, as a browser's text box has them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parts_of(words: dict) -> set[str]:
    """Return every run of four characters that was typed."""
    typed = [value for value in words.values() if isinstance(value, str)]
    typed += [each for value in words.values() if isinstance(value, list) for each in value]
    return {text[start : start + 4] for text in typed for start in range(len(text) - 3)}


@MANY
@given(words=FIELDS)
def test_any_text_is_either_stored_as_it_was_or_shown_again(words):
    client = sender()
    known = set(Enquiry.objects.values_list("pk", flat=True))
    response = client.post(PATH, {"token": aged_token(), **words})
    new = Enquiry.objects.exclude(pk__in=known)
    if response.status_code == 303:
        assert new.get().decrypted_content().message == as_kept(words["message"])
        assert client.get(response["Location"]).status_code == 200
    else:
        assert response.status_code == 422
        assert not new.exists()
        form = get_form(response)
        shown = form.select_one("[name=message]").text.removeprefix("\n")
        assert as_lines(shown).replace("\x00", "") == as_lines(words["message"]).replace("\x00", "")
        assert soup_of(response).select(".error-summary li")


@MANY
@given(words=FIELDS)
def test_no_part_of_what_was_typed_reaches_a_mail_or_a_log(words, caplog, capsys):
    EnquirySettings.objects.update(notify="team@apnahaq.test")
    plain = WORDS | {"message": "0"}
    client = sender()
    texts = []
    for sent in (plain, WORDS | words):
        mail.outbox.clear()
        caplog.clear()
        capsys.readouterr()
        with caplog.at_level(logging.DEBUG):
            client.post(PATH, {"token": aged_token(), **sent})
            notifications.send_due()
        enquiry = Enquiry.objects.order_by("pk").last()
        mails = "".join(message.message().as_string() + message.body for message in mail.outbox)
        printed = "".join(capsys.readouterr())
        texts.append(f"{mails}{caplog.text}{printed}".replace(enquiry.reference, ""))
    # What a message of one letter causes as well did not come from this one.
    assert {part for part in parts_of(words) if part in texts[1] and part not in texts[0]} == set()


@pytest.mark.parametrize(
    "body",
    [
        b"message=%ED%A0%80%FF%FE&topic=support&reply_by=none",
        b"message=\xff\xfe&topic=support&reply_by=none",
        b"message=hello%00there&topic=support&reply_by=none",
        b"%00=%00&message=x&topic=support&reply_by=none",
        b"&&&==&message&topic=support",
    ],
)
def test_broken_encodings_are_no_error_of_ours(body):
    client = sender()
    token = aged_token().encode()
    response = client.post(PATH, b"token=" + token + b"&" + body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in {303, 422}


def test_a_null_character_is_left_out_and_the_rest_is_kept():
    client = sender()
    response = client.post(PATH, WORDS | {"token": aged_token(), "message": "hello\x00there"})
    assert response.status_code == 303
    assert Enquiry.objects.get().decrypted_content().message == "hellothere"
