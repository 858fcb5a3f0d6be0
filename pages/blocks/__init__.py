"""The blocks of StreamFields: one flat vocabulary, each with a template, an icon, a description and a preview.

Texts in previews say that they are samples.
"""

from pages.blocks.body import NEW_INTERVIEW, NEW_TEXT, BodyBlock
from pages.blocks.links import FeaturedPageBlock, MenuItemBlock, RelatedPageBlock
from pages.blocks.media import prefetch_renditions
from pages.blocks.numbers import HelpNumberBlock

__all__ = [
    "NEW_INTERVIEW",
    "NEW_TEXT",
    "BodyBlock",
    "FeaturedPageBlock",
    "HelpNumberBlock",
    "MenuItemBlock",
    "RelatedPageBlock",
    "prefetch_renditions",
]
