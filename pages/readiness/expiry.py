"""A rule about pages to which menus, settings and the home page lead: they have no expiry date."""

from collections.abc import Iterator

from pages.protected_pages import is_protected
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem


def cannot_expire(content: PageContent) -> Iterator[Problem]:
    """Find an expiry date of a page to which a menu, a setting or the first button of a home page leads."""
    if content.page.expire_at and is_protected(content.page):
        yield (
            None,
            "This page cannot expire, because a menu, a setting or the home page leads to it. Remove its expiry date.",
        )
