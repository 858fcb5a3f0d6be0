"""Empty texts in the blocks of a page, as wagtail-localize needs them."""

from typing import Any

from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText


def fill_missing_texts(page: Page) -> Page:
    """Give every text that a block was made without an empty value. wagtail-localize fails where there is none."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            _fill(field.value_from_object(page))
    return page


def _fill(value: Any) -> None:
    if isinstance(value, blocks.StructValue):
        for name, child in value.block.child_blocks.items():
            if value.get(name) is None and isinstance(child, blocks.CharBlock | blocks.TextBlock):
                value[name] = ""
            elif value.get(name) is None and isinstance(child, blocks.RichTextBlock):
                value[name] = RichText("")
            else:
                _fill(value.get(name))
    elif isinstance(value, ListValue):
        for item in value:
            _fill(item)
    elif isinstance(value, blocks.StreamValue):
        for child in value:
            _fill(child.value)
