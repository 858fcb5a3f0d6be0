"""Where do the links in rich text lead?"""

import re

from django.http import HttpRequest
from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.rich_text.rewriters import LinkRewriter

from pages.chrome import chrome_of
from pages.page_cache.fragments import cached


class ExternalLinkHandler(LinkHandler):
    """Links to other sites tell those sites nothing about where the reader comes from."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        """Return the opening tag."""
        return f'<a href="{escape(attrs["href"])}" rel="noreferrer">'


class UnknownPageHandler(PageLinkHandler):
    """Links to our own pages lead nowhere until `OwnLinks` has said where: not everyone may go everywhere."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return the opening tags."""
        return ["<a>"] * len(attrs_list)


class OwnLinks(LinkRewriter):
    """Leads links to our pages to their translation, and nowhere if not everyone may go there; and to our documents.

    It knows all addresses already; Wagtail asks the database for each text. All other links are left as they are.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        super().__init__(bulk_rules={"page": self._to_pages, "document": self._to_documents})

    def get_tag_replacements(self, tag_type: str, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return the opening tags for links to pages and documents, and none for others."""
        return super().get_tag_replacements(tag_type, attrs_list) if tag_type in self.bulk_rules else []

    def _to_pages(self, attrs_list: list[dict[str, str]]) -> list[str]:
        link_to = chrome_of(self.request).link_to
        return [_opening_tag(link_to(_number(attrs))) for attrs in attrs_list]

    def _to_documents(self, attrs_list: list[dict[str, str]]) -> list[str]:
        documents = cached(self.request, "documents", _addresses_of_documents)
        return [_opening_tag(documents.get(_number(attrs), "")) for attrs in attrs_list]


def _addresses_of_documents() -> dict[int, str]:
    return {document.pk: document.url for document in get_document_model().objects.only("title", "file")}


def _number(attrs: dict[str, str]) -> int | None:
    return int(attrs["id"]) if re.fullmatch(r"[0-9]{1,18}", attrs.get("id", "")) else None


def _opening_tag(url: str) -> str:
    return f'<a href="{escape(url)}">' if url else "<a>"
