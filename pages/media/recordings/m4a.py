"""M4A files: one track of AAC, and nothing else.

ISO/IEC 14496-12. Every box that playing does not need is emptied in its place, so that no offset changes: the names of
devices and people, places, pictures, other tracks, and whatever stands between the pieces of sound.
"""

import struct
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate, chain, islice, pairwise
from typing import NamedTuple

from mutagen import MutagenError
from mutagen.mp4 import MP4

from pages.media.recordings.errors import DAMAGED, NOT_A_RECORDING, OTHER_FORMAT, TOO_LONG, VIDEO, RecordingError
from pages.media.recordings.limits import MAX_SECONDS

HEADER_BYTES = 8
# A file for streaming has two for each piece of sound; the boxes inside others are few.
MAX_BOXES = 10_000
MAX_BOXES_INSIDE = 100
MAX_DATA_BOXES = 8
# A sample of AAC holds 1,024 values of at most 96,000 in a second (ISO/IEC 14496-3). No table has more rows.
MAX_SAMPLES = MAX_SECONDS * 96_000 // 1024
# The description of AAC is a few dozen bytes, of which mutagen makes several copies.
MAX_DESCRIPTION_BYTES = 64 * 1024
# The boxes that are kept, by the one that they are in.
KEPT: dict[bytes, set[bytes]] = {
    b"": {b"ftyp", b"moov", b"mdat"},
    b"moov": {b"mvhd", b"trak"},
    b"trak": {b"tkhd", b"edts", b"mdia"},
    b"edts": {b"elst"},
    b"mdia": {b"mdhd", b"hdlr", b"minf"},
    b"minf": {b"smhd", b"dinf", b"stbl"},
    b"dinf": {b"dref"},
    b"stbl": {b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"co64"},
}
# Boxes that say when the recording was made, in their first fields.
DATED = {b"mvhd", b"tkhd", b"mdhd"}
# How far the lengths that a file gives may be apart, in seconds.
TOLERANCE = 1.0


class Box(NamedTuple):
    """A box: its name, where its header and its content begin, and where it ends."""

    name: bytes
    at: int
    start: int
    stop: int


def clean(content: bytearray) -> float:
    """Empty everything but the sound, in place, and return its length in seconds. Raises `RecordingError`."""
    try:
        return _clean(content)
    except (IndexError, KeyError, ValueError, struct.error) as error:
        if isinstance(error, RecordingError):
            raise
        raise RecordingError(DAMAGED) from error


def _require_aac(content: bytearray) -> None:
    """Raise `RecordingError` unless mutagen reads it as AAC."""
    try:
        codec: str = MP4(BytesIO(content)).info.codec  # type: ignore[attr-defined]  # filled in as it reads
    # Malformed files make mutagen raise errors of several types.
    except (MutagenError, ValueError, OverflowError, MemoryError, struct.error) as error:
        raise RecordingError(DAMAGED) from error
    if not codec.startswith("mp4a.40"):
        raise RecordingError(OTHER_FORMAT)


def _clean(content: bytearray) -> float:
    top = list(_boxes(content, 0, len(content), MAX_BOXES))
    names = [box.name for box in top]
    if names.count(b"moov") != 1 or names[0] != b"ftyp":
        raise RecordingError(NOT_A_RECORDING)
    if b"moof" in names:
        raise RecordingError(OTHER_FORMAT)
    if names.count(b"mdat") > MAX_DATA_BOXES:
        raise RecordingError(DAMAGED)
    moov = top[names.index(b"moov")]
    track = _only_track(content, moov)
    tables = _tables(content, track)
    for box in list(_boxes(content, moov.start, moov.stop)):
        if box.name == b"trak" and box != track:
            _empty(content, box)
    _keep(content, b"", top)
    # Only now: mutagen also reads what is emptied, and stops at what is odd in it.
    _require_aac(content)
    ends = _sample_ends(content, tables[b"stsz"])
    pieces = _pieces(content, tables, ends)
    _empty_gaps(content, [box for box in top if box.name == b"mdat"], pieces)
    return _seconds(content, moov, track, tables, len(ends) - 1)


def _boxes(content: bytearray, start: int, stop: int, most: int = MAX_BOXES_INSIDE) -> Iterator[Box]:
    """Yield the boxes in a part of a file. Raises `RecordingError` if one does not fit, or if there are too many."""
    for _number in range(most + 1):
        if start == stop:
            return
        size = int.from_bytes(content[start : start + 4], "big")
        name = bytes(content[start + 4 : start + HEADER_BYTES])
        body = start + HEADER_BYTES
        if size == 1:
            size, body = int.from_bytes(content[body : body + 8], "big"), body + 8
        elif size == 0:
            size = stop - start
        if size < body - start or start + size > stop:
            break
        yield Box(name, start, body, start + size)
        start += size
    raise RecordingError(DAMAGED)


def _only_track(content: bytearray, moov: Box) -> Box:
    """Return the track of sound. Raises `RecordingError` if there are several, or pictures."""
    tracks = {}
    for box in _boxes(content, moov.start, moov.stop):
        if box.name == b"trak":
            handler = _find(content, _find(content, box, b"mdia"), b"hdlr")
            tracks[box] = bytes(content[handler.start + 8 : handler.start + 12])
    if b"vide" in tracks.values():
        raise RecordingError(VIDEO)
    sound = [box for box, kind in tracks.items() if kind == b"soun"]
    if len(sound) != 1:
        raise RecordingError(OTHER_FORMAT)
    return sound[0]


