"""Text that was stored before it was cleaned: feeds and spreadsheets hold it all the same, and are valid."""

import datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from pages.models import BlogPage, OrganisationIdentity
from tests import builders

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
# A soft return, a control character and two noncharacters, none of which XML 1.0 can hold.
BAD = "Roses\x0bare\x01 red\ufffe\uffff"
CLEANED = "Roses are red"


def store(page: Page, **fields: Any) -> None:
    """Write to the database what no form accepts."""
    type(page).objects.filter(pk=page.pk).update(**fields)


@pytest.fixture
def post() -> BlogPage:
    """Return the newest post, whose texts are bad."""
    author = builders.person(name=BAD)
    post = builders.blog_page(date=datetime.date(2030, 1, 1), authors=[author], topics=[builders.topic(name=BAD)])
    store(post, title=BAD, draft_title=BAD, search_description=BAD)
    return post


def test_the_feed_is_valid_whatever_is_stored(client: Client, post: BlogPage) -> None:
    OrganisationIdentity.objects.update(name=BAD)
    feed = ElementTree.fromstring(client.get("/blog/feed/").content)
    entry = feed.find(f"{ATOM}entry")
    assert feed.findtext(f"{ATOM}title").startswith(CLEANED)
    assert entry.findtext(f"{ATOM}title") == entry.findtext(f"{ATOM}summary") == CLEANED
    assert entry.find(f"{ATOM}author").findtext(f"{ATOM}name") == CLEANED
    assert entry.find(f"{ATOM}category").get("term") == CLEANED


# The exports of Wagtail's lists and reports.
EXPORTS = [
    "wagtailadmin_reports:aging_pages_results",
    "wagtailadmin_reports:locked_pages_results",
    "wagtailadmin_reports:site_history_results",
    "wagtailadmin_reports:workflow_results",
    "wagtailadmin_reports:workflow_tasks_results",
    "wagtailredirects:index_results",
]


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_opens_whatever_is_stored(post: BlogPage, name: str) -> None:
    user = builders.superuser(name="roses")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    type(user).objects.filter(pk=user.pk).update(first_name=BAD)
    post.refresh_from_db()
    post.save_revision(user=user, log_action=True)
    post.get_workflow().start(post, user)
    store(post, locked=True, locked_by=user)
    Redirect.objects.create(old_path="/roses", redirect_link=f"https://www.example.org/{BAD}", site=Site.objects.get())
    sheet = load_workbook(BytesIO(client.get(reverse(name), {"export": "xlsx"}).getvalue())).active
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any(CLEANED in cell for cell in cells)
    table = client.get(reverse(name), {"export": "csv"}).getvalue().decode()
    assert CLEANED in table
    assert not set(table) & set("\x01\x0b\ufffe\uffff")
