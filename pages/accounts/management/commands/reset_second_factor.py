"""`manage.py reset_second_factor NAME`: for the only administrator, who lost phone and recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pages.accounts import second_factor
from pages.models.users import User


class Command(BaseCommand):
    """Remove the second factor of a user. Other administrators do it in the admin, where the user is edited."""

    help = "Removes the second factor of a user, who then sets up another one at the next login."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the name with which the user logs in."""
        parser.add_argument("name", help="The name with which the user logs in.")

    def handle(self, *args: Any, name: str = "", **options: Any) -> None:
        """Reset it. Raises `CommandError` if there is no such user."""
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no user {name}.")
        second_factor.reset(user, by=None)
        self.stdout.write(
            f"{name} has no second factor any more, and sets up another one at the next login if one is required."
        )
