"""What pages say about themselves in the terms of schema.org, for search engines."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from pages.glossary import Term
from pages.navigation.site_context import Link, get_site_context

Data = dict[str, Any]

CONTEXT = "https://schema.org"
LOGO, LOGO_SIZE = "img/touch-icon.png", 180


def without_empty(data: Data) -> Data:
    """Return the data without the keys that have no value."""
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}


def breadcrumb_list(request: HttpRequest, links: list[Link]) -> Data:
    """Return a BreadcrumbList of links to the ancestors of a page and to the page itself, which is last."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": link.title,
                "item": request.build_absolute_uri(link.url),
            }
            for position, link in enumerate(links, start=1)
        ],
    }


def publisher(request: HttpRequest) -> Data:
    """Return the organisation as the publisher of its pages."""
    site_context = get_site_context(request)
    url = request.build_absolute_uri(site_context.home_url)
    return {"@type": "NGO", "@id": f"{url}#organisation", "name": site_context.organisation.name, "url": url}


def organisation(request: HttpRequest) -> Data:
    """Return the organisation, as far as editors have filled it in."""
    identity = get_site_context(request).organisation
    return without_empty(
        {
            "@context": CONTEXT,
            **publisher(request),
            "alternateName": identity.alternate_name,
            "legalName": identity.registered_name,
            "logo": {
                "@type": "ImageObject",
                "url": request.build_absolute_uri(static(LOGO)),
                "width": LOGO_SIZE,
                "height": LOGO_SIZE,
            },
            "areaServed": identity.place,
            "foundingDate": str(identity.founded or ""),
            "telephone": identity.telephone,
            "email": identity.email,
        }
    )


def website(request: HttpRequest, language: str) -> Data:
    """Return the site in a language, with its search."""
    search = request.build_absolute_uri(reverse("search"))
    owner = publisher(request)
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": owner["name"],
        "url": owner["url"],
        "inLanguage": language,
        "publisher": {"@id": owner["@id"]},
        # https://developers.google.com/search/docs/appearance/structured-data/sitelinks-searchbox
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search + "?q={search_term_string}"},
            "query-input": "required name=search_term_string",
        },
    }


def defined_terms(url: str, name: str, language: str, terms: list[Term]) -> Data:
    """Return the glossary at an address as a DefinedTermSet."""
    return {
        "@context": CONTEXT,
        "@type": "DefinedTermSet",
        "@id": url,
        "url": url,
        "name": name,
        "inLanguage": language,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "name": term.term,
                "description": ". ".join(filter(None, [term.meaning, term.explanation])),
            }
            for term in terms
        ],
    }
