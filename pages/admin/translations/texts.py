"""Saving, previewing and leaving the texts of the translation editor: each change is saved into the draft at once."""

import json
import re

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin import messages
from wagtail_localize.models import OverridableSegment, SegmentOverride, StringSegment, StringTranslation
from wagtail_localize.views import edit_translation

from pages.admin.translations.access import readable, writable
from pages.text.cleaning import clean_identifier
from pages.text.links import clean_link
from pages.translations.drafts import save_draft
from pages.translations.outdated import changed_since_taken_over

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s\"<>]+")


def edit_text(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponse:
    """Save or delete the translation of one text."""
    with transaction.atomic():
        translation, _page = writable(request.user, translation_id)
        segment = StringSegment.objects.filter(pk=string_segment_id, source=translation.source_id).first()
        if segment is None:
            raise Http404("This text is not on the page any more.")
        try:
            response = edit_translation.edit_string_translation(request, translation_id, string_segment_id)
        except MultiValueDictKeyError:
            return HttpResponseBadRequest()
        if response.status_code < 300:
            save_draft(translation, request.user)
            if text := StringTranslation.objects.filter(
                translation_of=segment.string_id, context=segment.context_id, locale=translation.target_locale
            ).first():
                # Again: its field may have refused it.
                context = {"translation_source": translation.source}
                response.data = edit_translation.StringTranslationSerializer(text, context=context).data
        return response


def edit_link(request: HttpRequest, translation_id: int, overridable_segment_id: int) -> HttpResponse:
    """Save or delete another address for a link: what it leads to may exist in the language of the page."""
    with transaction.atomic():
        translation, _page = writable(request.user, translation_id)
        segment = OverridableSegment.objects.filter(pk=overridable_segment_id, source=translation.source_id).first()
        if segment is None:
            raise Http404("This link is not on the page any more.")
        try:
            response = edit_translation.edit_override(request, translation_id, overridable_segment_id)
        except MultiValueDictKeyError:
            return HttpResponseBadRequest()
        if response.status_code < 300:
            override = SegmentOverride.objects.filter(context=segment.context_id, locale=translation.target_locale)
            for each in override:
                address = clean_link(clean_identifier(str(each.data)))
                if not _ADDRESS.fullmatch(address):
                    transaction.set_rollback(True)
                    return HttpResponseBadRequest("This is not the address of a page.")
                each.data_json = json.dumps(address)
                each.save()
            save_draft(translation, request.user)
        return response


def preview(request: HttpRequest, translation_id: int, mode: str | None = None) -> HttpResponse:
    """Return the page as it would be, to whoever may edit it."""
    _translation, page = readable(request.user, translation_id)
    mode = page.default_preview_mode if mode is None else mode
    if mode not in dict(page.preview_modes):
        raise Http404("There is no such preview.")
    return page.get_latest_revision_as_object().make_preview_request(request, mode)


def stop(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Go on with the page in the ordinary form. Its draft is what was translated so far.

    Not while changes of the original are to be brought to it: the ordinary form cannot tell what they are.
    """
    with transaction.atomic():
        translation, page = writable(request.user, translation_id)
        if request.method == "POST" and changed_since_taken_over(translation):
            messages.error(request, "The original has changed. Choose “Bring the changes here” first.")
            return redirect("wagtailadmin_pages:edit", page.pk)
        return edit_translation.stop_translation(request, translation_id)
