"""Pages of every type in Urdu, with every block and every action, for the tests of what Urdu readers meet.

All words are sample text and say so. What is taken from elsewhere stays in its language: quotations, sources, names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate
from wagtail.models import Page

from campaigns.models import AntiRacismPage, EuropeanWorkPage, LocalWorkPage, NationalWorkPage
from pages.models import (
    AccountabilityPage,
    BlogPage,
    HomePage,
    InterviewPage,
    Organisation,
    PeoplePage,
    Person,
    PublicationPage,
    Topic,
)
from tests import builders, sounds
from tests.page_types import EVERY_ACTION_PATH, EVERY_BLOCK_PATH

WORDS = builders.URDU_WORDS
TITLE = "نمونے کا صفحہ"
SENTENCE = "یہ نمونے کا متن ہے۔ اس کی جگہ وہ الفاظ آئیں گے جو ایک لکھے گی اور دوسری جانچے گی۔"
TEXT = f"<p>{SENTENCE}</p>"


@dataclass
class Shown:
    """What stories and pages about our work show from elsewhere: somebody, an organisation and topics."""

    person: Person
    organisation: Organisation
    topics: list[Topic]


def in_urdu(**words: str) -> list[tuple[str, dict[str, str]]]:
    """Return the Urdu words of a record."""
    return [("words", {"language": "ur", **words})]


def body() -> list[tuple[str, Any]]:
    """Return every block in Urdu, with the parts in English that are taken from elsewhere."""
    picture = builders.image(
        builders.picture_bytes(size=(1300, 900)),
        credit="Photographed by a sample",
        in_other_languages=in_urdu(description="نمونے کی تصویر"),
    )
    entries = [{"date": "پہلے", "title": WORDS, "text": SENTENCE}, {"date": "پھر", "title": WORDS}]
    return [
        ("paragraph", f"<p>{SENTENCE} [1]</p><ul><li>{WORDS}</li><li>{WORDS}</li></ul>"),
        ("pull_quote", SENTENCE),
        ("heading", {"text": "نمونے کی سرخی", "level": "h2"}),
        ("heading", {"text": "نمونے کی چھوٹی سرخی", "level": "h3"}),
        ("quotation", {"text": "“Words of a sample.”", "source": "A sample speaker", "link": "https://example.org/"}),
        ("quotation", {"text": "“Slová vzorky.”", "source": "A sample speaker", "language": "sk"}),
        ("quotation", {"text": f"”{SENTENCE}“", "source": "نمونے کی مقرر"}),
        ("statistic", {"number": "0", "words": WORDS, "source": "Office of Samples", "date": "March 2024"}),
        ("question", {"question": f"{WORDS}؟", "answer": TEXT}),
        ("image", {"image": picture, "caption": WORDS}),
        ("document", {"document": builders.document(title="A sample document", language="Slovak and English")}),
        ("timeline", {"title": WORDS, "entries": entries}),
        ("call_to_action", {"title": WORDS, "button": WORDS, "page": builders.english("glossary")}),
        ("help_box", {"title": WORDS, "text": TEXT}),
        ("content_note", SENTENCE),
        ("passage", {"language": "en", "text": "<p>A passage in English. [1]</p>"}),
        ("sources", [{"source": "Office of Samples, A report", "date": "March 2024", "link": "https://example.org/"}]),
    ]


def actions() -> list[tuple[str, Any]]:
    """Return every action in Urdu: a letter to be sent in Urdu, and one that stays in English."""
    letter = {"title": "نمونے کا خط", "text": SENTENCE}
    english = {"subject": "A sample subject", "letter": "Dear [name of your MP],\n\nSample text.", "language": "en"}
    member = {"title": WORDS, "text": SENTENCE, "button": WORDS, "address": "https://www.example.org/"}
    return [
        ("letter", {**letter, "subject": WORDS, "letter": f"{SENTENCE}\n\n[آپ کا نام]"}),
        ("letter", {**letter, **english}),
        ("find_member", member),
        ("document", {"title": WORDS, "text": SENTENCE, "document": builders.document(title="A sample document")}),
    ]


def values(page: Page, shown: Shown) -> dict[str, Any]:
    """Return what the Urdu translation of a page shows, beside sample words in each of its texts."""
    if EVERY_BLOCK_PATH.endswith(f"/{page.slug}/"):
        return {"body": body()}
    if EVERY_ACTION_PATH.endswith(f"/{page.slug}/"):
        return {"actions": actions()}
    if isinstance(page, HomePage):
        return {"quotation": "“Sample words of somebody.”", "call_title": WORDS, "name_title": WORDS}
    if isinstance(page, InterviewPage):
        given = {"interviewee": shown.person, "interviewer": shown.organisation}
        return {**given, "publisher": shown.organisation, "topics": shown.topics}
    if isinstance(page, BlogPage):
        authors = [shown.person, builders.person(name="Other Sample Person")]
        given = {"authors": authors, "publisher": shown.organisation, "topics": shown.topics}
        return {**given, "original_title": "A sample headline of somebody else"}
    if isinstance(page, PublicationPage):
        documents = [
            {"document": builders.document(title="A sample report"), "language": each} for each in ("en", "ur")
        ]
        given = {"authors": [shown.person], "topics": shown.topics}
        return {**given, "documents": [("document", {**each, "pages": 2}) for each in documents]}
    if isinstance(page, PeoplePage):
        return {"people": [("person", {"person": shown.person}), ("person", {"person": shown.person, "role": WORDS})]}
    if isinstance(page, AccountabilityPage):
        accounts = {"kind": "accounts", "year": 2024, "document": builders.document(title="Sample accounts")}
        trustees = [("trustee", {"person": shown.person, "role": WORDS})]
        return {"trustees": trustees, "documents": [("document", accounts)]}
    return _work_values(page, shown)


def _work_values(page: Page, shown: Shown) -> dict[str, Any]:
    stance = {"stance": SENTENCE}
    if isinstance(page, LocalWorkPage):
        return {**stance, "place": "Rotherham", "actions": actions()}
    if isinstance(page, NationalWorkPage):
        milestones = [{"title": WORDS, "status": each, "text": TEXT} for each in ("done", "now", "next")]
        return {
            **stance,
            "partners": [("partner", {"organisation": shown.organisation, "note": WORDS})],
            "figure": "0",
            "figure_words": WORDS,
            "figure_source": "Office of Samples",
            "benefits_title": "نمونے کے فائدے",
            "benefits": [("benefit", WORDS)] * 2,
            "milestones_title": "نمونے کے مرحلے",
            "milestones": [("milestone", each) for each in milestones],
        }
    if isinstance(page, EuropeanWorkPage):
        activity = {"activity_type": "ورکشاپ", "title": WORDS, "partner": shown.organisation, "date": localdate()}
        english = {"activity_type": "Workshop", "title": "Sample workshop", "partner": shown.organisation}
        role = {"person": shown.person, "role": "Board member", "text": TEXT}
        return {
            **stance,
            "network": shown.organisation,
            "roles": [("role", role)],
            "activities_title": "نمونے کی سرگرمیاں",
            "activities": [("activity", activity), ("activity", english)],
        }
    return stance if isinstance(page, AntiRacismPage) else {}


def translate(originals: Iterable[Page], shown: Shown) -> list[Page]:
    """Publish the Urdu translation of each page, with a title of its own, and return them."""
    translations = []
    for number, original in enumerate(originals, start=1):
        fields = values(original, shown)
        if hasattr(original, "lead"):
            fields["lead"] = TEXT
        if hasattr(original, "body"):
            fields.setdefault("body", [("paragraph", TEXT), ("heading", {"text": WORDS}), ("paragraph", TEXT)])
        translations.append(builders.in_urdu(original, title=f"{TITLE} {number}", **fields))
    return translations


def offer_recording(page: Page) -> None:
    """Publish a page with a recording in Urdu at its head, longer than one part in which it is sent."""
    builders.offer(page, builders.recording(sounds.mp3(600), title=WORDS, transcript=TEXT))
