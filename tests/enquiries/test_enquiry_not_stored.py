"""When a message cannot be stored, the sender sees it at once and keeps what was typed."""

from contextlib import ExitStack

import pytest
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, OperationalError, connection

from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.submissions import submit
from pages.models import OrganisationIdentity
from tests.enquiries.senders import EVERYTHING, PATH, WORDS, get_form, open_page, sender, soup_of, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

REPEATED = EVERYTHING["message"]


def gone(execute, sql, params, many, context):
    """Behave like a database that has gone, and that repeats what it was given."""
    raise OperationalError(f"server closed the connection unexpectedly: {REPEATED}")


def send_without(client, words=EVERYTHING, wrapper=gone):
    """Open the page, lose the database, and send."""
    token = open_page(client)
    with ExitStack() as stack:
        if wrapper:
            stack.enter_context(connection.execute_wrapper(wrapper))
        return client.post(PATH, words | {"token": token})


def assert_that_the_sender_is_told(response, words=EVERYTHING):
    """Look at the page that the sender sees."""
    page = soup_of(response)
    main = page.select_one("main").text
    assert response.status_code == 503
    assert page.title.text.startswith("Error: ")
    assert "Your message has not reached us" in main
    assert "999" in main and "0808 2000 247" in main
    assert words["message"] in get_form(response).text
    assert page.select_one("a.exit")
    assert not response.cookies and response["Cache-Control"] == "no-store"


def test_the_sender_is_told_when_the_database_is_unavailable(caplog):
    OrganisationIdentity.objects.update_or_create(defaults={"telephone": "01709 000000"}, site_id=1)
    response = send_without(sender())
    assert_that_the_sender_is_told(response)
    assert "01709 000000" in soup_of(response).select_one("main").text
    assert get_form(response).select_one("[name=phone]")["value"] == EVERYTHING["phone"]
    assert get_form(response).select_one("[name=name]")["value"] == EVERYTHING["name"]
    assert "landlord" not in caplog.text and "OperationalError" in caplog.text


def test_the_sender_is_told_when_the_database_is_unavailable_from_the_start():
    client = sender()
    token = open_page(client)
    cache.clear()
    with connection.execute_wrapper(gone):
        assert_that_the_sender_is_told(client.post(PATH, EVERYTHING | {"token": token}))


def test_the_words_can_be_sent_again_from_that_page():
    client = sender()
    response = send_without(client)
    again = client.post(PATH, EVERYTHING | {"token": token_of(response)})
    assert again.status_code == 303
    assert Enquiry.objects.get().status == "new"


def test_the_sender_is_told_when_no_key_is_set(settings):
    settings.ENQUIRY_KEYS = []
    assert_that_the_sender_is_told(send_without(sender(), wrapper=None))
    assert Enquiry.objects.count() == 0


@pytest.mark.parametrize("error", [IntegrityError, DatabaseError])
def test_the_sender_is_told_when_a_write_fails(error):
    def read_only(execute, sql, params, many, context):
        if sql.startswith("INSERT"):
            raise error("disk full")
        return execute(sql, params, many, context)

    assert_that_the_sender_is_told(send_without(sender(), wrapper=read_only))
    assert Enquiry.objects.count() == 0


def test_the_sender_is_told_when_our_own_code_raises_an_error(monkeypatch):
    monkeypatch.setattr(submit, "find_spam_reasons", lambda *_: 1 / 0)
    assert_that_the_sender_is_told(send_without(sender(), wrapper=None))


def test_half_an_enquiry_is_never_stored(monkeypatch):
    monkeypatch.setattr(submit.StaffNotice.objects, "create", lambda **_: 1 / 0)
    assert send_without(sender(), WORDS, wrapper=None).status_code == 503
    assert Enquiry.objects.count() == 0
