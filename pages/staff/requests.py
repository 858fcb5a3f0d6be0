"""The type of requests to admin views."""

from django.http import HttpRequest

from pages.models.users import User


class StaffRequest(HttpRequest):
    """A request whose user is logged in: Wagtail sends everybody else to the login. Only for type hints."""

    user: User
