"""Rules about letters: every reader can see and hear what she fills in, and can sign."""

import re
from collections.abc import Iterator

from campaigns import letters
from campaigns.actions import LetterBlock
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem, Rule
from pages.readiness.rules import ADVISES, BLOCKS

# The words for a name in the languages of letters, and for whom the letter is sent to.
_NAME = re.compile(r"\bname\b|نام", re.IGNORECASE)
_ADDRESSEE = re.compile(r"\b(?:MP|MPs|member|minister|councillor)\b|رکن|وزیر", re.IGNORECASE)


def _unmarked_blank(content: PageContent) -> Iterator[Problem]:
    """Find blanks that are not in square brackets: nobody would be told of them, and they would be sent as they are."""
    for part in content.blocks(LetterBlock):
        for name in LetterBlock.fields_in_language:
            if found := letters.unmarked_blank(part.value.get(name) or ""):
                yield part, f"“{found}” is not marked as a blank. Write what belongs there in brackets: [your name]."


def _letter_without_name(content: PageContent) -> Iterator[Problem]:
    """Find letters that nobody would sign."""
    for part in content.blocks(LetterBlock):
        blanks = letters.blanks(part.value.get("letter") or "")
        if not any(_NAME.search(blank) and not _ADDRESSEE.search(blank) for blank in blanks):
            yield part, "Add a blank for the name of whoever sends the letter: [your name]."


def _letter_too_long(content: PageContent) -> Iterator[Problem]:
    """Find letters that a link cannot hand to a mail program whole."""
    for part in content.blocks(LetterBlock):
        subject, text = (part.value.get(name) or "" for name in LetterBlock.fields_in_language)
        if letters.is_too_long(letters.mail_address(subject, text)):
            yield (
                part,
                "The letter is too long for a link that opens it in a mail program: readers must copy and paste it. "
                "Shorten it if you can.",
            )


RULES = (
    Rule("unmarked-blank", BLOCKS, _unmarked_blank),
    Rule("letter-without-name", ADVISES, _letter_without_name),
    Rule("letter-too-long", ADVISES, _letter_too_long),
)
