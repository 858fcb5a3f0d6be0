"""The picture beside a link to a page, in messages and on social media.

`make link-cards` makes the pictures; they are static files, one for each motif and language.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext as _

# The size that social media ask for, in pixels.
WIDTH, HEIGHT = 1200, 630
FOLDER = "img/link-cards"
# Those for which pictures were made. Pages in other languages show those of the main language, which name the
# organisation.
LANGUAGES = ("en-gb", "ur")
# For pages without a motif: the pattern that stands for the whole.
GENERAL_MOTIF = "bagh"
# A picture without words, for discreet pages.
NEUTRAL = "neutral"


@dataclass(frozen=True)
class CardPicture:
    """The picture of a link card: its absolute address, and what it shows."""

    address: str
    description: str
    width: int = WIDTH
    height: int = HEIGHT


def card_picture(request: HttpRequest, motif: str, language: str) -> CardPicture:
    """Return the picture for pages with a motif, or with none, in a language."""
    if language not in LANGUAGES:
        language = settings.LANGUAGE_CODE
    description = _("The name Apna Haq beside a stitched pattern")
    return CardPicture(_address(request, file_name(motif or GENERAL_MOTIF, language)), description)


def neutral_picture(request: HttpRequest) -> CardPicture:
    """Return the picture without words."""
    return CardPicture(_address(request, file_name(NEUTRAL, "")), _("A woven pattern"))


def file_name(motif: str, language: str) -> str:
    """Return the name of the static file of a picture. The neutral one is the same in all languages."""
    return f"{FOLDER}/{motif}-{language}.png" if language else f"{FOLDER}/{motif}.png"


def _address(request: HttpRequest, name: str) -> str:
    return request.build_absolute_uri(static(name))
