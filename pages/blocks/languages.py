"""The words of a record in each language: a person, a number or a menu is one for all, and its words are not."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.text import Truncator
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError

from pages.languages import name_for_reader
from pages.text.link_texts import refuse_misleading_links, refuse_vague_link_text

# What the words of people and organisations may be set in.
SIMPLE_TEXT = ["bold", "link"]
CHOSEN_TWICE = "{} is chosen twice: delete one of the two, or choose another language for it."


class LanguageBlock(blocks.ChoiceBlock):
    """A language of the site."""

    def __init__(self, choices: Any = lambda: settings.LANGUAGES, **kwargs: Any) -> None:
        super().__init__(choices, **{"default": lambda: settings.LANGUAGE_CODE, **kwargs})

    def render_basic(self, value: Any, context: Any = None) -> str:
        """Return the name of the language, for the comparison of two versions."""
        return str(dict(settings.LANGUAGES).get(value, value))


class OtherLanguageBlock(LanguageBlock):
    """A language of the site that is not the main one; the first of them where nobody has chosen yet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(other_languages, default=_first_other_language, **kwargs)


def other_languages() -> list[tuple[str, Any]]:
    """Return the languages of the site without the main one, as choices."""
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def _first_other_language() -> str:
    return next((code for code, _name in other_languages()), "")


def entry_in(entries: Iterable[Any] | None, code: str | None) -> Any:
    """Return that one of some values with a language which is in this language, or None."""
    return next((entry for entry in entries or () if entry.get("language") == code), None)


def compare_with(what: str, code: str) -> str:
    """Ask editors to look at words in a language after those of the main one were changed."""
    return f"You changed {what}. Check whether it still says the same in {name_for_reader(code)}."


def language_chosen_twice(entries: Iterable[Any]) -> str:
    """Return the name of a language that two of some values have, or ""."""
    counts = Counter(entry.get("language") for entry in entries)
    return next((str(name) for code, name in settings.LANGUAGES if counts[code] > 1), "")


class OneForEachLanguageBlock(blocks.ListBlock):
    """Values with a language each, such as the labels of a number."""

    def clean(self, value: Any) -> Any:
        """Refuse two values in one language."""
        cleaned = super().clean(value)
        if name := language_chosen_twice(cleaned):
            raise ListBlockValidationError(non_block_errors=[CHOSEN_TWICE.format(name)])
        return cleaned


def outdated_words(before: blocks.StreamValue, after: blocks.StreamValue) -> Iterator[str]:
    """Yield a sentence for each text in blocks that changed in the main language, while its translation did not."""
    earlier = {block.id: block.value for block in before}
    for block in after:
        if block.id in earlier:
            yield from _outdated_words_in_block(block.block, earlier[block.id], block.value)


def _outdated_words_in_block(block: blocks.Block, before: Any, after: Any) -> Iterator[str]:
    children = getattr(block, "child_blocks", {})
    for field, child in children.items():
        if not isinstance(child, OneForEachLanguageBlock):
            continue
        # What a form shows first says which block it is: a number, a page that may be gone, a problem.
        which = Truncator(after[next(iter(children))] or block.label).chars(60)
        for name, words in child.child_block.child_blocks.items():
            for code, _name in other_languages():
                if name != "language" and _is_outdated(before, after, field, name, code):
                    yield compare_with(f"“{words.label}” of “{which}”", code)


def _is_outdated(before: Any, after: Any, field: str, name: str, code: str) -> bool:
    main = settings.LANGUAGE_CODE
    other = _word_in(after, field, name, code)
    is_main_new = _word_in(before, field, name, main) != _word_in(after, field, name, main)
    return bool(other) and is_main_new and other == _word_in(before, field, name, code)


def _word_in(value: Any, field: str, name: str, code: str) -> str:
    """Return the words of a block in a language. Those in the main one may stand beside the entries in the others."""
    entry = entry_in(value.get(field), code)
    if entry is None and code == settings.LANGUAGE_CODE:
        entry = value
    return (entry.get(name) or "") if entry else ""


