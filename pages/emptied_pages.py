"""Pages that have nothing left to show are unpublished: menus, lists, search and sitemap then leave them out.

A consent may have ended, a person or document been deleted, the collection of a document been made private, or a number
been taken out of the settings. The history of the page and the dashboard say so; an editor publishes it again once
there is something to show.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Revision

from pages.media.private_collections import document_privacy_changed
from pages.models import OPTIONAL_PAGES, Consent, OrganisationIdentity, Person, SiteDocument
from pages.staff.page_emails import NOTHING_TO_SHOW

# What such pages are made of.
CONTENT = (Consent, OrganisationIdentity, Person, SiteDocument)


def unpublish_emptied() -> str:
    """Unpublish the pages that have nothing left to show, and return how many these were in words; "" if none was."""
    # Aliases are filtered in Python: on SQLite the condition would read the whole table.
    pages = [page for page in Page.objects.live().exact_type(*OPTIONAL_PAGES).specific() if not page.alias_of_id]
    emptied = [page for page in pages if not page.shows_something]
    for page in emptied:
        _unpublish(page)
    return f"{len(emptied)} unpublished" if emptied else ""


def _unpublish(page: Page) -> None:
    """Unpublish a page. Keep its scheduled revision, which may have something to show."""
    scheduled = list(page.revisions.filter(approved_go_live_at__isnull=False))
    with transaction.atomic():
        page.unpublish(log_action=NOTHING_TO_SHOW)
        # Wagtail has cancelled the schedule.
        Revision.objects.bulk_update(scheduled, ["approved_go_live_at"])


def connect() -> None:
    """Look for emptied pages after each change of what they are made of. Called when the application starts."""
    for model in CONTENT:
        for name, signal in (("saved", post_save), ("deleted", post_delete)):
            signal.connect(_content_changed, sender=model, dispatch_uid=f"emptied_{name}_{model._meta.label}")
    document_privacy_changed.connect(_content_changed, dispatch_uid="emptied_document_privacy")


def _content_changed(raw: bool = False, **_options: Any) -> None:
    if not raw:
        unpublish_emptied()
