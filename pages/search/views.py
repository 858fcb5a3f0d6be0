"""Search in the pages of the site."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.query import PageQuerySet

from pages.access import visible_pages
from pages.empty_lists import empty_lists
from pages.navigation.site_context import Link, SiteContext, get_site_context
from pages.pagination import PAGE_SIZE, part_of_list, requested_page, title_of_part
from pages.search.answers import known_words
from pages.search.results import Results, items, look_for
from pages.search.spelling import spellings
from pages.search.words import Words, words_of
from pages.seo import PageMeta

LONGEST_QUERY = 100
# How many pages of the menu are shown where nothing was found. Before a search all are.
MAIN_PAGES = 3


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found for the query of `?q=`, of the kind `?kind=`. Queries are neither stored nor logged.

    Raises `Http404` for a page number or a kind that does not exist.
    """
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    site_context = get_site_context(request)
    pages = visible_pages(request).exclude(pk__in=empty_lists(request))
    found = shown = look_for(request, pages, words_of(query))
    suggestion = None if found else _suggestion(request, pages, found)
    if suggestion and (suggestion.has_answer or not found.matches.partial):
        shown = suggestion
    kind = request.GET.get("kind", "")
    kinds = shown.kinds()
    if kind and kind not in {each.name for each, _count in kinds}:
        raise Http404("There are no pages of this kind.")
    pks = [pk for pk, each in shown.pages.items() if kind in ("", each.name)]
    page = requested_page(request, Paginator(pks, PAGE_SIZE))
    is_beginning = page.number == 1 and not kind
    # The words that were looked for are not in the title, which stays in the history of the browser.
    chosen = [str(each.label) for each, _count in kinds if each.name == kind]
    heading = title_of_part(_("Search"), part_of_list(chosen, page))
    partial = list(shown.matches.partial)[:PAGE_SIZE] if is_beginning else []
    # Looking for several words and then for their right spellings takes the queries that passages would.
    has_passages = bool(found) or len(shown.words) == 1
    return render(
        request,
        "pages/search.html",
        {
            "meta": PageMeta(heading, site_context.organisation.name, is_indexable=False),
            "heading": heading,
            "breadcrumbs": [Link(site_context.organisation.name, site_context.home_url)],
            "languages": site_context.languages(_in_other_languages(request.path, query, site_context)),
            "has_form": True,
            "query": query,
            "kinds": [
                {
                    "label": each.label,
                    "count": count,
                    "url": f"?{urlencode({'q': query, 'kind': each.name})}",
                    "is_current": each.name == kind,
                }
                for each, count in kinds
                if len(kinds) > 1
            ],
            "kind": kind,
            "every_kind": Link(_("Everything"), f"?{urlencode({'q': query})}"),
            "terms": shown.answer.terms if is_beginning else [],
            "shows_numbers": is_beginning and (shown.answer.shows_numbers or not (shown or partial)),
            "is_found": bool(found),
            "suggestion": _link_to(suggestion.words) if suggestion else None,
            "is_suggestion_shown": shown is suggestion,
            "main_pages": [] if found or partial else site_context.main_menu[: MAIN_PAGES if query else None],
            "results": items(request, pages, page.object_list, shown, has_passages),
            "partial": items(request, pages, partial, shown, has_passages=False) if partial else [],
            "has_more": shown.matches.has_more,
            "found_count": len(shown.pages),
            "pagination": page,
            "preserved_parameters": ("q", "kind"),
        },
    )


def _in_other_languages(path: str, query: str, site_context: SiteContext) -> dict[str, str]:
    """Return the address of the same search in each language in which the site is public."""
    asked = f"?{urlencode({'q': query})}" if query else ""
    return {code: translate_url(path, code) + asked for code in site_context.home_pages}


def _link_to(words: Words) -> Link:
    """Return a link that searches for words."""
    query = " ".join(words)
    return Link(query, f"?{urlencode({'q': query})}")


def _suggestion(request: HttpRequest, pages: PageQuerySet, found: Results) -> Results | None:
    """Return what is found for the likeliest spelling of the words that finds anything; None if none does."""
    if not found.words:
        return None
    for words in spellings(found.words, get_language() or "", known_words(request)):
        if results := look_for(request, pages, words):
            return results
    return None
