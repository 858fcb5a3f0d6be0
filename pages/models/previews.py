"""What pages show without being pages: its history, and its preview on a page that shows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, PreviewableMixin, ReferenceIndex, RevisionMixin

from pages.access import public_pages

# The object whose unsaved values the present thread renders a preview with.
_previewed: ContextVar[models.Model | None] = ContextVar("previewed", default=None)


class ShownOnPages(PreviewableMixin, RevisionMixin, models.Model):
    """What pages show. Each save is kept as a version, and is live at once.

    Its preview is a page that shows it. While that page is rendered, the unsaved values take the place of those that
    are read from the database. Nothing is written.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """Return the object that was read, with the unsaved values if it is previewed."""
        instance = super().from_db(*args, **kwargs)
        previewed = _previewed.get()
        if previewed is not None and type(previewed) is cls and previewed.pk == instance.pk:
            for field in cls._meta.concrete_fields:
                setattr(instance, field.attname, getattr(previewed, field.attname))
        return instance

    def page_for_preview(self, mode_name: str) -> Page | None:
        """Return a public page that shows this object, or None."""
        page_type = ContentType.objects.get_for_model(Page)
        references = ReferenceIndex.get_references_to(self).filter(base_content_type=page_type)
        shown_on = {int(pk) for pk in references.values_list("object_id", flat=True)}
        return public_pages(Page.objects.filter(pk__in=shown_on)).order_by("path").first()

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Return a page that shows this object, or else the object by itself."""
        page = self.page_for_preview(preview_mode or "") if self.pk else None
        if page is None:
            return super().make_preview_request(original_request, preview_mode, extra_request_attrs)
        with _shown_unsaved(self):
            page = page.specific
            return page.make_preview_request(original_request, page.default_preview_mode, extra_request_attrs)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template for an object that no page shows yet."""
        return "previews/shown_nowhere.html"


@contextmanager
def _shown_unsaved(instance: models.Model) -> Iterator[None]:
    token = _previewed.set(instance)
    try:
        yield
    finally:
        _previewed.reset(token)
