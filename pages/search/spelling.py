"""Recognise misspelt words by their likeness to the words of public pages.

PostgreSQL's trigrams find similar words, where its extension pg_trgm is there. Elsewhere they are looked for among the
words with the same beginning or end, which finds all but those with errors in both.
"""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from functools import cache
from itertools import islice, product

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from modelsearch.conf import get_app_config
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Page

from pages.access import public_pages
from pages.models.search import LONGEST_WORD, SearchWord
from pages.search.words import STOP_WORDS, Words

SHORTEST_WORD = 4
# How many spellings are tried for a search.
MAX_SPELLINGS = 2
# Of all letters of two words, how many they must have in common, in the same order.
LIKENESS = 0.75
# Two letters that changed places leave a short word few trigrams: “racsim” has a quarter of those of “racism”.
TRIGRAM_LIKENESS = 0.2
MAX_TRIGRAM_MATCHES = 50


def spellings(words: Words, language: str, known: Collection[str]) -> list[Words]:
    """Return suggestions of other spellings, likeliest first. `known` are right words beside those of pages.

    The list of words may be a day old: what is returned may find nothing.
    """
    stored = SearchWord.objects.filter(locale__language_code=language)
    right = {*known, *STOP_WORDS, *stored.filter(word__in=words).values_list("word", flat=True)}
    similar = _by_trigrams if has_trigrams() else _by_ends
    choices = {
        word: [word]
        if word in right or len(word) < SHORTEST_WORD
        else _most_similar(word, dict.fromkeys([*similar(word, stored), *known]))
        for word in dict.fromkeys(words)
    }
    # One after the other: of 20 misspelt words there are a million combinations.
    combinations = product(*(choices[word] for word in words))
    return list(islice((each for each in combinations if each != words), MAX_SPELLINGS))


def _most_similar(word: str, candidates: Iterable[str]) -> list[str]:
    """Return the words most like one, or itself if there are none."""
    return get_close_matches(word, candidates, MAX_SPELLINGS, LIKENESS) or [word]


def _by_trigrams(word: str, stored: QuerySet[SearchWord]) -> QuerySet:
    similar = stored.annotate(likeness=TrigramSimilarity("word", word)).filter(likeness__gte=TRIGRAM_LIKENESS)
    return similar.order_by("-likeness", "word").values_list("word", flat=True)[:MAX_TRIGRAM_MATCHES]


def _by_ends(word: str, stored: QuerySet[SearchWord]) -> QuerySet:
    """Return the words of about the same length that begin or end like a word."""
    ends = Q(word__startswith=word[:1]) | Q(word__endswith=word[-2:])
    of_length = stored.annotate(length=Length("word")).filter(length__gte=len(word) - 2, length__lte=len(word) + 2)
    return of_length.filter(ends).values_list("word", flat=True)


@cache
def has_trigrams() -> bool:
    """Return whether the database compares trigrams. Asked once in each process."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regproc('similarity') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def update_words() -> str:
    """Make the list of words the one of the pages that are public now. Return in words what changed."""
    entries = get_app_config().get_model("IndexEntry")
    columns = ("title", "body") if connection.vendor == "sqlite" else ("title_text", "body_text")
    locales = dict(public_pages(Page.objects.all()).order_by().values_list("pk", "locale_id"))
    present: set[tuple[int, str]] = set()
    texts = entries.objects.filter(content_type_id__in=get_descendants_content_types_pks(Page)).values_list(
        "object_id", *columns
    )
    for pk, *text in texts.iterator(chunk_size=200):
        if locale := locales.get(int(pk)):
            words = {word for column in text for word in (column or "").split()}
            present |= {(locale, word) for word in words if word not in STOP_WORDS and _is_listed(word)}
    stored = {(locale, word): pk for pk, locale, word in SearchWord.objects.values_list("pk", "locale_id", "word")}
    gone = [pk for key, pk in stored.items() if key not in present]
    new = sorted(present - stored.keys())
    for start in range(0, len(gone), 500):
        SearchWord.objects.filter(pk__in=gone[start : start + 500]).delete()
    SearchWord.objects.bulk_create(
        (SearchWord(locale_id=locale, word=word) for locale, word in new), batch_size=500, ignore_conflicts=True
    )
    return f"{len(new)} new, {len(gone)} deleted"


def _is_listed(word: str) -> bool:
    return SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isalpha()
