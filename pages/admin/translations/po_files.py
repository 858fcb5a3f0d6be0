"""Translating with a program: the texts of a page as a PO file, out and in."""

from typing import Any

import polib
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail_localize.views import edit_translation

from pages.admin.translations.access import readable, writable
from pages.admin.translations.plain_texts import exported_as_written, restore_stored_texts
from pages.translations.drafts import save_draft

# Many times the texts of the longest page.
LARGEST = 1024 * 1024
NO_FILE = "Choose the PO file with the translations: the one that you downloaded here, filled in."


def download(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Return the texts with the translations that there are."""
    translation, _page = readable(request.user, translation_id)
    response = edit_translation.download_pofile(request, translation_id)
    response.content = str(exported_as_written(translation))
    return response


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take the translations of a file over into the draft."""
    with transaction.atomic():
        translation, page = writable(request.user, translation_id)
        file = _read(request)
        if file is None or file.metadata.get("X-WagtailLocalize-TranslationID") != str(translation.uuid):
            other = "This file belongs to another translation. Download the one of this page and fill that in."
            messages.error(request, NO_FILE if file is None else other)
            return redirect("wagtailadmin_pages:edit", page.pk)
        restore_stored_texts(file, translation)
        translation.import_po(file, user=request.user, tool_name="PO file")
        save_draft(translation, request.user)
    messages.success(request, "The translations of the file are in the draft. Nothing is published yet.")
    return redirect("wagtailadmin_pages:edit", page.pk)


def _read(request: HttpRequest) -> Any:
    """Return the file, or None if it is missing, too large or no PO file."""
    sent = request.FILES.get("file")
    if sent is None or not sent.size or sent.size > LARGEST:
        return None
    try:
        content = sent.read().decode()
        # polib opens what looks like a path.
        return polib.pofile(content) if "\n" in content else None
    except (OSError, UnicodeDecodeError, ValueError):
        return None
