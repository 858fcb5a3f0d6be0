"""The search boxes of the admin take whatever is typed: also the query syntax of a database, and pasted marks."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import builders
from tests.reading import parsed

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

# All that means something to SQLite's full-text search or to PostgreSQL's.
SYNTAX = ['"', 'sample"s', """"" a* ( NEAR(a b) ^a title:a - ' a\\ %s &|!"""]

# The first ends the session, the second fails on purpose.
NO_LISTS = {"wagtailadmin_logout", "wagtailadmin_error_test"}


def paths(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Yield the path of every view of the admin that needs no arguments."""
    for pattern in patterns:
        path = before + str(pattern.pattern).lstrip("^").removesuffix("$").removesuffix(r"\Z")
        if isinstance(pattern, URLResolver):
            yield from paths(pattern.url_patterns, path)
        elif path.startswith(f"{settings.ADMIN_PATH}/") and not set(path) & set("<(?") and pattern.name not in NO_LISTS:
            yield f"/{path}"


@pytest.fixture
def client() -> Client:
    """Return the browser of an administrator."""
    browser = Client(raise_request_exception=False)
    browser.force_login(builders.superuser(), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def has_search_box(client: Client, path: str) -> bool:
    """Return whether a view shows a box for search words, in a page or in the HTML that a dialog is sent as JSON."""
    response = client.get(path)
    return response.status_code == 200 and re.search(rb'name=\\?"q\\?"', response.getvalue()) is not None


def test_no_search_box_of_the_admin_fails_on_query_syntax(client: Client) -> None:
    builders.image()
    builders.document()
    builders.organisation()
    boxes = [path for path in paths(get_resolver().url_patterns) if has_search_box(client, path)]
    # The lists and choosers of pages, pictures, documents, snippets, users, redirects, messages…
    assert len(boxes) >= 16
    answers = {(path, words): client.get(path, {"q": words}).status_code for path in boxes for words in SYNTAX}
    assert {question for question, status in answers.items() if status != 200} == set()


@pytest.mark.parametrize("words", ['"Rotherham', 'Rother"ham', '"Council of Rotherham"'])
def test_what_was_typed_around_quotation_marks_is_still_found(client: Client, words: str) -> None:
    builders.organisation(name="Council of Rotherham" if " " in words else "Rother ham Rotherham")
    response = client.get(reverse("wagtailsnippets_pages_organisation:list"), {"q": words})
    assert "ham" in parsed(response).select_one("table").get_text()


@pytest.mark.parametrize("pasted", ["\u202aWriter\u202c", "\u200fWri\u200bter", "Wri\x00ter"])
def test_marks_that_were_pasted_with_a_name_do_not_hide_it(client: Client, pasted: str) -> None:
    assert Group.objects.filter(name="Writer").exists()
    response = client.get(reverse("wagtailusers_groups:index"), {"q": pasted})
    assert "Writer" in parsed(response).select_one("table").get_text()
