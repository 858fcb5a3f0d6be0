"""Which translations are out of date: their original has changed since they were last published.

That is its texts, its pictures, or the consents on which they rely: otherwise a translation would go on showing words
of which the consent has ended.

Publishing a translation, changed or not, says that somebody has compared it.
"""

from datetime import datetime

from django.conf import settings
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet
from wagtail_localize.models import Translation

from pages.blocks.consents import ConsentChooserBlock
from pages.models.consents import Consent
from pages.models.text_changes import TextChange
from pages.readiness.texts import Part, parts_of, texts_of


def content_changes(page: Page) -> bool:
    """Return whether saving a page, which then is public, changes what its translations have to follow."""
    public = type(page).objects.filter(pk=page.pk, live=True).first() if page.pk else None
    return public is None or _content(public) != _content(page)


def _content(page: Page) -> list[tuple[str, ...]]:
    """Return what a translation has to follow: the texts, and the pictures and consents that are chosen."""
    parts = list(parts_of(page))
    return [*(text.paragraphs for text in texts_of(parts)), *filter(None, map(_chosen, parts))]


def _chosen(part: Part) -> tuple[str, ...]:
    """Return the picture or the consent that is chosen in a field or block, or nothing."""
    if isinstance(part.block, ImageBlock | ConsentChooserBlock):
        return (part.field, str(part.value.pk)) if part.value else ()
    is_followed = getattr(part.model_field, "related_model", None) in {Consent, get_image_model()}
    return (part.field, str(part.value)) if is_followed and part.value else ()


def record_change(page: Page) -> None:
    """Remember that the public content of a page has changed now."""
    TextChange.objects.update_or_create(page_id=page.pk, defaults={"changed_at": timezone.now()})


def outdated(pages: PageQuerySet) -> PageQuerySet:
    """Return those pages that are public translations and out of date, with `original_changed_at`."""
    changes = TextChange.objects.filter(
        page__translation_key=OuterRef("translation_key"),
        page__locale__language_code=settings.LANGUAGE_CODE,
        page__live=True,
    ).values("changed_at")[:1]
    # By the index of their locales: with `alias_of=None`, or one locale excluded, SQLite reads the whole tree.
    others = Locale.objects.exclude(language_code=settings.LANGUAGE_CODE)
    translations = pages.filter(live=True, locale__in=others).exclude(alias_of__gt=0)
    return translations.annotate(original_changed_at=Subquery(changes)).filter(
        original_changed_at__gt=F("last_published_at")
    )


def outdated_since(page: Page) -> datetime | None:
    """Return when the original of a page changed, if the page is a translation and out of date. One query, or none."""
    if not page.pk or page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    return outdated(Page.objects.filter(pk=page.pk)).values_list("original_changed_at", flat=True).first()


def changed_since_saved(page: Page) -> datetime | None:
    """Return when the original of a page got other content, if that was after the draft of the page was saved.

    The draft is the one that is being published, or else the latest; the editor saves it by itself too. None where the
    page is no translation, or the original says what it said then. One query where nothing has changed, or none.
    """
    is_being_published = page.live and page.live_revision_id
    saved_at = page.live_revision.created_at if is_being_published else page.latest_revision_created_at
    if not page.pk or not saved_at or page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    originals = Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE, live=True
    )
    change = TextChange.objects.filter(page__in=originals, changed_at__gt=saved_at).select_related("page").first()
    if change is None:
        return None
    original = change.page.specific
    earlier = original.revisions.filter(created_at__lte=saved_at).order_by("created_at").last()
    if earlier and _content(earlier.as_object()) == _content(original):
        return None
    return change.changed_at


def changed_since_taken_over(translation: Translation) -> datetime | None:
    """Return when an original was published with other content than its translation has taken over."""
    source = translation.source
    changes = TextChange.objects.filter(
        page__translation_key=source.object_id, page__locale_id=source.locale_id, page__live=True
    )
    since = changes.filter(changed_at__gt=source.last_updated_at).values_list("changed_at", flat=True).first()
    # A draft that is published for the first time may say what it said when its translation was begun.
    if since and _content(source.as_instance()) != _content(source.get_source_instance()):
        return since
    return None
