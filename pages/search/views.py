"""Search in the pages of the site."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pages.access import visible_pages
from pages.navigation.listings import list_item
from pages.navigation.site_context import Link, get_site_context
from pages.pagination import PAGE_SIZE, requested_page
from pages.search.index import find
from pages.seo import PageMeta

LONGEST_QUERY = 100


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the pages that contain the words of `?q=`. The words are neither stored nor logged.

    Raises `Http404` for a page number that does not exist.
    """
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    site_context = get_site_context(request)
    pages = visible_pages(request)
    matches = find(pages, query)
    page = requested_page(request, Paginator(matches.pks, PAGE_SIZE))
    found = pages.in_bulk(page.object_list)
    return render(
        request,
        "pages/search.html",
        {
            "meta": PageMeta(title=_("Search"), is_indexable=False),
            "breadcrumbs": [Link(site_context.organisation.name, site_context.home_url)],
            "languages": site_context.languages(),
            "has_form": True,
            "query": query,
            "results": [list_item(found[pk], request) for pk in page if pk in found],
            "has_more": matches.has_more,
            "pagination": page,
        },
    )
