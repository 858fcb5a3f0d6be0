"""Invalidate the page cache when content that public pages show changes.

Each change begins a new generation when its transaction commits. Changes that remove content from public view also
purge the cache, so that the content is not served while the database is unavailable.
"""

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from pages.media.private_collections import document_privacy_changed
from pages.models.consents import Consent
from pages.models.media import SiteDocument, SiteImage
from pages.models.people import GlossaryTerm, Organisation, Person, Topic
from pages.models.recordings import Recording
from pages.models.search import SearchAnswer
from pages.models.site_settings import Announcement, Navigation, OrganisationIdentity, VisitorSafety
from pages.models.statements import AccessibilityStatement, PersonalData
from pages.page_cache.generation import renew_on_commit
from pages.page_cache.lifetime import register_scheduled_fields

# In addition to pages and Wagtail's registered settings.
CONTENT_MODELS: list[type[models.Model]] = [
    AccessibilityStatement,
    Announcement,
    GlossaryTerm,
    Locale,
    Navigation,
    Organisation,
    OrganisationIdentity,
    Person,
    PersonalData,
    Redirect,
    SearchAnswer,
    Site,
    Topic,
    VisitorSafety,
]
# The fields that Wagtail saves when an editor works on a draft, locks a page or adds a page below it.
UNPUBLISHED_FIELDS = {
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


def _content_changed(**kwargs: Any) -> None:
    renew_on_commit()


def _consent_saved(created: bool, **kwargs: Any) -> None:
    """Purge the cache: what was stored before may be sent for longer than the consent now says."""
    if not created:
        renew_on_commit(purge=True)


def _file_saved(instance: SiteImage | Recording, **kwargs: Any) -> None:
    renew_on_commit(purge=instance.consent_id is not None)


def _document_saved(instance: SiteDocument, **kwargs: Any) -> None:
    renew_on_commit(purge=instance.is_left_out)


def _content_removed(**kwargs: Any) -> None:
    renew_on_commit(purge=True)


def _page_is_saved(
    sender: type[models.Model],
    instance: models.Model,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """Compare a page with what is stored: only a page that is or was live matters, or a slug above live pages.

    Publishing and unpublishing save the page too. Wagtail saves the whole page each time an editor saves the draft of
    a page that is not live.
    """
    if not isinstance(instance, Page) or (update_fields is not None and UNPUBLISHED_FIELDS.issuperset(update_fields)):
        return
    stored = Page.objects.filter(pk=instance.pk).values("live", "slug").first() if instance.pk else None
    if stored and stored["live"] and not instance.live:
        renew_on_commit(purge=True)
    elif instance.live and any(part.consent for part in getattr(instance, "parts_on_consent", ())):
        # The page may have been stored without the limit that the consent sets.
        renew_on_commit(purge=True)
    elif instance.live or (stored and stored["slug"] != instance.slug):
        renew_on_commit()


def _page_deleted(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        renew_on_commit(purge=True)


def connect() -> None:
    """Connect the signal handlers. Called once, when the application starts.

    Signals about pages are sent with the specific page class, so the handlers are not connected to `Page`. A move
    purges the cache, because the new parent may be private.
    """
    post_page_move.connect(_content_removed, dispatch_uid="page_cache_moved")
    pre_save.connect(_page_is_saved, dispatch_uid="page_cache_page_saved")
    post_delete.connect(_page_deleted, dispatch_uid="page_cache_page_deleted")
    for model in [*CONTENT_MODELS, *settings_registry]:
        post_save.connect(_content_changed, sender=model, dispatch_uid=f"page_cache_saved_{model._meta.label}")
        post_delete.connect(_content_removed, sender=model, dispatch_uid=f"page_cache_deleted_{model._meta.label}")
    post_save.connect(_consent_saved, sender=Consent, dispatch_uid="page_cache_consent_saved")
    for model in (Recording, SiteImage):
        post_save.connect(_file_saved, sender=model, dispatch_uid=f"page_cache_saved_{model._meta.label}")
    post_save.connect(_document_saved, sender=SiteDocument, dispatch_uid="page_cache_document_saved")
    document_privacy_changed.connect(_content_removed, dispatch_uid="page_cache_document_privacy")
    for model in (Consent, Recording, SiteDocument, SiteImage):
        post_delete.connect(_content_removed, sender=model, dispatch_uid=f"page_cache_deleted_{model._meta.label}")
    for signal in (post_save, post_delete):
        signal.connect(_content_removed, sender=PageViewRestriction, dispatch_uid="page_cache_restriction")
    m2m_changed.connect(
        _content_removed, sender=PageViewRestriction.groups.through, dispatch_uid="page_cache_restriction_groups"
    )
    register_scheduled_fields(Announcement, "starts_at", "ends_at")
    register_scheduled_fields(Consent, "ends_on")
