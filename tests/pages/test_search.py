"""Search finds public pages by every field, in every language, on both databases."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection
from wagtail.models import Locale

from pages.media.deleted_files import restore
from pages.models import DeletedFile
from pages.search import index, views
from tests import builders
from tests.reading import parsed, words

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def found(client, query: str, path: str = "/search/") -> list[str]:
    return [words(each) for each in parsed(client.get(path, {"q": query})).select("main ul.page-list h2")]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("NAPAR", "National work"),
        ("coalition building", "National work"),
        ("accountability", "National work"),
        ("stigma", "Local work"),
        ("Islamophobia", "European work"),
        ("incognito", "Staying safe online"),
        ("cookies", "Privacy"),
        ("Rotherham", "Local work"),
    ],
)
def test_words_are_found_anywhere_on_a_page(client, query, title):
    assert title in found(client, query)


@pytest.mark.parametrize("block", ["question", "timeline", "statistic", "quotation", "help_box", "call_to_action"])
def test_words_are_found_in_every_block(client, block):
    value = {
        "question": {"question": "Zaubergarten?", "answer": "<p>Yes</p>"},
        "timeline": {"title": "", "entries": [{"date": "1", "title": "Zaubergarten"}, {"date": "2", "title": "B"}]},
        "statistic": {"number": "0", "words": "Zaubergarten", "source": "S", "date": "D"},
        "quotation": {"text": "Zaubergarten", "source": "S"},
        "help_box": {"title": "Zaubergarten", "text": ""},
        "call_to_action": {"title": "Zaubergarten", "button": "B", "address": "https://www.example.org/"},
    }[block]
    builders.standard_page(title="It is here", body=[("heading", {"text": "A", "level": "h2"}), (block, value)])
    assert found(client, "Zaubergarten") == ["It is here"]


def test_a_document_is_found_by_the_title_that_a_page_gives_it_while_there_is_one(client):
    document = builders.document()
    builders.standard_page(title="It is here", body=[("document", {"document": document, "title": "Zaubergarten"})])
    assert found(client, "Zaubergarten") == ["It is here"]
    document.delete()
    assert found(client, "Zaubergarten") == []
    restore(DeletedFile.objects.get())
    assert found(client, "Zaubergarten") == ["It is here"]


@pytest.mark.parametrize("query", ["Zürich", "égalité", "Žilina", "حق", "ነጻነት", "Nasrin’s"])
def test_words_of_other_languages_are_found_as_they_are_written(client, query):
    builders.standard_page(title="It is here", body=[("paragraph", f"<p>Words and {query} and words.</p>")])
    assert found(client, query) == ["It is here"]


@pytest.mark.parametrize(
    "query",
    [
        "\u202aZaubergarten\u202c",
        "\u200fZauber\u200bgarten\ufeff",
        "Zauber\x00garten",
        "Zaubergarten\x0bwords",
        "می\u200cخواهم",
        "\u2067می\u200cخواهم\u2069",
    ],
)
def test_words_are_found_whatever_was_pasted_with_them(client, query):
    builders.standard_page(title="It is here", body=[("paragraph", "<p>Words, Zaubergarten, می\u200cخواهم.</p>")])
    assert found(client, query) == ["It is here"]


@pytest.mark.parametrize(("query", "text"), [("egalite", "égalité"), ("Zilina", "Žilina"), ("zurich", "Zürich")])
def test_words_are_found_without_their_accents(client, query, text):
    builders.standard_page(title="It is here", body=[("paragraph", f"<p>Words and {text} and words.</p>")])
    assert found(client, query) == ["It is here"]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only on PostgreSQL: SQLite needs no configuration")
def test_words_are_found_without_their_accents_where_the_extension_is_missing(client, capsys):
    def refuse(execute, sql, params, many, context):
        if "EXTENSION" in sql:
            raise ProgrammingError("permission denied to create extension")
        return execute(sql, params, many, context)

    migration = import_module("pages.migrations.0003_search_configuration")
    with connection.schema_editor() as editor:
        migration.drop_configuration(apps, editor)
        with connection.execute_wrapper(refuse):
            migration.make_configuration(apps, editor)
    assert "unaccent" in capsys.readouterr().out
    builders.standard_page(title="It is here", body=[("paragraph", "<p>Words and égalité and words.</p>")])
    assert found(client, "égalité") == ["It is here"]
    assert found(client, "egalite") == ["It is here"]


def test_a_change_is_found_and_what_was_there_before_is_not(client):
    page = builders.standard_page(body=[("paragraph", "<p>zaubergarten</p>")])
    assert found(client, "zaubergarten")
    page.body = [("paragraph", "<p>rosengarten</p>")]
    page.save_revision().publish()
    assert found(client, "rosengarten") and not found(client, "zaubergarten")


def test_each_language_finds_its_own_pages(client):
    urdu = builders.home().get_translation(Locale.objects.get(language_code="ur"))
    builders.standard_page(parent=urdu, title="Urdu page", body=[("paragraph", "<p>یہ 1234567 ہے</p>")])
    builders.standard_page(title="English page", body=[("paragraph", "<p>It is 1234567</p>")])
    assert found(client, "1234567") == ["English page"]
    assert found(client, "1234567", "/ur/search/") == ["Urdu page"]


def test_many_results_are_paginated(client):
    for _ in range(13):
        builders.standard_page(body=[("paragraph", "<p>zaubergarten</p>")])
    assert len(found(client, "zaubergarten")) == 10
    page = parsed(client.get("/search/", {"q": "zaubergarten"}))
    assert "13 pages found" in words(page.main)
    following = page.select_one("ul.pagination a")["href"]
    assert "q=zaubergarten" in following and "page=2" in following
    assert len(parsed(client.get(f"/search/{following}")).select("main ul.page-list h2")) == 3
    assert client.get("/search/", {"q": "zaubergarten", "page": "3"}).status_code == 404
    assert client.get("/search/", {"q": "zaubergarten", "page": "x"}).status_code == 404


def test_of_very_many_results_the_newest_are_shown_and_titles_of_any_age(client, monkeypatch):
    monkeypatch.setattr(index, "MAX_MATCHES", 3)
    builders.standard_page(title="Zaubergarten")
    for number in range(5):
        builders.standard_page(title=f"Page {number}", body=[("paragraph", "<p>zaubergarten</p>")])
    assert found(client, "zaubergarten")[0] == "Zaubergarten"
    assert "Page 0" not in found(client, "zaubergarten")
    assert "More than 3 pages found" in words(parsed(client.get("/search/", {"q": "zaubergarten"})).main)


def test_words_are_found_across_title_and_text_and_stop_words_are_ignored(client):
    builders.standard_page(title="Zaubergarten", body=[("paragraph", "<p>the rosengarten</p>")])
    builders.standard_page(title="Zaubergarten alone")
    assert found(client, "rosengarten & zaubergarten") == ["Zaubergarten"]
    assert found(client, "rosen-zaubergarten") == []


def test_the_page_with_more_matches_comes_first(client):
    builders.standard_page(title="Often", body=[("paragraph", "<p>zaubergarten zaubergarten zaubergarten</p>")])
    builders.standard_page(title="Once", body=[("paragraph", f"<p>zaubergarten {'words ' * 50}</p>")])
    assert found(client, "zaubergarten") == ["Often", "Once"]


def test_the_query_stays_in_the_form_and_is_escaped(client):
    query = '"><script>alert(1)</script>'
    page = parsed(client.get("/search/", {"q": query}))
    assert page.select_one("main input[name=q]")["value"] == query
    assert "alert" not in "".join(script.get_text() for script in page("script"))


ODD = [
    "",
    " ",
    "\x00",
    "'",
    '"',
    '""',
    'a"b',
    "%",
    "_",
    "*",
    "a*",
    "^a",
    "-",
    "+",
    "NOT",
    "AND OR",
    "a NEAR b",
    "()",
    "{}",
]
ODD += ["a NEAR b", "{}", "\\", ":", "a:b", "title:", "&", "|", "!", "<->", "x" * 5000, "🌹", "\u202e"]


@pytest.mark.parametrize("query", ODD)
def test_nothing_that_can_be_typed_breaks_the_search(client, query):
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    assert parsed(response).h1


@pytest.mark.parametrize("name", ["q", "%71"])
def test_a_null_character_in_the_search_words_is_no_error(client, name):
    assert client.get(f"/search/?{name}=a%00b").status_code == 200


def test_a_search_without_results_says_what_to_try(client):
    text = words(parsed(client.get("/search/?q=zaubergarten")).main)
    assert "Nothing was found." in text and "Try another word, or a shorter one." in text


def test_search_results_are_not_indexed(client):
    assert parsed(client.get("/search/?q=racism")).select_one("meta[name=robots]")["content"] == "noindex"


def test_a_very_long_query_is_cut(client):
    page = parsed(client.get("/search/", {"q": "x" * 5000}))
    assert len(page.select_one("main input[name=q]")["value"]) == views.LONGEST_QUERY
