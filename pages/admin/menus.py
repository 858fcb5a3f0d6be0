"""Entries of the admin's menu that Wagtail offers to the wrong people."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem
from wagtail.permissions import locale_permission_policy

LOCALES = "locales"


def offer_locales(request: HttpRequest, items: list[MenuItem]) -> None:
    """Offer the languages to those who may change them: Wagtail offers them to those who may change sites."""
    items[:] = [item for item in items if item.name != LOCALES]
    if locale_permission_policy.user_has_any_permission(request.user, ["add", "change", "delete"]):
        items.append(MenuItem("Locales", reverse("wagtaillocales:index"), name=LOCALES, icon_name="site", order=603))


def register_locale_permissions() -> QuerySet[Permission]:
    """Offer the permissions for languages where groups are edited."""
    return Permission.objects.filter(
        content_type__app_label="wagtailcore",
        codename__in=[f"{action}_locale" for action in ("add", "change", "delete")],
    )
