"""How does a page look in a list? Plain values, so that templates ask the database nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from wagtail.blocks import StreamValue
from wagtail.models import Page

from pages.chrome import address_of, chrome_of
from pages.surroundings import ListedPage

# The cloths of the identity, each with its motif: a pattern for each place.
MOTIFS = {"rani": "bagh", "madder": "phul", "mari": "leher", "teal": "jaal"}


@dataclass(frozen=True)
class Row:
    """One page in a list."""

    kind: str
    title: str
    url: str
    text: str = ""
    byline: str = ""
    published: date | None = None


@dataclass(frozen=True)
class Poster:
    """One page as a poster: a large word on its cloth, beside its motif."""

    title: str
    url: str
    text: str
    cloth: str
    motif: str

    @classmethod
    def of(cls, page: ListedPage, label: str = "", text: str = "") -> "Poster":
        """Return the poster of a page, in the words of an editor where she gave some."""
        return cls(
            title=label or page.poster_title,
            url=page.url,
            text=text or page.text,
            cloth=page.cloth,
            motif=MOTIFS.get(page.cloth, ""),
        )


def row(page: Page, request: HttpRequest) -> Row:
    """Return the row of any page. A page that has a byline or a date of its own shows them."""
    return Row(
        kind=str(getattr(page.specific_class, "kind", "")),
        title=page.title,
        url=address_of(page, request),
        text=page.search_description,
        byline=str(getattr(page, "byline", "")),
        published=getattr(page, "appeared_on", None),
    )


def raw_values(stream: StreamValue) -> list[Any]:
    """Return what the blocks of a stream hold: numbers of pages and snippets, which are asked for nothing.

    The values of the blocks themselves would fetch each kind of them from the database.
    """
    return [child["value"] for child in stream.raw_data]


def chosen_rows(page: Page, request: HttpRequest) -> list[Row]:
    """Return rows for the related pages that an editor chose, in her order, without those not everyone may see."""
    pages = chrome_of(request).pages
    chosen = [pages[pk] for pk in raw_values(page.related) if pk in pages]
    return [Row(kind=each.kind, title=each.title, url=each.url, text=each.text) for each in chosen]
