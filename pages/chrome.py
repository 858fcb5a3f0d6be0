"""What stands around every page: menus, numbers to call, the organisation, an announcement, languages.

It is read from the database once for each version of the content and language, kept as plain values, and
handed to every template as `chrome`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.blocks import StreamValue
from wagtail.models import Page, Site

from pages.caching import kept
from pages.languages import direction, own_name
from pages.models.people import GlossaryTerm
from pages.models.site_settings import (
    DEFAULT_EXIT,
    Announcement,
    HelpLine,
    Navigation,
    OrganisationIdentity,
    VisitorSafety,
)
from pages.visibility import home_of, public

_EXIT = "exit-url"


@dataclass(frozen=True)
class Link:
    """A page in a menu."""

    title: str
    url: str


@dataclass(frozen=True)
class LanguageLink:
    """The way to the same page, or else to the home page, in another language."""

    code: str
    name: str
    direction: str
    url: str


@dataclass(frozen=True)
class Term:
    """A glossary term with its meaning."""

    term: str
    meaning: str
    explanation: str


@dataclass(frozen=True)
class Chrome:
    """What stands around every page, in one language."""

    organisation: OrganisationIdentity
    is_main_language: bool = True
    exit_url: str = DEFAULT_EXIT
    exit_label: str = ""
    help_label: str = ""
    home_url: str = "/"
    contact_url: str = ""
    contact_is_translated: bool = True
    safety_url: str = ""
    help_lines: list[HelpLine] = field(default_factory=list)
    help_is_translated: bool = True
    main_menu: list[Link] = field(default_factory=list)
    footer_menu: list[Link] = field(default_factory=list)
    announcement: Announcement | None = None
    announcement_url: str = ""
    glossary: list[Term] = field(default_factory=list)
    visible_ids: frozenset[int] = frozenset()
    public_ids: frozenset[int] = frozenset()
    homes: dict[str, str] = field(default_factory=dict)
    translations: dict[str, dict[str, str]] = field(default_factory=dict)

    def languages(self, page: Page | None) -> list[LanguageLink]:
        """Return links to the other languages: this page's translation, or else that language's home."""
        here = get_language()
        urls = {**self.homes, **self.alternates(page)}
        return [
            LanguageLink(code, own_name(code), direction(code), urls[code])
            for code, _name in settings.LANGUAGES
            if code != here and code in urls
        ]

    def alternates(self, page: Page | None) -> dict[str, str]:
        """Return the addresses of the page in all languages in which it is published."""
        return self.translations.get(str(page.translation_key), {}) if page else {}


def chrome_of(request: HttpRequest) -> Chrome:
    """Return the chrome for a request, or a bare one where there is no site."""
    if not hasattr(request, "_chrome"):
        site = Site.find_for_request(request)
        request._chrome = (
            kept(request, f"chrome:{site.pk}:{get_language()}", lambda: _read(request, site))
            if site
            else Chrome(organisation=OrganisationIdentity())
        )
        cache.set(_EXIT, request._chrome.exit_url, None)
    return request._chrome


def exit_url_of(request: HttpRequest) -> str:
    """Return where leaving leads, as a page last said it: nobody waits for a slow database to leave.

    A process that has shown no page since staff changed it leads to the old place until it shows one.
    """
    return cache.get(_EXIT) or chrome_of(request).exit_url


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Template context processor: `chrome`, read only where a template uses it; and whether staff may be there.

    The session itself is not asked: pages would then differ by cookie for everyone.
    """
    return {
        "chrome": SimpleLazyObject(lambda: chrome_of(request)),
        "has_session": settings.SESSION_COOKIE_NAME in request.COOKIES,
    }


def _read(request: HttpRequest, site: Site) -> Chrome:
    """Read everything, with the public pages of all languages asked for once."""
    safety = VisitorSafety.for_site(site)
    navigation = Navigation.for_site(site)
    announcement = Announcement.for_site(site)
    readable = {page.pk: page for page in public(Page.objects.filter(depth__gt=1)).select_related("locale")}
    visible = {page.translation_key: page for page in _in_this_language(request, readable.values())}
    is_main_language = get_language() == settings.LANGUAGE_CODE
    help_lines = _help_lines(safety)

    def url_of(chosen: Page | None) -> str:
        page = visible.get(chosen.translation_key) if chosen else None
        return page.get_url(request) if page else ""

    def url_in_any_language(chosen: Page | None) -> str:
        """Rather the page in the main language than no way to help."""
        return url_of(chosen) or (chosen.get_url(request) if chosen and chosen.pk in readable else "")

    translations = _translations(request, readable.values())
    return Chrome(
        organisation=OrganisationIdentity.for_site(site),
        is_main_language=is_main_language,
        exit_url=safety.exit_url,
        exit_label=safety.exit_label if is_main_language else "",
        help_label=safety.help_label if is_main_language else "",
        home_url=url_in_any_language(site.root_page),
        contact_url=url_in_any_language(navigation.contact_page),
        contact_is_translated=bool(url_of(navigation.contact_page)),
        safety_url=url_in_any_language(navigation.safety_page),
        help_lines=help_lines,
        help_is_translated=is_main_language or any(line.locale.language_code == get_language() for line in help_lines),
        main_menu=_menu(navigation.main_menu, visible, request),
        footer_menu=_menu(navigation.footer_menu, visible, request),
        announcement=announcement if announcement.text else None,
        announcement_url=url_of(announcement.page),
        glossary=[
            Term(term.term, term.meaning, term.explanation)
            for term in GlossaryTerm.objects.filter(locale__language_code=get_language())
        ],
        public_ids=frozenset(readable),
        visible_ids=frozenset(page.pk for page in visible.values()),
        homes=translations.get(str(site.root_page.translation_key), {}),
        translations={key: urls for key, urls in translations.items() if len(urls) > 1},
    )


def _in_this_language(request: HttpRequest, readable: Iterable[Page]) -> list[Page]:
    """Return those of the public pages in the language of the address; none where it has no home page."""
    try:
        home = home_of(request)
    except Http404:
        return []
    return [page for page in readable if page.path.startswith(home.path)]


def _help_lines(safety: VisitorSafety) -> list[HelpLine]:
    """Return the numbers in the language of the page, or else those in the main language."""
    lines = list(safety.help_lines.select_related("locale"))
    for language in (get_language(), settings.LANGUAGE_CODE):
        if found := [line for line in lines if line.locale.language_code == language]:
            return found
    return []


def _menu(items: StreamValue, visible: dict[UUID, Page], request: HttpRequest) -> list[Link]:
    """Return the menu's pages that anyone may read, as their translations in the page's language."""
    links = []
    for item in items:
        chosen = item.value["page"]
        page = visible.get(chosen.translation_key) if chosen else None
        if page:
            label = item.value["label"] if page.pk == chosen.pk else ""
            links.append(Link(label or page.title, page.get_url(request)))
    return links


def _translations(request: HttpRequest, readable: Iterable[Page]) -> dict[str, dict[str, str]]:
    """Return, for every public page, its address in each language in which it is published."""
    found: dict[str, dict[str, str]] = {}
    for page in readable:
        if url := page.get_url(request):
            found.setdefault(str(page.translation_key), {})[page.locale.language_code] = url
    return found
