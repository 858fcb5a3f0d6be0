"""The site starts from nothing, starts again, and keeps what was changed in between."""

import fcntl
import os
import re
import stat
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache, caches
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from wagtail.models import Site

from apnahaq import start_locks
from apnahaq.release import fingerprint
from pages.models import HomePage
from tests.operations.starting import start_apart

pytestmark = pytest.mark.each_database

ROOT = Path(__file__).resolve().parents[2]
# Package registries, options that name one, and folders of a single machine.
FOREIGN = re.compile(
    r"https?://[^\s\"'`)]*/(?:simple|packages)/|pythonhosted|pypi\.|"
    r"--(?:extra-)?index-url|--find-links|--trusted-host|(?<![\w.])/(?:root|home/\w+|work)/"
)


def start() -> str:
    """Prepare the site once, and return what was printed."""
    printed = StringIO()
    call_command("prepare", stdout=printed)
    return printed.getvalue()


# From nothing


def test_a_site_starts_from_nothing_and_prints_its_password_once(first_start, tmp_path):
    first = first_start.done
    assert first.returncode == 0, first.stderr
    assert len(re.findall(r"name: admin +password: \S{20,}", first.stdout)) == 1
    for secret in ("secret-key", "db.sqlite3"):
        assert stat.S_IMODE((first_start.folder / secret).stat().st_mode) == 0o600, secret
    second = start_apart(VAR_DIR=str(first_start.copy_to(tmp_path / "var")))
    assert second.returncode == 0, second.stderr
    assert "password" not in second.stdout
    assert "Static files     up to date\nDatabase         up to date\n" in second.stdout


@pytest.mark.django_db
def test_the_printed_password_logs_in_to_the_admin(client):
    password = re.search(r"password: (\S+)", start())[1]
    answer = client.post("/admin/login/", {"username": "admin", "password": password})
    assert answer.status_code == 302
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_the_first_password_can_be_given_and_is_not_printed(settings):
    settings.ADMIN_PASSWORD = "a password of our own"
    assert settings.ADMIN_PASSWORD not in start()
    assert get_user_model().objects.get(username="admin").check_password(settings.ADMIN_PASSWORD)


@pytest.mark.django_db
def test_production_refuses_a_weak_first_password(settings):
    settings.PRODUCTION, settings.ADMIN_PASSWORD = True, "admin"
    with pytest.raises(ImproperlyConfigured, match="ADMIN_PASSWORD is too weak"):
        start()
    assert not get_user_model().objects.exists()


# Again


@pytest.mark.django_db
def test_a_second_start_keeps_what_an_editor_changed_and_prints_no_password():
    start()
    home_page = HomePage.objects.get(locale__language_code="en-gb")
    home_page.title = "Changed by an editor"
    home_page.save_revision().publish()
    home_page.get_children().last().delete()
    pages_left = home_page.get_descendants().count()
    printed = start()
    assert "password" not in printed
    home_page.refresh_from_db()
    assert home_page.title == "Changed by an editor"
    assert home_page.get_descendants().count() == pages_left


@pytest.mark.django_db
def test_a_first_user_who_was_removed_stays_removed():
    start()
    users = get_user_model().objects
    users.create_superuser("amina", password="a password of their own")
    users.get(username="admin").delete()
    start()
    assert not users.filter(username="admin").exists()


@pytest.mark.django_db
def test_the_site_record_follows_the_setting_of_the_address(settings):
    settings.SITE_URL = "https://www.example.org"
    assert "now https://www.example.org" in start()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("www.example.org", 443)
    assert "now https://www.example.org" not in start()


# The cache


@pytest.mark.django_db
def test_a_start_leaves_the_keys_of_others_in_the_cache():
    cache.set("letter", "Dear Amina", version="another")
    start()
    assert cache.get("letter", version="another") == "Dear Amina"


@pytest.mark.parametrize(
    "changed", ["pages/access.py", "locale/ur/django.mo", "requirements.txt", "static/css/site.css"]
)
def test_a_release_never_reads_what_another_one_cached(tmp_path, changed):
    for name in ("locale/ur/django.mo", "pages/access.py", "requirements.txt", "static/css/site.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    before, again = fingerprint(tmp_path), fingerprint(tmp_path)
    (tmp_path / changed).write_text("changed")
    assert before == again != fingerprint(tmp_path)


def test_cached_values_belong_to_this_release():
    for name in ("default", "renditions"):
        store = caches[name]
        assert fingerprint(ROOT) in store.make_key("site-context")


# Several at once


def test_two_starts_on_one_machine_take_turns(settings):
    def is_free() -> bool:
        with open(settings.VAR_DIR / "prepare.lock") as other:
            try:
                fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

    with start_locks.machine_lock():
        assert not is_free()
    assert is_free()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only on PostgreSQL: SQLite serves one machine")
@pytest.mark.django_db
def test_two_machines_on_one_database_take_turns():
    def is_free() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [start_locks.LOCK_NUMBER])
            return cursor.fetchone()[0]

    with start_locks.database_lock():
        assert not is_free()
    assert is_free()


def test_a_database_that_does_not_answer_stops_the_start_with_a_sentence(tmp_path):
    done = start_apart(VAR_DIR=str(tmp_path), DATABASE_URL="postgres://site:word@127.0.0.1:1/site")
    assert done.returncode != 0
    assert "The site cannot start. DATABASE_URL names a database that does not answer" in done.stderr
    assert "Traceback" not in done.stderr
    assert ":word@" not in done.stderr


# Static files


@pytest.fixture
def small_static(settings, tmp_path) -> Path:
    """Collect from a folder with one file into another, instead of everything that the packages bring."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "page.css").write_text("a { color: red }")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = tmp_path / "collected"
    return source


def collect() -> str:
    """Collect the static files, and return what was printed."""
    printed = StringIO()
    call_command("prepare", static_only=True, stdout=printed)
    return printed.getvalue()


def test_static_files_are_collected_only_when_something_changed(small_static, settings):
    assert "collected" in collect()
    assert "up to date" in collect()
    (small_static / "page.css").write_text("a { color: rebeccapurple }")
    assert "collected" in collect()
    [sheet] = settings.STATIC_ROOT.glob("page.*.css")
    assert "rebeccapurple" in sheet.read_text()
    assert sheet.with_name(f"{sheet.name}.br").exists() or sheet.stat().st_size < 100


def test_collecting_never_clears_a_folder_that_holds_other_things(small_static, settings):
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "letter.txt").write_text("Dear Amina")
    with pytest.raises(ImproperlyConfigured, match="STATIC_DIR"):
        collect()
    assert (settings.STATIC_ROOT / "letter.txt").exists()


# The locked requirements, and what no file may name


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_hashed(name):
    text = re.sub(r"\\\n", "", (ROOT / name).read_text())
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert len(lines) > 30
    for line in lines:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==[\w.]+( ; .+?)?( +--hash=sha256:[0-9a-f]{64})+\s*$", line), line[:80]


def test_every_runtime_requirement_is_locked_alike_for_tests():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^([\w.-]+(?:\[.+?\])?==\S+)", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_no_file_names_a_package_registry_or_a_folder_of_one_machine():
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()} | {".git"}
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in ignored]
        for path in (Path(folder) / name for name in names):
            if (
                path == Path(__file__)
                or path.name == ".git"
                or path.suffix in {".png", ".woff2", ".mo", ".jpg", ".pyc"}
            ):
                continue
            found += [
                f"{path.relative_to(ROOT)}: {hit[0]}" for hit in FOREIGN.finditer(path.read_text(errors="ignore"))
            ]
    assert found == []
