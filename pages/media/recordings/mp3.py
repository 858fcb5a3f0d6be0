"""MP3 files: the frames of sound in them, and nothing else.

ISO/IEC 11172-3 and 13818-3. Tags, pictures and whatever else stands before, between and after the frames is left out.
"""

import re
from typing import NamedTuple

from pages.media.recordings.errors import DAMAGED, NOT_A_RECORDING, TOO_LONG, RecordingError
from pages.media.recordings.limits import MAX_SECONDS

HEADER_BYTES = 4
# Bytes that belong neither to a frame nor to a tag. Cutting a file leaves the rest of a frame.
MAX_UNKNOWN = 64 * 1024
# How often tags or unknown bytes may interrupt the frames, and how many tags may follow each other.
MAX_INTERRUPTIONS = 5_000
MAX_TAGS = 20
# Frames that may be missing of those that the encoder counted.
MISSING = 0.05
_NOT_ZERO = re.compile(rb"[^\0]")
_LAYER_3 = 1
_MPEG_1 = 3
# In kbit/s, by the index in the header.
_BIT_RATES = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
}
# In Hz, by the version and the index in the header. Version 1 is not defined.
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


class Frame(NamedTuple):
    """What the header of a frame says."""

    length: int
    samples: int
    sample_rate: int
    is_mono: bool


def sound_of(content: bytes | bytearray) -> tuple[list[slice], float]:
    """Return where the frames of a file are, joined where they follow each other, and the length in seconds.

    Raises `RecordingError`.
    """
    position = _after_tags(content, 0)
    first = frame_at(content, position)
    if first is None or not _is_followed(content, position, first):
        raise RecordingError(NOT_A_RECORDING)
    expected = _counted_frames(content, position, first)
    longest = MAX_SECONDS * first.sample_rate / first.samples
    parts: list[slice] = []
    frames = unknown = 0
    while position < len(content):
        if frames > longest:
            raise RecordingError(TOO_LONG)
        if unknown > MAX_UNKNOWN or len(parts) > MAX_INTERRUPTIONS:
            raise RecordingError(DAMAGED)
        frame = frame_at(content, position)
        if frame and frame.sample_rate == first.sample_rate and position + frame.length <= len(content):
            start = parts.pop().start if parts and parts[-1].stop == position else position
            parts.append(slice(start, position + frame.length))
            frames += 1
            position += frame.length
        elif (after := _after_tags(content, position)) > position:
            position = after
        else:
            following = _next_frame(content, position + 1, first)
            unknown += following - position
            position = following
    if unknown > MAX_UNKNOWN or frames < expected * (1 - MISSING):
        raise RecordingError(DAMAGED)
    return parts, frames * first.samples / first.sample_rate


def frame_at(content: bytes | bytearray, position: int) -> Frame | None:
    """Return the frame whose header is at a position, or None."""
    header = content[position : position + HEADER_BYTES]
    if len(header) < HEADER_BYTES or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return None
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    if layer != _LAYER_3 or version not in _SAMPLE_RATES or header[2] >> 2 & 3 == 3:
        return None
    bit_rate = _BIT_RATES[version == _MPEG_1][header[2] >> 4]
    if not bit_rate:
        return None
    sample_rate = _SAMPLE_RATES[version][header[2] >> 2 & 3]
    samples = 1152 if version == _MPEG_1 else 576
    length = samples // 8 * bit_rate * 1000 // sample_rate + (header[2] >> 1 & 1)
    return Frame(length, samples, sample_rate, header[3] >> 6 == 3)


def _is_followed(content: bytes | bytearray, position: int, frame: Frame) -> bool:
    """Return whether another frame follows: four bytes alone can be anything."""
    following = frame_at(content, position + frame.length)
    return following is not None and following.sample_rate == frame.sample_rate


def _next_frame(content: bytes | bytearray, position: int, like: Frame) -> int:
    """Return where the next frame of the same kind begins, or what is too far away, or the end of the file."""
    furthest = min(position + MAX_UNKNOWN, len(content))
    while (position := content.find(b"\xff", position, furthest)) >= 0:
        frame = frame_at(content, position)
        if frame and frame.sample_rate == like.sample_rate and _is_followed(content, position, frame):
            return position
        position += 1
    return furthest


def _after_tags(content: bytes | bytearray, position: int) -> int:
    """Return where the tags that begin at a position end: ID3 of both versions, and APE. Raises `RecordingError`."""
    for _number in range(MAX_TAGS + 1):
        head = content[position : position + 32]
        if head.startswith(b"ID3") and len(head) >= 10:
            size = 0
            for byte in head[6:10]:
                size = size << 7 | byte & 0x7F
            position = _after_zeros(content, position + 10 + size)
        elif head.startswith(b"TAG") and len(content) - position == 128:
            return len(content)
        elif head.startswith(b"APETAGEX") and len(head) == 32:
            # The size counts the items and the footer, not the header.
            is_header = head[23] & 0x20
            position += int.from_bytes(head[12:16], "little") + 32 if is_header else 32
        else:
            return position
    raise RecordingError(DAMAGED)


def _after_zeros(content: bytes | bytearray, position: int) -> int:
    """Return where something other than padding stands."""
    found = _NOT_ZERO.search(content, position)
    return found.start() if found else max(position, len(content))


def _counted_frames(content: bytes | bytearray, position: int, first: Frame) -> int:
    """Return how many frames the encoder says there are, in the header that LAME and others write; 0 if it does not."""
    is_mpeg_1 = first.samples == 1152
    side = (17 if first.is_mono else 32) if is_mpeg_1 else (9 if first.is_mono else 17)
    start = position + HEADER_BYTES + side
    if content[start : start + 4] not in (b"Xing", b"Info") or not content[start + 7] & 1:
        return 0
    return int.from_bytes(content[start + 8 : start + 12], "big")
