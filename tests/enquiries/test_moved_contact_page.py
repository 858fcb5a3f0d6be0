"""Somebody has the contact form open while staff rename, move, hide or delete its page."""

import pytest
from wagtail.models import Page

from pages.enquiries.models import ContactPage
from pages.enquiries.models.enquiry import Enquiry
from pages.models import StandardPage
from tests import builders
from tests.enquiries.senders import (
    EVERYTHING,
    PATH,
    WORDS,
    get_form,
    open_page,
    published_urdu_page,
    sender,
    soup_of,
    write,
)

pytestmark = pytest.mark.django_db


def contact() -> ContactPage:
    """Return the contact page."""
    return builders.seeded(ContactPage)


def rename() -> None:
    """Give the contact page another address."""
    page = contact()
    Page.objects.filter(pk=page.pk).update(
        slug="get-in-touch", url_path=page.url_path.replace("contact", "get-in-touch")
    )


def replace() -> None:
    """Give the contact page another address, and its old one to another page."""
    rename()
    builders.standard_page(slug="contact")


def move() -> None:
    """Move the contact page below another page."""
    page, parent = contact(), builders.standard_page(slug="about-contact")
    Page.objects.filter(pk=page.pk).update(url_path=f"{parent.url_path}contact/", path=f"{parent.path}0001", depth=4)
    Page.objects.filter(pk=parent.pk).update(numchild=1)


def make_private() -> None:
    """Make the contact page private, past the guard."""
    builders.lock(contact())


def unpublish() -> None:
    """Unpublish the contact page."""
    Page.objects.filter(pk=contact().pk).update(live=False)


def delete() -> None:
    """Delete the contact page."""
    contact().delete()


CHANGES = [rename, replace, move, make_private, unpublish, delete]
every_change = pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)


@every_change
def test_a_message_that_is_sent_to_the_old_address_is_stored(change):
    client = sender()
    token = open_page(client)
    change()
    response = write(client, EVERYTHING, token)
    assert response.status_code == 303 and response["Location"].startswith("/contact/sent/")
    assert Enquiry.objects.get().decrypted_content().message == EVERYTHING["message"]
    assert Enquiry.objects.get().reference in client.get(response["Location"]).content.decode()


@every_change
def test_a_form_with_a_mistake_comes_back_from_the_old_address_with_every_word(change):
    client = sender()
    token = open_page(client)
    change()
    response = write(client, EVERYTHING | {"phone": "1"}, token)
    form = get_form(response)
    assert EVERYTHING["message"] in form.text
    assert form.select_one("[name=name]")["value"] == EVERYTHING["name"]
    assert "Enter a phone number with all its digits" in form.text
    assert "0808 2000 247" in soup_of(response).select_one("main").text
    assert not response.cookies
    fixed = write(client, EVERYTHING, form.select_one("[name=token]")["value"], path=form["action"])
    assert fixed.status_code == 303 and Enquiry.objects.count() == 1


def test_a_form_from_another_site_comes_back_from_the_old_address_and_is_not_stored():
    client = sender()
    token = open_page(client)
    rename()
    response = client.post(PATH, WORDS | {"token": token}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403 and WORDS["message"] in get_form(response).text
    assert not Enquiry.objects.exists()


def test_the_sender_is_told_if_it_cannot_be_stored_at_the_old_address(settings):
    client = sender()
    token = open_page(client)
    rename()
    settings.ENQUIRY_KEYS = []
    response = write(client, token=token)
    assert response.status_code == 503 and WORDS["message"] in get_form(response).text


def test_a_message_to_the_urdu_page_is_stored_after_urdu_was_taken_off_the_site():
    page = published_urdu_page()
    client = sender()
    token = open_page(client, page.get_url())
    Page.objects.filter(locale__language_code="ur").update(live=False)
    assert write(client, token=token, path="/ur/contact/").status_code == 303
    assert Enquiry.objects.get().language == "ur"


def test_other_pages_take_no_other_forms():
    page = StandardPage.objects.first()
    assert sender().post(page.url, {"message": "No token"}).status_code == 403
