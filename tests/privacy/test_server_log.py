"""The server's log holds no IP address, no path and nothing that a visitor typed."""

import http.client
import io
import logging
import socket
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation

SECRET = "zaubergarten"
ADDRESS = "203.0.113.77"
HEADERS = {
    "X-Forwarded-For": ADDRESS,
    "Forwarded": f"for={ADDRESS}",
    "Referer": f"https://www.example.org/{SECRET}",
    "User-Agent": f"{SECRET}/1.0",
    "Cookie": f"{SECRET}=1",
}


@pytest.fixture
def logged(site_url, server_log):
    """Return a function that returns what the server has logged since the test began."""
    before = len(server_log.read_text())

    def since() -> str:
        time.sleep(0.5)
        return server_log.read_text()[before:]

    return since


def send_request(site_url: str, method: str, path: str, body: str | None = None, headers: dict | None = None) -> int:
    connection = http.client.HTTPConnection(urlsplit(site_url).netloc, timeout=20)
    try:
        connection.request(method, path, body, {**HEADERS, **(headers or {})})
        return connection.getresponse().status
    finally:
        connection.close()


def send_raw(site_url: str, words: bytes) -> bytes:
    """Send something that is no request, as a scanner does."""
    place = urlsplit(site_url)
    with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
        connection.sendall(words)
        return connection.recv(4096)


def test_the_log_holds_no_search_term_and_no_ip_address(site_url, logged):
    assert send_request(site_url, "GET", f"/search/?q={SECRET}") == 200
    assert send_request(site_url, "GET", f"/search/?q={SECRET}&page=99") == 404
    assert send_request(site_url, "GET", f"/no-such-page/?name={SECRET}") == 404
    assert send_request(site_url, "GET", f"/blog/?topic={SECRET}") == 404
    assert send_request(site_url, "GET", "/anti-racism/local/") == 200
    text = logged()
    assert SECRET not in text
    assert ADDRESS not in text
    assert "127.0.0.1" not in text


def test_what_was_read_and_that_somebody_left_is_not_logged(site_url, logged):
    assert send_request(site_url, "GET", "/exit/") == 303
    assert send_request(site_url, "GET", "/contact/") == 200
    assert send_request(site_url, "GET", "/staying-safe-online/") == 200
    assert logged() == ""


def test_a_broken_or_hostile_request_is_logged_without_its_content(site_url, logged):
    send_raw(site_url, f"GET /{SECRET} HTTP/9.9\r\nHost: x\r\n\r\n".encode())
    send_raw(site_url, f"{SECRET}\r\n\r\n".encode())
    send_raw(site_url, f"GET /search/?q={SECRET} HTTP/1.1\r\nHost: 127.0.0.1\r\nBad Header : {SECRET}\r\n\r\n".encode())
    send_raw(site_url, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + SECRET.encode() * 2000 + b"\r\n\r\n")
    send_request(site_url, "POST", f"/health/live?q={SECRET}", body=f"message={SECRET}")
    send_request(site_url, "POST", f"/admin/login/?next=/{SECRET}/", body=f"username={SECRET}&password={SECRET}")
    send_request(site_url, "GET", f"/?q={SECRET}", headers={"Host": "evil.example"})
    text = logged()
    assert SECRET not in text
    assert ADDRESS not in text
    assert "127.0.0.1" not in text


def test_a_form_that_is_too_large_is_logged_by_its_error_alone(site_url, logged):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    fields = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1
    many = "&".join(f"{SECRET}{number}={SECRET}" for number in range(fields))
    long = f"message={SECRET}" + "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert send_request(site_url, "POST", f"/contact/?topic={SECRET}", many, headers) == 400
    assert send_request(site_url, "POST", f"/contact/?topic={SECRET}", long, headers) == 400
    text = logged()
    for error in ("TooManyFieldsSent", "RequestDataTooBig"):
        assert f"[ERROR] django.security.{error}: A request failed: {error}\n" in text
    for word in (SECRET, ADDRESS, "127.0.0.1", "/contact/", "DATA_UPLOAD_MAX"):
        assert word not in text


@pytest.mark.parametrize("name", ["django.request", "django.security", "django.security.SuspiciousFileOperation"])
def test_an_error_that_repeats_what_was_sent_is_logged_without_it(name, monkeypatch):
    record = io.StringIO()
    for logger in ("django", "django.request", "django.security"):
        # The site's own: the tests add some.
        for handler in logging.getLogger(logger).handlers:
            if type(handler) is logging.StreamHandler:
                monkeypatch.setattr(handler, "stream", record)
    try:
        raise SuspiciousFileOperation(f"The path /srv/{SECRET} lies outside.")
    except SuspiciousFileOperation as error:
        logging.getLogger(name).error("%s: %s", error, f"/{SECRET}/", exc_info=True)
    assert f"[ERROR] {name}: A request failed: SuspiciousFileOperation\n" in record.getvalue()
    assert f"/{SECRET}" not in record.getvalue()


def test_a_failed_login_is_logged_without_its_name(site_url, logged):
    connection = http.client.HTTPConnection(urlsplit(site_url).netloc, timeout=20)
    connection.request("GET", "/admin/login/")
    answer = connection.getresponse()
    page = answer.read().decode()
    cookie = answer.getheader("Set-Cookie").split(";")[0]
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    body = f"csrfmiddlewaretoken={token}&username={SECRET}&password={SECRET}"
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie, "Origin": site_url}
    for _ in range(6):
        send_request(site_url, "POST", "/admin/login/", body, headers)
    text = logged()
    assert SECRET not in text
    assert "127.0.0.1" not in text
