"""Indexes pages again when what they show of documents and people has changed: the search finds them by that too."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, ReferenceIndex
from wagtail.search.index import insert_or_update_object

from pages.media.private_collections import document_privacy_changed
from pages.models import OPTIONAL_PAGES, Person, SiteDocument


def connect() -> None:
    """Connect the receivers of signals."""
    for signal in (post_save, post_delete):
        signal.connect(_person_changed, sender=Person, dispatch_uid="index_pages_of_person")
        signal.connect(_document_changed, sender=SiteDocument, dispatch_uid="index_pages_of_document")
    document_privacy_changed.connect(_privacy_changed, dispatch_uid="index_pages_of_private_documents")


def _person_changed(instance: Person, **options: Any) -> None:
    """Index the pages that show a person again. Other pages that name her are not found by that."""
    _index_again(ReferenceIndex.get_references_to(instance), OPTIONAL_PAGES)


def _document_changed(instance: SiteDocument, **options: Any) -> None:
    """Index the pages that show a document again. Of one that is restored they are not known yet."""
    _index_again(ReferenceIndex.get_references_to(instance))


def _privacy_changed(documents: QuerySet[SiteDocument], **options: Any) -> None:
    """Index the pages with documents that visitors may be able to open from now on, or no longer."""
    keys = documents.annotate(key=Cast("pk", CharField())).values("key")
    document_type = ContentType.objects.get_for_model(SiteDocument)
    _index_again(ReferenceIndex.objects.filter(to_content_type=document_type, to_object_id__in=keys))


def _index_again(references: QuerySet[ReferenceIndex], types: tuple[type[Page], ...] = (Page,)) -> None:
    page_type = ContentType.objects.get_for_model(Page)
    pks = {int(pk) for pk in references.filter(base_content_type=page_type).values_list("object_id", flat=True)}
    for page in Page.objects.filter(pk__in=pks).type(types).specific() if pks else ():
        insert_or_update_object(page)
