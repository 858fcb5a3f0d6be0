"""The user model."""

from django.contrib.auth.models import AbstractUser, AnonymousUser


class User(AbstractUser):  # type: ignore[django-manager-missing]  # the related models are Wagtail's, without stubs
    """A member of staff. Django's user without additions: a project cannot easily change its user model later."""


# Whoever a request is from.
AnyUser = User | AnonymousUser
