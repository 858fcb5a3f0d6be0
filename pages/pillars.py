"""Which pages must not go, because the whole site leads to them?"""

from wagtail.models import Page, Site

from pages.models.site_settings import Navigation


def pillar_within(page: Page) -> Page | None:
    """Return the first page that the site stands on in the tree that begins with this one, if there is any."""
    return Page.objects.filter(pk__in=_pillars()).descendant_of(page, inclusive=True).order_by("path").first()


def is_pillar(page: Page) -> bool:
    """Tell whether the site stands on this page itself."""
    return page.pk in _pillars()


def _pillars() -> set[int]:
    """Return the home page, and the pages that the settings name for writing to us and for staying safe.

    Without them, buttons lead nowhere and a visitor is told to get in touch and not how.
    """
    named = Navigation.objects.values_list("contact_page", "safety_page")
    return {pk for pair in named for pk in pair if pk} | set(Site.objects.values_list("root_page", flat=True))
