"""The terms of the glossary are explained where a page first uses them, and the text does not change."""

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from pages.glossary import Glossary, Term
from pages.models import GlossaryTerm
from tests import builders
from tests.reading import main_words, parsed, plain, words

NAPAR = Term("NAPAR", "National Plan Against Racism", "")
PLAN = Term("NAPAR plan", "a plan for a plan", "")
CSE = Term("CSE", "child sexual exploitation", "")
ODD = Term("R&D", "a name with a sign in it", "")
ENTITY = Term("amp", "a word that HTML uses too", "")
URDU = Term("حق", "right", "")
TERMS = [NAPAR, PLAN, CSE, ODD, ENTITY, URDU]

# Texts made of what could go wrong: the terms, parts of them, punctuation, signs that HTML writes in another way.
pieces = st.sampled_from(
    [term.term for term in TERMS]
    + [
        "NAPARs",
        "Napar",
        "(",
        ")",
        ".",
        ",",
        ";",
        ":",
        " ",
        "&",
        "<",
        ">",
        '"',
        "'",
        "’",
        "x",
        "é",
        "\u00a0",
        "\n",
        "-",
    ]
)
texts = st.lists(pieces, max_size=25).map("".join)
inline = st.sampled_from(["", "b", "a", "strong"])
paragraphs = st.lists(st.tuples(inline, texts), max_size=8)


def html_of(parts: list[tuple[str, str]]) -> str:
    """Return the HTML of texts, each in an element or in none."""
    written = [f"<{name}>{escape(text)}</{name}>" if name else escape(text) for name, text in parts]
    return f"<p>{''.join(written)}</p>"


@given(paragraphs)
def test_explaining_terms_never_changes_the_text(parts):
    html = html_of(parts)
    explained = Glossary(TERMS).explain(html)
    assert re.sub(r"<[^>]+>", "", explained) == re.sub(r"<[^>]+>", "", html)
    # Read as a browser reads it: the parser itself joins white space.
    after, before = (plain(BeautifulSoup(each, "html.parser").get_text()) for each in (explained, html))
    assert after == before


@given(paragraphs)
def test_each_term_is_marked_once_and_never_inside_a_link(parts):
    glossary = Glossary(TERMS)
    page = BeautifulSoup(glossary.explain(html_of(parts)), "html.parser")
    marked = [button.get_text() for button in page("button")]
    assert len(marked) == len(set(marked)) == len(glossary.used)
    assert [term.term for term in glossary.used] == marked
    assert not page.select("a button, button button")


@given(paragraphs)
def test_explaining_a_text_twice_marks_nothing_twice(parts):
    glossary = Glossary(TERMS)
    html = html_of(parts)
    glossary.explain(html)
    assert "<button" not in glossary.explain(html)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("A NAPAR is a plan", ["NAPAR"]),
        ("A plan (NAPAR).", ["NAPAR"]),
        ("NAPARs are plans", []),
        ("The xNAPAR", []),
        ("the napar", []),
        ("A NAPAR plan, a NAPAR", ["NAPAR plan", "NAPAR"]),
        ("R&amp;D", ["R&D"]),
        ("this &amp; that", []),
        ("حق ہے", ["حق"]),
    ],
)
def test_a_term_is_marked_only_as_a_whole_word(text, marked):
    page = BeautifulSoup(Glossary(TERMS).explain(f"<p>{text}</p>"), "html.parser")
    assert [button.get_text() for button in page("button")] == marked


@pytest.mark.parametrize("element", ["a", "h2", "h3", "abbr", "button"])
def test_nothing_is_marked_where_a_button_would_be_wrong(element):
    glossary = Glossary(TERMS)
    html = f"<{element}>NAPAR</{element}><p>NAPAR</p>"
    page = BeautifulSoup(glossary.explain(html), "html.parser")
    assert not page.find(element).find("button", class_="glossary-term")
    assert page.p.button.get_text() == "NAPAR"


