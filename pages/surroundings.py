"""What stands around every page, as plain values: menus, numbers to call, the organisation, an announcement,
languages; and which pages there are to lead to.
"""

from dataclasses import astuple, dataclass, field, fields
from typing import Any

from django.conf import settings
from django.core import serializers
from django.db.models import Model
from django.utils.translation import get_language
from wagtail.models import Page

from pages.languages import direction, own_name
from pages.models.site_settings import DEFAULT_EXIT, Announcement, HelpLine, OrganisationIdentity


@dataclass(frozen=True)
class Link:
    """A page in a menu."""

    title: str
    url: str


@dataclass(frozen=True)
class LanguageLink:
    """The way to the same page, or else to the home page, in another language."""

    code: str
    name: str
    direction: str
    url: str


@dataclass(frozen=True)
class Term:
    """A glossary term with its meaning."""

    term: str
    meaning: str
    explanation: str


@dataclass(frozen=True)
class ListedPage:
    """A page that anyone may read, as lists and posters show it. `path` is its place in the page tree."""

    pk: int
    path: str
    title: str
    url: str
    text: str
    kind: str
    poster_title: str
    cloth: str


@dataclass(frozen=True)
class Chrome:
    """What stands around every page, in one language.

    `pages` are those that anyone may read in this language, in the order of the page tree, by their numbers.
    `elsewhere` holds the addresses of those in other languages: of the translation, where there is one.
    """

    organisation: OrganisationIdentity
    version: int = 0
    is_main_language: bool = True
    exit_url: str = DEFAULT_EXIT
    exit_label: str = ""
    help_label: str = ""
    home_url: str = "/"
    contact_url: str = ""
    contact_is_translated: bool = True
    safety_url: str = ""
    help_lines: list[HelpLine] = field(default_factory=list)
    help_is_translated: bool = True
    main_menu: list[Link] = field(default_factory=list)
    footer_menu: list[Link] = field(default_factory=list)
    announcement: Announcement | None = None
    announcement_url: str = ""
    glossary: list[Term] = field(default_factory=list)
    pages: dict[int, ListedPage] = field(default_factory=dict)
    elsewhere: dict[int, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    translations: dict[str, dict[str, str]] = field(default_factory=dict)

    def as_values(self) -> dict[str, Any]:
        """Return the same as values that JSON can hold."""
        values = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "version"}
        values["organisation"] = _record(self.organisation)
        values["help_lines"] = [_record(line) for line in self.help_lines]
        values["announcement"] = _record(self.announcement) if self.announcement else None
        values["pages"] = [astuple(page) for page in self.pages.values()]
        values["elsewhere"] = list(self.elsewhere.items())
        for name in ("main_menu", "footer_menu", "glossary"):
            values[name] = [astuple(each) for each in values[name]]
        return values

    @classmethod
    def from_values(cls, values: dict[str, Any], version: int) -> "Chrome":
        """Return what `as_values` was made from, with the number of the content's version."""
        return cls(
            **values
            | {
                "version": version,
                "organisation": _model(values["organisation"]),
                "help_lines": [_model(record) for record in values["help_lines"]],
                "announcement": _model(values["announcement"]) if values["announcement"] else None,
                "main_menu": [Link(*link) for link in values["main_menu"]],
                "footer_menu": [Link(*link) for link in values["footer_menu"]],
                "glossary": [Term(*term) for term in values["glossary"]],
                "pages": {page[0]: ListedPage(*page) for page in values["pages"]},
                "elsewhere": dict(values["elsewhere"]),
            }
        )

    def link_to(self, page_id: int | None) -> str:
        """Return the address of a page that an editor chose, rather of its translation; "" if not all may read it."""
        page = self.pages.get(page_id)
        return page.url if page else self.elsewhere.get(page_id, "")

    def languages(self, page: Page | None) -> list[LanguageLink]:
        """Return links to the other languages: this page's translation, or else that language's home."""
        here = get_language()
        urls = {**self.homes, **self.alternates(page)}
        return [
            LanguageLink(code, own_name(code), direction(code), urls[code])
            for code, _name in settings.LANGUAGES
            if code != here and code in urls
        ]

    def alternates(self, page: Page | None) -> dict[str, str]:
        """Return the addresses of the page in all languages in which it is published."""
        return self.translations.get(str(page.translation_key), {}) if page else {}


def _record(instance: Model) -> dict[str, Any]:
    return serializers.serialize("python", [instance])[0]


def _model(record: dict[str, Any]) -> Model:
    return next(serializers.deserialize("python", [record])).object
