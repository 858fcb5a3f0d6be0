"""The type of a request to these screens."""

from django.http import HttpRequest

from pages.models.users import User


class StaffRequest(HttpRequest):
    """A request that Wagtail has let in: its user is a member of staff."""

    user: User
