"""Who may change whose account."""

from typing import Any

from pages.models.users import User


def may_change(user: User, by: Any) -> bool:
    """Tell whether somebody may change an account: one with full access is changed by another with full access."""
    return by.is_superuser or not user.is_superuser
