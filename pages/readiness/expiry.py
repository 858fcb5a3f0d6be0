"""A rule about pages to which menus and settings lead: they have no expiry date."""

from collections.abc import Iterator

from pages.protected_pages import is_protected
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem


def cannot_expire(content: PageContent) -> Iterator[Problem]:
    """Find an expiry date of a page that a menu or a setting leads to."""
    if content.page.expire_at and is_protected(content.page):
        yield None, "This page cannot expire, because other pages link to it. Remove its expiry date."
