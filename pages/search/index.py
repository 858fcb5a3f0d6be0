"""Search Wagtail's index at a cost that does not grow with the number of matches.

Wagtail's own `search` ranks and counts all matches, which takes seconds for a common word on a site with thousands of
posts. This module queries Wagtail's index directly, and ranks only the newest matches. On SQLite it queries a second
index over the same rows, which a migration makes: Wagtail's knows no stems.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import BigIntegerField, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.db.models.lookups import Exact, GreaterThan
from modelsearch.conf import get_app_config
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search.backends import get_search_backend

from pages.search.words import Words, significant

# The maximum number of matches that are ranked and shown.
MAX_MATCHES = 200
# If fewer pages have all words, those with some of them are shown too.
MIN_FULL_MATCHES = 10
# `pages/migrations/0014_search_answers.py` makes it.
STEMS = "pages_search_stems"

# The primary key of a page, and that of its content type.
Found = tuple[int, int]


@dataclass(frozen=True)
class Matches:
    """The matching pages, best first, by their primary keys, with the keys of their content types.

    `partial` are those that have only some of the words. `has_more` says whether there are more than `MAX_MATCHES`.
    """

    whole: dict[int, int] = field(default_factory=dict)
    partial: dict[int, int] = field(default_factory=dict)
    has_more: bool = False


def find(pages: PageQuerySet, words: Words, synonyms: list[Words]) -> Matches:
    """Return the pages that contain all words: first in their titles, then anywhere, then those with synonyms.

    Each group is ranked by itself, and limited to its newest `MAX_MATCHES`. Old pages with the words in their titles
    are therefore found even if many newer pages contain the words. Stop words are not looked for.
    """
    newest = _newest_on_sqlite if connection.vendor == "sqlite" else _newest_on_postgresql
    wanted = significant(words)
    found: dict[int, int] = {}
    if wanted:
        found |= dict(newest(pages, [wanted], True))
        found |= {pk: content_type for pk, content_type in newest(pages, [wanted], False) if pk not in found}
    if synonyms:
        found |= {pk: content_type for pk, content_type in newest(pages, synonyms, False) if pk not in found}
    partial: list[Found] = []
    if len(found) < MIN_FULL_MATCHES and len(wanted) > 1:
        partial = [each for each in newest(pages, [(word,) for word in wanted], False) if each[0] not in found]
    return Matches(
        dict(list(found.items())[:MAX_MATCHES]),
        dict(partial[: MAX_MATCHES - len(found)]),
        has_more=len(found) > MAX_MATCHES,
    )


def _newest_on_sqlite(pages: PageQuerySet, alternatives: list[Words], is_title_only: bool) -> list[Found]:
    """Return the newest matches of any alternative, best first: those that match in the title, then the others.

    SQLite reads the index from its end, and stops at the limit.
    """
    model = get_app_config().get_model("IndexEntry")
    expressions = (" AND ".join(f'"{word}"' for word in words) for words in alternatives)
    columns = "{title}" if is_title_only else "{title body}"
    match = f"{columns} : ({' OR '.join(f'({expression})' for expression in expressions)})"
    # A word in the title weighs ten times as much as one in the text.
    entries = _of_pages(model.objects.all(), pages).extra(  # noqa: S610 (the only variable is a parameter)
        select={"rank": f"bm25({STEMS}, 10, 1)"},
        tables=[STEMS],
        where=[f"{STEMS} MATCH %s", f"{STEMS}.rowid = {model._meta.db_table}.id"],
        params=[match],
        order_by=[f"-{STEMS}.rowid"],
    )
    found = entries.values_list("rank", "object_id", "content_type_id")[: MAX_MATCHES + 1]
    return [(int(pk), content_type) for _rank, pk, content_type in sorted(found, key=lambda each: each[0])]


def _newest_on_postgresql(pages: PageQuerySet, alternatives: list[Words], is_title_only: bool) -> list[Found]:
    """Return the newest matches of any alternative, best first. A subquery selects them: only these are ranked.

    Each word is matched separately in both columns, which have an index each but no common one.
    """
    model = get_app_config().get_model("IndexEntry")
    config = get_search_backend().config

    def all_of(words: Words) -> tuple[Q, SearchQuery]:
        queries = [SearchQuery(word, config=config) for word in words]
        query = _combined(and_, queries)
        # A search for what PostgreSQL takes for stop words finds nothing.
        is_match = Q(GreaterThan(_size(query), 0))
        for each in queries:
            is_match &= Q(title=each) | (Q() if is_title_only else Q(body=each)) | Q(Exact(_size(each), 0))
        return is_match, query

    conditions, queries = zip(*map(all_of, alternatives), strict=True)
    query = _combined(or_, list(queries))
    rank = SearchRank(F("title"), query) * F("title_norm")
    if not is_title_only:
        rank += SearchRank(F("body"), query)
    entries = _of_pages(model.objects.filter(reduce(or_, conditions)), pages).order_by("-pk")
    newest = model.objects.filter(pk__in=entries.values("pk")[: MAX_MATCHES + 1])
    found = newest.order_by(rank.desc(), "-pk").values_list("object_id", "content_type_id")
    return [(int(pk), content_type) for pk, content_type in found]


def _combined(operator: Callable, queries: list[SearchQuery]) -> SearchQuery:
    return reduce(operator, queries)


def _size(query: SearchQuery) -> Func:
    """Return the number of terms in a query without its stop words. PostgreSQL evaluates this before it searches."""
    return Func(query, function="numnode", output_field=IntegerField())


def _of_pages(entries: QuerySet, pages: PageQuerySet) -> QuerySet:
    """Return the index entries of the pages. Each page is looked up by its primary key."""
    pk = Cast(OuterRef("object_id"), BigIntegerField())
    return entries.filter(Exists(pages.filter(pk=pk)), content_type_id__in=get_descendants_content_types_pks(Page))
