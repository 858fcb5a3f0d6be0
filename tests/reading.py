"""How tests read responses: as parsed documents and as the text that a person reads."""

import re

from bs4 import BeautifulSoup, SoupStrainer, Tag
from django.http import HttpResponse


def parsed(response: HttpResponse) -> BeautifulSoup:
    """Return a response as a parsed document."""
    return BeautifulSoup(response.content, "html.parser")


def links(response: HttpResponse) -> list[str]:
    """Return the addresses of all links on a page, and none of a response that is no page."""
    if "html" not in response.headers.get("Content-Type", ""):
        return []
    page = BeautifulSoup(response.content, "html.parser", parse_only=SoupStrainer("a", href=True))
    return [link["href"] for link in page("a")]


def plain(text: str) -> str:
    """Return the text with every white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


def words(part: Tag) -> str:
    """Return the text that a person reads in a part of a document, without scripts and styles."""
    copy = BeautifulSoup(str(part), "html.parser")
    for hidden in copy(["script", "style", "template", "title"]):
        hidden.decompose()
    # A block ends a word; an inline element, such as bold words, does not.
    for block in copy(
        ["p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "div", "section", "br", "blockquote", "figcaption"]
    ):
        block.insert_before(" ")
        block.append(" ")
    return plain(copy.get_text())


def main_words(response: HttpResponse) -> str:
    """Return the text of the main part of a page."""
    return words(parsed(response).main)
