"""A large site costs no more to read than a small one, counted in queries and in work of the database."""

from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from math import ceil

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from pages.admin.dashboard.panel import SECTIONS
from pages.models import BlogPage, User
from pages.page_cache.generation import renew
from pages.pagination import PAGE_SIZE
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

SMALL = {"posts": 200, "interviews": 50, "enquiries": 200}
LARGE = {"posts": 800, "interviews": 100, "enquiries": 800}
# What is shown is as much at both sizes; each with the most that it may cost of what it cost on the small site.
PUBLIC = {
    "/about/": 1.3,
    "/": 1.3,
    "/anti-racism/": 1.3,
    "/blog/sample-blogpage-7/": 1.3,
    "/interviews/sample-interviewpage-7/": 1.3,
    "/contact/": 1.3,
    "/blog/": 1.3,
    "/blog/?page=last": 1.3,
    "/blog/feed/": 1.3,
    "/interviews/feed/": 1.3,
    "/search/?q=women": 2,
    "/search/?q=women+community": 2,
    "/search/?q=NAPAR": 2,
    "/search/?q=zaubergarten": 2,
}
# Counting walks over rows, but makes no more queries.
QUERIES_ALONE = ["/sitemap.xml", "/sitemap-1.xml", "/blog/?topic=sample-topic-1", "/admin/", "/admin/enquiries/"]
# What the dashboard shows of pages; beside it, Wagtail counts them all.
DASHBOARD = "what needs me"
STEPS_AT_ONCE = 20
# Below this much work, the smallest differences would count.
LEAST_WORK = 1000


@dataclass
class Cost:
    """What a response cost: queries, and rows that PostgreSQL read or steps that SQLite took."""

    queries: int
    work: int


@pytest.fixture(scope="module")
def costs(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, list[Cost]]:
    """Let the site grow twice, and return what each path cost after each, the small site first."""
    found: dict[str, list[Cost]] = {}
    with django_db_blocker.unblock(), transaction.atomic():
        staff = Client()
        staff.force_login(builders.superuser("growth"))
        for size in (SMALL, LARGE):
            call_command("generate_sample_site", **size, stdout=StringIO())
            # As after the commit: until then, no value that depends on content is cached.
            connection.run_on_commit.clear()
            renew()
            if connection.vendor == "postgresql":
                # As PostgreSQL does by itself once the rows are committed.
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
            for path in [*PUBLIC, *QUERIES_ALONE]:
                address = path.replace("last", str(ceil(BlogPage.objects.live().count() / PAGE_SIZE)))
                visitor = staff if path.startswith("/admin/") else Client()
                found.setdefault(path, []).append(cost_of(lambda visitor=visitor, to=address: open_page(visitor, to)))
            user = User.objects.get(username="growth")
            found.setdefault(DASHBOARD, []).append(cost_of(lambda user=user: [each(user) for _, each in SECTIONS]))
        transaction.set_rollback(True)
    return found


def open_page(client: Client, path: str) -> None:
    """Open a page."""
    assert client.get(path).status_code == 200, path


def cost_of(respond: Callable[[], object]) -> Cost:
    """Return what a response costs a process that has given it before."""
    for _ in range(2):
        respond()
    with CaptureQueriesContext(connection) as captured:
        respond()
    return Cost(len(captured), steps_on_sqlite(respond) if connection.vendor == "sqlite" else rows_read(respond))


def steps_on_sqlite(respond: Callable[[], object]) -> int:
    """Return how many steps SQLite's virtual machine takes for a response."""
    calls = 0

    def count() -> None:
        nonlocal calls
        calls += 1

    connection.connection.set_progress_handler(count, STEPS_AT_ONCE)
    try:
        respond()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return calls * STEPS_AT_ONCE


def rows_read(respond: Callable[[], object]) -> int:
    """Return how many rows PostgreSQL reads from tables for a response."""
    before = _rows_read_until_now()
    respond()
    return _rows_read_until_now() - before


def _rows_read_until_now() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("path", [*PUBLIC, *QUERIES_ALONE, DASHBOARD])
def test_a_large_site_makes_no_more_queries_for_a_response(costs, path):
    small, large = costs[path]
    # A search asks once for the texts of each type of page among its results: of four at most.
    more = 3 if path.startswith("/search/") else 0
    assert large.queries <= small.queries + more


@pytest.mark.parametrize(("path", "most"), [*PUBLIC.items(), (DASHBOARD, 1.3)])
def test_the_database_does_little_more_work_for_a_large_site(costs, path, most):
    if path.startswith(("/search/", "/blog/", "/interviews/feed/", DASHBOARD)) and connection.vendor == "postgresql":
        pytest.skip("only on SQLite: for so few rows PostgreSQL does not use the indexes")
    small, large = costs[path]
    assert large.work <= max(small.work, LEAST_WORK) * most
