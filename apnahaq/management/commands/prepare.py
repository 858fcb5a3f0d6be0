"""`manage.py prepare`: bring the site up, from nothing or from what is there."""

import fcntl
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import wagtail
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from pages.gathering import write_all_down
from pages.page_cache.generation import renew

ADMIN_NAME = "admin"
# Any number will do, as long as nothing else in the same database locks it.
LOCK_NUMBER = 4_142_435


class Command(BaseCommand):
    """Make the site ready to serve: database, static files, starter content, first user.

    It may run as often as one likes: what is done already is left alone, and with it everything that an
    editor changed. It may run in several places at once: one works, the others wait and find it done.
    """

    help = "Makes the site ready to serve. Run it before every start."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the one step that needs no database, for building an image."""
        parser.add_argument("--static-only", action="store_true", help="Only collect the static files.")

    def handle(self, *args: Any, static_only: bool = False, **options: Any) -> None:
        """Take the steps in the order in which each needs the one before.

        Raises `ImproperlyConfigured`, with a sentence for the person who starts the site, if the database
        does not answer, if the static files cannot be collected, and if the first password is a weak one.
        """
        with _alone_on_this_machine():
            self.collect_static_files()
            if static_only:
                return
            try:
                connection.ensure_connection()
            except OperationalError as error:
                raise ImproperlyConfigured(f"DATABASE_URL names a database that does not answer: {error}") from error
            with _alone_in_this_database():
                self.guard_database_file()
                self.migrate()
                call_command("seed_site", stdout=self.stdout)
                self.follow_address()
                # A new release finds nothing that it can read.
                write_all_down()
                # The database may be another than before: a back-up that was brought back.
                renew(purge=True)
                self.make_first_user()

    def say(self, what: str, state: str) -> None:
        """Print one line about one step, at once, also where the output is a file."""
        self.stdout.write(f"{what:<16} {state}")
        self.stdout.flush()

    def collect_static_files(self) -> None:
        """Collect and compress the static files, unless those that are there are up to date."""
        if settings.DEBUG:
            self.say("Static files", "served from where they are")
            return
        folder: Path = settings.STATIC_ROOT
        # Beside the folder and not in it, so that it is neither served nor cleared.
        stamp = folder.with_name(f"{folder.name}.stamp")
        wanted = static_fingerprint()
        is_ours = (folder / "staticfiles.json").exists()
        if is_ours and stamp.exists() and stamp.read_text() == wanted:
            self.say("Static files", "up to date")
            return
        if not is_ours and not stamp.exists() and folder.exists() and any(folder.iterdir()):
            raise ImproperlyConfigured(
                f"STATIC_DIR is a folder that holds other things: {folder}. Its content would be deleted; name another."
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # From here on the folder is ours to clear, also if this start is cut short.
            stamp.write_text("")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(wanted)
        except OSError as error:
            raise ImproperlyConfigured(f"STATIC_DIR cannot be written: {folder} ({error.strerror})") from error
        self.say("Static files", "collected")

    def guard_database_file(self) -> None:
        """Let nobody else on this machine read a database that is a file; its companions inherit this."""
        if connection.vendor == "sqlite" and not connection.is_in_memory_db():
            Path(settings.DATABASES["default"]["NAME"]).chmod(0o600)

    def migrate(self) -> None:
        """Bring the database to the state that the code expects."""
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        # Also with nothing missing: what follows migrations, such as new permissions, may have been cut short.
        call_command("migrate", interactive=False, verbosity=0)
        if missing:
            # A migration may have changed by which words a page is found.
            call_command("update_index", verbosity=0)
        self.say("Database", f"{missing} migrations applied" if missing else "up to date")

    def follow_address(self) -> None:
        """Make the site's record in Wagtail say what SITE_URL says, which alone decides the address."""
        address = urlsplit(settings.SITE_URL)
        port = address.port or (443 if address.scheme == "https" else 80)
        site = Site.objects.filter(is_default_site=True).first()
        if site and (site.hostname, site.port) != (address.hostname, port):
            site.hostname, site.port = address.hostname, port
            site.save()
            self.say("Address", f"now {settings.SITE_URL}")

    def make_first_user(self) -> None:
        """Make the user who lets everyone else in, if there is nobody yet."""
        users = get_user_model()
        if users.objects.exists():
            return
        user = users(username=ADMIN_NAME, is_staff=True, is_superuser=True)
        password = settings.ADMIN_PASSWORD
        if password and settings.PRODUCTION:
            try:
                validate_password(password, user)
            except ValidationError as error:
                raise ImproperlyConfigured(f"ADMIN_PASSWORD is too weak. {' '.join(error.messages)}") from error
        user.set_password(password or (made := _random_password()))
        user.save()
        shown = "from ADMIN_PASSWORD" if password else f"{made}   (shown this once: keep it, then change it)"
        self.say("First user", f"name: {ADMIN_NAME}   password: {shown}")


def static_fingerprint() -> str:
    """Return what tells one state of the static files from another.

    The project's own files, how they are collected, and the packages that bring more of them.
    """
    digest = hashlib.sha256(wagtail.__version__.encode())
    files = [settings.BASE_DIR / "requirements.txt", settings.BASE_DIR / "apnahaq" / "staticfiles.py"]
    for folder in settings.STATICFILES_DIRS:
        files += sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        digest.update(f"{'/'.join(path.parts[-3:])}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _random_password() -> str:
    """Return a password of about 95 bits that can be read out and typed."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(5)) for _ in range(4))


@contextmanager
def _alone_on_this_machine() -> Iterator[None]:
    """Wait until no other start works in the same `VAR_DIR`; the system lifts the lock if this one dies."""
    try:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        file = open(settings.VAR_DIR / "prepare.lock", "w")  # noqa: SIM115 (closed by `with` below)
    except OSError as error:
        raise ImproperlyConfigured(f"VAR_DIR cannot be written: {settings.VAR_DIR} ({error.strerror})") from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _alone_in_this_database() -> Iterator[None]:
    """Wait until no other machine works on the same database.

    The lock belongs to a connection of its own, so that no step can lose it by closing the usual one; the
    server lifts it if this process dies. SQLite needs none: its database is in `VAR_DIR`.
    """
    if connection.vendor != "postgresql":
        yield
        return
    holder = connection.copy()
    try:
        with holder.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
            try:
                yield
            finally:
                # Closing would not do: the connection goes back to the pool, and its locks with it.
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])
    finally:
        holder.close()
