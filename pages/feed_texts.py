"""The whole text of the pages in feeds: what they show, in plain elements with whole addresses."""

from collections.abc import Sequence
from itertools import chain
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.http import HttpRequest
from django.template.loader import render_to_string

from pages.blocks import prefetch_renditions
from pages.consents.parts import limit_to_consents
from pages.models.listed_pages import ListedPage
from pages.models.recordings import prefetch_recordings
from pages.navigation.links import LinkTargets

# What feed readers drop, or what is on a page once more; and elements whose words alone are kept.
_DROPPED = "script, style, form, input, iframe, svg, source, [aria-hidden=true]"
# What leads past a content note: the link, and the place to which it leads.
_WITHIN_PAGE = ".content-note p:has(> a[href^='#']), div[tabindex='-1']:empty"
_UNWRAPPED = "picture, button, span:not([lang]), a:not([href])"
_ATTRIBUTES = {"href", "src", "alt", "width", "height", "lang", "dir", "cite", "datetime"}
_ADDRESSES = {"href", "src", "cite"}


def full_texts(stories: Sequence[ListedPage], original_verb: str, request: HttpRequest) -> dict[int, str]:
    """Return the HTML of stories of one type, by primary key, with as many queries for many as for one.

    What relies on a consent that has ended is left out, and the response is never sent after the end of another.
    """
    for name in stories[0].streams_in_feeds if stories else ():
        _fetch_blocks(stories, name)
    prefetch_recordings(stories)
    for story in stories:
        limit_to_consents(request, (part.consent for part in story.parts_on_consent))
    targets = LinkTargets.of(stories, request)
    return {story.pk: _full_text(story, original_verb, targets, request) for story in stories}


def _fetch_blocks(stories: Sequence[ListedPage], name: str) -> None:
    """Fetch what the blocks of one stream of all pages refer to together. Wagtail fetches it for each page."""
    block = getattr(stories[0], name).stream_block
    streams = block.bulk_to_python([list(getattr(story, name).raw_data) for story in stories])
    for story, stream in zip(stories, streams, strict=True):
        setattr(story, name, stream)
    prefetch_renditions(list(chain.from_iterable(streams)))


def _full_text(story: ListedPage, original_verb: str, targets: LinkTargets, request: HttpRequest) -> str:
    context = {"page": story, "body": story.shown_body, "link_targets": targets, "original_verb": original_verb}
    html = render_to_string("feeds/story.html", context, request)
    return _plain(html, request.build_absolute_uri(story.get_url(request)))


def _plain(html: str, address: str) -> str:
    """Return HTML in plain elements, in which addresses are complete: they were relative to that of a page."""
    text = BeautifulSoup(html, "html.parser")
    for element in text.select(f"{_DROPPED}, {_WITHIN_PAGE}"):
        element.decompose()
    for element in text.find_all(True):
        _keep_attributes(element, address)
    for element in text.select(_UNWRAPPED):
        element.unwrap()
    return text.decode().strip()


def _keep_attributes(element: Tag, address: str) -> None:
    # A feed keeps no ids to which a link within a page could lead.
    if str(element.get("href", "")).startswith("#"):
        del element["href"]
    element.attrs = {
        name: urljoin(address, str(value)) if name in _ADDRESSES else value
        for name, value in element.attrs.items()
        if name in _ATTRIBUTES
    }
