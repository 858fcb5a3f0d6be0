"""Read environment variables: typed, with defaults, and with errors that name the variable.

Only `apnahaq.settings` reads them. Each variable that it reads is recorded in `READ`, so that a test can compare the
README's table of settings with it. (django-environ takes any text for a switch, and its errors do not name the
variable.)
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

READ: set[str] = set()


def text(name: str, default: str = "") -> str:
    """Return the variable without surrounding white space, or `default` if it is unset or empty."""
    READ.add(name)
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """Return the variable as a boolean.

    Raises `ImproperlyConfigured` for anything but 1, 0, true, false, yes, no, on and off.
    """
    value = text(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is a switch: set it to 1 or 0, or leave it out.")


def number(name: str, default: int) -> int:
    """Return the variable as a whole number. Raises `ImproperlyConfigured` for anything else."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} takes a whole number, for example {default}.")
    return int(value)


def addresses(name: str) -> list[str]:
    """Return the variable as email addresses, which commas separate.

    Raises `ImproperlyConfigured` for one to which no email can be sent.
    """
    found = [address for part in text(name).split(",") if (address := part.strip())]
    try:
        for address in found:
            validate_email(address)
            address.rpartition("@")[2].encode("idna")
    except (ValidationError, UnicodeError) as error:
        raise ImproperlyConfigured(
            f"{name} holds what is no email address. Write it like name@example.org, several with commas between them."
        ) from error
    return found


def folder(name: str, default: Path) -> Path:
    """Return the variable as an absolute path."""
    READ.add(name)
    value = os.environ.get(name, "").strip()
    return Path(value).expanduser().resolve() if value else default


def required(name: str, example: str, production: bool, local: str = "") -> str:
    """Return a variable that is required in production; elsewhere `local` is the default.

    Raises `ImproperlyConfigured` in production if it is missing.
    """
    value = text(name)
    if value:
        return value
    if production:
        raise ImproperlyConfigured(f"{name} is missing: set it in the environment, for example {name}={example}")
    return local
