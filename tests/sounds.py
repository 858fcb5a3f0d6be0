"""Sample recordings with everything that telephones and programs write into them."""

import struct

# What must not be found anywhere in a recording that the site keeps.
OWNER = b"Telephone of Amina"
PLACE = b"+53.4300-001.3500/"
PICTURE = b"\xff\xd8\xff\xe0PICTURE OF HER"
TRACES = [OWNER, PLACE, PICTURE, b"ID3", b"TAG", b"APETAGEX", b"<script>"]
# MPEG 1, layer III, 64 kbit/s, 44,100 Hz, mono: 208 bytes, silent.
FRAME = b"\xff\xfb\x50\xc4" + bytes(204)
FRAMES_A_SECOND = 44100 / 1152


def mp3(seconds: float = 3, counted: int | None = None) -> bytes:
    """Return an MP3 without tags. `counted` is how many frames its first frame says there are."""
    frames = [FRAME] * round(seconds * FRAMES_A_SECOND)
    if counted is not None:
        head = b"Info" + struct.pack(">II", 1, counted)
        frames[0] = FRAME[:21] + head + FRAME[21 + len(head) :]
    return b"".join(frames)


def id3(*texts: bytes) -> bytes:
    """Return an ID3v2 tag that holds some bytes."""
    content = b"".join(b"GEOB" + struct.pack(">IH", len(text), 0) + text for text in texts)
    size = len(content)
    return b"ID3\x04\x00\x00" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + content


def tagged_mp3(seconds: float = 3) -> bytes:
    """Return an MP3 with tags of three kinds, at both ends."""
    item = struct.pack("<II", len(PLACE), 0) + b"Place\0" + PLACE
    sizes = struct.pack("<II", len(item) + 32, 1)
    ape = b"APETAGEX\xd0\x07\0\0" + sizes + b"\0\0\0\xa0" + bytes(8) + item
    ape += b"APETAGEX\xd0\x07\0\0" + sizes + b"\0\0\0\x80" + bytes(8)
    return id3(OWNER, PICTURE, PLACE) + mp3(seconds) + ape + b"TAG" + OWNER.ljust(125, b"\0")


def box(name: bytes, *content: bytes) -> bytes:
    """Return a box of an MP4 file."""
    inside = b"".join(content)
    return struct.pack(">I", 8 + len(inside)) + name + inside


def m4a(
    seconds: int = 3,
    handler: bytes = b"soun",
    object_type: int = 0x40,
    said_seconds: int | None = None,
    extra: bytes = b"",
    tail: bytes = b"",
    tables: dict[bytes, bytes] | None = None,
) -> bytes:
    """Return an M4A with one sample a second of 2,000 bytes, and with names, a place and a picture around it.

    `said_seconds` is the length that its head gives, `extra` stands in its track, `tail` at its end, and
    `tables` replaces the content of boxes that say where the sound is.
    """
    said = seconds if said_seconds is None else said_seconds
    scale, size = 1000, 2000
    date = struct.pack(">II", 3_800_000_000, 3_800_000_000)
    ftyp = box(b"ftyp", b"M4A \0\0\0\0M4A mp42")
    decoder = bytes([object_type, 0x15]) + bytes(11) + b"\x05\x02\x12\x08"
    descriptor = b"\x03" + bytes([3 + 2 + len(decoder) + 3]) + b"\0\0\0" + b"\x04" + bytes([len(decoder)]) + decoder
    entry = bytes(6) + b"\0\x01" + bytes(8) + struct.pack(">HHHHI", 1, 16, 0, 0, 44100 << 16)
    mp4a = box(b"mp4a", entry, box(b"esds", bytes(4), descriptor + b"\x06\x01\x02"))

    def head(offset: int) -> bytes:
        contents = {
            b"stsd": bytes(4) + struct.pack(">I", 1) + mp4a,
            b"stts": bytes(4) + struct.pack(">III", 1, seconds, scale),
            b"stsc": bytes(4) + struct.pack(">IIII", 1, 1, seconds, 1),
            b"stsz": bytes(4) + struct.pack(">II", size, seconds),
            b"stco": bytes(4) + struct.pack(">II", 1, offset),
        }
        sample_tables = box(b"stbl", *(box(name, content) for name, content in (contents | (tables or {})).items()))
        media = box(
            b"mdia",
            box(b"mdhd", bytes(4), date, struct.pack(">II", scale, said * scale), bytes(4)),
            box(b"hdlr", bytes(8), handler, bytes(12), OWNER + b"\0"),
            box(b"minf", box(b"smhd", bytes(8)), box(b"dinf", box(b"dref", bytes(8))), sample_tables),
        )
        track = box(b"trak", box(b"tkhd", bytes(4), date, bytes(76)), media, box(b"udta", box(b"name", OWNER)), extra)
        place = box(b"udta", box(b"\xa9xyz", PLACE), box(b"meta", bytes(4), box(b"ilst", PICTURE)))
        return box(
            b"moov",
            box(b"mvhd", bytes(4), date, struct.pack(">II", scale, said * scale), bytes(80)),
            track,
            place,
            box(b"meta", PLACE),
        )

    gap = PICTURE + OWNER
    offset = len(ftyp) + len(head(0)) + 8 + len(gap)
    sound = bytes(range(1, 251)) * (size * seconds // 250)
    return ftyp + head(offset) + box(b"mdat", gap, sound, PLACE) + box(b"uuid", OWNER) + tail
