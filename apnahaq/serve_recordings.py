"""Serve recordings to whoever may read a page that offers them, in parts as players ask for them."""

import re
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.models import Page

from pages.access import public_pages, restrictions_of
from pages.models import Recording

# The most that is sent of a recording at once to somebody who asks for a part: a slow connection, or a player that
# pauses, occupies no thread. Players ask for the next part (RFC 9110, 15.3.7).
MAX_PART = 2 * 1024 * 1024
# One range, with a first byte, a last one, or both (RFC 9110, 14.1.2). Of several ranges the whole may be sent.
_RANGE = re.compile(r"bytes=(?=\d|-\d)(\d{0,18})-(\d{0,18})")


@require_safe
def recording(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Serve a recording, or the part of it that is asked for. Answer 404 also if its file is missing."""
    found: Recording = get_object_or_404(Recording.objects.select_related("consent"), pk=pk)
    if name != found.file_name or not may_listen(request, found):
        raise Http404
    try:
        response = _answer(request, found)
    except FileNotFoundError as error:
        raise Http404 from error
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = _etag(found)
    # Opened in the tab, it would have no exit. Players do not mind.
    response["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def may_listen(request: HttpRequest, found: Recording) -> bool:
    """Return whether somebody may read a live page that offers a recording, or works with recordings."""
    if request.user.has_perms(["pages.add_recording"]) or request.user.has_perms(["pages.change_recording"]):
        return True
    if found.is_left_out:
        return False
    offering = [
        page
        for page in Page.objects.live().filter(page_recordings__recording=found).specific()
        if found in page.shown_recordings(page.parts_on_consent)
    ]
    if public_pages(Page.objects.filter(pk__in=[page.pk for page in offering])).exists():
        return True
    # With its password a page is also read by somebody who is not logged in.
    return any(all(each.accept_request(request) for each in restrictions_of(page)) for page in offering)


def part_asked_for(header: str, size: int) -> range | None:
    """Return the bytes that a `Range` header asks for: none if there are no such ones, None if it asks for no part."""
    match = _RANGE.fullmatch(header.strip())
    if match is None:
        return None
    first, last = match.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def _answer(request: HttpRequest, found: Recording) -> HttpResponseBase:
    part = None
    # A part of another file than the one that the player has begun to play would be noise.
    if request.headers.get("If-Range", _etag(found)) == _etag(found):
        part = part_asked_for(request.headers.get("Range", ""), found.file_size)
    if part is None:
        return FileResponse(default_storage.open(found.file.name), content_type=found.content_type)
    if not part:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{found.file_size}"})
    part = part[:MAX_PART]
    # Both storages have it, which the types of Django do not know.
    content = default_storage.read_part(found.file.name, part)  # type: ignore[attr-defined]
    response = HttpResponse(content, status=206, content_type=found.content_type)
    response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{found.file_size}"
    return response


def _etag(found: Recording) -> str:
    """Return what the recording has in common with no other, and not with an earlier file of it: its random name."""
    return f'"{PurePath(found.file.name).stem}"'
