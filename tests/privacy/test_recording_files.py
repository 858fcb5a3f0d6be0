"""Of an uploaded recording nothing but the sound is kept, and what is no recording is refused."""

import random
import struct

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pages.media.recordings.errors import (
    DAMAGED,
    NOT_A_RECORDING,
    OTHER_FORMAT,
    TOO_LONG,
    TOO_SHORT,
    VIDEO,
    RecordingError,
)
from pages.media.recordings.uploads import length_of, rewrite_upload
from tests import sounds

HTML = b"<!doctype html><title>x</title><script>alert(1)</script>"


def cleaned(content: bytes, name: str = "amina at home.mp3") -> SimpleUploadedFile:
    """Return a recording as it would be stored."""
    upload = SimpleUploadedFile(name, content)
    rewrite_upload(upload)
    return upload


def refused(content: bytes, name: str = "sound.mp3") -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(RecordingError) as error:
        cleaned(content, name)
    return str(error.value)


def test_of_an_mp3_nothing_but_its_frames_is_kept():
    upload = cleaned(sounds.tagged_mp3(3))
    content = upload.read()
    assert [trace for trace in sounds.TRACES if trace in content] == []
    assert content == sounds.mp3(3)
    assert (length_of(upload), upload.size) == (3, len(content))


def test_of_an_m4a_nothing_but_its_sound_is_kept():
    original = sounds.m4a(3)
    assert all(trace in original for trace in (sounds.OWNER, sounds.PLACE, sounds.PICTURE))
    upload = cleaned(original, "memo.mp4")
    content = upload.read()
    assert [trace for trace in sounds.TRACES if trace in content] == []
    assert struct.pack(">I", 3_800_000_000) not in content
    # Nothing has moved, so the sound is where the file says.
    assert len(content) == len(original)
    sound = bytes(range(1, 251)) * 24
    assert content.index(sound) == original.index(sound)
    assert (length_of(upload), upload.name) == (3, "memo.m4a")


def test_what_is_cleaned_once_more_stays_as_it_is():
    for content in (sounds.tagged_mp3(), sounds.m4a()):
        once = cleaned(content).read()
        assert cleaned(once).read() == once


@pytest.mark.parametrize(("content", "name"), [(sounds.mp3(), "voice.m4a"), (sounds.mp3(), "voice.html")])
def test_the_content_decides_and_not_the_name(content, name):
    assert cleaned(content, name).name == "voice.mp3"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", NOT_A_RECORDING),
        (HTML, NOT_A_RECORDING),
        (HTML + sounds.mp3(), NOT_A_RECORDING),
        (b"GIF89a" + sounds.mp3(), NOT_A_RECORDING),
        (b"%PDF-1.7\n" + sounds.mp3(), NOT_A_RECORDING),
        (sounds.FRAME[:4] + HTML * 20, NOT_A_RECORDING),
        (sounds.id3(sounds.OWNER), NOT_A_RECORDING),
        (b"OggS" + bytes(1000), OTHER_FORMAT),
        (b"RIFF\x24\x08\0\0WAVEfmt ", OTHER_FORMAT),
        (b"fLaC" + bytes(1000), OTHER_FORMAT),
        (b"#!AMR\n" + bytes(1000), OTHER_FORMAT),
        (sounds.mp3(0.5), TOO_SHORT),
        (sounds.FRAME * round(91 * 60 * sounds.FRAMES_A_SECOND), TOO_LONG),
        # Half of it was copied.
        (sounds.mp3(3, counted=round(6 * sounds.FRAMES_A_SECOND)), DAMAGED),
        (sounds.mp3() + bytes(100_000) + sounds.mp3(), DAMAGED),
    ],
    ids=range(15),
)
def test_what_is_no_recording_or_a_damaged_one_is_refused(content, sentence):
    assert refused(content) == sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (sounds.m4a()[:-4000], DAMAGED),
        (sounds.m4a()[:300], DAMAGED),
        (sounds.m4a(handler=b"vide"), VIDEO),
        (sounds.m4a(object_type=0x6B), OTHER_FORMAT),
        (sounds.m4a(said_seconds=1_000_000), DAMAGED),
        (sounds.m4a(tail=sounds.box(b"moof")), OTHER_FORMAT),
        (sounds.m4a(tail=struct.pack(">I", 0xFFFFFFF0) + b"free"), DAMAGED),
        (sounds.m4a(extra=struct.pack(">I", 4) + b"free"), DAMAGED),
        (sounds.box(b"ftyp", b"M4A ") + HTML, DAMAGED),
        (sounds.box(b"ftyp", b"M4A ") + sounds.box(b"free", HTML), NOT_A_RECORDING),
    ],
    ids=range(10),
)
def test_a_damaged_or_hostile_m4a_is_refused(content, sentence):
    assert refused(content) == sentence


def test_what_is_appended_to_a_recording_is_removed():
    for content in (sounds.mp3() + HTML, sounds.m4a(tail=sounds.box(b"evil", HTML))):
        assert b"script" not in cleaned(content).read()


def test_no_change_of_a_byte_makes_anything_but_a_sentence():
    chance = random.Random(12)
    for original in (sounds.m4a(), sounds.tagged_mp3(2)):
        for _ in range(300):
            content = bytearray(original)
            for _change in range(chance.randint(1, 3)):
                content[chance.randrange(min(len(content), 1500))] = chance.randrange(256)
            try:
                kept = cleaned(bytes(content)).read()
            except RecordingError:
                continue
            assert sounds.OWNER not in kept and sounds.PICTURE not in kept
