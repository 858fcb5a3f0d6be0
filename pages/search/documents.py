"""The search finds publications by the titles of their documents, also when a title changes or a document goes."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, ReferenceIndex
from wagtail.search.index import insert_or_update_object

from pages.models import PublicationPage, SiteDocument


def connect() -> None:
    """Connect the receiver of signals."""
    for signal in (post_save, post_delete):
        signal.connect(_index_again, sender=SiteDocument, dispatch_uid="index_publications_of_document")


def _index_again(instance: SiteDocument, **options: Any) -> None:
    """Index the publications of a document again. One that is had back has some from the beginning."""
    page_type = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(instance).filter(base_content_type=page_type)
    pks = {int(pk) for pk in references.values_list("object_id", flat=True)}
    for page in PublicationPage.objects.filter(pk__in=pks):
        insert_or_update_object(page)
