"""What stands around the pages, gathered from the database and written down once for each state of the content.

A page then reads one row instead of asking for settings, menus, numbers, words and pages: the first visitor after
a change, or after a restart, waits no longer than any other. Nothing depends on its being written in time: what
is missing or stale is gathered by the page that finds it so.
"""

import json
import logging
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import Error as DatabaseProblem
from django.utils import translation
from wagtail.blocks import StreamValue
from wagtail.models import Page, Site

from pages.models.people import GlossaryTerm
from pages.models.site_settings import Announcement, HelpLine, Navigation, OrganisationIdentity, VisitorSafety
from pages.models.versions import ContentVersion, WrittenChrome
from pages.surroundings import Chrome, Link, ListedPage, Term
from pages.visibility import public

logger = logging.getLogger(__name__)


def chrome_for(site: Site, language: str) -> Chrome:
    """Return what stands around the pages of a site in a language, gathering it if that was not done yet."""
    number, written = ContentVersion.objects.with_chrome(site, language)
    if written is None:
        written = _write_down(site, language, number)
    return Chrome.from_values(written, number)


def write_all_down() -> None:
    """Gather what is stale, for every site and language, so that no visitor waits for it."""
    for site in Site.objects.select_related("root_page"):
        for language, _name in settings.LANGUAGES:
            if not ContentVersion.objects.has_chrome(site, language):
                chrome_for(site, language)


def _write_down(site: Site, language: str, number: int) -> dict:
    """Gather and keep; a database that takes nothing now is no reason to show no page.

    The number was read before the content: a change in between makes this stale at once, and nothing wrong.
    """
    with translation.override(language):
        values = gathered(site).as_values()
    content = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    try:
        WrittenChrome.objects.update_or_create(
            site=site,
            language=language,
            release=settings.RELEASE,
            defaults={"number": number, "content": content},
        )
        WrittenChrome.objects.filter(site=site, language=language, number__lt=number).delete()
    except DatabaseProblem:
        logger.warning("What stands around the pages could not be written down.", exc_info=True)
    return content


def gathered(site: Site) -> Chrome:
    """Read everything, in the language that is active, with the public pages of all languages asked for once."""
    language = translation.get_language()
    is_main_language = language == settings.LANGUAGE_CODE
    safety = VisitorSafety.for_site(site)
    navigation = Navigation.for_site(site)
    announcement = Announcement.for_site(site)
    pages_of_all_languages = public(Page.objects.filter(depth__gt=1)).select_related("locale").order_by("path")
    readable = {page.pk: page for page in pages_of_all_languages}
    urls = {pk: page.get_url(current_site=site) for pk, page in readable.items()}
    visible = {page.translation_key: page for page in _below_home(site.root_page, language, readable.values())}
    pages = _listed(visible.values(), urls)
    help_lines = _help_lines(safety, language)

    def url_of(chosen: Page | None) -> str:
        page = visible.get(chosen.translation_key) if chosen else None
        return urls[page.pk] if page else ""

    def url_in_any_language(chosen: Page | None) -> str:
        """Rather the page in the main language than no way to help."""
        return url_of(chosen) or (urls.get(chosen.pk, "") if chosen else "")

    translations = _translations(readable.values(), urls)
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
        help_is_translated=is_main_language or any(line.locale.language_code == language for line in help_lines),
        main_menu=_menu(navigation.main_menu, visible, urls),
        footer_menu=_menu(navigation.footer_menu, visible, urls),
        announcement=announcement if announcement.text else None,
        announcement_url=url_of(announcement.page),
        glossary=[
            Term(term.term, term.meaning, term.explanation)
            for term in GlossaryTerm.objects.filter(locale__language_code=language)
        ],
        pages=pages,
        elsewhere={pk: url_in_any_language(page) for pk, page in readable.items() if pk not in pages},
        homes=translations.get(str(site.root_page.translation_key), {}),
        translations={key: found for key, found in translations.items() if len(found) > 1},
    )


def _below_home(root: Page, language: str, readable: Iterable[Page]) -> list[Page]:
    """Return those of the pages that stand below the site's home page in a language; none where there is none."""
    home = next(
        (
            page
            for page in readable
            if page.translation_key == root.translation_key and page.locale.language_code == language
        ),
        None,
    )
    return [page for page in readable if home and page.path.startswith(home.path)]


def _listed(pages: Iterable[Page], urls: dict[int, str]) -> dict[int, ListedPage]:
    """Return the pages as lists show them, by their numbers."""
    by_path = {page.path: page.pk for page in pages}
    return {
        page.pk: ListedPage(
            pk=page.pk,
            parent=by_path.get(page.path[: -Page.steplen]),
            title=page.title,
            url=urls[page.pk],
            text=page.search_description,
            kind=str(getattr(page.specific_class, "kind", "")),
            poster_title=str(getattr(page.specific_class, "poster_title", "")) or page.title,
            cloth=getattr(page.specific_class, "cloth", "") or "ink",
        )
        for page in pages
    }


def _help_lines(safety: VisitorSafety, language: str) -> list[HelpLine]:
    """Return the numbers in the language of the page, or else those in the main language."""
    lines = list(safety.help_lines.select_related("locale"))
    for wanted in (language, settings.LANGUAGE_CODE):
        if found := [line for line in lines if line.locale.language_code == wanted]:
            return found
    return []


def _menu(items: StreamValue, visible: dict[UUID, Page], urls: dict[int, str]) -> list[Link]:
    """Return the menu's pages that anyone may read, as their translations in the page's language."""
    links = []
    for item in items:
        chosen = item.value["page"]
        page = visible.get(chosen.translation_key) if chosen else None
        if page:
            label = item.value["label"] if page.pk == chosen.pk else ""
            links.append(Link(label or page.title, urls[page.pk]))
    return links


def _translations(readable: Iterable[Page], urls: dict[int, str]) -> dict[str, dict[str, str]]:
    """Return, for every public page, its address in each language in which it is published."""
    found: dict[str, dict[str, str]] = {}
    for page in readable:
        if url := urls[page.pk]:
            found.setdefault(str(page.translation_key), {})[page.locale.language_code] = url
    return found
