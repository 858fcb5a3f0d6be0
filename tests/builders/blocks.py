"""A body with every block, and a list of every action."""

from typing import Any

from tests.builders.files import document, image, picture_bytes
from tests.builders.naming import URDU_WORDS


def every_block() -> list[tuple[str, Any]]:
    """Return a body with each block in it once, in an order that a page may have."""
    heading = {"text": "A sample heading", "level": "h2"}
    return [
        ("paragraph", "<p>A sample paragraph about <b>NAPAR</b> and ENAR. [1]</p><ul><li>One</li><li>Two</li></ul>"),
        ("pull_quote", "A sample sentence of the page, large."),
        ("heading", heading),
        ("heading", {"text": "A smaller sample heading", "level": "h3"}),
        ("quotation", {"text": "“Sample words.”", "source": "Sample source", "link": "https://www.example.org/"}),
        ("statistic", {"number": "0", "words": "things counted", "source": "Sample source", "date": "no date"}),
        ("question", {"question": "A sample question?", "answer": "<p>A sample answer.</p>"}),
        ("image", {"image": image(content=picture_bytes(size=(1300, 900))), "caption": "A sample caption"}),
        ("document", {"document": document(), "title": "A sample document"}),
        (
            "timeline",
            {
                "title": "A sample timeline",
                "entries": [{"date": "First", "title": "One", "text": "Text"}, {"date": "Then", "title": "Two"}],
            },
        ),
        ("call_to_action", {"title": "A sample call", "button": "Write to us", "address": "https://www.example.org/"}),
        ("help_box", {"title": "Sample help", "text": "<p>The numbers follow.</p>"}),
        ("content_note", "A sample note."),
        ("passage", {"language": "ur", "text": "<p>نمونہ متن</p>"}),
        ("sources", [{"source": "Sample source", "date": "no date", "link": "https://www.example.org/source"}]),
    ]


def compounds() -> list[tuple[str, Any]]:
    """Return a body whose headings and labels hold compounds with a hyphen, long and short."""
    words = "Anti-racism and self-determination"
    call = {"title": words, "button": "Anti-racism, African-Caribbean", "address": "https://www.example.org/"}
    return [
        ("heading", {"text": words, "level": "h2"}),
        ("heading", {"text": words, "level": "h3"}),
        ("pull_quote", f"{words} of working-class, African-Caribbean women."),
        ("question", {"question": f"{words}?", "answer": "<p>A sample answer.</p>"}),
        ("timeline", {"title": words, "entries": [{"date": "Mid-2020", "title": words}, {"date": "x", "title": "y"}]}),
        ("help_box", {"title": words, "text": "<p>The numbers follow.</p>"}),
        ("call_to_action", call),
    ]


def every_action() -> list[tuple[str, Any]]:
    """Return what readers can do on a page about our work, each action once, and a letter in Urdu."""
    letter = {"title": "A sample letter", "text": "Sample text.", "subject": "A sample subject"}
    return [
        ("letter", {**letter, "letter": "Dear [name of your MP],\n\nSample text.\n\n[your name]\n[your postcode]"}),
        (
            "letter",
            {**letter, "subject": URDU_WORDS, "letter": f"{URDU_WORDS}\n\n[آپ کا نام]", "language": "ur"},
        ),
        ("find_member", {"title": "Find a member", "button": "Sample button", "address": "https://www.example.org/"}),
        ("document", {"title": "Share the sample", "text": "Sample text.", "document": document()}),
    ]
