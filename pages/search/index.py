"""Search Wagtail's index at a cost that does not grow with the number of matches.

Wagtail's own `search` ranks and counts all matches, which takes seconds for a common word on a site with thousands of
posts. This module queries Wagtail's index directly, and ranks only the newest matches.
"""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast
from django.db.models.lookups import Exact, GreaterThan
from modelsearch.conf import get_app_config
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search.backends import get_search_backend

# The maximum number of matches that are ranked and shown.
MAX_MATCHES = 200


@dataclass(frozen=True)
class Matches:
    """The primary keys of matching pages, best first, and whether there are more than `MAX_MATCHES`."""

    pks: list[int]
    has_more: bool


def find(pages: PageQuerySet, words: str) -> Matches:
    """Return the pages that contain all words: first those with the words in their titles, then the others.

    Each group is ranked by itself, and limited to its newest `MAX_MATCHES`. Old pages with the words in their titles
    are therefore found even if many newer pages contain the words.
    """
    if not re.search(r"\w", words):
        return Matches([], has_more=False)
    newest = _newest_on_sqlite if connection.vendor == "sqlite" else _newest_on_postgresql
    by_title, by_all = (newest(pages, words, is_title_only) for is_title_only in (True, False))
    pks = list(dict.fromkeys([*by_title, *by_all]))
    return Matches(pks[:MAX_MATCHES], has_more=len(pks) > MAX_MATCHES)


def _newest_on_sqlite(pages: PageQuerySet, words: str, is_title_only: bool) -> list[int]:
    """Return the newest matches, best first. SQLite reads the index from its end, and stops at the limit."""
    model = get_app_config().get_model("SQLiteFTSIndexEntry")
    table = model._meta.db_table
    columns = "{title}" if is_title_only else "{title body}"
    phrases = " ".join(f'"{word}"' for word in words.replace('"', " ").split())
    is_match = Func(Value(f"{columns} : ({phrases})"), template=f"{table} MATCH %(expressions)s")
    is_match.output_field = BooleanField()
    rank = Func(template=f"bm25({table})", output_field=FloatField())
    entries = _of_pages(model.objects.filter(is_match), pages, "index_entry__").order_by("-index_entry_id")
    found = entries.annotate(rank=rank).values_list("rank", "index_entry__object_id")[: MAX_MATCHES + 1]
    return [int(pk) for _rank, pk in sorted(found, key=lambda each: each[0])]


def _newest_on_postgresql(pages: PageQuerySet, words: str, is_title_only: bool) -> list[int]:
    """Return the newest matches, best first. A subquery selects them, so that only these are ranked.

    Each word is matched separately in both columns, which have an index each but no common one.
    """
    model = get_app_config().get_model("IndexEntry")
    config = get_search_backend().config
    query = SearchQuery(words, config=config)
    # A search for stop words only, such as "the", finds nothing.
    is_match = Q(GreaterThan(_size(query), 0))
    # Split hyphenated words, as Wagtail does.
    for word in re.split(r"[\s\-]+", words):
        each = SearchQuery(word, config=config)
        is_match &= Q(title=each) | (Q() if is_title_only else Q(body=each)) | Q(Exact(_size(each), 0))
    rank = SearchRank(F("title"), query) * F("title_norm")
    if not is_title_only:
        rank += SearchRank(F("body"), query)
    entries = _of_pages(model.objects.filter(is_match), pages).order_by("-pk")
    newest = model.objects.filter(pk__in=entries.values("pk")[: MAX_MATCHES + 1])
    return [int(pk) for pk in newest.order_by(rank.desc(), "-pk").values_list("object_id", flat=True)]


def _size(query: SearchQuery) -> Func:
    """Return the number of terms in a query without its stop words. PostgreSQL evaluates this before it searches."""
    return Func(query, function="numnode", output_field=IntegerField())


def _of_pages(entries: QuerySet, pages: PageQuerySet, prefix: str = "") -> QuerySet:
    """Return the index entries of the pages. Each page is looked up by its primary key."""
    pk = Cast(OuterRef(f"{prefix}object_id"), BigIntegerField())
    return entries.filter(
        Exists(pages.filter(pk=pk)), **{f"{prefix}content_type_id__in": get_descendants_content_types_pks(Page)}
    )
