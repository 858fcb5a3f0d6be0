"""How a page appears in lists of pages: as a list item or as a card. Plain values, so that templates cause no query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

from pages.consents.parts import limit_to_consents
from pages.navigation.links import LinkTargets

# The colour themes of the identity, each with its motif.
MOTIFS = {"rani": "bagh", "madder": "phul", "mari": "leher", "teal": "jaal"}


@dataclass(frozen=True)
class ListItem:
    """One page in a list. `language` is that of the page if it is not the reader's: title and text name it then.

    `year` and `label`, which is HTML, replace the type label in lists of one type.
    """

    type_label: str
    title: str
    url: str
    text: str = ""
    byline: str = ""
    published: date | None = None
    language: str = ""
    year: str = ""
    label: str = ""


@dataclass(frozen=True)
class Card:
    """One page as a card: a large word in the colours of its theme, beside the motif."""

    title: str
    url: str
    text: str
    colour_theme: str
    motif: str


def list_item(page: Page, request: HttpRequest) -> ListItem:
    """Return the list item of a page. Specific pages with a byline or a date of their own show them."""
    limit_to_consents(request, [getattr(page, "text_consent", None)])
    return ListItem(
        type_label=str(getattr(page, "kind_label", "") or getattr(page.specific_class, "type_label", "")),
        title=page.title,
        url=page.get_url(request),
        text=page.search_description,
        byline=str(getattr(page, "byline", "")),
        published=getattr(page, "appeared_on", None),
    )


def list_items(pages: Iterable[Page], request: HttpRequest) -> list[ListItem]:
    """Return the list items of pages."""
    return [list_item(page, request) for page in pages]


def related_items(page: Page, targets: LinkTargets, request: HttpRequest) -> list[ListItem]:
    """Return the list items of the pages to read after a page, in the order in which an editor chose them."""
    return list_items(related_pages(page, targets, request), request)


def related_pages(page: Page, targets: LinkTargets, request: HttpRequest) -> list[Page]:
    """Return the pages to read after a page, in the order in which an editor chose them.

    They are those in the active language that are public. A translation that names none shows those of its original.
    """
    chosen = page.related
    if not chosen and page.locale.language_code != settings.LANGUAGE_CODE:
        original = page.get_translations().filter(locale__language_code=settings.LANGUAGE_CODE).first()
        chosen = original.related if original else []
        targets = LinkTargets(((Page, block.value.pk) for block in chosen if block.value), request)
    pages = [targets.translated_page(block.value.pk) for block in chosen if block.value]
    return list(filter(None, pages))


def card(page: Page, request: HttpRequest, label: str = "", text: str = "") -> Card:
    """Return the card of a page, with an editor's label and text if there are any."""
    model = page.specific_class
    colour_theme = getattr(model, "colour_theme", "") or "ink"
    return Card(
        title=label or str(getattr(model, "card_title", "")) or page.title,
        url=page.get_url(request),
        text=text or page.search_description,
        colour_theme=colour_theme,
        motif=MOTIFS.get(colour_theme, ""),
    )
