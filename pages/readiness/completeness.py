"""Rules about what must be there: a summary, text, and blocks that are filled in."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import RichTextField, StreamField

from pages.readiness.content import PageContent
from pages.readiness.findings import Problem


def no_summary(content: PageContent) -> Iterator[Problem]:
    """Find pages of which lists, search engines and link cards could say nothing."""
    if not content.page.search_description.strip():
        yield content.field("search_description"), "Say in one sentence what this page is about."


def no_text(content: PageContent) -> Iterator[Problem]:
    """Find pages of which a visitor would see nothing but the title."""
    written = {text.part.field for text in content.texts}
    for part in content.parts:
        field = part.model_field
        if isinstance(field, RichTextField) and not field.blank and part.field not in written:
            article = "an" if part.label[0] in "AEIOU" else "a"
            yield part, f"Write {article} {part.label.lower()}."
        elif (
            part.field == "lead"
            and field is not None
            and "lead" not in written
            and hasattr(content.page, "body")
            and not content.page.body
            and not content.page.has_content_without_text
        ):
            yield part, "Write an introduction or a body: as it is, the page would be empty."


def unfinished_block(content: PageContent) -> Iterator[Problem]:
    """Find blocks that the editing form would refuse: drafts may have them, and not every page is published there."""
    for part in list(content.parts):
        if not isinstance(part.model_field, StreamField):
            continue
        try:
            part.model_field.stream_block.clean(part.value)
        except StreamBlockValidationError as error:
            for message in error.non_block_errors.as_data():
                yield part, " ".join(message.messages)
            tops = [each for each in content.parts if each.field == part.field and each.name == ""]
            for position, block_error in error.block_errors.items():
                top = next(each for each in tops if each.position == position)
                for sentence in dict.fromkeys(_sentences(block_error)):
                    yield top, sentence


def _sentences(error: object) -> Iterator[str]:
    """Yield the sentences of an error of a block, with the names of the fields that it is about."""
    if isinstance(error, StructBlockValidationError):
        for name, inner in error.block_errors.items():
            label = name.replace("_", " ").capitalize()
            yield from (f"{label}: {sentence}" for sentence in _sentences(inner))
        yield from _sentences(error.non_block_errors)
    elif isinstance(error, StreamBlockValidationError | ListBlockValidationError):
        for inner in error.block_errors.values():
            yield from _sentences(inner)
        yield from _sentences(error.non_block_errors)
    elif isinstance(error, ValidationError):
        yield from error.messages
    elif isinstance(error, ErrorList):
        yield from error
