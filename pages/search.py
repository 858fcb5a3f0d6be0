"""What does the site hold about these words?"""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pages.chrome import chrome_of
from pages.listing import row
from pages.search_index import find
from pages.seo import PageMeta
from pages.visibility import visible_pages

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
            "trail": [(chrome_of(request).organisation.name, chrome_of(request).home_url)],
            "languages": chrome_of(request).languages(None),
            "query": query,
            "results": [row(found[pk], request) for pk in page if pk in found],
            "has_more": matches.has_more,
            "pagination": page,
        },
    )
