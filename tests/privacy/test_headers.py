"""Every response carries the security headers."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from pages.search import views
from tests import builders
from tests.page_types import ALL_PATHS

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
PROMISED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Features of browsers that no page may use.
REFUSED_FEATURES = ["camera", "microphone", "geolocation", "payment", "usb", "browsing-topics"]
RESPONSES_THAT_ARE_NO_PAGES = [
    "/blog/feed/",
    "/interviews/feed/",
    "/exit/practice/",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/robots.txt",
    "/.well-known/security.txt",
    "/health/live",
    "/health/ready",
    "/wider-work/anti-racism/",
    "/anti-racism",
    "/media/images/none.png",
]


def policy_of(response) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts)


@pytest.mark.parametrize("path", [*ALL_PATHS, *RESPONSES_THAT_ARE_NO_PAGES])
def test_every_public_response_carries_the_strict_headers(client, path):
    response = client.get(path)
    assert policy_of(response) == POLICY
    assert {name: response.headers.get(name) for name in PROMISED} == PROMISED
    for feature in REFUSED_FEATURES:
        assert f"{feature}=()" in response.headers["Permissions-Policy"]


def test_a_page_that_failed_carries_the_strict_headers(client, monkeypatch):
    monkeypatch.setattr(views, "visible_pages", lambda request: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/search/?q=racism")
    assert response.status_code == 500
    assert policy_of(response) == POLICY
    assert {name: response.headers.get(name) for name in PROMISED} == PROMISED


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_a_refused_request_carries_the_strict_headers(client, method):
    response = getattr(client, method)("/health/live")
    assert response.status_code == 405
    assert policy_of(response) == POLICY


@pytest.mark.parametrize("name", ["css/site.css", "js/guard.js", "img/mark.svg", "fonts/atkinson-next-latin.woff2"])
def test_static_files_carry_the_strict_headers_and_belong_to_this_site_alone(client, name):
    response = client.get(staticfiles_storage.url(name))
    assert response.status_code == 200
    assert policy_of(response) == POLICY
    assert {name: response.headers.get(name) for name in PROMISED} == PROMISED
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "immutable" in response.headers["Cache-Control"]


def test_a_picture_carries_a_policy_under_which_nothing_runs(client):
    rendition = builders.image().get_rendition("width-20")
    response = client.get(rendition.url)
    assert response.status_code == 200
    assert response.headers["Content-Security-Policy"] == "default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_only_the_admin_may_have_inline_scripts(client):
    response = client.get("/admin/login/")
    assert "'unsafe-inline'" in response.headers["Content-Security-Policy"]
    assert policy_of(response)["default-src"] == "'none'"
    assert policy_of(response)["frame-ancestors"] == "'self'"
    assert "no-store" in response.headers["Cache-Control"]


def test_a_path_that_only_looks_like_the_admin_gets_the_strict_policy(client):
    assert policy_of(client.get("/administration/")) == POLICY


def test_no_response_names_the_server_software(client):
    response = client.get("/")
    assert not {"Server", "X-Powered-By"} & set(response.headers)


def test_the_exit_answers_at_once_and_clears_site_data(client):
    response = client.get("/exit/")
    assert response.status_code == 303
    assert response.headers["Location"] == "https://www.bbc.co.uk/weather"
    assert response.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert policy_of(response) == POLICY


def test_the_exit_of_a_form_clears_what_the_browser_keeps_in_memory_once_the_form_is_replaced(client):
    page = client.get("/exit/form/")
    assert page.status_code == 200
    assert 'content="0; url=/exit/clear/"' in page.text
    assert "Apna" not in page.text
    assert policy_of(page) == POLICY
    response = client.get("/exit/clear/")
    assert response.status_code == 303
    assert response.headers["Location"] == "https://www.bbc.co.uk/weather"
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_the_exit_leads_where_staff_chose(client, django_capture_on_commit_callbacks):
    from pages.models import VisitorSafety

    safety = VisitorSafety.objects.get()
    safety.exit_url = "https://www.example.org/calm"
    with django_capture_on_commit_callbacks(execute=True):
        safety.save()
    assert client.get("/exit/").headers["Location"] == "https://www.example.org/calm"


def test_the_exit_does_not_log_staff_out(client):
    client.force_login(builders.superuser())
    response = client.get("/exit/")
    assert response.status_code == 303
    assert "Clear-Site-Data" not in response.headers
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("path", ["/contact/", "/staying-safe-online/"])
def test_discreet_pages_are_not_stored_by_browsers(client, path):
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_search_results_are_not_stored_by_browsers(client):
    assert client.get("/search/?q=racism").headers["Cache-Control"] == "no-store"
