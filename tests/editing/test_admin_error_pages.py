"""What goes wrong in the admin is said in plain words to staff, and to nobody else."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from pytest_django import Settings

from apnahaq import urls as project_urls
from apnahaq.urls import handler400, handler403, handler404, handler500  # noqa: F401  # Django looks for them here
from tests import builders
from tests.editing.editor import edit_address
from tests.reading import main_words, parsed
from tests.structure import headings

pytestmark = pytest.mark.django_db

ERRORS = {
    "forbidden": PermissionDenied,
    "large": RequestDataTooBig,
    "gone": Http404,
    "broken": RuntimeError,
    "database": OperationalError,
}


def failing(request: HttpRequest, name: str) -> HttpResponse:
    """Fail as views do."""
    raise ERRORS[name]


# The addresses of this module, in which every request below /fail/ fails.
urlpatterns = [
    path(f"{settings.ADMIN_PATH}/fail/<name>", failing),
    path("fail/<name>", failing),
    *project_urls.urlpatterns,
]


@pytest.fixture
def staff(settings: Settings) -> Client:
    """Return the browser of somebody who writes pages."""
    settings.ROOT_URLCONF = __name__
    browser = Client(raise_request_exception=False, enforce_csrf_checks=True)
    browser.force_login(builders.user("Writer"), backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.fixture
def visitor(settings: Settings) -> Client:
    """Return the browser of somebody who is not logged in."""
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def speaks_to_staff(response: HttpResponse) -> bool:
    """Return whether a page leads back to the dashboard, and to nothing for visitors."""
    page = parsed(response)
    leads_back = page.select_one(f"a[href='{reverse('wagtailadmin_home')}']") is not None
    return leads_back and page.select_one(".safety-bar") is None


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("forbidden", 403, "Your role does not allow this"),
        ("large", 400, "up to 10 MB"),
        ("gone", 404, "There is nothing at this address"),
        ("broken", 500, "The fault is on our side"),
        ("database", 503, "does not answer"),
    ],
)
def test_a_member_of_staff_reads_what_happened_and_how_to_go_on(
    staff: Client, name: str, status: int, words: str
) -> None:
    response = staff.get(f"/admin/fail/{name}")
    assert response.status_code == status
    assert words in main_words(response)
    assert speaks_to_staff(response)
    assert list(headings(parsed(response))) == []


@pytest.mark.parametrize("name", ERRORS)
def test_a_visitor_gets_the_public_page_at_the_same_address(visitor: Client, name: str) -> None:
    response = visitor.get(f"/admin/fail/{name}")
    assert not speaks_to_staff(response)
    assert settings.ADMIN_PATH not in response.content.decode()


@pytest.mark.parametrize("name", ERRORS)
def test_a_member_of_staff_gets_the_public_page_outside_the_admin(staff: Client, name: str) -> None:
    assert not speaks_to_staff(staff.get(f"/fail/{name}"))


def test_wagtails_own_page_for_a_wrong_address_speaks_plainly(staff: Client) -> None:
    response = staff.get("/admin/pages/99999/edit/")
    assert response.status_code == 404
    assert "It may have been deleted or moved" in main_words(response)
    assert speaks_to_staff(response)


def test_a_form_whose_token_has_expired_says_that_nothing_was_changed(staff: Client, visitor: Client) -> None:
    address = reverse("wagtailadmin_explore_root")
    response = staff.post(address)
    assert response.status_code == 403
    assert "The form was not sent" in main_words(response)
    assert speaks_to_staff(response)
    assert not speaks_to_staff(visitor.post(address))


def test_a_page_with_too_many_fields_says_what_to_do(staff: Client) -> None:
    staff.handler.enforce_csrf_checks = False
    response = staff.post(edit_address(builders.home()), {f"field-{number}": "x" for number in range(1500)})
    assert response.status_code == 400
    assert "divide the page" in main_words(response)
