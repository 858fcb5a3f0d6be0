"""Which changes of content can show on a public page?

Each of them begins a new generation when its transaction commits. What takes something away from the public purges
the store as well: no failure of the database may bring it back.
"""

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from pages.models.media import SiteDocument, SiteImage
from pages.models.people import GlossaryTerm, Organisation, Person, Topic
from pages.models.site_settings import Announcement, HelpLine
from pages.page_cache.generation import renew_on_commit
from pages.page_cache.lifetime import register_moments

# Beside the pages themselves and every registered setting.
SHOWN_ON_PAGES: list[type[models.Model]] = [
    GlossaryTerm,
    HelpLine,
    Locale,
    Organisation,
    Person,
    Redirect,
    Site,
    SiteDocument,
    SiteImage,
    Topic,
]
# What Wagtail saves of a page while an editor works on a draft, locks it or adds a page below it.
NEVER_SHOWN = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "locked",
    "locked_at",
    "locked_by",
    "numchild",
}


def _changed(**kwargs: Any) -> None:
    renew_on_commit()


def _taken_away(**kwargs: Any) -> None:
    renew_on_commit(purge=True)


def _page_saved(
    sender: type[models.Model],
    instance: models.Model,
    created: bool,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """Notice what no signal of Wagtail's tells of: an alias, a copy, a page saved by a script, a changed address.

    A new draft shows nowhere. A page that is saved whole without being live may have been until now.
    """
    if not isinstance(instance, Page) or (update_fields is not None and NEVER_SHOWN.issuperset(update_fields)):
        return
    if instance.live:
        renew_on_commit()
    elif not created:
        renew_on_commit(purge=True)


def _page_deleted(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        renew_on_commit(purge=True)


def connect() -> None:
    """Listen to everything that can show on a public page. Called once, when the application starts.

    Wagtail sends its signals with the specific page class: a receiver for `Page` itself would never be called. Moving
    a page below a private one takes it away from the public as well.
    """
    page_published.connect(_changed, dispatch_uid="page_cache_published")
    page_unpublished.connect(_taken_away, dispatch_uid="page_cache_unpublished")
    post_page_move.connect(_taken_away, dispatch_uid="page_cache_moved")
    post_save.connect(_page_saved, dispatch_uid="page_cache_page_saved")
    post_delete.connect(_page_deleted, dispatch_uid="page_cache_page_deleted")
    for model in [*SHOWN_ON_PAGES, *settings_registry]:
        post_save.connect(_changed, sender=model, dispatch_uid=f"page_cache_saved_{model._meta.label}")
        post_delete.connect(_taken_away, sender=model, dispatch_uid=f"page_cache_deleted_{model._meta.label}")
    for signal in (post_save, post_delete):
        signal.connect(_taken_away, sender=PageViewRestriction, dispatch_uid="page_cache_restriction")
    m2m_changed.connect(
        _taken_away, sender=PageViewRestriction.groups.through, dispatch_uid="page_cache_restriction_groups"
    )
    register_moments(Announcement, "starts_at", "ends_at")
