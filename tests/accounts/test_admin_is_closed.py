"""Every address of the admin is closed until the second factor was shown, whichever way the password came."""

from collections.abc import Iterator

import pytest
from django.conf import settings as project_settings
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from wagtail.models import CollectionViewRestriction

from tests import builders
from tests.accounts.logins import LOGIN, code_of, phone_of, send_password
from tests.enquiries.staff import browser_of

pytestmark = pytest.mark.django_db

# What a browser needs to show the login, and the pages of the login itself.
OPEN = {
    "admin/sprite/",
    "admin/jsi18n/",
    "admin/session/",
    "admin/login/",
    "admin/login/code/",
    "admin/login/set-up/",
    "admin/logout/",
    "admin/invitation/x/",
    "admin/password_reset/",
    "admin/password_reset/done/",
    "admin/password_reset/complete/",
    "admin/password_reset/confirm/x/x/",
}
# A value for each converter and group of an address.
VALUES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield an address for each pattern below a resolver whose pattern can be filled in."""
    for entry in resolver.url_patterns:
        path = prefix + filled_in(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path)
        elif isinstance(entry, URLPattern):
            yield path


def filled_in(pattern) -> str:
    """Return a pattern with a value in each of its places."""
    if isinstance(pattern, RoutePattern):
        text = str(pattern)
        for name, converter in pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower()
            value = VALUES[{"string": "str"}.get(kind, kind)]
            text = text.replace(f"<{kind}:{name}>", value).replace(f"<str:{name}>", value).replace(f"<{name}>", value)
        return text
    return "x/"


@pytest.fixture(scope="module")
def admin_addresses() -> list[str]:
    return sorted({path for path in addresses(get_resolver()) if path.startswith(f"{project_settings.ADMIN_PATH}/")})


def opened_by(client: Client, admin_addresses: list[str]) -> set[str]:
    """Return the addresses that show this browser anything but the login, with either method."""
    found = set()
    for path in admin_addresses:
        for method in (client.get, client.post):
            for headers in ({}, {"X-Requested-With": "XMLHttpRequest"}):
                answer = method(f"/{path}", headers=headers)
                to_login = answer.status_code == 302 and answer.headers["Location"].startswith(LOGIN)
                if not to_login and answer.status_code not in {403, 404, 405}:
                    found.add(path)
    return found


def test_the_list_of_addresses_is_complete(admin_addresses):
    assert len(admin_addresses) > 200
    for path in ("admin/", "admin/users/", "admin/enquiries/", "admin/pages/1/edit/preview/", "admin/api/main/x/"):
        assert path in admin_addresses


def test_nothing_but_pages_and_sites_is_copied(admin_addresses):
    # Wagtail's copy of anything but a page changes the thing itself if a form is sent to its address. No role may add a
    # site: that copy opens to full access alone, which may change sites anyway.
    copies = {path for path in admin_addresses if "copy/" in path}
    assert copies == {"admin/pages/1/copy/", "admin/sites/copy/1/"}
    assert not Group.objects.filter(permissions__codename="add_site").exists()


@pytest.mark.parametrize("way", ["password", "session"])
def test_a_password_without_the_second_factor_opens_no_address_of_the_admin(settings, admin_addresses, way):
    settings.REQUIRE_SECOND_FACTOR = True
    user = builders.superuser()
    phone_of(user)
    client = Client()
    if way == "password":
        send_password(client, user)
    else:
        client = browser_of(user)
    assert opened_by(client, [path for path in admin_addresses if path not in OPEN]) == set()
    assert not client.session.get("_auth_user_id") or way == "session"


def test_the_second_factor_opens_them(settings, client):
    settings.REQUIRE_SECOND_FACTOR = True
    user = builders.superuser()
    key = phone_of(user)
    send_password(client, user)
    client.post("/admin/login/code/", {"code": code_of(key)})
    assert {"admin/", "admin/users/", "admin/enquiries/"} <= opened_by(
        client, ["admin/", "admin/users/", "admin/enquiries/"]
    )


def test_preview_and_documents_of_private_collections_are_closed_too(settings):
    settings.REQUIRE_SECOND_FACTOR = True
    document = builders.document()
    CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")
    staff = browser_of(builders.superuser())
    page = builders.standard_page()
    assert staff.get(document.url).status_code == 404
    assert staff.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 302
    settings.REQUIRE_SECOND_FACTOR = False
    assert staff.get(document.url).status_code == 200
    assert staff.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200