def test_without_terms_nothing_changes():
    assert Glossary([]).explain("<p>NAPAR &amp; more</p>") == "<p>NAPAR &amp; more</p>"


@pytest.mark.django_db
def test_a_page_explains_a_term_once_and_shows_its_meaning(client):
    page = parsed(client.get("/anti-racism/national/"))
    buttons = page.select("main button.glossary-term")
    named = [button.get_text() for button in buttons]
    assert "NAPAR" in named and "VAWG" in named
    assert len(named) == len(set(named))
    meaning = page.find(id=buttons[0]["popovertarget"])
    assert "National Plan Against Racism" in words(meaning)


@pytest.mark.django_db
def test_the_words_of_a_page_read_the_same_with_and_without_explanations(client):
    before = main_words(client.get("/anti-racism/local/"))
    meanings = [words(each) for each in parsed(client.get("/anti-racism/local/")).select(".glossary-meaning")]
    GlossaryTerm.objects.all().delete()
    GlossaryTerm(term="Never used", meaning="x", locale=builders.home().locale).save()
    after = main_words(client.get("/anti-racism/local/"))
    for meaning in meanings:
        before = before.replace(meaning, "")
    assert before.split() == after.split()


@pytest.mark.django_db
def test_a_new_term_is_explained_with_the_next_visit(client):
    def explained() -> list[str]:
        return [button.get_text() for button in parsed(client.get("/about/")).select("button.glossary-term")]

    assert "Rotherham" not in explained()
    builders.glossary_term(term="Rotherham", meaning="a town in South Yorkshire")
    assert "Rotherham" in explained()


@pytest.mark.django_db
def test_similar_terms_each_have_their_own_meaning(client):
    for term in ("SAFE", "Safe", "S.A.F.E", "C++", "C#"):
        builders.glossary_term(term=term, meaning=f"the meaning of {term}")
    text = "<p>SAFE, Safe and S.A.F.E, C++ or C#.</p>"
    page = parsed(client.get(builders.standard_page(body=[("paragraph", text)]).url))
    for button in page.select("button.glossary-term"):
        assert f"the meaning of {button.get_text()}" in words(page.find(id=button["popovertarget"]))


@pytest.mark.django_db
def test_the_glossary_lists_every_term_in_order(client):
    page = parsed(client.get("/glossary/"))
    terms = [term.get_text() for term in page.select("main dfn")]
    assert terms == ["CSE", "ENAR", "IRR", "NAPAR", "NVC", "VAWG"]
    assert unescape("National Plan Against Racism") in words(page.main)


@pytest.mark.django_db
def test_a_term_inside_a_quotation_is_explained_and_the_words_stay_as_they_were_said(client):
    builders.glossary_term(term="NRPF", meaning="no recourse to public funds")
    said = "“I had NRPF & <nobody>.”"
    page = parsed(client.get(builders.standard_page(body=[("quotation", {"text": said, "source": "A woman"})]).url))
    quotation = page.select_one("blockquote")
    assert words(quotation) == said
    assert "no recourse to public funds" in words(page.find(id=quotation.button["popovertarget"]))


@pytest.mark.django_db
def test_terms_in_the_sentences_that_pages_set_large_are_explained(client):
    builders.glossary_term(term="NRPF", meaning="no recourse to public funds")
    pages = [
        builders.national_work_page(ask="End NRPF."),
        builders.anti_racism_page(stance="We stand against NRPF."),
    ]
    for page in pages:
        assert parsed(client.get(page.url)).select_one(".quote button.glossary-term").get_text() == "NRPF"


@pytest.mark.django_db
def test_a_term_in_the_quotation_on_the_home_page_is_explained(client):
    builders.glossary_term(term="NRPF", meaning="no recourse to public funds")
    home = builders.home()
    home.quotation = "“NRPF left me with nothing.”"
    home.save()
    page = parsed(client.get("/"))
    assert page.select_one("blockquote button.glossary-term").get_text() == "NRPF"
