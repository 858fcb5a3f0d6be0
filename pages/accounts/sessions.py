"""The sessions of staff, in the database under a digest of their key, which end by themselves.

Whoever reads the database or a backup learns no key with which they could be somebody who is logged in.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from pages.accounts.models import CLOCK_TOLERANCE

IDLE_LIMIT = timedelta(hours=1)
TOTAL_LIMIT = timedelta(hours=12)
# How much older than now the recorded activity may be, so that not every request writes.
PRECISION = timedelta(minutes=1)


class SessionStore(SessionBase):
    """A session of Django's table `django_session`.

    From the login on it ends an hour after the last activity and twelve hours after the login, however often it is
    saved in between. One that was begun or used in the future, while the clock was ahead, has ended.
    """

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing, and no key, if there is none or it has ended."""
        stored = Session.objects.filter(
            pk=_digest(self.session_key), expire_date__gt=timezone.now(), expire_date__lte=_latest_end()
        ).first()
        data = self.decode(stored.session_data) if stored else {}
        latest = (timezone.now() + CLOCK_TOLERANCE).timestamp()
        if stored is None or max(data.get("begun_at", 0), data.get("active_at", 0)) > latest:
            self._session_key = None
            return {}
        return data

    def exists(self, session_key: str) -> bool:
        """Tell whether there is a session with the key."""
        return Session.objects.filter(pk=_digest(session_key)).exists()

    def create(self) -> None:
        """Store the session under a new key."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]  # not in the stubs
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Store the session. Raises `CreateError` if it must be new and is not, `UpdateError` if it is gone."""
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # not in the stubs
        session = Session(
            session_key=_digest(self.session_key), session_data=self.encode(data), expire_date=self.get_expiry_date()
        )
        try:
            with transaction.atomic():
                session.save(force_insert=must_create, force_update=not must_create)
        except IntegrityError as error:
            if must_create:
                raise CreateError from error
            raise
        except DatabaseError as error:
            if not must_create:
                raise UpdateError from error
            raise

    def delete(self, session_key: str | None = None) -> None:
        """Delete the session with this key, or this one."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(pk=_digest(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Delete the sessions that have ended, also those that end later than any does: the clock was ahead."""
        has_ended = Q(expire_date__lt=timezone.now()) | Q(expire_date__gt=_latest_end())
        Session.objects.filter(has_ended).delete()

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """Return when the session ends if nothing more happens."""
        if "begun_at" not in self:
            return super().get_expiry_date(**kwargs)
        return min(self._moment("active_at") + IDLE_LIMIT, self._moment("begun_at") + TOTAL_LIMIT)

    def begin(self) -> None:
        """Start both clocks. For a login."""
        self["begun_at"] = self["active_at"] = timezone.now().timestamp()

    def record_activity(self) -> None:
        """Start the hour of idleness anew, if somebody is logged in."""
        if "begun_at" in self and timezone.now() - self._moment("active_at") > PRECISION:
            self["active_at"] = timezone.now().timestamp()

    def _moment(self, key: str) -> datetime:
        return datetime.fromtimestamp(self[key], UTC)


def connect() -> None:
    """Begin a session with each login."""
    user_logged_in.connect(_begin_session, dispatch_uid="accounts.sessions")


def _begin_session(request: HttpRequest, **kwargs: Any) -> None:
    request.session.begin()  # type: ignore[attr-defined]  # the setting SESSION_ENGINE names this module


def _latest_end() -> datetime:
    """Return when a session ends that begins now."""
    longest = max(IDLE_LIMIT, timedelta(seconds=settings.SESSION_COOKIE_AGE))
    return timezone.now() + longest + CLOCK_TOLERANCE


def _digest(session_key: str | None) -> str:
    """Return what stands for a key in the database: 20 bytes, written as the 40 characters that its column takes."""
    return hashlib.blake2b((session_key or "").encode(), digest_size=20).hexdigest()
