"""A small file that says that it is enormous is refused without the memory and the time for what it says."""

import struct
import time
import tracemalloc
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pages.media.recordings.errors import DAMAGED, TOO_LONG, RecordingError
from pages.media.recordings.uploads import rewrite_upload
from tests import sounds

MB = 1024 * 1024
# Beyond the file itself, which is in memory a few times.
MOST_MEMORY = 32 * MB
COPIES = 4
# Seconds of processor time; the longest of these takes less than one. All other uploads of recordings wait meanwhile.
LONGEST = 10
# MPEG 2, layer III, 8 kbit/s, 24,000 Hz, mono: 24 bytes, the smallest frame.
SMALL_FRAME = b"\xff\xf3\x14\xc4" + bytes(20)
EMPTY_TAG = b"ID3\x04" + bytes(6)


def numbers(*rows: tuple[int, ...], said: int | None = None) -> bytes:
    """Return the content of a table: how many rows it says that there are, and its rows."""
    count = len(rows) if said is None else said
    return bytes(4) + struct.pack(">I", count) + b"".join(struct.pack(f">{len(row)}I", *row) for row in rows)


def repeated(row: tuple[int, ...], times: int) -> bytes:
    """Return the content of a table in which the same row stands many times."""
    return bytes(4) + struct.pack(">I", times) + struct.pack(f">{len(row)}I", *row) * times


def common_size(size: int, count: int) -> bytes:
    """Return the sizes of samples that all have the same."""
    return bytes(4) + struct.pack(">II", size, count)


SIZED = 8 * MB
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "more samples than bytes": (lambda: sounds.m4a(tables={b"stsz": common_size(1, 2**32 - 1)}), DAMAGED),
    "a sample for each byte": (
        lambda: sounds.m4a(tables={b"stsz": common_size(1, SIZED)}, tail=sounds.box(b"free", bytes(SIZED))),
        TOO_LONG,
    ),
    "samples without bytes": (lambda: sounds.m4a(tables={b"stsz": common_size(0, MB) + bytes(4 * MB)}), TOO_LONG),
    "a million places": (lambda: sounds.m4a(tables={b"stco": repeated((4000,), 2 * MB)}), DAMAGED),
    "a million lengths": (lambda: sounds.m4a(tables={b"stts": repeated((0, 1), MB)}), DAMAGED),
    "runs without samples": (
        lambda: sounds.m4a(tables={b"stsc": numbers((1, 0, 1)), b"stco": repeated((4000,), 100_000)}),
        DAMAGED,
    ),
    "runs that go back and forth": (
        lambda: sounds.m4a(
            tables={
                b"stsc": bytes(4) + struct.pack(">I", 2000) + struct.pack(">6I", 1, 0, 1, 50_000, 0, 1) * 1000,
                b"stco": repeated((4000,), 50_000),
            }
        ),
        DAMAGED,
    ),
    "more rows than bytes": (lambda: sounds.m4a(tables={b"stco": numbers((4000,), said=2**32 - 1)}), DAMAGED),
    "thousands of boxes for sound": (lambda: sounds.m4a(tail=sounds.box(b"mdat") * 5000), DAMAGED),
    "thousands of boxes in the track": (lambda: sounds.m4a(extra=sounds.box(b"free") * 200_000), DAMAGED),
    "boxes in boxes": (
        lambda: sounds.m4a(extra=sounds.box(b"edts", sounds.box(b"elst") * 9000) * 90),
        DAMAGED,
    ),
    "a long description of the sound": (lambda: sounds.m4a(tables={b"stsd": bytes(8 * MB)}), DAMAGED),
    "a tag before each frame": (lambda: (SMALL_FRAME * 2 + EMPTY_TAG) * 60_000, DAMAGED),
    "a byte before each frame": (lambda: (SMALL_FRAME * 2 + b"x") * 60_000, DAMAGED),
    "tags alone": (lambda: EMPTY_TAG * 500_000, DAMAGED),
    "beginnings of headers": (lambda: SMALL_FRAME * 50 + b"\xff" * 9_000_000, DAMAGED),
    "frames for days": (lambda: SMALL_FRAME * 300_000, TOO_LONG),
}


@pytest.mark.parametrize("name", FILES)
def test_a_crafted_file_is_refused_within_little_memory(name):
    make, sentence = FILES[name]
    upload = SimpleUploadedFile("sound.m4a", make())
    tracemalloc.start()
    try:
        with pytest.raises(RecordingError, match=sentence.split(".")[0]):
            rewrite_upload(upload)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < COPIES * upload.size + MOST_MEMORY


# Without the measuring of memory, which takes ten times as long as the work itself.
@pytest.mark.parametrize("name", FILES)
def test_a_crafted_file_is_refused_within_little_time(name):
    make, sentence = FILES[name]
    upload = SimpleUploadedFile("sound.m4a", make())
    began = time.process_time()
    with pytest.raises(RecordingError, match=sentence.split(".")[0]):
        rewrite_upload(upload)
    assert time.process_time() - began < LONGEST


def test_the_longest_recording_is_taken_with_a_size_for_each_of_its_samples():
    seconds = 90 * 60
    sizes = bytes(4) + struct.pack(">II", 0, seconds) + struct.pack(">I", 2000) * seconds
    upload = SimpleUploadedFile("sound.m4a", sounds.m4a(seconds, tables={b"stsz": sizes}))
    rewrite_upload(upload)
    assert upload.seconds == seconds
