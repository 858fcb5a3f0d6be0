"""Checks of a page's structure for people who do not see it, from its HTML."""

import re
from collections import Counter
from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag

LANDMARKS = {"main": 1, "body > header": 1, "body > footer": 1}
# What a screen reader says beside the text.
READ_ALOUD = ["alt", "aria-label", "placeholder", "title", "data-press-one", "data-press-two", "data-expired"]
LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
URDU = re.compile(r"[\u0600-\u06ff]{2,}")
ADDRESS = re.compile(r"\S+[@/]\S+|\b(?:\w+\.)+(?:org|com|uk)\b|\btestserver\b")
FOCUSABLE = "a[href], button, summary, input:not([type=hidden]), select, textarea, iframe, [tabindex]"


def problems(page: BeautifulSoup) -> list[str]:
    """Return what is wrong with the structure of a whole page, in words."""
    return [
        *_language(page),
        *_landmarks(page),
        *headings(page),
        *_safety(page),
        *parts(page),
    ]


def parts(page: BeautifulSoup) -> list[str]:
    """Return what is wrong with the parts of a page or of a block."""
    return [*_ids(page), *_references(page), *_fields(page), *_pictures(page), *_names(page), *_lists(page)]


def _language(page: BeautifulSoup) -> Iterator[str]:
    root = page.html
    if not root.get("lang"):
        yield "the page does not say its language"
    if root.get("lang", "").startswith("ur") and root.get("dir") != "rtl":
        yield "an Urdu page does not run from right to left"
    if not page.title or not page.title.get_text(strip=True):
        yield "the page has no title"
    viewport = page.find("meta", attrs={"name": "viewport"})
    if not viewport or "maximum-scale" in viewport["content"] or "user-scalable" in viewport["content"]:
        yield "the page cannot be made larger"


def _landmarks(page: BeautifulSoup) -> Iterator[str]:
    for selector, number in LANDMARKS.items():
        if len(page.select(selector)) != number:
            yield f"there are {len(page.select(selector))} of {selector}"
    for kind in ("nav", "aside"):
        same = [_name(each, page) for each in page(kind) if each.get("aria-hidden") != "true"]
        if len(same) > 1 and ("" in same or len(set(same)) != len(same)):
            yield f"{kind} landmarks cannot be told apart: {same}"


def headings(page: BeautifulSoup, above: int = 0) -> Iterator[str]:
    """Yield what is wrong with the headings below a level: a skipped one, an empty one, none or several h1."""
    for heading in page.select("h1, h2, h3, h4, h5, h6"):
        level = int(heading.name[1])
        if level > above + 1:
            yield f"{heading.name} “{heading.get_text(strip=True)}” follows a heading of level {above}"
        if not heading.get_text(strip=True):
            yield f"an empty {heading.name}"
        above = level
    if page.html and len(page("h1")) != 1:
        yield f"there are {len(page('h1'))} h1"


def _safety(page: BeautifulSoup) -> Iterator[str]:
    """Yield what keeps somebody with a keyboard from leaving, or from skipping to the content."""
    stops = [each for each in page.select(FOCUSABLE) if each.get("tabindex") != "-1"]
    if any(int(each.get("tabindex", 0)) > 0 for each in stops):
        yield "a tabindex above 0 changes the order"
    if len(stops) < 2 or "skip-link" not in stops[0].get("class", []):
        yield "the skip link is not the first stop"
    elif not page.select_one(stops[0]["href"]):
        yield "the skip link leads nowhere"
    if len(stops) < 2 or "exit" not in stops[1].get("class", []):
        yield "leaving is not the second stop"


def _ids(page: BeautifulSoup) -> Iterator[str]:
    for name, number in Counter(each["id"] for each in page.select("[id]")).items():
        if number > 1:
            yield f"the id {name} stands {number} times"


def _references(page: BeautifulSoup) -> Iterator[str]:
    names = {each["id"] for each in page.select("[id]")}
    for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "for"):
        for each in page.select(f"[{attribute}]"):
            for name in each[attribute].split():
                if page.html and name not in names:
                    yield f"{attribute} names {name}, which is not there"
    for link in page.select("a[href^='#']"):
        if page.html and link["href"][1:] not in names:
            yield f"the link {link['href']} leads nowhere"


def _fields(page: BeautifulSoup) -> Iterator[str]:
    for field in page.select("input:not([type=hidden], [type=submit]), select, textarea"):
        label = field.get("id") and page.select_one(f"label[for='{field['id']}']")
        if (
            not (label and label.get_text(strip=True))
            and not field.find_parent("label")
            and not field.get("aria-label")
        ):
            yield f"the field {field.get('name')} has no label"


def _pictures(page: BeautifulSoup) -> Iterator[str]:
    for picture in page("img"):
        if "alt" not in picture.attrs:
            yield f"the picture {picture.get('src')} has no alt"
        if not (picture.get("width") and picture.get("height")):
            yield f"the picture {picture.get('src')} has no size, so the text below it will jump"
    for picture in page("svg"):
        if picture.get("aria-hidden") != "true" and picture.get("role") != "img":
            yield "an svg is neither hidden nor named"


def _names(page: BeautifulSoup) -> Iterator[str]:
    for each in page.select("a[href], button, summary, [role=img]"):
        if not _name(each, page) and not each.get_text(strip=True) and not each.select("img[alt]:not([alt=''])"):
            yield f"nothing says what this does: {each}"


def _lists(page: BeautifulSoup) -> Iterator[str]:
    for each in page(["ul", "ol"]):
        if not each.find("li", recursive=False):
            yield f"an empty list: {each}"
    for each in page("dl"):
        if not each.find("dt") or len(each("dt")) > len(each("dd")):
            yield f"a list of terms without terms or meanings: {each}"


def _name(element: Tag, page: BeautifulSoup) -> str:
    label = element.get("aria-labelledby")
    named = label and page.find(id=label)
    return named.get_text(strip=True) if named else element.get("aria-label", "").strip()


def unmarked_english(page: BeautifulSoup) -> Iterator[str]:
    """Yield the texts and attributes of a page in Latin letters that would be read aloud as Urdu.

    A name, a key or an abbreviation among Urdu words is none, and neither is an address or the language in a list of
    languages, which bears its own name.
    """
    for text in page.body.find_all(string=True):
        is_read = type(text) is NavigableString and text.parent.name not in ("script", "style", "option", "template")
        if is_read and _is_english(text) and _language_of(text.parent) == "ur":
            yield text.strip()
    for element in page.body.find_all(True):
        for name in READ_ALOUD:
            if _is_english(element.get(name, "")) and _language_of(element) == "ur":
                yield f"{name}={element[name]}"


def _is_english(text: str) -> bool:
    words = LATIN.findall(ADDRESS.sub(" ", text))
    ordinary = [word for word in words if not word.isupper()]
    return bool(ordinary) and not (URDU.search(text) and all(word[0].isupper() for word in ordinary))


def _language_of(element: Tag) -> str:
    return next(each["lang"] for each in (element, *element.parents) if each.get("lang"))
