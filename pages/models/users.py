"""Who may sign in."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of staff. Bare for now; a user model of our own cannot be added later without pain."""
