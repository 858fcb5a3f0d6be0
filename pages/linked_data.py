"""What pages say about themselves in the terms of schema.org, for search engines."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from pages.glossary import Term
from pages.link_cards import card_picture
from pages.navigation.site_context import get_site_context

Data = dict[str, Any]

CONTEXT = "https://schema.org"
LOGO, LOGO_SIZE = "img/touch-icon.png", 180


def without_empty(data: Data) -> Data:
    """Return the data without the keys that have no value."""
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}


def breadcrumb_list(page: Any, request: HttpRequest) -> list[Data]:
    """Return a BreadcrumbList of a page, or none for a home page.

    It has the published pages above the page and the page itself, by the short names of menus, cards and titles
    for search engines.
    """
    if not page.published_ancestors:
        return []
    site_context = get_site_context(request)
    names = {link.url: link.title for link in (*site_context.footer_menu, *site_context.main_menu)}
    names[site_context.home_url] = site_context.organisation.name
    items = []
    for position, each in enumerate([*page.published_ancestors, page], start=1):
        url = each.get_url(request)
        short_name = names.get(url) or str(getattr(each.specific_class, "card_title", "")) or each.seo_title
        name = short_name or each.title
        items.append({"@type": "ListItem", "position": position, "name": name, "item": request.build_absolute_uri(url)})
    return [{"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}]


def article(story: Any, request: HttpRequest) -> Data:
    """Return a story or a publication, which we publish, with what it is based on."""
    url = request.build_absolute_uri(story.get_url(request))
    language, published, modified = story.locale.language_code, story.published_here_on, story.last_published_at
    return without_empty(
        {
            "@context": CONTEXT,
            "@type": story.schema_type,
            "headline": story.title,
            "description": story.search_description,
            "mainEntityOfPage": url,
            "inLanguage": language,
            "image": card_picture(request, story.motif, language).address,
            "datePublished": published.isoformat() if published else "",
            "dateModified": modified.isoformat() if modified else "",
            "publisher": publisher(request),
            "isBasedOn": _original(story),
            **story.people_data(request),
        }
    )


def _original(story: Any) -> Data:
    """Return the original of a story with its publisher, if its address is known."""
    if not getattr(story, "original_url", ""):
        return {}
    first = story.publisher
    return without_empty(
        {
            "@type": story.schema_type,
            "url": story.original_url,
            "name": story.original_title,
            "datePublished": story.date.isoformat() if story.date else "",
            "publisher": organisation_of(first.words("name").text, first.website) if first else {},
        }
    )


def report(article: Data, kind: str, documents: Iterable[Any], request: HttpRequest) -> Data:
    """Return an article as a report of a kind, with its documents as files in their languages."""
    files = [
        without_empty(
            {
                "@type": "MediaObject",
                "name": each.shown_title,
                "contentUrl": request.build_absolute_uri(each.shown_document.url),
                "encodingFormat": each.shown_document.content_type,
                "contentSize": str(each.shown_document.file_size or ""),
                "inLanguage": each.get("language"),
            }
        )
        for each in documents
    ]
    return without_empty({**article, "genre": kind, "encoding": files})


def organisation_of(name: str, url: str = "") -> Data:
    """Return another organisation."""
    return without_empty({"@type": "Organization", "name": name, "url": url})


def person(name: str) -> Data:
    """Return a person."""
    return {"@type": "Person", "name": name}


def publisher(request: HttpRequest) -> Data:
    """Return the organisation as the publisher of its pages, under one identity in all languages."""
    site_context = get_site_context(request)
    return {
        "@type": "NGO",
        "@id": request.build_absolute_uri("/#organisation"),
        "name": site_context.organisation.name,
        "url": request.build_absolute_uri(site_context.home_url),
    }


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
            "areaServed": identity.words("place").text,
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
