"""What stands around the pages, gathered from the database and written down once for each state of the content.

A page then reads one row instead of asking for settings, menus, numbers, words and pages. It is written when the
answer to the request that changed the content has been sent, so that neither an editor nor the next visitor waits.
Nothing depends on that: a page that finds it stale gathers for itself.
"""

import json
import logging
import threading
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import Error as DatabaseProblem
from django.db import close_old_connections, connection
from django.utils import translation
from wagtail.blocks import StreamValue
from wagtail.models import Page, Site

from pages.models.people import GlossaryTerm
from pages.models.site_settings import Announcement, HelpLine, Navigation, OrganisationIdentity, VisitorSafety
from pages.models.versions import ContentVersion, WrittenChrome
from pages.surroundings import Chrome, Link, ListedPage, Term
from pages.visibility import closed_paths, public

logger = logging.getLogger(__name__)


class _Waiting(threading.local):
    """What this thread has to write down once the request is answered: everything, or what a page found stale."""

    is_everything_stale = False
    found_stale: tuple[Any, ...] = ()


_waiting = _Waiting()


def chrome_for(site: Site, language: str) -> Chrome:
    """Return what stands around the pages of a site in a language: as it is written down, or else gathered now."""
    number, written = ContentVersion.objects.with_chrome(site, language)
    if written is None:
        written = _values(site, language)
        _waiting.found_stale = (site, language, number, written)
    return Chrome.from_values(written, number)


def write_later() -> None:
    """Ask for everything to be written down anew once the present request has been answered."""
    _waiting.is_everything_stale = True


def forget_what_waits(**kwargs: Any) -> None:
    """Begin a request with nothing to write. Called before each."""
    _waiting.is_everything_stale, _waiting.found_stale = False, ()


def write_what_waits(**kwargs: Any) -> None:
    """Write down what waits in this thread. Where the database takes nothing now, a later page asks again."""
    everything, found = _waiting.is_everything_stale, _waiting.found_stale
    if not everything and not found:
        return
    forget_what_waits()
    try:
        if everything:
            write_all_down()
        else:
            _write(*found)
    except DatabaseProblem:
        logger.warning("What stands around the pages could not be written down.", exc_info=True)
    finally:
        # After a request Django has closed its connections already; this one would be held until the next.
        if not connection.in_atomic_block:
            close_old_connections()


def write_all_down() -> None:
    """Gather and write down what is stale, for every site and language. Raises what the database raises."""
    for site in Site.objects.select_related("root_page"):
        for language, _name in settings.LANGUAGES:
            number, written = ContentVersion.objects.with_chrome(site, language)
            if written is None:
                _write(site, language, number, _values(site, language))


def _write(site: Site, language: str, number: int, content: dict[str, Any]) -> None:
    """Write down what was gathered, unless the content has changed since its number was read."""
    present, _created = ContentVersion.objects.get_or_create(pk=1)
    if present.number != number:
        return
    WrittenChrome.objects.update_or_create(
        site=site,
        language=language,
        release=settings.RELEASE,
        defaults={"number": number, "content": content},
    )
    WrittenChrome.objects.filter(site=site, language=language, number__lt=number).delete()


def _values(site: Site, language: str) -> dict[str, Any]:
    """Gather what stands around the pages, as JSON would give it back."""
    with translation.override(language):
        values = gathered(site).as_values()
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def gathered(site: Site) -> Chrome:
    """Read everything, in the language that is active, with the public pages of all languages asked for once."""
    language = translation.get_language()
    is_main_language = language == settings.LANGUAGE_CODE
    # Another process may have moved a home page since this one last asked.
    Site.clear_site_root_paths_cache()
    safety = VisitorSafety.for_site(site)
    navigation = Navigation.for_site(site)
    announcement = Announcement.for_site(site)
    everywhere = public(Page.objects.filter(depth__gt=1), closed_paths()).select_related("locale").order_by("path")
    urls = {page.pk: page.get_url(current_site=site) for page in everywhere}
    readable = {page.pk: page for page in everywhere if urls[page.pk]}
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
    return {
        page.pk: ListedPage(
            pk=page.pk,
            path=page.path,
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
        found.setdefault(str(page.translation_key), {})[page.locale.language_code] = urls[page.pk]
    return found
