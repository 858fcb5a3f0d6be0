"""Template tags of the admin: why a user may not change something, and what deleting leaves behind."""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse
from wagtail.admin.templatetags.wagtailadmin_tags import bulk_action_choices
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from pages import usage
from pages.admin.publishing.unpublishing import live_translations, public_translations
from pages.media.kept_files import KEPT_FOR

register = template.Library()
TRANSLATIONS_TEMPLATE = "pages_admin/unpublishing/translations.html"


@register.simple_tag(takes_context=True)
def refusal(context: dict[str, Any], thing: Model) -> str:
    """Return the sentence that says which live page shows something that the user may not change; "" if none does."""
    return usage.refusal(context["request"].user, thing)


@register.inclusion_tag("wagtailadmin/shared/buttons.html", takes_context=True)
def offered_bulk_actions(context: dict[str, Any], app_label: str, model_name: str) -> dict[str, Any]:
    """Show Wagtail's buttons for several things at once, but for publishing where the user may publish no page."""
    found = bulk_action_choices(context, app_label, model_name)
    if not page_permission_policy.user_has_permission(context["request"].user, "publish"):
        publish = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        found["buttons"] = [button for button in found["buttons"] if button.url != publish]
    return found


@register.inclusion_tag("pages_admin/deleted_files/asked_for.html")
def asked_for_tick() -> dict[str, Any]:
    """Show the tick that a person asked for a file to be deleted at once."""
    return {"days": KEPT_FOR.days}


@register.inclusion_tag(TRANSLATIONS_TEMPLATE, takes_context=True)
def live_translations_of_page(context: dict[str, Any], page: Page, is_deletion: bool = False) -> dict[str, Any]:
    """Show the live translations of a page that is to be unpublished or deleted."""
    return _translations(context, [page], is_deletion)


@register.inclusion_tag(TRANSLATIONS_TEMPLATE, takes_context=True)
def live_translations_of_items(
    context: dict[str, Any], items: list[dict[str, Any]], is_deletion: bool = False
) -> dict[str, Any]:
    """Show the live translations of the items of a bulk action."""
    return _translations(context, [item["item"] for item in items], is_deletion)


@register.inclusion_tag("pages_admin/unpublishing/public_translations.html", takes_context=True)
def public_translations_of(context: dict[str, Any], thing: Model) -> dict[str, Any]:
    """Show the public translations of what is to be made private, if it is a page."""
    return {"translations": public_translations(thing, context["request"]) if isinstance(thing, Page) else []}


def _translations(context: dict[str, Any], pages: list[Page], is_deletion: bool) -> dict[str, Any]:
    user, keys = context["request"].user, {page.translation_key for page in pages}
    found = live_translations(pages, user, has_descendants=True)
    return {
        "translations": [each for each in found if each.page.translation_key in keys],
        "below": [each for each in found if each.page.translation_key not in keys],
        "is_deletion": is_deletion,
        "can_take_along": not all(each.reason for each in found),
        # What endangers somebody in the main language does so in the others; a poor translation endangers no original.
        "is_ticked": {page.locale_id for page in pages} == {Locale.get_default().pk},
    }
