"""Somebody asks what data we hold about them: find it, export it, erase it."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from pages.enquiries.admin import actions
from pages.enquiries.models.audit_log import AuditLogEntry, DeletedEnquiry, EnquiryAction
from pages.enquiries.models.enquiry import Enquiry
from tests.enquiries.staff import EMAIL, PHONE, WORDS, browser, browser_of, enquiry, holds_typed_words, member

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def user():
    return member("enquiry team")


@pytest.fixture
def client(user) -> Client:
    return browser_of(user)


def find(client: Client, query: str) -> BeautifulSoup:
    """Look for somebody."""
    response = client.post(reverse("enquiry_data_requests:index"), {"query": query})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("main")


@pytest.mark.parametrize("query", ["07700900982", "+44 7700 900 982", "Zarqa.Sample@Example.org", "the reference"])
def test_somebody_is_found_by_telephone_email_or_reference(client: Client, query: str) -> None:
    message = enquiry(words={"email": EMAIL})
    other = enquiry(words={"phone": "07700 900 111", "email": "other@example.org"})
    page = find(client, message.reference.lower() if query == "the reference" else query)
    assert "1 message found" in page.get_text()
    assert message.reference in page.get_text()
    assert other.reference not in page.get_text()
    assert not [word for word in holds_typed_words(page.get_text()) if word != query]


def test_nothing_found_is_said_with_what_to_try_next(client: Client) -> None:
    page = find(client, "nobody@example.org")
    assert "0 messages found" in page.get_text()
    assert "ask for the reference that they were given" in page.get_text()


def test_a_search_is_logged_for_each_message_found_and_never_with_what_was_searched_for(client: Client, user) -> None:
    made = {enquiry(words={"email": EMAIL}).reference for _ in range(2)}
    enquiry(words={"phone": "07700 900 111"})
    find(client, PHONE)
    records = AuditLogEntry.objects.all()
    assert {(each.who, each.action, each.reference) for each in records} == {
        (user.username, EnquiryAction.SEARCHED, reference) for reference in made
    }
    assert len(records) == 2


def test_a_search_that_finds_nothing_is_logged_too(client: Client, user) -> None:
    find(client, "nobody@example.org")
    record = AuditLogEntry.objects.get()
    assert (record.who, record.action, record.reference, record.detail) == (
        user.username, EnquiryAction.SEARCHED, "", "found nothing",
    )  # fmt: skip
    assert "found nothing" in browser("enquiry lead").get(reverse("enquiry_audit_log:index")).content.decode()


def test_a_local_number_of_letters_that_references_have_is_also_looked_up_as_a_number(client: Client) -> None:
    by_number = enquiry(words={"phone": "234678"})
    by_reference = enquiry(reference="AH-234678", words={"phone": "07700 900 111"})
    page = find(client, "234678").get_text()
    assert "2 messages found" in page
    assert by_number.reference in page and by_reference.reference in page


@pytest.mark.parametrize("keys", [[], ["another-key-that-is-long-enough-for-this"]])
@pytest.mark.parametrize("query", [PHONE, EMAIL])
def test_with_a_missing_or_wrong_key_the_answer_says_that_it_is_not_complete(client, settings, keys, query) -> None:
    messages = [enquiry(words={"email": EMAIL}) for _ in range(2)]
    assert "ENQUIRY_KEYS" not in find(client, query).get_text()
    settings.ENQUIRY_KEYS = keys
    page = find(client, query).get_text(" ", strip=True)
    assert "2 messages cannot be decrypted with the present ENQUIRY_KEYS" in page
    assert "this answer may be incomplete" in page
    assert messages[0].reference in find(client, messages[0].reference).get_text(), "a reference needs no key"


def test_no_cache_stores_the_result_of_a_search(client: Client) -> None:
    response = client.post(reverse("enquiry_data_requests:index"), {"query": EMAIL})
    assert "no-store" in response.headers["Cache-Control"]


def test_what_is_searched_for_is_never_in_an_address(client: Client) -> None:
    message = enquiry(words={"email": EMAIL})
    response = client.get(reverse("enquiry_data_requests:index"), {"query": EMAIL})
    assert message.reference not in response.content.decode()
    form = BeautifulSoup(response.content, "html.parser").select_one("main form")
    assert form["method"] == "post"
    page = find(client, EMAIL)
    assert not [link["href"] for link in page.select("[href]") if EMAIL in link["href"]]


def test_the_screen_says_to_make_sure_who_is_asking(client: Client) -> None:
    page = BeautifulSoup(client.get(reverse("enquiry_data_requests:index")).content, "html.parser")
    assert "Make sure who is asking." in page.select_one("main").get_text()


def test_the_export_holds_everything_and_is_logged(client: Client, user) -> None:
    message = enquiry(words={"email": EMAIL})
    actions.add_note(user, message, "A sample note")
    response = client.post(reverse("enquiries:export", args=[message.pk]))
    assert response.headers["Content-Disposition"] == f'attachment; filename="{message.reference}.json"'
    assert response.headers["Content-Type"] == "application/json"
    assert "no-store" in response.headers["Cache-Control"]
    data = json.loads(response.content)["enquiries"][0]
    assert data["content"]["message"] == WORDS["message"]
    assert data["content"]["phone"] == PHONE
    assert data["notes"][0]["text"] == "A sample note"
    assert AuditLogEntry.objects.first().action == EnquiryAction.EXPORTED


def test_the_export_leaves_out_no_field_of_a_message_but_keys_and_digests(client: Client) -> None:
    message = enquiry(spam_reasons=["links"])
    data = json.loads(client.post(reverse("enquiries:export", args=[message.pk])).content)["enquiries"][0]
    fields = {field.name for field in Enquiry._meta.fields}
    assert fields - data.keys() == {"id", "encrypted_content", "key_id", "form_digest"}
    assert data["spam_reasons"] == ["It contains more than 3 links."]


def test_an_export_is_not_made_by_following_a_link(client: Client) -> None:
    response = client.get(reverse("enquiries:export", args=[enquiry().pk]))
    assert response.status_code == 302
    assert not AuditLogEntry.objects.exists()


def test_with_a_wrong_key_nothing_is_exported_and_a_sentence_says_why(client: Client, settings) -> None:
    message = enquiry()
    settings.ENQUIRY_KEYS = ["another-key-that-is-long-enough-for-this"]
    response = client.post(reverse("enquiries:export", args=[message.pk]), follow=True)
    assert "cannot be decrypted with the present ENQUIRY_KEYS" in response.content.decode()
    assert not AuditLogEntry.objects.exists()


@pytest.mark.parametrize("typed", ["", "AH-", "AH-222222", "yes"])
def test_a_message_is_not_erased_without_its_reference(client: Client, typed: str) -> None:
    message = enquiry(reference="AH-7KQ2XM")
    response = client.post(reverse("enquiries:delete", args=[message.pk]), {"reference": typed})
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").select_one(".error-message")
    assert Enquiry.objects.filter(pk=message.pk).exists()
    assert not DeletedEnquiry.objects.exists()


def test_asking_to_erase_erases_nothing(client: Client) -> None:
    message = enquiry()
    assert (
        client.get(reverse("enquiries:delete", args=[message.pk]), {"reference": message.reference}).status_code == 200
    )
    assert Enquiry.objects.filter(pk=message.pk).exists()


def test_with_its_reference_a_message_is_erased_and_only_that_it_existed_is_recorded(client: Client, user) -> None:
    message = enquiry(words={"email": EMAIL})
    actions.add_note(user, message, "A sample note")
    response = client.post(
        reverse("enquiries:delete", args=[message.pk]), {"reference": message.reference.lower()}, follow=True
    )
    assert f"{message.reference} is erased." in response.content.decode()
    assert not Enquiry.objects.exists()
    assert DeletedEnquiry.objects.get().reference == message.reference
    assert AuditLogEntry.objects.first().action == EnquiryAction.ERASED
    assert "0 messages found" in find(client, EMAIL).get_text()


def test_a_message_on_legal_hold_is_not_erased(client: Client, user) -> None:
    message = enquiry()
    address = reverse("enquiries:delete", args=[message.pk])
    actions.hold(user, message)
    page = BeautifulSoup(client.get(address).content, "html.parser").select_one("main")
    assert "is on legal hold" in page.get_text()
    assert not page.select("form")
    assert page.select(f"a[href='{reverse('enquiries:edit', args=[message.pk])}']"), "the hold is ended there"
    response = client.post(address, {"reference": message.reference})
    assert "is on legal hold: end the hold first." in response.content.decode()
    assert Enquiry.objects.filter(pk=message.pk).exists()


def test_a_message_that_a_colleague_erased_a_moment_ago_is_simply_not_there(client: Client) -> None:
    message = enquiry()
    address = reverse("enquiries:delete", args=[message.pk])
    client.post(address, {"reference": message.reference})
    assert client.post(address, {"reference": message.reference}).status_code == 404
