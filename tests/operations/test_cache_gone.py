"""Redis saves time and holds nothing: where it does not answer, pages are read and messages stored all the same."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from pages.enquiries.models import Enquiry
from tests.enquiries.senders import PATH, WORDS, aged_token, sender
from tests.enquiries.servers import free_port
from tests.reading import main_words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gone(settings):
    """Name a Redis server at a port where nobody listens."""
    gone = {"BACKEND": "apnahaq.cache.ForgivingRedisCache", "LOCATION": f"redis://127.0.0.1:{free_port()}/0"}
    settings.CACHES = {"default": gone, "renditions": gone}


@pytest.mark.parametrize("path", ["/", "/anti-racism/national/", "/blog/", "/contact/", "/ur/"])
def test_every_page_is_read_as_ever(client, path):
    assert client.get(path).status_code == 200


def test_a_message_is_stored_and_thanked_for():
    answer = sender().post(PATH, {**WORDS, "token": aged_token()})
    assert answer.status_code == 303
    assert Enquiry.objects.count() == 1


def test_a_message_that_cannot_be_stored_is_still_before_her(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("pages.enquiries.sending.accept", broken)
    answer = sender().post(PATH, {**WORDS, "token": aged_token()})
    assert answer.status_code == 503
    assert WORDS["message"] in answer.content.decode()
    assert "0808 2000 247" in main_words(answer)


def test_leaving_leads_where_staff_said(client):
    assert client.get(reverse("exit")).status_code == 303


def test_nothing_that_is_asked_of_it_raises_an_error():
    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_many(["a"]) == {}
    assert cache.add("a", 1) is False
    cache.set("a", 1)
    cache.set_many({"a": 1})
    assert cache.delete("a") is False
    assert cache.get_or_set("a", lambda: "made") == "made"
