"""Deleting what wagtail-localize keeps of texts that are on no page any more."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    TranslationSource,
)

from pages.models.users import AnyUser
from pages.translations.drafts import update_source


@transaction.atomic
def delete_earlier_texts(page: Page, user: AnyUser) -> list[Page]:
    """Delete the earlier texts of a page and their translations.

    The drafts of its translations follow its public text, but those that the user may not change now, which are
    returned. Their own old versions are deleted like those of any page.
    """
    left = []
    for source in TranslationSource.objects.filter(object_id=page.translation_key, locale=page.locale_id):
        left += update_source(source, user)
    _unused_translations().filter(context__object_id=page.translation_key).delete()
    addresses = OverridableSegment.objects.filter(context=OuterRef("context"))
    SegmentOverride.objects.filter(~Exists(addresses), context__object_id=page.translation_key).delete()
    _delete_unused_strings()
    return left


def delete_expired() -> None:
    """Delete translations whose text was taken out, once they are older than `REVISION_DAYS`, and texts of no page."""
    if settings.REVISION_DAYS:
        before = timezone.now() - timedelta(days=settings.REVISION_DAYS)
        _unused_translations().filter(updated_at__lt=before).delete()
    _delete_unused_strings()


def _unused_translations() -> QuerySet[StringTranslation]:
    shown = StringSegment.objects.filter(context=OuterRef("context"), string=OuterRef("translation_of"))
    return StringTranslation.objects.filter(~Exists(shown))


def _delete_unused_strings() -> None:
    """Delete texts that no page shows and that have no translation. wagtail-localize never does."""
    String.objects.filter(segments=None, translations=None).delete()
