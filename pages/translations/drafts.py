"""The draft of a translation: always what the translation editor shows, and never more than a draft.

wagtail-localize writes translations into the public page, publishes them with gaps, and gives the slug anew. So its
functions that save are not used: every change of a text becomes a revision, and publishing is Wagtail's own.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ManyToManyField
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Locale, Page, Revision, TaskState, TranslatableMixin
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from pages.staff.second_reader import AnyUser
from pages.text.cleaning import clean_text
from pages.translations.blocks import fill_missing_texts

# A translation has these too wherever its original does.
FOLLOWED_IF_SET = ("is_sensitive", "names_person")


def translation_into(page: Page) -> Translation | None:
    """Return the translation of which a page is the result, unless it is written with the ordinary form."""
    return (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source__locale", "target_locale")
        .order_by("pk")
        .first()
    )


def missing_segments(translation: Translation) -> list[StringSegment]:
    """Return the texts that have no translation, in the order of the page."""
    segments = StringSegment.objects.filter(source=translation.source_id).annotate_translation(
        translation.target_locale
    )
    return [
        segment
        for segment in segments.select_related("context", "string").order_by("order")
        if not StringValue(segment.translation or "").render_text().strip()
    ]


@transaction.atomic
def start(page: Page, locale: Locale, user: AnyUser) -> Page:
    """Begin the translation of a page and return its draft. Pages above it that are missing become drafts too."""
    page = page.specific
    source = _source_of(page)
    target = page.get_translation_or_none(locale)
    if target is None:
        page.copy_for_translation(locale, copy_parents=True)
    elif target.alias_of_id:
        # An alias in another language is never public: see `CheckedPage.save`.
        Page.objects.filter(pk=target.pk).update(alias_of=None)
    translation, _is_new = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    save_draft(translation, user)
    return translation.get_target_instance()


def _source_of(page: Page) -> TranslationSource:
    """Return the texts of a page as they are now, without the pictures, pages and consents that its blocks choose.

    The editor would offer others for one language.
    """
    source, _is_changed = TranslationSource.update_or_create_from_instance(fill_missing_texts(page))
    for segment in source.overridablesegment_set.all():
        if not isinstance(segment.data, str):
            segment.delete()
    return source


@transaction.atomic
def update_source(source: TranslationSource, user: AnyUser) -> list[Translation]:
    """Take over the public text of an original: what changed in it is to be translated again, in every language."""
    source = _source_of(source.get_source_instance())
    # Also where it says again what it said before.
    source.last_updated_at = timezone.now()
    source.save(update_fields=["last_updated_at"])
    translations = list(source.translations.filter(enabled=True).select_related("source__locale", "target_locale"))
    for translation in translations:
        save_draft(translation, user)
    return translations


@transaction.atomic
def save_draft(translation: Translation, user: AnyUser) -> Revision:
    """Save the texts as the draft of the page; the original's stand where one is missing.

    Raises `ValidationError` if a field refuses a text. The text then says so in the editor.
    """
    page = _with_texts(translation)
    try:
        page.full_clean()
    except ValidationError as error:
        if not _mark_refused(translation, error):
            raise
        # Without those that were refused.
        page = _with_texts(translation)
    return page.save_revision(user=user, log_action=True, clean=False, overwrite_revision=_own_draft(page, user))


def save_note(page: Page, user: AnyUser, note: str) -> Revision:
    """Save the note on a sample of a translation as part of its draft. Raises `ValidationError` if it is too long."""
    page = page.get_latest_revision_as_object()
    page.sample_note = page._meta.get_field("sample_note").clean(clean_text(note).strip(), page)
    return page.save_revision(user=user, log_action=True, clean=False, overwrite_revision=_own_draft(page, user))


def _with_texts(translation: Translation) -> Page:
    """Return the page as the translation makes it, unsaved."""
    source, locale = translation.source, translation.target_locale
    original, current = source.as_instance(), source.get_source_instance()
    page = source.get_translated_instance(locale).get_latest_revision_as_object()
    copy_synchronised_fields(original, page)
    segments = source._get_segments_for_translation(locale, fallback=True)
    ingest_segments(original, page, source.locale, locale, segments)
    for field in page._meta.many_to_many:
        if isinstance(field, ParentalManyToManyField):
            setattr(page, field.name, _in_locale(field, getattr(original, field.name).all(), locale))
    for name in FOLLOWED_IF_SET:
        setattr(page, name, any(getattr(each, name) for each in (original, current, page)))
    return page


def _in_locale(field: ManyToManyField, chosen: Iterable, locale: Locale) -> list:
    """Return what an original has chosen, translated where there is a translation."""
    model: Any = field.related_model
    if not issubclass(model, TranslatableMixin):
        return list(chosen)
    originals = list(chosen)
    keys = [each.translation_key for each in originals]
    translated = {each.translation_key: each for each in model.objects.filter(translation_key__in=keys, locale=locale)}
    return [translated.get(each.translation_key, each) for each in originals]


def _mark_refused(translation: Translation, error: ValidationError) -> int:
    """Show at the texts why their fields refuse them, and return how many these are."""
    refused = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        context__path__in=error.message_dict,
        locale=translation.target_locale,
        has_error=False,
    ).select_related("context")
    for text in refused:
        text.set_field_error(error.error_dict[text.context.path])
    return len(refused)


def _own_draft(page: Page, user: AnyUser) -> Revision | None:
    """Return the newest revision if this user may go on with it: hers, not public, and in nobody's hands."""
    newest = page.get_latest_revision()
    if newest is None or newest.user_id != user.pk or newest.approved_go_live_at:
        return None
    was_used = newest.pk == page.live_revision_id or TaskState.objects.filter(revision=newest).exists()
    return None if was_used else newest
