"""Indexes pages again when what they show of documents and people has changed: the search finds them by that too."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, ReferenceIndex
from wagtail.search.index import insert_or_update_object

from pages.models import OPTIONAL_PAGES, Person, PublicationPage, SiteDocument

PAGE_TYPES = (PublicationPage, *OPTIONAL_PAGES)


def connect() -> None:
    """Connect the receiver of signals."""
    for signal in (post_save, post_delete):
        for model in (SiteDocument, Person):
            signal.connect(_index_again, sender=model, dispatch_uid=f"index_pages_of_{model._meta.model_name}")


def _index_again(instance: Model, **options: Any) -> None:
    """Index the pages that show an object again. A restored document is referred to from the start."""
    page_type = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(instance).filter(base_content_type=page_type)
    pks = {int(pk) for pk in references.values_list("object_id", flat=True)}
    for page in Page.objects.filter(pk__in=pks).type(PAGE_TYPES).specific() if pks else ():
        insert_or_update_object(page)
