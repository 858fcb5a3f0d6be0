"""Who may read and write a translation: whoever may read and write its page."""

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.models import Page
from wagtail_localize.models import Translation

from pages.models.users import AnyUser
from pages.translations.drafts import is_locked


def readable(user: AnyUser, translation_id: int) -> tuple[Translation, Page]:
    """Return a translation and its page. Raises `Http404` or `PermissionDenied`."""
    translations = Translation.objects.select_related("source__locale", "target_locale").filter(enabled=True)
    return _with_page(user, get_object_or_404(translations, pk=translation_id))


def writable(user: AnyUser, translation_id: int) -> tuple[Translation, Page]:
    """Return them to be changed within this transaction: whoever else saves a text of the page waits.

    Raises `PermissionDenied` also where the page is locked or a colleague is reading it.
    """
    translations = Translation.objects.select_for_update(of=("self",)).select_related("source__locale", "target_locale")
    translation, page = _with_page(user, get_object_or_404(translations.filter(enabled=True), pk=translation_id))
    if is_locked(page, user):
        raise PermissionDenied("This page is locked.")
    return translation, page


def _with_page(user: AnyUser, translation: Translation) -> tuple[Translation, Page]:
    try:
        page = translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404("The page of this translation was deleted.") from error
    if not isinstance(page, Page):
        raise Http404("Only pages have translations here.")
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return translation, page
