"""Fixtures: what tests in a browser change on the site that they share is put back, past its screens."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browsers import NeutralSite
from tests.databases import execute

ROOT = Path(__file__).resolve().parents[2]
# Snippets are registered where the site loads its hooks, which the shell does not.
LOAD_HOOKS = "from wagtail.hooks import search_for_hooks; search_for_hooks()\n"
# Saves the exit past the form.
RESTORE_SETTINGS = """
from pages.models import VisitorSafety
safety = VisitorSafety.objects.get().revisions.earliest("created_at").as_object()
safety.exit_url = "{address}"
safety.save()
"""
RESTORE_NATIONAL_WORK = """
from campaigns.models import NationalWorkPage
NationalWorkPage.objects.get(locale__language_code="en-gb").revisions.earliest("created_at").publish()
"""
WRITERS = "('amina', 'zahra')"
THEIR_PAGES = f"""
SELECT 1 FROM wagtailcore_page JOIN pages_user ON pages_user.id = owner_id WHERE live AND username IN {WRITERS}
"""
TAKE_OFF = f"""
from wagtail.models import Page
for page in Page.objects.live().filter(owner__username__in={WRITERS}).specific():
    page.unpublish()
"""


@pytest.fixture
def run_on_server(site_url: str, served_database: str, server_log: Path) -> Callable[[str], None]:
    """Return a function that runs Python as the server would, so that its cached pages are renewed."""
    own = {
        "DATABASE_URL": served_database,
        "DJANGO_SETTINGS_MODULE": "apnahaq.settings",
        "PORT": site_url.rpartition(":")[2],
        "VAR_DIR": str(server_log.parent / "var"),
    }

    def run(source: str) -> None:
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", LOAD_HOOKS + source]
        subprocess.run(command, cwd=ROOT, env=os.environ | own, check=True)

    return run


@pytest.fixture
def safety_is_put_back(run_on_server: Callable[[str], None], neutral_server: NeutralSite) -> Iterator[None]:
    """Restore the numbers, and let the exit lead to the neutral site of the tests again, which no form accepts."""
    yield
    run_on_server(RESTORE_SETTINGS.format(address=neutral_server.url))


@pytest.fixture
def posts_are_taken_off(run_on_server: Callable[[str], None], served_database: str) -> Iterator[None]:
    """Take what a test has published off the site again, also if it failed: other tests measure the lists."""
    yield
    if execute(served_database, THEIR_PAGES):
        run_on_server(TAKE_OFF)


@pytest.fixture
def national_work_is_put_back(run_on_server: Callable[[str], None]) -> Iterator[None]:
    """Restore the page about national work, whose milestones have every status."""
    yield
    run_on_server(RESTORE_NATIONAL_WORK)
