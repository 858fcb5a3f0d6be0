"""The words of links: which say nothing of where a link leads, and which show another number than it dials."""

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from pages.text.telephone import national, numbers_in

# Screen readers list links out of their context, where these words say nothing.
VAGUE_LINK_TEXTS = {
    "click",
    "click here",
    "click on this link",
    "click this link",
    "continue",
    "details",
    "find out more",
    "follow this link",
    "go",
    "here",
    "learn more",
    "link",
    "more",
    "more info",
    "more information",
    "press here",
    "read more",
    "read this",
    "see here",
    "see more",
    "tap here",
    "the link",
    "this",
    "this link",
    "this page",
    "website",
    "مزید",
    "مزید پڑھیں",
    "مزید جانیں",
    "یہاں",
    "یہاں دیکھیں",
    "یہاں کلک کریں",
    "کلک کریں",
    "لنک",
    "یہ لنک",
    "یہ صفحہ",
}
NO_DESTINATION = "Say where it leads: screen readers read the words of links one after the other."


def is_vague_link_text(words: str) -> bool:
    """Return whether the words of a link say nothing of where it leads."""
    return " ".join(words.lower().strip(" .,:;!>→»…۔،-").split()) in VAGUE_LINK_TEXTS


def vague_link(words: str) -> str:
    """Return the sentence that says that the words of a link in a text say nothing; "" if they do not."""
    if not is_vague_link_text(words):
        return ""
    return f"The link “{words}” does not say where it leads. Link the words that do."


def other_number(words: str, address: str) -> str:
    """Return the sentence that says that a link shows one telephone number and dials another; "" if it does not."""
    scheme, _colon, number = address.partition(":")
    shown = numbers_in(words) if scheme.lower() == "tel" else set()
    if not shown or national(number) in shown:
        return ""
    return f"The link “{words}” dials {number}. Give it the number that it shows, and link nothing but that."


def refuse_vague_link_text(words: str) -> None:
    """Raise `ValidationError` if the words of a link say nothing of where it leads. A validator."""
    if is_vague_link_text(words):
        raise ValidationError(NO_DESTINATION)


def refuse_misleading_links(html: str) -> None:
    """Raise `ValidationError` if a link in rich text has vague words or shows another number. A validator.

    For what is public when it is saved. Pages are asked the same before they are published (`pages.readiness.links`).
    """
    for link in BeautifulSoup(html, "html.parser").find_all("a"):
        words = link.get_text(" ", strip=True)
        if sentence := vague_link(words) or other_number(words, str(link.get("href", ""))):
            raise ValidationError(sentence)
