"""The search backend for SQLite: Wagtail's, which takes quotation marks in search words for its own."""

from typing import Any

from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import Phrase, PlainText, SearchQuery


class _QuotingMixin:
    """Writes search words so that SQLite reads them as words, whatever they hold.

    Wagtail puts each word between quotation marks. One inside a word must be doubled, as in SQL
    (https://www.sqlite.org/fts5.html, "FTS5 Strings"), or the query is a syntax error.
    """

    def build_search_query_content(self, query: SearchQuery, config: Any = None) -> Any:
        """Return the expression for a query, with quotation marks doubled."""
        if isinstance(query, PlainText):
            query = PlainText(query.query_string.replace('"', '""'), operator=query.operator, boost=query.boost)
        elif isinstance(query, Phrase):
            query = Phrase(query.query_string.replace('"', '""'))
        return super().build_search_query_content(query, config=config)  # type: ignore[misc]  # of the other base


class QueryCompiler(_QuotingMixin, SQLiteSearchQueryCompiler):
    """Searches for whole words."""


class AutocompleteQueryCompiler(_QuotingMixin, SQLiteAutocompleteQueryCompiler):
    """Searches for the beginnings of words."""


class SearchBackend(SQLiteSearchBackend):
    """Wagtail's backend for SQLite with both of them."""

    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
