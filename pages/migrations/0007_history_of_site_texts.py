"""Give site texts, people, organisations, topics and terms a history, and each number to call one record.

Until now each language had numbers of its own. Reversed, each language gets them back, with what a telephone dials
derived from what is shown.
"""

import re
import uuid
from difflib import SequenceMatcher
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pages.fields

WITH_HISTORY = [
    "announcement",
    "glossaryterm",
    "navigation",
    "organisation",
    "organisationidentity",
    "person",
    "topic",
    "visitorsafety",
]
MAX_NOTE = 200


def dialled(number: str) -> str:
    """Return what a telephone dials for a number, or "" if it is not one telephone number."""
    number = number.strip()
    if not re.fullmatch(r"\+?[0-9\s().-]+", number):
        return ""
    if number.startswith(("+", "00")):
        number = number.replace("(0)", "")
    digits = re.sub(r"[^+0-9]", "", number)
    return digits if 3 <= len(digits.lstrip("+")) <= 17 else ""


def join_languages(apps: Any, schema_editor: Any) -> None:
    """Join the rows of several languages that have the same number. Each language keeps its numbers in their order.

    Where the number that was dialled is not the one that was read, it is the one that was read; if that cannot be
    dialled, the other one follows the note.
    """
    for safety in apps.get_model("pages", "VisitorSafety").objects.all():
        lines: dict[str, list[Any]] = {settings.LANGUAGE_CODE: []}
        for line in safety.help_lines.select_related("locale").order_by("locale_id", "sort_order", "pk"):
            lines.setdefault(line.locale.language_code, []).append(line)
        numbers: list[dict[str, Any]] = []
        for language, lines_of_language in lines.items():
            numbers = _joined(numbers, [_number(line, language) for line in lines_of_language])
        safety.numbers = [
            _block("number", number | {"labels": [_block("item", label) for label in number["labels"]]})
            for number in numbers
        ]
        safety.save(update_fields=["numbers"])


def _number(line: Any, language: str) -> dict[str, Any]:
    """Return the number of a row, with its label."""
    is_dialled = bool(line.dial and dialled(line.number))
    note = line.note if is_dialled else f"{line.note} {line.dial}".strip()
    label = {"language": language, "label": line.label, "note": note}
    return {"number": line.number, "is_not_dialled": not is_dialled, "labels": [label]}


def _joined(numbers: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return two lists of numbers as one that has both in their orders. What is in both gets the labels of both."""
    keys, other_keys = ([_key(number) for number in each] for each in (numbers, others))
    joined: list[dict[str, Any]] = []
    for what, start, end, other_start, other_end in SequenceMatcher(None, keys, other_keys, False).get_opcodes():
        if what == "equal":
            for number, other in zip(numbers[start:end], others[other_start:other_end], strict=True):
                joined.append(number | {"labels": number["labels"] + other["labels"]})
        else:
            joined += numbers[start:end] + others[other_start:other_end]
    return joined


def _key(number: dict[str, Any]) -> tuple[bool, str]:
    """Return what is the same for two spellings of a number."""
    is_not_dialled = number["is_not_dialled"]
    return is_not_dialled, number["number"] if is_not_dialled else dialled(number["number"])


def _block(name: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": name, "value": value, "id": str(uuid.uuid4())}


def part_languages(apps: Any, schema_editor: Any) -> None:
    """Make a row of each label."""
    help_line, locale = apps.get_model("pages", "HelpLine"), apps.get_model("wagtailcore", "Locale")
    for safety in apps.get_model("pages", "VisitorSafety").objects.all():
        for order, block in enumerate(safety.numbers):
            number = block["value"]
            for label in (item["value"] for item in number["labels"]):
                help_line.objects.create(
                    safety=safety,
                    sort_order=order,
                    locale=locale.objects.get_or_create(language_code=label["language"])[0],
                    label=label["label"],
                    number=number["number"],
                    dial="" if number["is_not_dialled"] else dialled(number["number"]),
                    note=label["note"][:MAX_NOTE],
                )


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0006_review_dates_and_consents"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="announcement",
            options={"verbose_name": "announcement", "verbose_name_plural": "announcement"},
        ),
        migrations.AlterModelOptions(
            name="navigation",
            options={"verbose_name": "menus", "verbose_name_plural": "menus"},
        ),
        migrations.AlterModelOptions(
            name="organisationidentity",
            options={"verbose_name": "our organisation", "verbose_name_plural": "our organisation"},
        ),
        migrations.AlterModelOptions(
            name="visitorsafety",
            options={"verbose_name": "numbers and exit", "verbose_name_plural": "numbers and exit"},
        ),
        *(
            migrations.AddField(
                model_name=name,
                name="latest_revision",
                field=models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="wagtailcore.revision",
                    verbose_name="latest revision",
                ),
            )
            for name in WITH_HISTORY
        ),
        # Plain JSON until the numbers are in it: a StreamField without its blocks would drop them.
        migrations.AddField(
            model_name="visitorsafety",
            name="numbers",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(join_languages, part_languages),
        migrations.AlterField(
            model_name="visitorsafety",
            name="numbers",
            field=pages.fields.StreamField(
                help_text="Shown at the top and the foot of every page, in this order.",
                verbose_name="numbers to call",
            ),
        ),
        migrations.DeleteModel(
            name="HelpLine",
        ),
    ]
