"""Pages that cannot be deleted, unpublished or given an expiry date, because the whole site links to them."""

from wagtail.models import Page, Site

from pages.models.site_settings import Navigation


def first_protected_page(page: Page) -> Page | None:
    """Return the first protected page among this page and its descendants, or None."""
    return Page.objects.filter(pk__in=_protected_ids()).descendant_of(page, inclusive=True).order_by("path").first()


def is_protected(page: Page) -> bool:
    """Return whether this page itself is protected."""
    return page.pk in _protected_ids()


def _protected_ids() -> set[int]:
    """Return the home pages, and the pages that the settings name for contact and for staying safe.

    Without them buttons lead nowhere, and a visitor is told to get in touch but not how.
    """
    named = Navigation.objects.values_list("contact_page", "safety_page")
    return {pk for pair in named for pk in pair if pk} | set(Site.objects.values_list("root_page", flat=True))
