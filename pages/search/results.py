"""What is found for some words, and how it is shown: in which order, by kind, with the words marked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from pages.navigation.links import LinkTargets
from pages.navigation.listings import ListItem, list_item
from pages.search.answers import Answer, answer_to
from pages.search.index import Matches, find
from pages.search.passages import Marker, in_element, texts_of
from pages.search.words import Words, significant, stems

# Each type of pages among the results costs a query. Of further types, the summaries are shown.
MAX_TYPES = 4


@dataclass(frozen=True)
class Kind:
    """A kind of pages: its name in addresses, which is the same in every language, and what visitors read."""

    name: str
    label: str


@dataclass(frozen=True)
class Results:
    """What was found for some words. `pages` are those that staff chose, and then those with all words, by kind.

    `chosen` are those that staff chose: in the main language where no translation is public.
    """

    words: Words
    answer: Answer
    pages: dict[int, Kind]
    matches: Matches
    chosen: dict[int, Page] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether there is anything to show for all the words."""
        return bool(self.pages or self.has_answer)

    @property
    def has_answer(self) -> bool:
        """Whether there is more to show than pages that match."""
        return bool(self.chosen or self.answer.terms or self.answer.shows_numbers)

    @property
    def marker(self) -> Marker:
        """What marks the words and their synonyms."""
        return Marker([significant(self.words), *self.answer.synonyms])

    def kinds(self) -> list[tuple[Kind, int]]:
        """Return how many pages there are of each kind, the largest number first."""
        return Counter(self.pages.values()).most_common()


def look_for(request: HttpRequest, pages: PageQuerySet, words: Words) -> Results:
    """Return what is found for some words among the pages that the visitor may read."""
    answer = answer_to(request, words)
    targets = LinkTargets(((Page, pk) for pk in answer.page_pks), request)
    chosen = {page.pk: page for page in map(targets.page, answer.page_pks) if page}
    matches = find(pages, words, answer.synonyms)
    every = {pk: page.content_type_id for pk, page in chosen.items()}
    every |= {pk: content_type for pk, content_type in matches.whole.items() if pk not in chosen}
    kinds = {content_type: _kind(content_type) for content_type in set(every.values())}
    return Results(words, answer, {pk: kinds[content_type] for pk, content_type in every.items()}, matches, chosen)


def items(
    request: HttpRequest, pages: PageQuerySet, pks: Iterable[int], results: Results, has_passages: bool = True
) -> list[ListItem]:
    """Return pages as list items with the words marked, and with a passage where the summary lacks some of them.

    Pages that are kept discreet, and those in another language than the reader's, show no more than their summary.
    """
    marker = results.marker
    found = results.chosen | pages.in_bulk([pk for pk in pks if pk not in results.chosen])
    in_order = [found[pk] for pk in pks if pk in found]
    in_summary = {page.pk: len(marker.found(page.search_description)) for page in in_order}
    wanted = len(set(stems(significant(results.words))))
    languages = {pk: page.locale.language_code for pk, page in results.chosen.items()}
    foreign = {pk: code for pk, code in languages.items() if code != get_language()}
    without = _specific(
        [page for page in in_order if has_passages and page.pk not in foreign and in_summary[page.pk] < wanted]
    )
    listed = []
    for page in in_order:
        specific = without.get(page.pk)
        passage = None
        if specific and not specific.is_sensitive:
            passage = marker.passage(texts_of(specific), more_than=in_summary[page.pk])
        item, language = list_item(page, request), foreign.get(page.pk, "")
        title, text = (in_element(marker.mark(each), language) for each in (item.title, item.text))
        listed.append(replace(item, title=title, text=passage or text, language=language))
    return listed


def _kind(content_type: int) -> Kind:
    """Return the kind of the pages of a type."""
    label = getattr(ContentType.objects.get_for_id(content_type).model_class(), "type_label", "")
    with override(None):
        name = slugify(str(label)) or "other"
    return Kind(name, str(label) or _("Other pages"))


def _specific(pages: list[Page]) -> dict[int, Any]:
    """Return pages as objects of their types, with one query for each type and one for the consents to interviews."""
    keys: dict[type[Page], list[int]] = {}
    for page in pages:
        model = page.specific_class
        if not model.is_always_sensitive and (model in keys or len(keys) < MAX_TYPES):
            keys.setdefault(model, []).append(page.pk)
    found: dict[int, Any] = {}
    for model, pks in keys.items():
        of_type = list(model.objects.filter(pk__in=pks))
        if hasattr(model, "consent"):
            prefetch_related_objects(of_type, "consent")
        found |= {page.pk: page for page in of_type}
    return found
