"""Settings come from the environment, and a wrong one stops the start with an error that names it."""

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import get_resolver

from apnahaq import environment as env
from apnahaq import settings
from tests.page_types import SEEDED_PATHS
from tests.settings import UNSET_VARIABLES

ROOT = Path(__file__).resolve().parents[2]
# The settings that production requires, and no others. No server has to answer there.
PRODUCTION = {
    "SITE_URL": "https://www.example.org",
    "SECRET_KEY": "kW3vYq8nTz5xRb2mHc9dLf4gJs7pVa6eUo1iXy0wQtBrNkMhZpDg",
    "DATABASE_URL": "postgres://site:word@database.example.org/site",
    "EMAIL_URL": "smtp+tls://site:word@mail.example.org:587",
    "ENQUIRY_KEYS": "aK9dLf4gJs7pVa6eUo1iXy0wQtBrNkMhZpDgkW3v",
}
WRONG = [
    ("SITE_URL", "http://www.example.org"),
    ("SITE_URL", "www.example.org"),
    ("SITE_URL", "https://www.example.org/path/"),
    ("SITE_URL", "https://www.example.org:port"),
    ("SITE_URL", "https://www.example.org?page=1"),
    ("SITE_URL", "https://www.example.org#top"),
    ("SITE_URL", "https://site@www.example.org"),
    ("SITE_URL", "https://site:word@www.example.org"),
    ("SITE_URL", "https://[www.example.org"),
    ("DEBUG", "1"),
    ("DEBUG", "perhaps"),
    ("SECRET_KEY", "short"),
    ("DATABASE_URL", "nonsense"),
    ("DATABASE_URL", "mysql://site:word@database.example.org/site"),
    ("DATABASE_URL", "postgres://site:word@database.example.org:port/site"),
    ("EMAIL_URL", "nonsense"),
    ("EMAIL_URL", "smtp://site:word@mail.example.org:port"),
    ("EMAIL_URL", "smtp://[mail.example.org"),
    ("EMAIL_URL", "console:"),
    ("EMAIL_FROM", "nonsense"),
    ("TECHNICAL_EMAIL", "nonsense"),
    ("TECHNICAL_EMAIL", "technical@example.org, second"),
    ("BACKUP_DAYS", "many"),
    ("ENQUIRY_KEYS", "short"),
    ("CACHE_URL", "memcached://cache.example.org"),
    ("SERVE_MEDIA", "perhaps"),
    ("MEDIA_STORAGE_URL", "nonsense"),
    ("REQUIRE_SECOND_FACTOR", "perhaps"),
    ("ADMIN_PATH", "/"),
    ("ADMIN_PATH", "Admin"),
    ("ADMIN_PATH", "staff/entrance"),
    ("ADMIN_PATH", "staff room"),
    ("ADMIN_PATH", "<staff>"),
    ("ADMIN_PATH", "contact"),
    ("ADMIN_PATH", "/exit/"),
    ("ADMIN_PATH", "ur"),
    ("PORT", "eight thousand"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("WORKERS", "0"),
    ("THREADS", "many"),
    ("BACKUP_DAYS", "a fortnight"),
    ("BACKUP_PUBLIC_KEY", "AGE-SECRET-KEY-1"),
    ("BACKUP_PUBLIC_KEY", "age1wrong"),
]


def run(*command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess:
    """Run a Python program of the site with these settings and no others."""
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder), **variables}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


def the_error(done: subprocess.CompletedProcess) -> str:
    """Return the one sentence with which a start was refused."""
    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr.startswith("The site cannot start. ")
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_stops_the_start_with_a_sentence_that_names_it(name, value, tmp_path):
    done = run("manage.py", "check", folder=tmp_path, **{**PRODUCTION, name: value})
    assert name in the_error(done)


def test_a_wrong_port_is_not_blamed_on_the_address_that_is_made_of_it(tmp_path):
    done = run("manage.py", "check", folder=tmp_path, PORT="65536")
    assert the_error(done).startswith("The site cannot start. PORT ")


def test_the_path_of_the_admin_may_have_slashes_around_it(tmp_path):
    done = run("manage.py", "check", folder=tmp_path, **PRODUCTION, ADMIN_PATH="/staff-entrance-7/")
    assert done.returncode == 0, done.stderr


