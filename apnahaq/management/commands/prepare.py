"""`manage.py prepare`: make the site ready to serve, on its first start and on every later one."""

import hashlib
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import wagtail
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from apnahaq.backups.restoring import INTERRUPTED
from apnahaq.backups.sqlite import delete_drafts
from apnahaq.file_modes import protect_files
from apnahaq.indexes import are_indexes_due, rebuild_indexes
from apnahaq.media_storage import MediaStorageError
from apnahaq.published_files import publish_static_files
from apnahaq.start_locks import database_lock, machine_lock
from pages.models import SearchWord
from pages.page_cache.generation import renew
from pages.search.spelling import update_words
from pages.staff import roles

ADMIN_NAME = "admin"
# Their migrations are frozen from version 1.0.
PROJECT_APPS = {"accounts", "campaigns", "enquiries", "jobs", "pages"}


class Command(BaseCommand):
    """Make the site ready to serve: database, static files, starter content, first user.

    It may run as often as one likes: what is done already, and everything that editors changed, is left as it is. It
    may run in several processes and on several machines at once: one works, the others wait and find it done.
    """

    help = "Makes the site ready to serve. Run it before every start."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the option for building an image, where there is no database."""
        parser.add_argument("--static-only", action="store_true", help="Only collect the static files.")

    def handle(self, *args: Any, static_only: bool = False, **options: Any) -> None:
        """Run the steps in the order in which they depend on each other.

        Raises `ImproperlyConfigured`, with a sentence for the person who starts the site, if the database does not
        answer or was made by another version, if the static files cannot be collected or copied, if MEDIA_GROUP is
        wrong, or if the first password is too weak.
        """
        with machine_lock():
            self.collect_static_files()
            if static_only:
                return
            self.publish_static_files()
            protect_files()
            self.try_media_storage()
            try:
                connection.ensure_connection()
            except OperationalError as error:
                raise ImproperlyConfigured(f"DATABASE_URL names a database that does not answer: {error}") from error
            with database_lock():
                self.protect_database_file()
                self.report_interrupted_restore()
                self.migrate()
                call_command("seed_site", stdout=self.stdout)
                self.learn_search_words()
                roles.update()
                self.update_site_address()
                # The database may be a restored backup.
                renew(purge=True)
                self.create_first_user()

    def report(self, step: str, state: str) -> None:
        """Print one line about a step, without buffering."""
        self.stdout.write(f"{step:<16} {state}")
        self.stdout.flush()

    def collect_static_files(self) -> None:
        """Collect and compress the static files, unless they are up to date."""
        if settings.DEBUG:
            self.report("Static files", "served from where they are")
            return
        folder: Path = settings.STATIC_ROOT
        # Beside the folder, so that the stamp is neither served nor cleared.
        stamp = folder.with_name(f"{folder.name}.stamp")
        wanted = static_fingerprint()
        is_ours = (folder / "staticfiles.json").exists()
        if is_ours and stamp.exists() and stamp.read_text() == wanted:
            self.report("Static files", "up to date")
            return
        if not is_ours and not stamp.exists() and folder.exists() and any(folder.iterdir()):
            raise ImproperlyConfigured(
                f"STATIC_DIR is a folder that holds other things: {folder}. Its content would be deleted; name another."
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # Marks the folder as the site's own, also if this process is interrupted.
            stamp.write_text("")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(wanted)
        except OSError as error:
            raise ImproperlyConfigured(f"STATIC_DIR cannot be written: {folder} ({error.strerror})") from error
        self.report("Static files", "collected")

    def publish_static_files(self) -> None:
        """Copy the static files to where the proxy serves them, if it does."""
        if not settings.PROXY_STATIC_DIR:
            return
        try:
            copied = publish_static_files(settings.STATIC_ROOT, Path(settings.PROXY_STATIC_DIR))
        except OSError as error:
            raise ImproperlyConfigured(
                f"PROXY_STATIC_DIR cannot be written: {settings.PROXY_STATIC_DIR} ({error.strerror})"
            ) from error
        self.report("For the proxy", f"{copied} static files copied" if copied else "up to date")

    def try_media_storage(self) -> None:
        """Say whether the bucket can be used, if there is one. The site starts all the same: pages do not need it."""
        if not settings.MEDIA_STORAGE_URL:
            return
        try:
            storages["default"].listdir("")
        except MediaStorageError as error:
            self.report(
                "Media storage",
                f"cannot be used ({error}): see MEDIA_STORAGE_URL. Until then the site has no pictures and documents.",
            )
        else:
            self.report("Media storage", "answers")

    def protect_database_file(self) -> None:
        """Make a SQLite database private to this user, and delete copies of it that a killed restore has left.

        SQLite creates its other files with the same mode.
        """
        if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]  # SQLite's
            Path(settings.DATABASES["default"]["NAME"]).chmod(0o600)
            delete_drafts()

    def report_interrupted_restore(self) -> None:
        """Say that a restore was killed, until one has succeeded: its files may be incomplete."""
        if (settings.VAR_DIR / INTERRUPTED).exists():
            self.report("Restore", "was interrupted: stop the site and run it again")

    def migrate(self) -> None:
        """Apply the migrations that are missing."""
        executor = MigrationExecutor(connection)
        self.refuse_unknown_migrations(executor)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        # Also if none is missing: Django creates permissions after migrating, which may have been interrupted.
        call_command("migrate", interactive=False, verbosity=0)
        # Not only if one was missing: the start that applied it may have been interrupted.
        if are_indexes_due():
            rebuild_indexes()
        self.report("Database", f"{missing} migrations applied" if missing else "up to date")

    def learn_search_words(self) -> None:
        """List the words of the pages, if none is listed. Later a job of the worker does."""
        if not SearchWord.objects.exists():
            update_words()

    def refuse_unknown_migrations(self, executor: MigrationExecutor) -> None:
        """Raise `ImproperlyConfigured` for a database that was made by a version before 1.0 or by a newer one."""
        known = executor.loader.disk_migrations
        unknown = [
            f"{label}.{name}"
            for label, name in executor.loader.applied_migrations
            if label in PROJECT_APPS and (label, name) not in known
        ]
        if unknown:
            raise ImproperlyConfigured(
                f"DATABASE_URL names a database of another version (it has the migration {min(unknown)}): start with "
                "an empty one, or with the version that made this one. Databases from before 1.0 cannot be upgraded."
            )

    def update_site_address(self) -> None:
        """Update the host and port of Wagtail's site record to those of SITE_URL."""
        address = urlsplit(settings.SITE_URL)
        port = address.port or (443 if address.scheme == "https" else 80)
        site = Site.objects.filter(is_default_site=True).first()
        if site and (site.hostname, site.port) != (address.hostname, port):
            site.hostname, site.port = address.hostname, port
            site.save()
            self.report("Address", f"now {settings.SITE_URL}")

    def create_first_user(self) -> None:
        """Create the first user, who can invite all others, if there is none yet."""
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
        self.report("First user", f"name: {ADMIN_NAME}   password: {shown}")


def static_fingerprint() -> str:
    """Return a digest of the static files: the project's own, how they are collected, and the packages with more."""
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
