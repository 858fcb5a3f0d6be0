"""The head of every page: what search engines and link cards see."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import to_locale
from wagtail.models import Page

from pages.languages import TERRITORIES
from pages.link_cards import CardPicture
from pages.navigation.site_context import Link, get_site_context


@dataclass
class PageMeta:
    """What the head of a page says about it. Addresses are absolute, but those of feeds.

    `alternates` has the addresses of the page in each language in which it may be indexed, with the default. Only
    stories have the days on which they were published and changed.
    """

    title: str
    site_name: str
    description: str = ""
    canonical: str = ""
    is_indexable: bool = True
    is_sensitive: bool = False
    language: str = ""
    alternates: dict[str, str] = field(default_factory=dict)
    picture: CardPicture | None = None
    published: date | None = None
    modified: datetime | None = None
    feeds: list[Link] = field(default_factory=list)
    linked_data: list[dict[str, Any]] = field(default_factory=list)

    @property
    def full_title(self) -> str:
        """The title with the site's name, which stands alone on the home page."""
        if not self.title or self.site_name in self.title:
            return self.title or self.site_name
        return f"{self.title} – {self.site_name}"

    @property
    def locale(self) -> str:
        """The language of the page as Open Graph names it, or ""."""
        return open_graph_locale(self.language)

    @property
    def other_locales(self) -> list[str]:
        """The languages of its translations, as Open Graph names them."""
        locales = [open_graph_locale(code) for code in self.alternates if code not in {self.language, "x-default"}]
        return list(filter(None, locales))


def open_graph_locale(language: str) -> str:
    """Return a language with its territory: en_GB for en-gb, ur_PK for ur; "" if it has no usual one."""
    locale = to_locale(language)
    if "_" in locale:
        return locale
    return f"{locale}_{TERRITORIES[locale]}" if locale in TERRITORIES else ""


def alternates(page: Any, request: HttpRequest, translations: dict[str, str]) -> dict[str, str]:
    """Return the addresses of those translations of a page that search engines may show, with the default.

    There are none for a page that they may not show itself.
    """
    if page.sample_note or len(translations) < 2:
        return {}
    samples = type(page).objects.filter(translation_key=page.translation_key).exclude(sample_note="")
    left_out = set(samples.order_by().values_list("locale__language_code", flat=True))
    urls = {code: url for code, url in translations.items() if code not in left_out}
    return with_default({code: request.build_absolute_uri(url) for code, url in urls.items()})


def with_default(addresses: dict[str, str]) -> dict[str, str]:
    """Return the addresses of a page in several languages with that for all other languages; none of one alone."""
    if len(addresses) < 2:
        return {}
    return {**addresses, "x-default": addresses.get(settings.LANGUAGE_CODE) or next(iter(addresses.values()))}


def feed_link(index: Page, request: HttpRequest) -> Link:
    """Return a link to the feed of a list of stories, by the title of the feed."""
    return Link(feed_title(index, request), reverse(index.specific_class.feed_name))


def feed_title(index: Page, request: HttpRequest) -> str:
    """Return the title of the feed of a list of stories: the name of the organisation and of the list."""
    return f"{get_site_context(request).organisation.name}: {index.title}"