def test_the_path_of_the_admin_cannot_hide_another_one():
    def paths(patterns: list) -> Iterator[str]:
        for pattern in patterns:
            # What has a language before it, which is empty for English, is one level further down.
            yield from [path] if (path := str(pattern.pattern)) else paths(pattern.url_patterns)

    answered = [path.lstrip("^") for path in paths(get_resolver().url_patterns)]
    started_with = [path.lstrip("/") for path in SEEDED_PATHS]
    firsts = {match[1] for path in answered + started_with if (match := re.match("([a-z0-9-]+)/", path))}
    assert {"exit", "contact", "about", "ur"} <= firsts
    assert firsts - {settings.ADMIN_PATH} <= settings.TAKEN_PATHS


def test_production_names_each_setting_that_is_missing(tmp_path):
    given = {"SITE_URL": PRODUCTION["SITE_URL"]}
    while (done := run("manage.py", "check", folder=tmp_path, **given)).returncode:
        name = re.match(r"The site cannot start\. ([A-Z_]+) is missing", the_error(done))[1]
        assert name in PRODUCTION and name not in given
        given[name] = PRODUCTION[name]
    assert given == PRODUCTION


def test_the_server_refuses_a_wrong_setting_as_the_commands_do(tmp_path):
    done = run("-m", "gunicorn", folder=tmp_path, **{**PRODUCTION, "SECRET_KEY": ""})
    assert "SECRET_KEY" in the_error(done)


def test_no_error_repeats_a_password(tmp_path):
    for name in ("DATABASE_URL", "EMAIL_URL", "MEDIA_STORAGE_URL", "SITE_URL"):
        done = run("manage.py", "check", folder=tmp_path, **{**PRODUCTION, name: "gopher://site:word@example.org"})
        assert ":word@" not in the_error(done)


def printed(setting: str, folder: Path, **variables: str) -> str:
    """Return what a process of the site prints as the value of settings."""
    program = f"from django.conf import settings; print({setting})"
    return run("-c", program, folder=folder, DJANGO_SETTINGS_MODULE="apnahaq.settings", **variables).stdout.strip()


@pytest.mark.parametrize("address", ["https://WWW.Example.org", "https://www.example.org:443/"])
def test_the_address_of_the_site_is_read_as_browsers_send_it(tmp_path, address):
    read = printed("settings.SITE_URL, *settings.SITE_HOSTS", tmp_path, **{**PRODUCTION, "SITE_URL": address})
    assert read == "https://www.example.org www.example.org"


@pytest.mark.parametrize(
    ("given", "is_required"),
    [
        (PRODUCTION, "True"),
        ({**PRODUCTION, "REQUIRE_SECOND_FACTOR": "0"}, "False"),
        ({}, "False"),
        ({"REQUIRE_SECOND_FACTOR": "1"}, "True"),
    ],
)
def test_a_second_factor_is_required_in_production_and_not_at_ones_own_machine(tmp_path, given, is_required):
    assert printed("settings.REQUIRE_SECOND_FACTOR", tmp_path, **given) == is_required


def test_several_people_may_be_told_what_needs_help(tmp_path):
    for given, read in [("", ""), ("one@example.org, two@example.org,", "one@example.org two@example.org")]:
        assert printed("*settings.TECHNICAL_EMAIL", tmp_path, TECHNICAL_EMAIL=given) == read


def test_production_settings_pass_the_checks_for_deployment(tmp_path):
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", folder=tmp_path, **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_local_site_makes_a_secret_that_only_its_user_can_read(tmp_path):
    secrets = []
    for _ in range(2):
        assert run("manage.py", "check", folder=tmp_path).returncode == 0
        assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
        secrets.append((tmp_path / "secret-key").read_text())
    assert len(secrets[0]) >= 50
    assert secrets[0] == secrets[1]


def test_production_writes_no_secret_to_the_disk(tmp_path):
    assert run("manage.py", "check", folder=tmp_path, **PRODUCTION).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_the_readme_lists_every_setting_and_no_other():
    rows = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert sorted(rows) == sorted(env.READ)


def test_no_setting_of_a_developer_reaches_the_tests():
    assert UNSET_VARIABLES | {"DATABASE_URL", "STATIC_DIR", "VAR_DIR"} == env.READ