class WordsBlock(blocks.CharBlock):
    """A line whose direction follows its letters, in a form that is in English."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget.attrs["dir"] = "auto"


class WordsTextBlock(blocks.TextBlock):
    """The same for a text of several lines."""

    @cached_property
    def field(self) -> Any:
        """The field of the form."""
        field = super().field
        field.widget.attrs["dir"] = "auto"
        return field


class WordsInLanguageBlock(blocks.StructBlock):
    """The words of a record in another language than the main one. Subclasses name a child after each field."""

    language = OtherLanguageBlock()

    class Meta:
        icon = "globe"
        label = "Another language"
        label_format = "{language}"
        preview_template = "previews/words_in_language.html"


class OtherLanguagesBlock(blocks.StreamBlock):
    """The words of a record in other languages: one entry for each."""

    def clean(self, value: Any) -> Any:
        """Refuse a second entry for a language."""
        cleaned = super().clean(value)
        if name := language_chosen_twice(each.value for each in cleaned):
            raise StreamBlockValidationError(non_block_errors=[CHOSEN_TWICE.format(name)])
        return cleaned


class PersonWordsBlock(WordsInLanguageBlock):
    """A person in another language."""

    name = WordsBlock(required=False, max_length=200, help_text="As it is written in that language.")
    role = WordsBlock(required=False, max_length=200)
    bio = blocks.RichTextBlock(
        required=False, features=SIMPLE_TEXT, label="About this person", validators=[refuse_misleading_links]
    )

    class Meta:
        description = "A person, in another language."


class OrganisationWordsBlock(WordsInLanguageBlock):
    """An organisation in another language."""

    name = WordsBlock(required=False, max_length=200)
    short_name = WordsBlock(required=False, max_length=30)

    class Meta:
        description = "An organisation, in another language."


class IdentityWordsBlock(WordsInLanguageBlock):
    """Our organisation in another language. Its names are what they are registered as."""

    strapline = WordsBlock(required=False, max_length=200)
    place = WordsBlock(required=False, max_length=200)
    telephone_hours = WordsBlock(required=False, max_length=100)

    class Meta:
        description = "Our own organisation, in another language."


class SafetyWordsBlock(WordsInLanguageBlock):
    """The buttons of the safety bar in another language."""

    exit_label = WordsBlock(required=False, max_length=20, label="Words on the button to leave")
    help_label = WordsBlock(required=False, max_length=20, label="Words on the help link")

    class Meta:
        description = "The buttons of the safety bar, in another language."


class AnnouncementWordsBlock(WordsInLanguageBlock):
    """An announcement in another language."""

    text = WordsBlock(required=False, max_length=200)
    link_text = WordsBlock(required=False, max_length=80, validators=[refuse_vague_link_text])

    class Meta:
        description = "An announcement, in another language."


class PersonalDataWordsBlock(WordsInLanguageBlock):
    """Who is responsible for personal data, in another language."""

    controller = WordsBlock(required=False, max_length=200, label="Who is responsible")
    controller_contact = WordsBlock(required=False, max_length=300, label="How to reach them")

    class Meta:
        description = "Who is responsible for personal data, in another language."


class TestingWordsBlock(WordsInLanguageBlock):
    """How the website was tested, in another language."""

    tested_how = WordsTextBlock(required=False, rows=3, label="How it was tested")

    class Meta:
        description = "How the website was tested, in another language."


class EnquiryWordsBlock(WordsInLanguageBlock):
    """What the contact page promises, in another language."""

    read_by = WordsBlock(required=False, max_length=300, label="When and by whom messages are read")

    class Meta:
        description = "What the contact page promises, in another language."


class PictureWordsBlock(WordsInLanguageBlock):
    """A picture in another language."""

    description = WordsBlock(required=False, max_length=255, label="What it shows")
    credit = WordsBlock(required=False, max_length=255)

    class Meta:
        description = "A picture, in another language."
