"""Released migrations never change, and a database of another version is neither upgraded nor reported ready."""

import hashlib
import sqlite3
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests.operations.starting import start_apart

pytestmark = pytest.mark.each_database

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = sorted(path for folder in ("campaigns", "pages") for path in (ROOT / folder).rglob("migrations/[0-9]*.py"))
# The digest of each migration of a release, in the format of sha256sum. A release adds its own; no line changes.
RELEASED = Path(__file__).with_name("released_migrations.txt")


def test_no_released_migration_has_changed():
    released = dict(reversed(line.split()) for line in RELEASED.read_text().splitlines())
    present = {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in MIGRATIONS}
    assert {name: present.get(name) for name in released} == released


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_migrations_hold_no_definitions_of_blocks(path):
    assert "block_lookup" not in path.read_text()


@pytest.mark.django_db
def test_a_database_that_lacks_a_migration_is_not_ready(client):
    assert client.get("/health/ready").status_code == 200
    MigrationRecorder.Migration.objects.filter(app="enquiries").latest("pk").delete()
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert "lacks migrations" in response.content.decode()


@pytest.mark.django_db
def test_a_database_without_any_tables_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(MigrationRecorder, "has_table", lambda self: False)
    assert client.get("/health/ready").status_code == 503


@pytest.mark.django_db
def test_a_database_of_another_version_is_refused_with_a_sentence():
    MigrationRecorder(connection).record_applied("pages", "0005_written_chrome")
    with pytest.raises(ImproperlyConfigured, match="pages.0005_written_chrome.*Databases from before 1.0"):
        call_command("prepare", stdout=StringIO())


def test_a_start_on_a_database_from_before_the_first_release_stops_with_one_sentence(tmp_path):
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        database.execute("CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text, applied text)")
        database.execute("INSERT INTO django_migrations VALUES (1, 'pages', '0003_enquiries', '2026-01-01')")
    stopped = start_apart(VAR_DIR=str(tmp_path))
    assert stopped.returncode != 0
    assert stopped.stderr.strip().startswith("The site cannot start. DATABASE_URL names a database of another version")
    assert "Traceback" not in stopped.stderr
