"""Rules about links: each says where it leads, and leads there."""

from collections.abc import Iterator

from pages.blocks.links import CallToActionBlock, FeaturedPageBlock
from pages.blocks.media import DownloadBlock
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem
from pages.text import link_texts

# What the words of a link are called in blocks that are links.
_LINK_TEXTS = {CallToActionBlock: "button", DownloadBlock: "title", FeaturedPageBlock: "label"}
# What to do about a document that visitors cannot open.
_OTHER_DOCUMENT = "Choose another document, or put this one into a collection that is public."


def vague_link_text(content: PageContent) -> Iterator[Problem]:
    """Find links whose words say nothing where screen readers list them out of their context (WCAG 2.4.9)."""
    for link in content.links:
        if sentence := link_texts.vague_link(link.text):
            yield link.part, sentence
    buttons = [(content.field(name), getattr(content.page, name)) for name in content.page.link_texts]
    for block_class, name in _LINK_TEXTS.items():
        buttons += [(part, part.value.get(name) or "") for part in content.blocks(block_class)]
    for part, words in buttons:
        if link_texts.is_vague_link_text(words):
            yield part, f"“{words}” does not say where it leads. Say what happens, for example “Get in touch”."


def other_number(content: PageContent) -> Iterator[Problem]:
    """Find links that show one telephone number and dial another."""
    for link in content.links:
        if sentence := link_texts.other_number(link.text, link.href):
            yield link.part, sentence


def broken_link(content: PageContent) -> Iterator[Problem]:
    """Find links to pages and documents of this site that visitors cannot open."""
    for link in content.links:
        if link.page_id and ("page", link.page_id) not in content.public_links:
            yield (
                link.part,
                (
                    f"The link “{link.text}” leads nowhere: what it links to was deleted or is not public. Publish "
                    "that, or link something else."
                ),
            )
        elif link.document_id and ("document", link.document_id) not in content.public_links:
            yield (
                link.part,
                (
                    f"The link “{link.text}” leads nowhere: the document was deleted, or its collection is private. "
                    f"{_OTHER_DOCUMENT}"
                ),
            )
    for part, pk, title in content.chosen_pages:
        if ("page", pk) not in content.public_links:
            name = f"“{title}”" if title else "The page that is chosen here"
            yield part, f"{name} is not public, so it is left out. Publish it, or choose another page."
    for part, document in content.hidden_documents:
        yield (
            part,
            f"Visitors cannot open “{document.title}”: its collection is private. It is left out. {_OTHER_DOCUMENT}",
        )
