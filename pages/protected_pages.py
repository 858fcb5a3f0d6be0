"""Pages on which the safety of visitors rests.

They cannot be deleted, unpublished or given an expiry date, moved elsewhere, made private or given another address: the
whole site links to them, and somebody may be writing on the contact page at that moment.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.db.models.signals import pre_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.query import PageQuerySet
from wagtail.signals import pre_page_move

from pages.models.site_settings import Navigation

# Below the root of the tree.
HOME_DEPTH = 2


class ProtectedPageError(PermissionDenied):
    """A protected page would be moved or made private."""


def first_protected_page(page: Page) -> Page | None:
    """Return the first protected page among this page and its descendants, or None.

    A language can be withdrawn with its home page, although that has protected pages below it.
    """
    protected = _protected_pages()
    if page.depth == HOME_DEPTH:
        protected = protected.filter(pk__in=_named_ids())
    return protected.descendant_of(page, inclusive=True).order_by("path").first()


def is_protected(page: Page) -> bool:
    """Return whether this page itself is protected."""
    return _protected_pages().filter(pk=page.pk).exists()


def page_whose_address_changes(page: Page) -> Page | None:
    """Return the protected page whose address a page's slug would change, or None."""
    if page._state.adding or not Page.objects.filter(pk=page.pk).exclude(slug=page.slug).exists():
        return None
    return first_protected_page(page)


def refuse_move(
    sender: type[Page], instance: Page, parent_page_before: Page, parent_page_after: Page, **options: Any
) -> None:
    """Raise `ProtectedPageError` if a protected page is moved to another parent. Receives `pre_page_move`."""
    if parent_page_before != parent_page_after and (protected := first_protected_page(instance)):
        raise ProtectedPageError(f"“{protected}” cannot be moved: other pages link to it.")


def refuse_restriction(
    sender: type[PageViewRestriction], instance: PageViewRestriction, raw: bool, **options: Any
) -> None:
    """Raise `ProtectedPageError` if a protected page is made private. Receives `pre_save` of restrictions.

    What is loaded from a fixture (`raw`) is taken as it is, as Django's documentation advises.
    """
    if raw or instance.restriction_type == PageViewRestriction.NONE:
        return
    if protected := first_protected_page(instance.page):
        raise ProtectedPageError(f"“{protected}” cannot be made private: other pages link to it.")


def connect() -> None:
    """Connect the receivers of signals."""
    pre_page_move.connect(refuse_move)
    pre_save.connect(refuse_restriction, sender=PageViewRestriction)


def _protected_pages() -> PageQuerySet:
    """Return the protected pages, and the translations of them that visitors can read, but for home pages."""
    ids = _named_ids()
    keys = Page.objects.filter(pk__in=ids, depth__gt=HOME_DEPTH).values("translation_key")
    return Page.objects.filter(Q(pk__in=ids) | Q(translation_key__in=keys, live=True, alias_of=None))


def _named_ids() -> set[int]:
    """Return the home pages, and the pages that the settings name for contact and for staying safe.

    Without them buttons lead nowhere, and a visitor is told to get in touch but not how.
    """
    named = Navigation.objects.values_list("contact_page", "safety_page")
    return {pk for pair in named for pk in pair if pk} | set(Site.objects.values_list("root_page", flat=True))
