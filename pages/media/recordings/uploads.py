"""Uploaded recordings: recognised by their content, without anything but the sound, as MP3 or M4A.

Telephones write their owner, the place and the time into a recording, and programs a picture. A voice is a person's,
and for this organisation a place can be a refuge or a home. The sound itself stays as it is: nothing is encoded again.
"""

import threading
from pathlib import Path
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile

from pages.media.recordings import m4a, mp3
from pages.media.recordings.errors import NOT_A_RECORDING, OTHER_FORMAT, TOO_LONG, TOO_SHORT, RecordingError
from pages.media.recordings.limits import MAX_SECONDS

CONTENT_TYPES = {".mp3": "audio/mpeg", ".m4a": "audio/mp4"}
# How files begin that hold sound which older telephones cannot play: Ogg and WebM, WAV, FLAC, AMR, Windows Media.
OTHER_FORMATS = (b"OggS", b"\x1aE\xdf\xa3", b"RIFF", b"fLaC", b"#!AMR", b"0&\xb2u", b"FORM")

# One recording at a time in each process, whatever the number of threads: each is in memory as a whole.
_reading = threading.Lock()


def rewrite_upload(upload: UploadedFile) -> None:
    """Leave nothing but the sound in an upload, give its name the right extension, and note its length in it.

    Raises `RecordingError`.
    """
    with _reading:
        parts, extension, seconds = _sound_of(upload)
        upload.seek(0)
        upload.truncate()
        for part in parts:
            upload.write(part)
        # Django moves a large upload by the path of its temporary file.
        upload.flush()
        upload.size = upload.tell()
        upload.seek(0)
    upload.name = Path(upload.name or "recording").stem + extension
    mark_as_clean(upload, seconds)


def mark_as_clean(upload: Any, seconds: int) -> None:
    """Say that nothing but the sound is in an upload, and how long it is."""
    upload.seconds = seconds


def length_of(file: object) -> int | None:
    """Return the length in seconds of a file that has nothing but the sound in it; None if it may hold more."""
    return getattr(file, "seconds", None)


def _sound_of(file: IO[bytes] | UploadedFile) -> tuple[list[memoryview], str, int]:
    """Return the pieces of the new file, its extension, and the length of the sound in seconds."""
    file.seek(0)
    content = bytearray(file.read())
    if content[4:8] == b"ftyp":
        seconds, parts, extension = m4a.clean(content), [slice(None)], ".m4a"
    elif content.startswith(OTHER_FORMATS):
        raise RecordingError(OTHER_FORMAT)
    elif content:
        parts, seconds = mp3.sound_of(content)
        extension = ".mp3"
    else:
        raise RecordingError(NOT_A_RECORDING)
    if seconds < 1:
        raise RecordingError(TOO_SHORT)
    if seconds > MAX_SECONDS:
        raise RecordingError(TOO_LONG)
    view = memoryview(content)
    return [view[part] for part in parts], extension, round(seconds)
