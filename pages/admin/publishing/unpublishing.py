"""Unpublishing, deleting or hiding a page: its live translations, taking them along, and what its history says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.query import PageQuerySet

from pages.access import public_pages
from pages.models.users import AnyUser
from pages.protected_pages import reason_protected
from pages.request_cache import request_cache
from pages.staff.page_emails import NOTHING_TO_SHOW

# The tick that takes the translations along.
TRANSLATIONS = "translations"
DESCENDANTS = "include_descendants"
# What is remembered of a request that deletes pages.
DELETED = "translation_keys_of_deleted"


@dataclass(frozen=True)
class LiveTranslation:
    """A translation that visitors can read, and why it stays: "" if the user can unpublish it."""

    page: Page
    reason: str


def live_translations(pages: list[Page], user: AnyUser, has_descendants: bool = False) -> list[LiveTranslation]:
    """Return the live translations of pages that are to go, and of those below them if these are to go too."""
    return _live_translations(_translation_keys(pages, has_descendants), user, has_descendants)


def public_translations(page: Page, request: HttpRequest) -> list[Page]:
    """Return the translations of a page and of those below it that visitors can read, the highest of each branch."""
    found: list[Page] = []
    pages = public_pages(Page.objects.all(), request)
    for each in _translations(pages, _translation_keys([page], has_descendants=True)):
        if not any(map(each.is_descendant_of, found)):
            found.append(each)
    return found


def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the entry of the history of a page that was unpublished by itself."""
    actions.register_action(
        NOTHING_TO_SHOW, "Unpublish: nothing to show", "Unpublished by itself: it had nothing left to show"
    )


def unpublish_translations(request: HttpRequest, page: Page) -> None:
    """Unpublish the translations of a page that was unpublished, if they were to be taken along."""
    has_descendants = DESCENDANTS in request.POST
    _unpublish_translations(request, _translation_keys([page], has_descendants), has_descendants)


def remember_what_goes(request: HttpRequest, page: Page) -> None:
    """Remember a page that is about to be deleted and all pages below it: afterwards nobody knows what these were."""
    request_cache(request)[DELETED] = _translation_keys([page], has_descendants=True)


def unpublish_translations_of_deleted(request: HttpRequest, page: Page) -> None:
    """Unpublish the translations of a page that was deleted, which took along all pages below it."""
    _unpublish_translations(request, request_cache(request)[DELETED], has_descendants=True)


def remember_what_goes_together(
    request: HttpRequest, action_type: str, objects: list[Model], action: BulkAction
) -> None:
    """Remember several pages that are about to be deleted, and all pages below them."""
    if action_type == "delete":
        request_cache(request)[DELETED] = _translation_keys(_pages(objects), has_descendants=True)


def unpublish_translations_of_several(
    request: HttpRequest, action_type: str, objects: list[Model], action: BulkAction
) -> None:
    """Unpublish the translations of several pages that were unpublished or deleted together."""
    if action_type == "delete":
        _unpublish_translations(request, request_cache(request)[DELETED], has_descendants=True)
    elif action_type == "unpublish":
        has_descendants = DESCENDANTS in request.POST
        _unpublish_translations(request, _translation_keys(_pages(objects), has_descendants), has_descendants)


def _pages(objects: Iterable[Model]) -> list[Page]:
    return [each for each in objects if isinstance(each, Page)]


def _translation_keys(pages: Iterable[Page], has_descendants: bool) -> dict[int, UUID]:
    """Return by which key the translations of pages are found, and of those below them, by primary key of the page."""
    keys = {}
    for page in pages:
        keys[page.pk] = page.translation_key
        if has_descendants:
            keys |= dict(page.get_descendants().values_list("pk", "translation_key"))
    return keys


def _translations(pages: PageQuerySet, keys: dict[int, UUID]) -> Iterator[Page]:
    """Return those of some pages that are translations of others; aliases of these follow them by themselves."""
    found = pages.filter(translation_key__in=set(keys.values())).select_related("locale").order_by("path")
    return (page for page in found if page.pk not in keys and page.alias_of_id not in keys)


def _live_translations(keys: dict[int, UUID], user: AnyUser, has_descendants: bool) -> list[LiveTranslation]:
    found: list[LiveTranslation] = []
    for page in _translations(Page.objects.live(), keys):
        # One below another that can be unpublished goes with it.
        if has_descendants and any(page.is_descendant_of(above.page) for above in found if not above.reason):
            continue
        found.append(LiveTranslation(page, _reason(page, user)))
    return found


def _unpublish_translations(request: HttpRequest, keys: dict[int, UUID], has_descendants: bool) -> None:
    if TRANSLATIONS not in request.POST:
        return
    gone = []
    for translation in _live_translations(keys, request.user, has_descendants):
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
