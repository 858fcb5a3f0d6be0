"""What do search engines and link cards see? One object for the head of every page."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest


@dataclass
class PageMeta:
    """Everything that the head of a page says about it. Addresses are absolute."""

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


def breadcrumb_list(request: HttpRequest, trail: list[tuple[str, str]]) -> dict[str, Any]:
    """Return schema.org's BreadcrumbList for the titles and addresses of a trail, the page itself last."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": title,
                "item": request.build_absolute_uri(url),
            }
            for position, (title, url) in enumerate(trail, start=1)
        ],
    }


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data without the keys that have nothing to say."""
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}
