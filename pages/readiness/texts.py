"""Every text, link and picture of a page of any type, each with the place where an editor finds it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from pages.blocks.publications import PublicationDocumentBlock
from pages.blocks.sources import SourceBlock
from pages.blocks.text import PassageBlock, QuotationBlock

_END_OF_PARAGRAPH = re.compile(r"</(?:p|li|h[1-6])>|<br\s*/?>")
# Text fields that hold no words.
_WITHOUT_WORDS = (models.SlugField, models.URLField, models.EmailField)


@dataclass(frozen=True)
class Part:
    """A field of a page, or a block inside one, with its value.

    `label` says where it is, in the words of the editing form. `position` and `block_id` are those of the block of the
    field's own level, `name` is that of the block in its parent. `language` is the code of the language that an editor
    chose for it, `is_quoted` says whether it holds words of others, who may have used any language.
    """

    field: str
    label: str
    value: Any
    model_field: models.Field | None = None
    block: blocks.Block | None = None
    position: int | None = None
    block_id: str = ""
    name: str = ""
    parent: Any = None
    language: str = ""
    is_quoted: bool = False
    is_top_block: bool = False


@dataclass(frozen=True)
class Text:
    """The words of a field or block. `html` is "" unless it is rich text."""

    part: Part
    paragraphs: tuple[str, ...]
    html: str = ""

    @property
    def words(self) -> str:
        """The whole text without markup."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True)
class TextLink:
    """A link in rich text: to a page or a document of this site, by its primary key, or to an address (`href`)."""

    part: Part
    text: str
    page_id: int | None
    document_id: int | None
    href: str = ""


def parts_of(page: Page) -> Iterator[Part]:
    """Yield every field that editors fill in, and every block at any depth, in the order of the model."""
    labels = field_labels(page.specific_class)
    for field in page._meta.concrete_fields:
        if field.name not in labels:
            continue
        part = Part(
            field.name,
            labels[field.name],
            field.value_from_object(page),
            model_field=field,
            is_quoted=field.name in page.quoted_fields,
        )
        yield part
        if isinstance(field, StreamField):
            for position, child in enumerate(part.value):
                label = f"{part.label}, block {position + 1} ({child.block.label})"
                top = replace(part, label=label, model_field=None, position=position, block_id=child.id or "")
                inside = _inside(child.block, child.value, top)
                yield replace(next(inside), is_top_block=True)
                yield from inside


def _inside(block: blocks.Block, value: Any, part: Part) -> Iterator[Part]:
    """Yield a block and the blocks inside it."""
    part = replace(
        part,
        block=block,
        value=value,
        is_quoted=part.is_quoted or isinstance(block, QuotationBlock | SourceBlock | PublicationDocumentBlock),
        language=(value.get("language") or "") if isinstance(block, PassageBlock) else part.language,
    )
    yield part
    if value is None or isinstance(block, ImageBlock):
        return
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            chosen = value.get("language") if name in getattr(block, "fields_in_language", ()) else ""
            inner = replace(part, name=name, parent=value, language=chosen or part.language)
            yield from _inside(child, value.get(name), inner)
    elif isinstance(block, blocks.ListBlock):
        for child_value in value:
            yield from _inside(block.child_block, child_value, part)
    elif isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from _inside(child.block, child.value, part)


def texts_of(parts: Iterable[Part]) -> Iterator[Text]:
    """Yield the texts among parts of a page, without those that are empty."""
    for part in parts:
        html, plain = _words(part)
        paragraphs = tuple(_paragraphs(html) if html else filter(None, map(str.strip, plain.splitlines())))
        if paragraphs:
            yield Text(part, paragraphs, html)


def _words(part: Part) -> tuple[str, str]:
    """Return the rich text or the plain text that a field or block holds, the other one empty."""
    field, block, value = part.model_field, part.block, part.value
    if not value:
        return "", ""
    if isinstance(field, RichTextField):
        return value, ""
    if isinstance(field, models.CharField | models.TextField):
        has_words = not field.choices and not isinstance(field, _WITHOUT_WORDS)
        return "", value if has_words else ""
    if isinstance(block, blocks.RichTextBlock):
        return value.source, ""
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return "", value
    if isinstance(block, ImageBlock):
        return "", value.contextual_alt_text or ""
    return "", ""


def _paragraphs(html: str) -> Iterator[str]:
    """Yield the paragraphs and items of rich text without markup."""
    for paragraph in _END_OF_PARAGRAPH.sub("\n", html).splitlines():
        if words := unescape(strip_tags(paragraph)).strip():
            yield words


def links_of(texts: Iterable[Text]) -> Iterator[TextLink]:
    """Yield the links in rich texts."""
    for text in texts:
        if "<a" not in text.html:
            continue
        for link in BeautifulSoup(text.html, "html.parser").find_all("a"):
            number = str(link.get("id", ""))
            pk = int(number) if re.fullmatch(r"[0-9]{1,18}", number) else None
            kind = link.get("linktype")
            yield TextLink(
                text.part,
                link.get_text(" ", strip=True),
                pk if kind == "page" else None,
                pk if kind == "document" else None,
                str(link.get("href", "")),
            )


@cache
def field_labels(model: type[Page]) -> dict[str, str]:
    """Return what the editing form calls each of its fields, by name."""
    labels = {
        panel.field_name: str(panel.heading or model._meta.get_field(panel.field_name).verbose_name)
        for panel in _field_panels(model.get_edit_handler())
    }
    return {name: label[:1].upper() + label[1:] for name, label in labels.items()}


def _field_panels(panel: Panel) -> Iterator[FieldPanel]:
    if isinstance(panel, FieldPanel):
        yield panel
    for child in getattr(panel, "children", ()):
        yield from _field_panels(child)
