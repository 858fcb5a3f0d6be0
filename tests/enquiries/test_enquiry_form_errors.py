"""A form that is refused: nothing typed is lost, and a sentence says how to put it right."""

import pytest
import time_machine

from pages.enquiries.models.enquiry import Enquiry
from tests.enquiries.senders import (
    EVERYTHING,
    PATH,
    WORDS,
    errors_of,
    get_form,
    sender,
    soup_of,
    token_of,
    write,
)

pytestmark = pytest.mark.django_db


def test_an_empty_form_says_how_to_put_it_right():
    response = write(sender(), {})
    page = soup_of(response)
    assert response.status_code == 422
    assert page.title.text.startswith("Error: ")
    assert errors_of(response) == [
        "Choose what your message is about",
        "Write your message",
        "Choose how we may reply",
    ]
    summary = page.select_one(".error-summary")
    assert summary.has_attr("autofocus") and summary["tabindex"] == "-1"
    for link in summary.select("a"):
        target = page.select_one(link["href"])
        beside = target.find_parent(class_="has-error").select_one(".error")
        assert link.text in beside.text
        assert beside["id"] in (target.get("aria-describedby") or target.find_parent("fieldset")["aria-describedby"])


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("email", "nobody", "Enter an email address in the right form, like name@example.com"),
        ("email", "a" * 250 + "@example.org", "Shorten the email address to 254 letters or fewer"),
        ("message", "x" * 20_001, "Shorten your message to 20,000 letters or fewer"),
        ("name", "x" * 201, "Shorten the name to 200 letters or fewer"),
        ("language", "klingon", "Choose a language from the list"),
        ("topic", "weather", "Choose what your message is about"),
        ("reply_by", "pigeon", "Choose how we may reply"),
    ],
)
def test_a_wrong_answer_is_kept_and_named(name, value, problem):
    words = WORDS | {"reply_by": "email", "email": "z@example.org"} | {name: value}
    response = write(sender(), words)
    assert errors_of(response) == [problem]
    assert Enquiry.objects.count() == 0


def test_no_error_empties_a_field():
    words = EVERYTHING | {"topic": "", "phone": "12", "email": "half@", "homepage": ""}
    form = get_form(write(sender(), words))
    assert form.select_one("[name=message]").text.lstrip("\n") == words["message"]
    assert form.select_one("[name=safe_times_in_words]").text.lstrip("\n") == words["safe_times_in_words"]
    for name in ("phone", "name", "email"):
        assert form.select_one(f"[name={name}]")["value"] == words[name]
    assert form.select_one("[name=language] [selected]")["value"] == "ur"
    assert [tag["value"] for tag in form.select("[name=reply_by][checked]")] == ["phone"]
    assert [tag["value"] for tag in form.select("[name=safe_times][checked]")] == ["weekday-morning"]
    assert form.select_one("[name=needs_interpreter]").has_attr("checked")


def test_a_page_that_was_open_for_a_day_keeps_the_words_and_takes_them_at_the_second_attempt():
    client = sender()
    with time_machine.travel("2026-03-01 09:00Z", tick=False) as clock:
        token = token_of(client.get(PATH))
        clock.shift(24 * 60 * 60 + 1)
        again = client.post(PATH, WORDS | {"token": token})
        assert again.status_code == 422
        assert WORDS["message"] in get_form(again).text
        assert client.post(PATH, WORDS | {"token": token_of(again)}).status_code == 303
    assert Enquiry.objects.get().status == "new"


def test_a_page_that_was_open_for_twenty_hours_is_still_good():
    client = sender()
    with time_machine.travel("2026-03-01 09:00Z", tick=False) as clock:
        token = token_of(client.get(PATH))
        clock.shift(20 * 60 * 60)
        assert client.post(PATH, WORDS | {"token": token}).status_code == 303


@pytest.mark.parametrize("token", ["", "nonsense", "WyJhIiwgdHJ1ZSwgMF0:forged", "سلام"])
def test_a_form_with_a_forged_token_is_refused_with_the_words_kept(token):
    response = sender().post(PATH, WORDS | {"token": token})
    assert response.status_code == 403
    assert WORDS["message"] in get_form(response).text
    assert Enquiry.objects.count() == 0


def test_a_form_without_a_token_is_refused_with_the_words_kept():
    response = sender().post(PATH, WORDS)
    assert response.status_code == 403
    assert WORDS["message"] in get_form(response).text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Origin": "http://testserver"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_form_is_taken_from_our_own_pages_only(headers, status):
    response = write(sender(headers=headers))
    assert response.status_code == status
    if status == 403:
        assert WORDS["message"] in get_form(response).text


def test_what_was_typed_comes_back_escaped():
    response = write(sender(), WORDS | {"topic": "", "message": "</textarea><script>alert(1)</script>"})
    assert b"<script>alert(1)" not in response.content


def test_other_pages_keep_djangos_protection():
    assert sender().post("/about/", WORDS).status_code == 403
    assert sender().post("/search/", WORDS).status_code in {403, 405}
