"""What may be kept between requests, and what makes it stale.

What is the same for all visitors is kept under the number of the content's version: what stands around pages in
the database (`pages.gathering`), long lists in the cache. Anything that an editor can change and that shows
there raises the number. The number itself lives in the database: every process and machine sees the change
with the very next request.
"""

from typing import Any

from django.core.signals import request_finished, request_started
from django.db import models
from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from pages.gathering import forget_what_waits, write_later, write_what_waits
from pages.models.media import SiteDocument
from pages.models.people import GlossaryTerm, Organisation, Person, Topic
from pages.models.site_settings import Announcement, HelpLine, Navigation, OrganisationIdentity, VisitorSafety
from pages.models.versions import ContentVersion

_SHOWN_AROUND_PAGES: list[type[models.Model]] = [
    Announcement,
    GlossaryTerm,
    HelpLine,
    Locale,
    Navigation,
    Organisation,
    OrganisationIdentity,
    PageViewRestriction,
    Person,
    Site,
    SiteDocument,
    Topic,
    VisitorSafety,
]


def _made_stale(sender: type[models.Model], **kwargs: Any) -> None:
    ContentVersion.objects.raise_number()
    write_later()


def _saved(
    sender: type[models.Model], created: bool, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    # No signal of Wagtail's tells of an alias: that it was made, live from its first moment, or made a page of its own.
    if issubclass(sender, Page) and (created or "alias_of_id" in (update_fields or ())):
        _made_stale(sender)


def _deleted(sender: type[models.Model], **kwargs: Any) -> None:
    if issubclass(sender, Page):
        _made_stale(sender)


def connect() -> None:
    """Listen to everything that changes what is kept. Called once, when the application starts.

    Wagtail sends its signals with the specific page class: a receiver for `Page` itself would never hear.
    """
    request_started.connect(forget_what_waits, dispatch_uid="forget_what_waits")
    request_finished.connect(write_what_waits, dispatch_uid="write_what_waits")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_made_stale, dispatch_uid="made_stale")
    post_save.connect(_saved, dispatch_uid="page_saved")
    post_delete.connect(_deleted, dispatch_uid="page_deleted")
    for model in _SHOWN_AROUND_PAGES:
        for signal in (post_save, post_delete):
            signal.connect(_made_stale, sender=model, dispatch_uid=f"made_stale_{model.__name__}")
