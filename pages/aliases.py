"""Aliases that become ordinary pages stay as private as their sources made them.

Wagtail copies the restrictions of a page to its aliases once, when they are made, and not those of the pages above it.
"""

from wagtail.models import Page, PageViewRestriction

from pages.access import is_below, restrictions_of


def keep_privacy(alias: Page) -> None:
    """Give an alias the restrictions that it has through its source. Called before it becomes an ordinary page."""
    inherited = restrictions_of(alias.get_parent())
    through_source = list(restrictions_of(alias).exclude(pk__in=inherited.values("pk")))
    without_effect = list(alias.view_restrictions.all())
    for restriction in through_source:
        own = PageViewRestriction.objects.create(
            page_id=alias.pk, restriction_type=restriction.restriction_type, password=restriction.password
        )
        own.groups.set(restriction.groups.all())
    for restriction in without_effect:
        restriction.delete()


def keep_privacy_of_aliases(page: Page) -> None:
    """Keep private what is below the aliases of a page, and of those below it. Called before these are deleted.

    Wagtail unpublishes the aliases themselves.
    """
    deleted = Page.objects.filter(is_below(page))
    for alias in Page.objects.filter(alias_of__in=deleted.values("pk")).exclude(pk__in=deleted.values("pk")):
        keep_privacy(alias)
