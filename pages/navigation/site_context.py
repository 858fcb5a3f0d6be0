"""What every page shows around its own content, in one language: menus, numbers to call, the organisation.

It is read from the settings once after each change of content and cached. It does not grow with the number of pages.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from pages.blocks.languages import entry_in
from pages.contact_topics import ContactTopic
from pages.languages import direction, own_name
from pages.models.site_settings import (
    DEFAULT_EXIT,
    Announcement,
    Navigation,
    OrganisationIdentity,
    VisitorSafety,
)
from pages.navigation.links import LinkTargets
from pages.page_cache.fragments import cached
from pages.page_cache.keys import saves_data
from pages.request_cache import request_cache
from pages.safety.exit_address import save_exit_address

TOPICS_OF_SUPPORTERS = (ContactTopic.ANTI_RACISM, ContactTopic.WORKSHOP, ContactTopic.PARTNERSHIP)


@dataclass(frozen=True)
class Link:
    """The title and the address of a page, and the language of both if it is not that of the reader."""

    title: str
    url: str
    language: str = ""


@dataclass(frozen=True)
class HelpLine:
    """A number to call with its label, and the language of that. `dial` is empty if it is not a number to dial."""

    label: str
    number: str
    dial: str
    note: str
    language: str


@dataclass(frozen=True)
class LanguageLink:
    """A link to the same page in another language, or else to the home page, with what it is called in it."""

    code: str
    name: str
    direction: str
    url: str
    home_label: str = ""


@dataclass(frozen=True)
class SiteContext:
    """The site's settings as its pages show them, in one language.

    `home_pages` holds the address of the home page in each language in which it is published. `contact_language` and
    `safety_language` are the languages of those pages, if they are not that of the reader. `accessibility_key` is the
    translation key of the page about accessibility.
    """

    organisation: OrganisationIdentity
    is_main_language: bool = True
    exit_url: str = DEFAULT_EXIT
    exit_label: str = ""
    help_label: str = ""
    home_url: str = "/"
    contact_url: str = ""
    contact_language: str = ""
    safety_url: str = ""
    safety_language: str = ""
    help_lines: list[HelpLine] = field(default_factory=list)
    main_menu: list[Link] = field(default_factory=list)
    footer_menu: list[Link] = field(default_factory=list)
    announcement: Announcement | None = None
    announcement_link: Link | None = None
    accessibility_key: UUID | None = None
    home_pages: dict[str, str] = field(default_factory=dict)

    def languages(self, translations: dict[str, str] | None = None) -> list[LanguageLink]:
        """Return links to the other languages: to a translation of the page where there is one, or to the home page.

        `translations` maps language codes to the addresses of a page's translations.
        """
        translations = translations or {}
        urls = {**self.home_pages, **translations}
        return [
            LanguageLink(code, own_name(code), direction(code), urls[code], "" if code in translations else _home(code))
            for code, _language in settings.LANGUAGES
            if code != get_language() and code in urls
        ]

    @property
    def ways_to_take_part(self) -> list[Link]:
        """Links to the contact form for those who want to work with us, each with its topic chosen."""
        if not self.contact_url:
            return []
        return [Link(str(each.label), f"{self.contact_url}?topic={each}") for each in TOPICS_OF_SUPPORTERS]


def get_site_context(request: HttpRequest) -> SiteContext:
    """Return the site context of a request, or one of defaults where there is no site."""
    cache = request_cache(request)
    if "site_context" not in cache:
        site = Site.find_for_request(request)
        cache["site_context"] = (
            cached(request, f"site-context:{site.pk}:{get_language()}", lambda: _read_settings(site, request))
            if site
            else SiteContext(organisation=OrganisationIdentity())
        )
        # The exit of a preview may not be saved.
        if not getattr(request, "is_preview", False):
            save_exit_address(cache["site_context"].exit_url)
    return cache["site_context"]


def site_context(request: HttpRequest) -> dict[str, Any]:
    """Template context processor: `site_context`, evaluated when a template uses it, and two facts of the request.

    These are whether it carries a session cookie, and whether the browser asks to save data. The session itself is not
    looked up: that would cost every page a query.
    """
    return {
        "site_context": SimpleLazyObject(lambda: get_site_context(request)),
        "has_session": settings.SESSION_COOKIE_NAME in request.COOKIES,
        "saves_data": saves_data(request.META),
    }


def _read_settings(site: Site, request: HttpRequest) -> SiteContext:
    language = get_language()
    is_main_language = language == settings.LANGUAGE_CODE
    safety = VisitorSafety.for_site(site)
    navigation = Navigation.for_site(site)
    announcement = Announcement.for_site(site)
    targets = LinkTargets.of([site, navigation, announcement], request)
    accessibility_page = targets.page(navigation.accessibility_page_id)
    return SiteContext(
        organisation=OrganisationIdentity.for_site(site),
        is_main_language=is_main_language,
        exit_url=safety.exit_url,
        exit_label=_label(safety, "exit_label"),
        help_label=_label(safety, "help_label"),
        home_url=targets.url(site.root_page_id),
        # Where these pages are not translated, a page in the main language is better than no way to help.
        contact_url=targets.url(navigation.contact_page_id),
        contact_language=targets.other_language(navigation.contact_page_id),
        safety_url=targets.url(navigation.safety_page_id),
        safety_language=targets.other_language(navigation.safety_page_id),
        help_lines=_help_lines(safety, language) or _help_lines(safety, settings.LANGUAGE_CODE),
        main_menu=_menu(navigation.main_menu, targets),
        footer_menu=_menu(navigation.footer_menu, targets),
        announcement=announcement if announcement.text else None,
        announcement_link=_link(announcement.page_id, announcement.link_text, targets),
        accessibility_key=accessibility_page.translation_key if accessibility_page else None,
        home_pages=targets.translation_urls(site.root_page),
    )


def _menu(menu: Any, targets: LinkTargets) -> list[Link]:
    """Return links to the public pages of a menu: to their translations where there are some."""
    links = []
    for item in menu:
        chosen = item.value.get("page")
        page = targets.page(chosen.pk) if chosen else None
        if page:
            # A label is written in the language of the page that it leads to.
            label = item.value.get("label") if page.pk == chosen.pk else _translated_label(item.value, page)
            links.append(Link(label or page.title, targets.url(chosen.pk), targets.other_language(chosen.pk)))
    return links


def _link(pk: int | None, text: str, targets: LinkTargets) -> Link | None:
    """Return a link to a page in the words of a setting, or None if not everyone may read it."""
    url = targets.url(pk)
    return Link(text, url, targets.other_language(pk)) if url else None


def _translated_label(item: Any, page: Page) -> str:
    """Return what a menu calls the translation of a page, or "" if that is its title."""
    label = entry_in(item.get("labels"), page.locale.language_code)
    return label["label"] if label else ""


def _label(safety: VisitorSafety, name: str) -> str:
    """Return the words of staff for a button, or "" if they wrote none in the active language."""
    words = safety.words(name)
    return "" if words.language else words.text


def _home(code: str) -> str:
    """Return what the home page is called in a language."""
    with override(code):
        return _("home")


def _help_lines(safety: VisitorSafety, language: str) -> list[HelpLine]:
    """Return those numbers to call that have a label in a language."""
    labelled = [(block.value, block.value.label_in(language)) for block in safety.numbers]
    return [
        HelpLine(label["label"], number["number"], number.dial, label.get("note") or "", language)
        for number, label in labelled
        if label
    ]
