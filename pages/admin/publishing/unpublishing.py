"""Unpublishing or deleting a page: its live translations, taking them along, and what its history says."""

from dataclasses import dataclass

from django.db.models import Model
from django.http import HttpRequest
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from pages.models.users import AnyUser
from pages.protected_pages import reason_protected
from pages.staff.page_emails import NOTHING_TO_SHOW

# The tick that takes the translations along.
TRANSLATIONS = "translations"
DESCENDANTS = "include_descendants"


@dataclass(frozen=True)
class LiveTranslation:
    """A translation that visitors can read, and why it stays: "" if the user can unpublish it."""

    page: Page
    reason: str


def live_translations(pages: list[Page], user: AnyUser) -> list[LiveTranslation]:
    """Return the live translations of pages that are to go. Wagtail unpublishes aliases with their page."""
    pks, keys = [page.pk for page in pages], [page.translation_key for page in pages]
    found = Page.objects.live().filter(translation_key__in=keys).exclude(pk__in=pks).exclude(alias_of__in=pks)
    return [LiveTranslation(page, _reason(page, user)) for page in found.select_related("locale").order_by("path")]


def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the entry of the history of a page that was unpublished by itself."""
    actions.register_action(
        NOTHING_TO_SHOW, "Unpublish: nothing to show", "Unpublished by itself: it had nothing left to show"
    )


def unpublish_translations(request: HttpRequest, page: Page) -> None:
    """Unpublish the translations of a page that was unpublished, if they were to be taken along."""
    _unpublish_translations(request, [page], has_descendants=DESCENDANTS in request.POST)


def unpublish_translations_of_deleted(request: HttpRequest, page: Page) -> None:
    """Unpublish the translations of a page that was deleted, which took along all pages below it."""
    _unpublish_translations(request, [page], has_descendants=True)


def unpublish_translations_of_several(
    request: HttpRequest, action_type: str, objects: list[Model], action: BulkAction
) -> None:
    """Unpublish the translations of several pages that were unpublished or deleted together."""
    if action_type in {"unpublish", "delete"}:
        pages = [each for each in objects if isinstance(each, Page)]
        _unpublish_translations(request, pages, action_type == "delete" or DESCENDANTS in request.POST)


def _unpublish_translations(request: HttpRequest, pages: list[Page], has_descendants: bool) -> None:
    if TRANSLATIONS not in request.POST:
        return
    gone = []
    for translation in live_translations(pages, request.user):
        if not translation.reason:
            UnpublishPageAction(
                translation.page.specific, user=request.user, include_descendants=has_descendants
            ).execute()
            gone.append(_name(translation.page))
    if gone:
        messages.success(request, f"Unpublished too: {', '.join(gone)}.")


def _reason(page: Page, user: AnyUser) -> str:
    if not page.permissions_for_user(user).can_unpublish():
        return "You may not unpublish it."
    return reason_protected(page)


def _name(page: Page) -> str:
    return f"“{page.title}” ({page.locale.get_display_name()})"
