"""The head of every page: what search engines and link cards see."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from pages.navigation.site_context import Link


@dataclass
class PageMeta:
    """What the head of a page says about it. Addresses are absolute."""

    title: str
    description: str = ""
    canonical: str = ""
    is_indexable: bool = True
    is_sensitive: bool = False
    site_name: str = "Apna Haq"
    alternates: dict[str, str] = field(default_factory=dict)
    linked_data: list[dict[str, Any]] = field(default_factory=list)

    @property
    def full_title(self) -> str:
        """The title with the site's name, which stands alone on the home page."""
        if not self.title or self.site_name in self.title:
            return self.title or self.site_name
        return f"{self.title} – {self.site_name}"


def breadcrumb_list(request: HttpRequest, links: list[Link]) -> dict[str, Any]:
    """Return schema.org's BreadcrumbList for links to the ancestors of a page and to the page itself, which is last."""
    return {
        "@context": "https://schema.org",
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


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data without the keys that have no value."""
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}
