"""Every string that visitors see has an Urdu translation, with its placeholders."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils.translation.template import templatize

from tests.reading import parsed

CODE = ["apnahaq", "campaigns", "pages"]
# Editors and the people who answer enquiries read English: what these folders hold is theirs.
UNSEEN_BY_VISITORS = {
    "accounts",
    "emails",
    "enquiries",
    "jobs",
    "pages_admin",
    "wagtailadmin",
    "wagtailcore",
    "wagtailusers",
}
MARKS = ["_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "npgettext"]
# A part that is filled in later, a number (20,000), or an address that shows how one is written.
KEPT_AS_IT_IS = re.compile(r"%\(\w+\)s|[\w.]+@[\w.]+|\d[\d, ]*\d|\d")
FOLDER = Path(settings.LOCALE_PATHS[0]) / "ur" / "LC_MESSAGES"


@pytest.fixture(scope="module")
def urdu() -> Catalog:
    """Read the catalogue that translators edit."""
    with open(FOLDER / "django.po", "rb") as file:
        return read_po(file, locale="ur")


def messages(catalogue: Catalog) -> list[Message]:
    """Return the messages of a catalogue without its header."""
    return [message for message in catalogue if message.id]


def forms(words: str | Sequence[str]) -> tuple[str, ...]:
    """Return the singular and the plural of a message, or its only form."""
    return (words,) if isinstance(words, str) else tuple(words)


def public_templates() -> list[Path]:
    """Return every template that visitors see."""
    folder = settings.BASE_DIR / "templates"
    files = sorted(folder.rglob("*.html"))
    return [file for file in files if file.relative_to(folder).parts[0] not in UNSEEN_BY_VISITORS]


def marked(source: str) -> Iterator[str]:
    """Yield every string that Python source marks for translation."""
    # The indentation is the template's, and means nothing.
    lines = BytesIO("\n".join(line.strip() for line in source.splitlines()).encode())
    for _line, _function, words, _comments in extract_python(lines, MARKS, [], {"encoding": "utf-8"}):
        yield forms(words)[0]


def translations(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the translations of a catalogue by their messages."""
    return {forms(message.id): forms(message.string) for message in messages(catalogue)}


def in_urdu(catalogue: Catalog) -> set[str]:
    """Return the English strings that have a translation."""
    return {forms(message.id)[0] for message in messages(catalogue) if all(forms(message.string))}


def test_every_string_of_a_public_template_is_translated(urdu):
    strings = {words for file in public_templates() for words in marked(templatize(file.read_text(), origin=str(file)))}
    assert {"Leave this site", "Read the interview", "%(count)s page found"} <= strings
    assert strings - in_urdu(urdu) == set()


def test_every_string_that_the_code_marks_is_translated(urdu):
    files = [file for folder in CODE for file in (settings.BASE_DIR / folder).rglob("*.py")]
    strings = {words for file in files for words in marked(file.read_text())}
    assert {"Page not found", "Interview"} <= strings
    assert strings - in_urdu(urdu) == set()


def test_no_translation_is_fuzzy_or_empty(urdu):
    assert [message.id for message in messages(urdu) if message.fuzzy or not all(forms(message.string))] == []


def test_every_string_stands_in_the_catalogue_once(urdu):
    entries = re.findall(r"^msgid ", (FOLDER / "django.po").read_text(), re.MULTILINE)
    # The first is the header.
    assert len(entries) - 1 == len(messages(urdu))


def test_the_compiled_catalogue_is_up_to_date(urdu):
    with open(FOLDER / "django.mo", "rb") as file:
        compiled = read_mo(file)
    assert translations(compiled) == translations(urdu)


def test_placeholders_and_numbers_are_in_the_translation_too(urdu):
    for message in messages(urdu):
        english = sorted(KEPT_AS_IT_IS.findall(forms(message.id)[-1]))
        for words in forms(message.string):
            assert sorted(KEPT_AS_IT_IS.findall(words)) == english, message.id


def test_numbers_are_written_in_western_digits(urdu):
    digits = {letter for message in messages(urdu) for letter in "".join(forms(message.string)) if letter.isdigit()}
    assert digits <= set("0123456789")


def test_the_catalogue_says_that_a_translator_has_still_to_check_it(urdu):
    assert "to be checked by a translator" in " ".join(urdu.header_comment.split())


@pytest.mark.django_db
def test_the_exit_of_an_urdu_page_is_in_urdu():
    page = parsed(Client().get("/ur/search/"))
    assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
    assert page.select_one("a.exit").get_text() == "یہ سائٹ چھوڑیں"
    assert page.select_one(".search-form button").get_text() == "تلاش"


@pytest.mark.django_db
def test_the_page_for_a_missing_urdu_address_is_in_urdu():
    response = Client().get("/ur/no-such-page/")
    assert response.status_code == 404
    assert parsed(response).h1.get_text(" ", strip=True) == "یہ صفحہ یہاں نہیں ہے"
