"""What follows the end of a consent: the page cache is purged, renditions are deleted, the search index is renewed.

Pages leave out by themselves what relies on a consent that has ended (`pages.consents.parts`), and a stored page is not
sent after the end. This job deletes what would still be there, and undoes that for a consent that was prolonged.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.search.index import insert_or_update_object

from pages.models.consents import Consent
from pages.models.recordings import Recording
from pages.page_cache.generation import renew_on_commit

# The field of a home page.
QUOTED_INTERVIEW = "quotation_page"


def apply_ends() -> str:
    """Do what follows from consents that have ended or were prolonged since the last time. Return it in words."""
    ended = Consent.objects.ended()
    newly_ended = list(ended.filter(end_is_applied=False))
    prolonged = list(Consent.objects.filter(end_is_applied=True).exclude(pk__in=ended.values("pk")))
    for consent in newly_ended:
        _apply(consent, has_ended=True)
    for consent in prolonged:
        _apply(consent, has_ended=False)
    counts = ((len(newly_ended), "ended"), (len(prolonged), "prolonged"))
    return ", ".join(f"{count} {what}" for count, what in counts if count)


def _apply(consent: Consent, has_ended: bool) -> None:
    """Purge the page cache, and have the worker delete or make the renditions (`pages.media.renditions`)."""
    pictures = get_image_model().objects.filter(consent=consent)
    with transaction.atomic():
        for page in pages_relying_on(consent):
            insert_or_update_object(page)
        pictures.update(renditions_due_at=timezone.now(), renditions_failures=0)
        Consent.objects.filter(pk=consent.pk).update(end_is_applied=has_ended)
        renew_on_commit(purge=has_ended)


def pages_relying_on(consent: Consent) -> list[Page]:
    """Return the pages with words that rely on a consent, and with pictures and recordings that do."""
    files = [*get_image_model().objects.filter(consent=consent), *Recording.objects.filter(consent=consent)]
    pages = _pages_that_refer_to(consent, *files)
    # A home page that quotes an interview has no reference to the consent itself.
    quoting = _pages_that_refer_to(*pages, field=QUOTED_INTERVIEW)
    return list({page.pk: page for page in (*pages, *quoting)}.values())


def _pages_that_refer_to(*things: Model, field: str = "") -> list[Page]:
    """Return the pages that refer to any of some objects, in any of their fields or in one."""
    page_type = ContentType.objects.get_for_model(Page)
    is_in_field = {"model_path": field} if field else {}
    references = [
        ReferenceIndex.get_references_to(thing).filter(base_content_type=page_type, **is_in_field) for thing in things
    ]
    pks = {int(pk) for found in references for pk in found.values_list("object_id", flat=True)}
    return list(Page.objects.filter(pk__in=pks).specific())
