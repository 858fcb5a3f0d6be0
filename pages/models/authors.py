"""Pages that name their authors."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property

from pages.linked_data import person, publisher
from pages.models.people import Person
from pages.text.marking import listed, listed_plain


class AuthorsMixin:
    """A page of a list, with authors. Without any, the organisation is the author."""

    # A field of each page type, whose help text says who is named if it is empty.
    authors: Any
    prefetch_for_lists = ["authors"]

    @cached_property
    def author_list(self) -> list[Person]:
        """The authors."""
        return list(self.authors.all())

    @property
    def author_names(self) -> str:
        """The authors, without markup."""
        return listed_plain(author.words("name").text for author in self.author_list)

    @property
    def byline(self) -> str:
        """The authors, marked with their languages."""
        return listed(author.words("name").marked for author in self.author_list)

    def link_sources(self) -> list[models.Model]:
        """Add the authors, whose biographies follow the text."""
        sources: list[models.Model] = super().link_sources()  # type: ignore[misc]  # a mixin of pages
        return [*sources, *self.author_list]

    def people_data(self, request: HttpRequest) -> dict[str, Any]:
        """Name the authors, or the organisation."""
        return {"author": [person(author.words("name").text) for author in self.author_list] or [publisher(request)]}
