"""After a message was sent: the confirmation, its reference, and sending twice."""

import pytest
import time_machine
from django.core import mail

from pages.enquiries.models.enquiry import Enquiry
from tests.enquiries.senders import (
    PATH,
    WORDS,
    open_page,
    sender,
    soup_of,
    stored,
    write,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_the_confirmation_has_a_reference_that_no_address_shows():
    client = sender()
    response = write(client)
    enquiry = Enquiry.objects.get()
    assert response.status_code == 303
    assert response["Location"].startswith("/contact/sent/?r=")
    assert enquiry.reference not in response["Location"]
    page = soup_of(client.get(response["Location"]))
    assert page.select_one(".reference-number").text == enquiry.reference
    assert enquiry.reference not in page.head.decode()
    assert page.title.text == "Contact us – Apna Haq"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_the_reference_is_shown_for_an_hour():
    client = sender()
    address = write(client)["Location"]
    with time_machine.travel("2030-01-01"):
        page = client.get(address)
    assert page.status_code == 200
    assert Enquiry.objects.get().reference not in page.content.decode()


@pytest.mark.parametrize("query", ["", "?r=", "?r=nonsense", "?r=%00%FF", "?r=سلام"])
def test_the_confirmation_page_helps_those_who_open_it_without_a_message(query):
    response = sender().get(f"/contact/sent/{query}")
    assert response.status_code == 200
    assert "/contact/" in [link["href"] for link in soup_of(response).select("main a")]


def test_no_response_sets_a_cookie_or_is_cached():
    client = sender()
    sent = write(client)
    answers = [
        client.get(PATH),
        write(client, {}),
        client.post(PATH, WORDS),
        sent,
        client.get(sent["Location"]),
        client.get("/contact/sent/"),
    ]
    assert [answer.status_code for answer in answers] == [200, 422, 403, 303, 200, 200]
    for answer in answers:
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies


def test_only_where_no_script_runs_the_browser_is_asked_to_forget_the_page():
    page = soup_of(sender().get("/contact/sent/"))
    address = page.select_one("noscript img")["src"]
    answer = sender().get(address)
    assert (answer.status_code, answer["Clear-Site-Data"]) == (204, '"cache"')
    assert "Clear-Site-Data" not in sender().get("/contact/sent/")


def test_a_double_click_a_refresh_and_a_press_of_back_send_once():
    client = sender()
    token = open_page(client)
    answers = [write(client, token=token) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303] * 3
    assert (
        len({soup_of(client.get(answer["Location"])).select_one(".reference-number").text for answer in answers}) == 1
    )
    assert Enquiry.objects.count() == 1


def test_other_words_from_the_same_page_are_another_message():
    client = sender()
    token = open_page(client)
    write(client, token=token)
    write(client, WORDS | {"message": "One more thing that I forgot to say."}, token=token)
    assert Enquiry.objects.count() == 2


def test_the_same_words_from_another_page_are_another_message():
    client = sender()
    write(client)
    write(client)
    assert Enquiry.objects.count() == 2


def test_the_sender_gets_no_mail(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        stored(WORDS | {"reply_by": "email", "email": "z@example.org"})
    assert not mail.outbox