def _find(content: bytearray, parent: Box, name: bytes) -> Box:
    """Return the only box of a name in another. Raises `RecordingError`."""
    found = [box for box in _boxes(content, parent.start, parent.stop) if box.name == name]
    if len(found) != 1:
        raise RecordingError(DAMAGED)
    return found[0]


def _keep(content: bytearray, parent: bytes, boxes: list[Box]) -> None:
    """Empty those of a box's boxes that are not kept, the dates, and the names of those that handle a track."""
    for box in boxes:
        if box.name not in KEPT[parent]:
            _empty(content, box)
        elif box.name in KEPT:
            _keep(content, box.name, list(_boxes(content, box.start, box.stop)))
        elif box.name in DATED:
            size = 16 if content[box.start] == 1 else 8
            if box.start + 4 + size > box.stop:
                raise RecordingError(DAMAGED)
            content[box.start + 4 : box.start + 4 + size] = bytes(size)
        elif box.name == b"hdlr":
            content[box.start + 12 : box.stop] = bytes(box.stop - box.start - 12)


def _empty(content: bytearray, box: Box) -> None:
    content[box.at + 4 : box.at + HEADER_BYTES] = b"free"
    content[box.start : box.stop] = bytes(box.stop - box.start)


def _tables(content: bytearray, track: Box) -> dict[bytes, Box]:
    """Return the boxes that say where the sound is."""
    media = _find(content, track, b"mdia")
    samples = _find(content, _find(content, media, b"minf"), b"stbl")
    tables = {box.name: box for box in _boxes(content, samples.start, samples.stop)}
    if tables[b"stsd"].stop - tables[b"stsd"].start > MAX_DESCRIPTION_BYTES:
        raise RecordingError(DAMAGED)
    return tables


def _rows(content: bytearray, box: Box, columns: str) -> Iterator[tuple[int, ...]]:
    """Return the rows of a table, which follow their number. Raises `RecordingError` if there are too many."""
    row = struct.Struct(f">{columns}")
    start = box.start + HEADER_BYTES
    count = int.from_bytes(content[box.start + 4 : start], "big")
    if count > MAX_SAMPLES or start + count * row.size > box.stop:
        raise RecordingError(DAMAGED)
    return row.iter_unpack(content[start : start + count * row.size])


def _pieces(content: bytearray, tables: dict[bytes, Box], ends: Sequence[int]) -> list[tuple[int, int]]:
    """Return where the pieces of sound begin and end, in the order of the file. Each has at least one sample."""
    places = _rows(content, tables[b"stco"], "I") if b"stco" in tables else _rows(content, tables[b"co64"], "Q")
    offsets = [offset for (offset,) in places]
    runs = ((first - 1, samples) for first, samples, _kind in _rows(content, tables[b"stsc"], "III"))
    pieces: list[tuple[int, int]] = []
    sample = 0
    for (first, samples), (following, _samples) in pairwise(chain(runs, [(len(offsets), 0)])):
        # Each run begins where the one before it ends.
        if first != len(pieces) or following <= first or not samples:
            raise RecordingError(DAMAGED)
        for offset in offsets[first:following]:
            pieces.append((offset, offset + ends[sample + samples] - ends[sample]))
            sample += samples
    if sample != len(ends) - 1:
        raise RecordingError(DAMAGED)
    return sorted(pieces)


def _sample_ends(content: bytearray, box: Box) -> Sequence[int]:
    """Return 0, and where each sample would end if they followed each other. Raises `RecordingError`."""
    same, count = struct.unpack(">II", content[box.start + 4 : box.start + 12])
    stop = box.start + 12 + (0 if same else 4 * count)
    if stop > box.stop or same * count > len(content):
        raise RecordingError(DAMAGED)
    if count > MAX_SAMPLES:
        raise RecordingError(TOO_LONG)
    if same:
        return range(0, same * count + 1, same)
    sizes = struct.iter_unpack(">I", content[box.start + 12 : stop])
    return list(accumulate((size for (size,) in sizes), initial=0))


def _empty_gaps(content: bytearray, data: list[Box], pieces: list[tuple[int, int]]) -> None:
    """Empty what stands between the pieces of sound. Raises `RecordingError` if a piece lies elsewhere."""
    inside = 0
    for box in data:
        position = box.start
        for start, stop in islice(pieces, inside, None):
            if start >= box.stop:
                break
            if start < position or stop > box.stop:
                raise RecordingError(DAMAGED)
            content[position:start] = bytes(start - position)
            position = stop
            inside += 1
        content[position : box.stop] = bytes(box.stop - position)
    if inside != len(pieces):
        raise RecordingError(DAMAGED)


def _seconds(content: bytearray, moov: Box, track: Box, tables: dict[bytes, Box], samples: int) -> float:
    """Return the length of the sound. Raises `RecordingError` if the file gives several lengths."""
    media_scale, media_length = _clock(content, _find(content, _find(content, track, b"mdia"), b"mdhd"))
    scale, length = _clock(content, _find(content, moov, b"mvhd"))
    counted = units = 0
    for count, each in _rows(content, tables[b"stts"], "II"):
        counted += count
        units += count * each
    if not media_scale or not scale or counted != samples:
        raise RecordingError(DAMAGED)
    seconds = units / media_scale
    if any(abs(other - seconds) > TOLERANCE for other in (media_length / media_scale, length / scale)):
        raise RecordingError(DAMAGED)
    return seconds


def _clock(content: bytearray, box: Box) -> tuple[int, int]:
    """Return the units in a second and the length in units."""
    if content[box.start] == 1:
        scale, length = struct.unpack(">IQ", content[box.start + 20 : box.start + 32])
    else:
        scale, length = struct.unpack(">II", content[box.start + 12 : box.start + 20])
    return scale, length
