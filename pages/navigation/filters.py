"""How readers narrow a list: to a topic, a kind or a year."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404, HttpRequest

from pages.navigation.site_context import Link
from pages.pagination import list_query


@dataclass(frozen=True)
class Choice:
    """What a list can be narrowed to: its words, their language if they have one of their own, and its pages."""

    title: str
    pages: Q
    language: str = ""


@dataclass(frozen=True)
class Filter:
    """One way to narrow a list: its parameter in addresses, its name, and the choices by their values in addresses.

    `fewest` is the number of choices below which readers are not offered any.
    """

    name: str
    label: str
    choices: dict[str, Choice]
    fewest: int = 1


@dataclass(frozen=True)
class FilterLinks:
    """A filter as readers see it. Each link replaces all other choices; `current` is the query of the chosen one."""

    label: str
    links: list[Link]
    current: str


def chosen_values(request: HttpRequest, filters: Iterable[Filter]) -> dict[str, str]:
    """Return what a request chooses, by the names of filters. Raises `Http404` for a choice that does not exist."""
    values = {each.name: request.GET[each.name] for each in filters if request.GET.get(each.name)}
    for each in filters:
        if values.get(each.name) and values[each.name] not in each.choices:
            raise Http404("There is no such choice.")
    return values


def filter_links(filters: Iterable[Filter], values: dict[str, str]) -> list[FilterLinks]:
    """Return the links of filters, of which some are chosen, without those that have too few choices."""
    return [
        FilterLinks(
            each.label,
            [
                Link(choice.title, list_query({each.name: value}), choice.language)
                for value, choice in each.choices.items()
            ],
            list_query({each.name: values[each.name]}) if each.name in values else "",
        )
        for each in filters
        if len(each.choices) >= each.fewest
    ]
