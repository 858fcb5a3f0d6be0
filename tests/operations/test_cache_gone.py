"""Without Redis, pages are served and messages stored all the same."""

import socket

import pytest
from django.core.cache import cache
from django.urls import reverse

from apnahaq.cache import PausingRedis
from pages.enquiries.models import Enquiry
from pages.models import VisitorSafety
from tests.enquiries.senders import PATH, WORDS, aged_token, sender
from tests.enquiries.servers import free_port
from tests.reading import main_words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gone(settings, monkeypatch):
    """Name a Redis server at a port where nobody listens."""
    monkeypatch.setattr(PausingRedis, "resumes_at", 0.0)
    settings.CACHES = redis_caches(free_port())


def redis_caches(port):
    """Return the settings for a server at a port of this machine."""
    options = {
        "IGNORE_EXCEPTIONS": True,
        "REDIS_CLIENT_CLASS": "apnahaq.cache.PausingRedis",
        "SOCKET_CONNECT_TIMEOUT": 0.2,
        "SOCKET_TIMEOUT": 0.2,
    }
    cache = {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": f"redis://127.0.0.1:{port}/0",
        "OPTIONS": options,
    }
    return dict.fromkeys(("default", "pages", "renditions"), cache)


@pytest.mark.parametrize("path", ["/", "/anti-racism/national/", "/blog/", "/contact/", "/ur/"])
def test_every_page_is_served_without_redis(client, path):
    assert client.get(path).status_code == 200


def test_a_message_is_stored_and_confirmed_without_redis():
    answer = sender().post(PATH, {**WORDS, "token": aged_token()})
    assert answer.status_code == 303
    assert Enquiry.objects.count() == 1


def test_a_message_that_cannot_be_stored_is_shown_again(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("pages.enquiries.submissions.processing.submit", broken)
    answer = sender().post(PATH, {**WORDS, "token": aged_token()})
    assert answer.status_code == 503
    assert WORDS["message"] in answer.content.decode()
    assert "0808 2000 247" in main_words(answer)


def test_the_exit_leads_where_staff_chose_without_redis(client):
    safety = VisitorSafety.objects.get()
    safety.exit_url = "https://www.example.org/calm"
    safety.save()
    client.get("/")
    assert client.get(reverse("exit")).headers["Location"] == "https://www.example.org/calm"


def test_a_server_that_hangs_delays_only_the_first_access(client, settings):
    listener = socket.create_server(("127.0.0.1", 0))
    settings.CACHES = redis_caches(listener.getsockname()[1])
    with listener:
        assert client.get("/").status_code == 200
        listener.settimeout(0.5)
        calls = []
        with pytest.raises(TimeoutError):
            while True:
                calls.append(listener.accept())
    assert len(calls) == 1


def test_no_method_of_the_cache_raises_an_error():
    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_many(["a"]) == {}
    assert not cache.add("a", 1)
    cache.set("a", 1)
    cache.set_many({"a": 1})
    assert not cache.delete("a")
    assert cache.get_or_set("a", lambda: "made") == "made"
