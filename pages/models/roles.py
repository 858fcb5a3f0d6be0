"""What each role was given once, so that what an administrator takes away stays away."""

from django.contrib.auth.models import Group
from django.db import models


class Role(models.Model):
    """The group of a role, whatever an administrator calls it, and what `pages.staff.roles` has given to it."""

    name = models.CharField(max_length=40, unique=True)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="+")
    granted = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
