"""Links to our own pages and documents: only to what everyone may read, in the language of the reader."""

import re
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.rich_text.rewriters import LinkRewriter

from pages.access import restricted_paths
from pages.empty_lists import is_empty_list

Reference = tuple[type[Model], int]

_ID = re.compile(r"[0-9]{1,18}")


class LinkTargets:
    """What a set of links leads to, fetched with one query for all pages and one for all documents.

    A link to a page leads to its translation in the active language if that is public, otherwise to the page itself
    if that is public, otherwise nowhere. A list that is hidden while it is empty counts as not public then.
    """

    def __init__(self, references: Iterable[Reference], request: HttpRequest | None = None) -> None:
        self._references = references
        self._keys: dict[int, UUID] = {}
        self.request = request

    @classmethod
    def of(cls, sources: Iterable[Model], request: HttpRequest | None = None) -> "LinkTargets":
        """Return the targets of all links in the texts, blocks and foreign keys of a page and of what it shows."""
        return cls((reference for source in sources for reference in _references_of(source)), request)

    @cached_property
    def _ids(self) -> tuple[set[int], set[int]]:
        page_ids, document_ids = set(), set()
        for model, pk in self._references:
            if issubclass(model, Page):
                page_ids.add(pk)
            elif issubclass(model, AbstractDocument):
                document_ids.add(pk)
        return page_ids, document_ids

    @cached_property
    def _translations(self) -> dict[UUID, dict[str, Page]]:
        """The public translations of the pages, by translation key and language."""
        page_ids, _document_ids = self._ids
        if not page_ids:
            return {}
        keys = Page.objects.filter(pk__in=page_ids).order_by().values("translation_key")
        translations: dict[UUID, dict[str, Page]] = {}
        private = restricted_paths(self.request)
        for page in Page.objects.filter(translation_key__in=keys).select_related("locale"):
            found = translations.setdefault(page.translation_key, {})
            is_public = page.live and not page.path.startswith(private) and page.get_url(self.request)
            if is_public and not is_empty_list(page, self.request):
                found[page.locale.language_code] = page
            if page.pk in page_ids:
                self._keys[page.pk] = page.translation_key
        return translations

    @cached_property
    def _documents(self) -> dict[int, AbstractDocument]:
        _page_ids, document_ids = self._ids
        return get_document_model().objects.in_bulk(document_ids) if document_ids else {}

    def page(self, pk: int | None) -> Page | None:
        """Return the page that a link to a page leads to, or None."""
        # Also fills `_keys`.
        all_translations = self._translations
        if pk not in self._keys:
            return None
        translations = all_translations.get(self._keys[pk], {})
        itself = next((page for page in translations.values() if page.pk == pk), None)
        return translations.get(get_language()) or itself

    def translated_page(self, pk: int | None) -> Page | None:
        """Return the same, but only a page in the active language: lists of related pages show no other."""
        page = self.page(pk)
        return page if page and page.locale.language_code == get_language() else None

    def url(self, pk: int | None) -> str:
        """Return the address that a link to a page leads to, or ""."""
        page = self.page(pk)
        return page.get_url(self.request) if page else ""

    def other_language(self, pk: int | None) -> str:
        """Return the language of the page that a link leads to if it is not the active one, or ""."""
        page = self.page(pk)
        code = page.locale.language_code if page else get_language()
        return code if code != get_language() else ""

    def translation_urls(self, page: Page) -> dict[str, str]:
        """Return the addresses of a page in all languages in which it is public, by language code."""
        translations = self._translations.get(page.translation_key, {})
        return {code: translation.get_url(self.request) for code, translation in translations.items()}

    def document_url(self, pk: int | None) -> str:
        """Return the address of a document, or "" if visitors cannot open it."""
        document = self._documents.get(pk) if pk else None
        return document.url if document and not document.is_left_out else ""


def _references_of(source: Model) -> Iterator[Reference]:
    """Yield the pages and documents that an object links to, and the object itself if it is a page."""
    if isinstance(source, Page) and source.pk:
        yield Page, source.pk
    for field in source._meta.fields:
        if hasattr(field, "extract_references"):
            for model, pk, *_paths in field.extract_references(field.value_from_object(source)):
                if _ID.fullmatch(str(pk)):
                    yield model, int(pk)
        elif field.many_to_one and field.related_model == Page and (pk := field.value_from_object(source)):
            yield Page, pk


class RichTextLinks(LinkRewriter):
    """Rewrites the links of rich text to our pages and documents, with targets that are fetched already."""

    def __init__(self, targets: LinkTargets) -> None:
        super().__init__(
            bulk_rules={
                "page": lambda attrs_list: [_page_tag(targets, _id(attrs)) for attrs in attrs_list],
                "document": lambda attrs_list: [_opening_tag(targets.document_url(_id(attrs))) for attrs in attrs_list],
            }
        )

    def get_tag_replacements(self, tag_type: str, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return the opening tags of links to pages and documents, and none for other links."""
        return super().get_tag_replacements(tag_type, attrs_list) if tag_type in self.bulk_rules else []


class PublicPageLinkHandler(PageLinkHandler):
    """Links to our own pages in rich text that is shown outside a page."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return the opening tags."""
        targets = LinkTargets((Page, pk) for attrs in attrs_list if (pk := _id(attrs)))
        return [_page_tag(targets, _id(attrs)) for attrs in attrs_list]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[type[Model], str, str, str]]:
        """Yield the page that a link refers to. Wagtail's own fails for a link without an id."""
        if _id(attrs):
            yield from super().extract_references(attrs)


class PublicDocumentLinkHandler(DocumentLinkHandler):
    """Links to our own documents in rich text that is shown outside a page."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return the opening tags."""
        targets = LinkTargets((get_document_model(), pk) for attrs in attrs_list if (pk := _id(attrs)))
        return [_opening_tag(targets.document_url(_id(attrs))) for attrs in attrs_list]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[type[Model], str, str, str]]:
        """Yield the document that a link refers to. Wagtail's own fails for a link without an id."""
        if _id(attrs):
            yield from super().extract_references(attrs)


class ExternalLinkHandler(LinkHandler):
    """Links to other sites, which are not told where the reader comes from."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        """Return the opening tag."""
        return f'<a href="{escape(attrs["href"])}" rel="noreferrer">'


def _id(attrs: dict[str, str]) -> int | None:
    return int(attrs["id"]) if _ID.fullmatch(attrs.get("id", "")) else None


def _page_tag(targets: LinkTargets, pk: int | None) -> str:
    return _opening_tag(targets.url(pk), targets.other_language(pk))


def _opening_tag(url: str, language: str = "") -> str:
    if not url:
        return "<a>"
    return f'<a href="{escape(url)}" hreflang="{language}">' if language else f'<a href="{escape(url)}">'
