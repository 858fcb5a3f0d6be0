"""Pages that the site depends on.

Pages that the settings name for a purpose, such as contact and privacy, and home pages cannot be deleted, unpublished
or given an expiry date, moved elsewhere, made private or given another address: the whole site leads to them, and
somebody may be writing on the contact page at that moment.

Pages that are used, by a menu, another setting or the first button of a home page, can be taken away from visitors once
they have been taken out there, but for pages that come and go by themselves. Their address may change, because such
links follow it.
"""

from typing import Any

from django.contrib.admin.utils import label_for_field
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.db.models.signals import pre_save
from django.utils.text import capfirst
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Site
from wagtail.query import PageQuerySet
from wagtail.signals import pre_page_move

from pages.access import restrictions_of
from pages.models.site_settings import NAMED_BY, SITE_SETTINGS, Navigation

# Below the root of the tree.
HOME_DEPTH = 2
# What cannot be done with a protected page, in the sentence that says so.
DELETED = "deleted or unpublished"
MOVED = "moved"
PRIVATE = "made private"
FIRST_BUTTON = "primary_page"


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


def reason_protected(page: Page, done: str = DELETED) -> str:
    """Return why a page cannot be taken away from visitors, in a sentence that says what to do first; "" if it can."""
    if protected := first_protected_page(page):
        return (
            f"“{protected.title}” cannot be {done}: other pages link to it. You can still edit it.{_advice(protected)}"
        )
    used, where = _first_used_page(page)
    if used:
        return (
            f"“{used.title}” cannot be {done} while visitors are led to it from here: {where}. Take it out there first."
        )
    return ""


def is_protected(page: Page) -> bool:
    """Return whether this page itself is protected or used, so that it cannot expire."""
    return _protected_pages().filter(pk=page.pk).exists() or (_stays_while_used(page) and page.pk in _uses())


def page_whose_address_changes(page: Page) -> Page | None:
    """Return the protected page whose address a page's slug would change, or None."""
    if page._state.adding or not Page.objects.filter(pk=page.pk).exclude(slug=page.slug).exists():
        return None
    return first_protected_page(page)


def reason_not_to_move(page: Page, destination: Page) -> str:
    """Return why a page cannot be moved below another, in a sentence; "" if it can."""
    if page.is_child_of(destination):
        return ""
    if first_protected_page(page) or restrictions_of(destination).exists():
        return reason_protected(page, MOVED)
    return ""


def refuse_move(
    sender: type[Page], instance: Page, parent_page_before: Page, parent_page_after: Page, **options: Any
) -> None:
    """Raise `ProtectedPageError` if a page cannot be moved to another parent. Receives `pre_page_move`."""
    if parent_page_before != parent_page_after and (reason := reason_not_to_move(instance, parent_page_after)):
        raise ProtectedPageError(reason)


def refuse_restriction(
    sender: type[PageViewRestriction], instance: PageViewRestriction, raw: bool, **options: Any
) -> None:
    """Raise `ProtectedPageError` if a page that the site depends on is made private. Receives restrictions' `pre_save`.

    One that is private already, through another page, may get a restriction of its own. What is loaded from a fixture
    (`raw`) is taken as it is, as Django's documentation advises.
    """
    if raw or instance.restriction_type == PageViewRestriction.NONE or restrictions_of(instance.page).exists():
        return
    if reason := reason_protected(instance.page, PRIVATE):
        raise ProtectedPageError(reason)


def connect() -> None:
    """Connect the receivers of signals."""
    pre_page_move.connect(refuse_move)
    pre_save.connect(refuse_restriction, sender=PageViewRestriction)


def _protected_pages() -> PageQuerySet:
    """Return the protected pages, and the translations of them that visitors can read, but for home pages."""
    ids = _named_ids()
    keys = Page.objects.filter(pk__in=ids, depth__gt=HOME_DEPTH).values("translation_key")
    # Not `alias_of=None`, for which SQLite reads the whole tree.
    return Page.objects.filter(Q(pk__in=ids) | Q(translation_key__in=keys, live=True) & ~Q(alias_of__gt=0))


def _named_ids() -> set[int]:
    """Return the home pages, and the pages that the settings name for a purpose."""
    named = Navigation.objects.values_list(*NAMED_BY)
    return {pk for pks in named for pk in pks if pk} | set(Site.objects.values_list("root_page", flat=True))


def _advice(page: Page) -> str:
    """Return where another page can be named in place of one that the settings name; "" if they do not."""
    for name in NAMED_BY:
        if Navigation.objects.filter(**{name: page.pk}).exists():
            where = f"{capfirst(Navigation._meta.verbose_name)}, {capfirst(str(label_for_field(name, Navigation)))}"
            return f" If another page takes its place, choose that one first: Whole site, {where}."
    return ""


def _first_used_page(page: Page) -> tuple[Page | None, str]:
    """Return the first live page among a page and its descendants that something else leads to, and what does."""
    uses = _uses()
    pages = Page.objects.live().filter(pk__in=uses)
    # A language is withdrawn with its home page, whatever leads there.
    pages = pages.filter(pk=page.pk) if page.depth == HOME_DEPTH else pages.descendant_of(page, inclusive=True)
    used = next(filter(_stays_while_used, pages.order_by("path")), None)
    return (used, uses[used.pk]) if used else (None, "")


def _stays_while_used(page: Page) -> bool:
    """Return whether a page must be taken out of menus and settings before visitors are kept from it."""
    return getattr(page.specific_class, "stays_while_used", True)


def _uses() -> dict[int, str]:
    """Return where pages are used by settings and by the first button of live home pages, by primary keys of pages."""
    page_type = ContentType.objects.get_for_model(Page)
    settings_types = ContentType.objects.get_for_models(*settings_registry, *SITE_SETTINGS).values()
    live_home_pages = [str(pk) for pk in Page.objects.live().filter(depth=HOME_DEPTH).values_list("pk", flat=True)]
    is_use = Q(base_content_type__in=settings_types) | Q(
        base_content_type=page_type, object_id__in=live_home_pages, model_path=FIRST_BUTTON
    )
    references = ReferenceIndex.objects.filter(is_use, to_content_type=page_type).order_by("-pk")
    return {int(reference.to_object_id): _admin_location(reference) for reference in references}


def _admin_location(reference: ReferenceIndex) -> str:
    """Return where in the admin a page is named: a field of the settings or of the home page."""
    field = reference.source_field
    begin = "the home page" if reference.model_path == FIRST_BUTTON else f"Whole site, {capfirst(reference.model_name)}"
    return f"{begin}, {capfirst(field.verbose_name)}"
