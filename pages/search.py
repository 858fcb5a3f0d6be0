"""What does the site hold about these words?"""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pages.access import visible_pages
from pages.navigation.listings import list_item
from pages.navigation.site_context import get_site_context
from pages.search_index import find
from pages.seo import PageMeta

ON_ONE_PAGE = 10
LONGEST_QUERY = 100


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the pages that hold the words of `?q=`. The words are neither kept nor logged.

    Raises `Http404` for a page number that does not exist.
    """
    # A null character is nothing anyone searches for, and PostgreSQL refuses it.
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    pages = visible_pages(request)
    matches = find(pages, query)
    try:
        page = Paginator(matches.pks, ON_ONE_PAGE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404("There is no such page of results.") from error
    found = pages.in_bulk(page.object_list)
    return render(
        request,
        "pages/search.html",
        {
            "meta": PageMeta(title=_("Search"), is_indexable=False),
            "trail": [(get_site_context(request).organisation.name, get_site_context(request).home_url)],
            "languages": get_site_context(request).languages(None),
            "query": query,
            "results": [list_item(found[pk], request) for pk in page if pk in found],
            "has_more": matches.has_more,
            "pagination": page,
        },
    )
