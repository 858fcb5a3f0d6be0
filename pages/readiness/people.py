"""Rules that protect the people who are shown or named."""

import re
from collections.abc import Iterator

from django.utils.text import get_text_list

from pages.media.alt_text import is_camera_name
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem

_PEOPLE = re.compile(
    r"\b(?:wom[ae]n|girls?|m[ae]n|boys?|child(?:ren)?|bab(?:y|ies)|mothers?|fathers?|sisters?|brothers?|people|person|"
    r"famil(?:y|ies)|portrait|faces?|activists?|speakers?|staff|team)\b",
    re.IGNORECASE,
)

_AGE = re.compile(
    r"\b\d{1,2}[- ]years?[- ]old\b|\baged? \d{1,2}\b|(?<=[a-z]), \d{1,2},|\b[A-Z]\w+ \(\d{1,2}\)|\b(?:is|was|turned) "
    r"\d{1,2}(?=[ ,.;])"
)
_STREET = re.compile(
    r"\b[A-Z]\w+ (?:Street|Road|Lane|Avenue|Close|Drive|Court|Terrace|Place|Crescent|Grove|Walk|Gardens)\b"
)
_WORKER = re.compile(
    r"\b(?:social|support|key|case|outreach|youth)[- ]?workers?\b|\b(?:health visitor|probation officer|IDVA|ISVA)s?\b",
    re.IGNORECASE,
)
_CAPITALISED = r"[A-Z][a-z]+(?:[-’'][A-Z]?[a-z]+)?"
_SAID_OF_PEOPLE = r"is|was|has|had|lives?|lived|came|left|told|said|says|knew|and (?:her|his)"
# Inside a sentence; or as its first word, if what follows is said of a person.
_NAME = re.compile(
    rf"(?<![.!?:] )(?<![“‘(])(?<!^)\b{_CAPITALISED}\b"
    rf"|\b{_CAPITALISED}(?=,? \(?\d|, |[’']s | (?:{_SAID_OF_PEOPLE})\b)"
)
# Capitalised words that name nobody: days and months, first words of sentences, and what this site speaks of.
_NOBODY_LIST = """
A After All Also Although An And Apna Are As Asian At Back Because Before Black Britain British But By Can Child
Children Could Dear Did Do Does Each England English Europe European Every Everyone For From Girls Had Haq Has Have He
Her Here His How However I If In Is Islam It Its Last Many Men Might Most Mr Mrs Ms Muslim My National Never No Not Now
Of On Once One Or Our Pakistani Rotherham Service She Sheffield Since So Some Sometimes South Still That The Their Then
There These They This Those Though Through To Today Under Until Urdu Was We Were What When Where Which While Who Why
With Women Workers Yes Yorkshire You Your
Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
October November December
"""
_NOBODY = set(_NOBODY_LIST.split())


def picture_without_consent(content: PageContent) -> Iterator[Problem]:
    """Find pictures of people whose consent is not recorded or has ended."""
    for part, picture in content.pictures:
        if not picture.shows_people:
            continue
        if picture.consent is None:
            yield (
                part,
                (
                    f"People can be recognised in the picture “{picture.title}”, and no consent is recorded. Ask them, "
                    "and choose the consent in the form of the picture, or use another picture."
                ),
            )
        elif picture.consent.has_ended():
            yield (
                part,
                (
                    f"The consent for the picture “{picture.title}” has ended. Ask again and change its last day, or "
                    "use another picture."
                ),
            )


def recording_without_consent(content: PageContent) -> Iterator[Problem]:
    """Find recordings of people whose consent is not recorded or has ended."""
    for recording in content.recordings:
        if recording.consent is None:
            yield (
                None,
                (
                    f"A voice is a person’s, and no consent is recorded for the recording “{recording.title}”. Ask who "
                    "speaks, and choose the consent in the form of the recording."
                ),
            )
        elif recording.consent.has_ended():
            yield (
                None,
                (
                    f"The consent for the recording “{recording.title}” has ended, so it is not offered. Ask again and "
                    "change its last day, or take it off the page."
                ),
            )


def people_in_description(content: PageContent) -> Iterator[Problem]:
    """Find pictures whose description speaks of people although nobody is said to be recognisable in them."""
    for part, picture in content.pictures:
        words = f"{picture.description} {getattr(picture, 'contextual_alt_text', '') or ''}"
        if not picture.shows_people and (found := _PEOPLE.search(words)):
            yield (
                part,
                (
                    f"The description of the picture “{picture.title}” speaks of “{found[0]}”. If somebody can be "
                    "recognised, tick that in the form of the picture and choose their consent."
                ),
            )


def file_name_as_description(content: PageContent) -> Iterator[Problem]:
    """Find pictures that are described with the name that a camera or a telephone gave the file."""
    for part, picture in content.pictures:
        descriptions = (getattr(picture, "contextual_alt_text", None), picture.description)
        if name := next((each for each in descriptions if each and is_camera_name(each)), ""):
            yield part, f"“{name}” is the name of a file. Say what the picture shows."


def recognisable_person(content: PageContent) -> Iterator[Problem]:
    """Find passages in which a name stands with an age, a street or a worker."""
    public = {word for name in content.people for word in name.split()}
    for text in content.texts:
        for paragraph in text.paragraphs:
            details = [
                word
                for word, pattern in (("an age", _AGE), ("a street", _STREET), ("a worker", _WORKER))
                if pattern.search(paragraph)
            ]
            names = [
                name
                for name in _NAME.findall(_STREET.sub(" ", paragraph))
                if name not in _NOBODY and name not in public
            ]
            if details and names:
                yield (
                    text.part,
                    (
                        f"“{names[0]}” could be recognised: the name stands with {get_text_list(details, 'and')}. "
                        "Change the name or leave out the rest, unless the person agreed to it."
                    ),
                )
                break
