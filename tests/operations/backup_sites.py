"""Sites that tests back up and restore, each with a folder and a database of its own, by the commands as they are."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
FORKING = Path(__file__).with_name("forking.py")
# Runs its last argument, and prints what that leaves in `result`.
SCRIPT = """
import json, os, sys
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "apnahaq.settings"
django.setup()
names = {"result": None}
exec(sys.argv[1], names)
print(json.dumps(names["result"]))
"""
PEOPLE = """
from django.utils import timezone
from pages.contact_topics import ContactTopic
from pages.enquiries.models.content import EnquiryContent
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.models.staff_notice import StaffNotice

def message(reference, told=True, **fields):
    enquiry = Enquiry(reference=reference, form_digest=reference, topic=ContactTopic.SUPPORT, **fields)
    enquiry.encrypt_content(EnquiryContent(message="He follows me home, " + reference))
    enquiry.save()
    StaffNotice.objects.create(enquiry=enquiry, sent_at=timezone.now() if told else None)
    return enquiry
"""


@dataclass
class BackupSite:
    """A site that is not running."""

    folder: Path
    database: str
    _forking: subprocess.Popen | None = field(default=None, init=False, repr=False)

    @property
    def backups(self) -> Path:
        """The folder of its backups."""
        return self.folder / "var" / "backups"

    @property
    def environment(self) -> dict[str, str]:
        """Its settings, with the keys of the tests."""
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": self.database,
            "ENQUIRY_KEYS": settings.ENQUIRY_KEYS[0],
            "SECRET_KEY": settings.SECRET_KEY,
            "STATIC_DIR": str(settings.STATIC_ROOT),
            "VAR_DIR": str(self.folder / "var"),
        }

    def manage(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
        """Run a management command, as from the shell of a person who lets everybody read new files."""
        return self._python(["manage.py", *arguments], variables)

    def start(self, *arguments: str) -> subprocess.Popen:
        """Start a management command."""
        return subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment)

    def run(self, source: str, **variables: str) -> Any:
        """Run Python in a process of the site and return its variable `result`."""
        done = self._python(["-c", SCRIPT, PEOPLE + source], variables)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def back_up(self, **variables: str) -> Path:
        """Make a backup and return its path."""
        done = self.manage("backup", **variables)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return Path(done.stdout.splitlines()[-1])

    def restore(self, backup: Path, *options: str, **variables: str) -> str:
        """Restore a backup and return what was printed."""
        done = self.manage("restore", str(backup), *options, **variables)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refusal(self, backup: Path, *options: str, **variables: str) -> str:
        """Try to restore a backup and return the sentence with which that was refused."""
        done = self.manage("restore", str(backup), *options, **variables)
        assert done.returncode == 1, done.stdout
        assert done.stderr.count("\n") == 1, done.stderr
        return done.stderr.removeprefix("CommandError: ")

    def add_file(self, name: str, content: str) -> None:
        """Store a file among the media."""
        path = self.folder / "var" / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)

    def media(self) -> dict[str, str]:
        """Return the digest of each of its media files, by name."""
        folder = self.folder / "var" / "media"
        files = [path for path in folder.rglob("*") if path.is_file()]
        return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def rows(self) -> dict[str, list[str]]:
        """Return all rows of every table, in an order that is always the same."""
        with closing(self.connect()) as link:
            tables = [name for (name,) in link.execute(self._tables).fetchall()]
            return {name: sorted(map(repr, link.execute(f'SELECT * FROM "{name}"').fetchall())) for name in tables}

    def connect(self) -> Any:
        """Return a connection to its database."""
        if self.database.startswith("sqlite"):
            link = sqlite3.connect(self.database.removeprefix("sqlite:///"), timeout=20)
            link.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return link
        return psycopg.connect(self.database, autocommit=True)

    @property
    def _tables(self) -> str:
        if self.database.startswith("sqlite"):
            return "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        return "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"

    def close(self) -> None:
        """End the process that its commands are forked from."""
        if self._forking:
            self._forking.communicate()
            self._forking = None

    def _python(self, arguments: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess:
        """Run Python with these arguments: forked from a process that has started Django with the settings of the site.

        With variables of its own, a command gets a process of its own.
        """
        options: dict[str, Any] = {"cwd": ROOT, "env": self.environment | variables, "text": True, "umask": 0o022}
        if variables:
            command = [sys.executable, *arguments]
            return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, **options)
        if not self._forking:
            self._forking = subprocess.Popen(
                [sys.executable, str(FORKING)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options
            )
        output, errors = self.folder / "output", self.folder / "errors"
        print(json.dumps([arguments, str(output), str(errors)]), file=self._forking.stdin, flush=True)
        code = int(self._forking.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, output.read_text(), errors.read_text())
