"""Which passwords are refused because they would soon be guessed.

Django's own validator compares with a list of whole passwords, of which few have twelve letters: a common one written
twice passes, and so does the name of the organisation.
"""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from zxcvbn import zxcvbn

from pages.models.site_settings import OrganisationIdentity
from pages.models.users import User

# zxcvbn's scale: 3 is "safely unguessable", more than 10^8 guesses against a stolen database of slow hashes.
LOWEST_SCORE = 3
# zxcvbn takes no more, and so much decides.
LONGEST_JUDGED = 72
SHORTEST_WORD = 3


class GuessablePasswordValidator:
    """Refuses common passwords, repetitions, sequences, and what consists of words of the site and of the user."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise `ValidationError` for a password that would soon be guessed, also with those words taken out."""
        known = _known_words(user)
        letters = _normal(password[:LONGEST_JUDGED])
        # The longest first, so that no part of a longer one is left.
        for word in sorted(known, key=len, reverse=True):
            letters = letters.replace(word, "")
        if min(_score(password, known), _score(letters, known)) < LOWEST_SCORE:
            raise ValidationError(
                "This password would soon be guessed. Choose one that is not made of common passwords, rows of keys or "
                "numbers, repetitions, our name or yours: for example four or five words that have nothing to do with "
                "each other.",
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        """Return what forms say before a password is typed."""
        return "Four or five words that have nothing to do with each other, or us, or you, are easy to keep in mind."


def _score(password: str, known: Iterable[str]) -> int:
    return zxcvbn(password[:LONGEST_JUDGED], user_inputs=list(known))["score"] if password else 0


def _known_words(user: User | None) -> set[str]:
    """Return the words that somebody would try here first: those of the organisation, the site and the user."""
    texts = [urlsplit(settings.SITE_URL).hostname or "", settings.ADMIN_PATH]
    for organisation in OrganisationIdentity.objects.all():
        texts += _texts(organisation, "name", "strapline", "place", "founded", "registered_name", "email")
    if user is not None:
        texts += _texts(user, "username", "first_name", "last_name", "email")
    words = {word for text in texts for word in (_normal(text), *map(_normal, re.split(r"[\W_]+", text)))}
    return {word for word in words if len(word) >= SHORTEST_WORD}


def _texts(instance: Model, *fields: str) -> list[str]:
    return [str(getattr(instance, field) or "") for field in fields]


def _normal(text: str) -> str:
    """Return the letters and digits of a text alone, without a difference of case or width."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
