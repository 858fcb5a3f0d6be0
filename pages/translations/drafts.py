"""The draft of a translation: always what the translation editor shows, and never more than a draft.

wagtail-localize writes translations into the public page, publishes them with gaps, and gives the slug anew. So its
functions that save are not used: every change of a text becomes a revision, and publishing is Wagtail's own.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Locale, Page, Revision, TaskState, TranslatableMixin
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from pages.aliases import keep_privacy
from pages.languages import translated
from pages.models.users import AnyUser
from pages.translations.blocks import fill_missing_texts
from pages.translations.fields import own_fields

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
        page.copy_for_translation(
            locale, copy_parents=True, exclude_fields=[*own_fields(type(page)), "page_recordings"]
        )
    elif target.alias_of_id:
        _separate(target)
    translation, _is_new = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    save_draft(translation, user)
    return translation.get_target_instance()


def _separate(alias: Page) -> None:
    """Turn an alias, which repeats all of its original, into the beginning of a translation."""
    keep_privacy(alias)
    alias.alias_of = None
    for name in own_fields(type(alias)):
        setattr(alias, name, alias._meta.get_field(name).get_default())
    alias.page_recordings = []
    alias.save(clean=False)


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
def update_source(source: TranslationSource, user: AnyUser) -> list[Page]:
    """Take over the public text of an original: what changed in it is to be translated again, in every language.

    Returns the translations whose drafts stay as they are, because the user may not change them now.
    """
    updated_before = source.last_updated_at
    source = _source_of(source.get_source_instance())
    left = []
    for translation in source.translations.filter(enabled=True).select_related("source__locale", "target_locale"):
        page = translation.get_target_instance()
        if page.permissions_for_user(user).can_edit() and not is_locked(page, user):
            save_draft(translation, user)
        else:
            left.append(page)
    # Also where it says again what it said before. The editor offers the changes until no draft is left without them.
    source.last_updated_at = updated_before if left else timezone.now()
    source.save(update_fields=["last_updated_at"])
    return left


def is_locked(page: Page, user: AnyUser) -> bool:
    """Return whether a page is locked for a user, or waits for somebody else in the workflow."""
    lock = page.get_lock()
    return bool(lock and lock.for_user(user))


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
    return save_as_draft(page, user)


def save_as_draft(page: Page, user: AnyUser) -> Revision:
    """Save a page as its draft, and as the same version if the user goes on with her own."""
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
            chosen = list(getattr(original, field.name).all())
            if issubclass(field.related_model, TranslatableMixin):
                chosen = translated(chosen, locale.language_code)
            setattr(page, field.name, chosen)
    for name in FOLLOWED_IF_SET:
        setattr(page, name, any(getattr(each, name) for each in (original, current, page)))
    return page


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
