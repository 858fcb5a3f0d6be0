"""Members of staff, and what their groups may do."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission

from pages.models import User
from tests.builders.naming import numbered

PASSWORD = "eight-plain-words-and-a-river"


def user(group: str = "", name: str = "", **fields: Any) -> User:
    """Make a member of staff; `group` is the name of a role, or empty for one who may do nothing."""
    member = User.objects.create_user(username=name or numbered("staff").replace(" ", "-"), password=PASSWORD, **fields)
    if group:
        member.groups.add(Group.objects.get(name=group))
    return member


def superuser(name: str = "") -> User:
    """Make a member of staff who may do everything."""
    return user(name=name, is_staff=True, is_superuser=True)


def group_may(group: str, collection: Any, codename: str) -> None:
    """Let a group do something with the files of a collection."""
    GroupCollectionPermission.objects.create(
        group=Group.objects.get(name=group),
        collection=collection,
        permission=Permission.objects.get(codename=codename),
    )
