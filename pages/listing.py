"""How does a page look in a list? Plain values, so that templates ask the database nothing."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from wagtail.models import Page

from pages.caching import kept
from pages.chrome import chrome_of

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
    def of(cls, page: Page, request: HttpRequest, label: str = "", text: str = "") -> "Poster":
        """Return the poster of a page, in the words of an editor where she gave some."""
        cloth = getattr(page.specific_class, "cloth", "") or "ink"
        return cls(
            title=label or str(getattr(page.specific_class, "poster_title", "")) or page.title,
            url=page.get_url(request),
            text=text or page.search_description,
            cloth=cloth,
            motif=MOTIFS.get(cloth, ""),
        )


def row(page: Page, request: HttpRequest) -> Row:
    """Return the row of any page. A page that has a byline or a date of its own shows them."""
    return Row(
        kind=str(getattr(page.specific_class, "kind", "")),
        title=page.title,
        url=page.get_url(request),
        text=page.search_description,
        byline=str(getattr(page, "byline", "")),
        published=getattr(page, "appeared_on", None),
    )


def chosen_rows(page: Page, request: HttpRequest) -> list[Row]:
    """Return rows for the related pages that an editor chose, in her order, without those not everyone may see."""
    visible = chrome_of(request).visible_ids
    return kept(
        request,
        f"related:{page.pk}",
        lambda: [row(child.value, request) for child in page.related if child.value and child.value.pk in visible],
    )
