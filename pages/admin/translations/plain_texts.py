"""Plain texts as editors wrote them: wagtail-localize stores all texts as HTML, and shows “R&D” as “R&amp;D”."""

import json
from html import unescape
from typing import Any

from wagtail_localize.models import StringSegment, Translation


def as_written(text: str) -> str:
    """Return a stored text as it was written. One with tags is shown as HTML, and stays as it is."""
    return text if "<" in text else unescape(text)


def shown_as_written(props: str) -> str:
    """Return the data of the translation editor, as JSON, with its plain texts as they were written."""
    data = json.loads(props)
    for segment in data["segments"]:
        if segment["type"] == "string":
            segment["source"] = as_written(segment["source"])
    for translation in data["initialStringTranslations"]:
        translation["data"] = as_written(translation["data"])
    return json.dumps(data)


def exported_as_written(translation: Translation) -> Any:
    """Return the PO file of a translation with its plain texts as they were written."""
    file = translation.export_po()
    for entry in file:
        entry.msgid, entry.msgstr = as_written(entry.msgid), as_written(entry.msgstr)
    return file


def restore_stored_texts(file: Any, translation: Translation) -> None:
    """Give the texts of a PO file the form in which they are stored, by which they are found."""
    segments = StringSegment.objects.filter(source=translation.source_id).select_related("string")
    stored = {as_written(segment.string.data): segment.string.data for segment in segments}
    for entry in file:
        entry.msgid = stored.get(entry.msgid, entry.msgid)
