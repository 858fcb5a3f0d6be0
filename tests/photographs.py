"""Sample photographs with all the metadata that cameras store, and the parts of picture files."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

# What must not be found anywhere in a picture that the site keeps.
OWNER = b"Owner of the camera"
PLACE = b"52.9540 N"
TRACES = [OWNER, PLACE, b"Exif", b"GPS", b"ns.adobe.com", b"xpacket", b"THUMBNAIL", b"Photoshop"]
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
RED, BLUE = (220, 20, 20), (20, 20, 220)

_LONG, _SHORT, _ASCII, _RATIONAL = 4, 3, 2, 5


def _directory(entries: list[tuple[int, int, int, bytes]], offset: int, following: int = 0) -> bytes:
    """Return a directory of TIFF tags (tag, type, count, value) that begins at an offset of the file."""
    head = struct.pack("<H", len(entries))
    body, data = b"", b""
    data_at = offset + 2 + 12 * len(entries) + 4
    for tag, kind, number, value in sorted(entries):
        if len(value) <= 4:
            field = value.ljust(4, b"\0")
        else:
            field = struct.pack("<L", data_at + len(data))
            data += value
        body += struct.pack("<HHL", tag, kind, number) + field
    return head + body + struct.pack("<L", following) + data


def exif(orientation: int = 6) -> bytes:
    """Return the metadata of a telephone: its orientation, its owner, the place, and a thumbnail."""
    thumbnail = BytesIO()
    Image.new("RGB", (8, 8), RED).save(thumbnail, "JPEG", comment=b"THUMBNAIL")
    small = thumbnail.getvalue()
    degrees = struct.pack("<6L", 52, 1, 57, 1, 14, 1)
    entries = [
        (0x010E, _ASCII, len(PLACE) + 1, PLACE + b"\0"),
        (0x0112, _SHORT, 1, struct.pack("<H", orientation)),
        (0x013B, _ASCII, len(OWNER) + 1, OWNER + b"\0"),
    ]
    size_of_first = len(_directory([*entries, (0x8825, _LONG, 1, b"")], 8))
    place_at = 8 + size_of_first
    place = _directory(
        [(1, _ASCII, 2, b"N\0"), (2, _RATIONAL, 3, degrees), (3, _ASCII, 2, b"W\0"), (4, _RATIONAL, 3, degrees)],
        place_at,
    )
    second_at = place_at + len(place)
    second = [(0x0201, _LONG, 1, b""), (0x0202, _LONG, 1, struct.pack("<L", len(small)))]
    small_at = second_at + len(_directory(second, second_at))
    second[0] = (0x0201, _LONG, 1, struct.pack("<L", small_at))
    first = _directory([*entries, (0x8825, _LONG, 1, struct.pack("<L", place_at))], 8, second_at)
    return b"Exif\0\0II*\0" + struct.pack("<L", 8) + first + place + _directory(second, second_at) + small


def _xmp() -> bytes:
    return b"<?xpacket?><x:xmpmeta xmlns:x='adobe:ns:meta/'>" + OWNER + b"</x:xmpmeta>"


def _two_halves(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Return a picture whose first half is red and whose second half is blue."""
    picture = Image.new("RGB", size, BLUE)
    picture.paste(RED, (0, 0, size[0] // 2, size[1]))
    return picture


def named_profile(size: int = 0) -> bytes:
    """Return a colour profile that names its owner, padded with her name to a size in bytes.

    Red and blue have changed places in it, which shows whether it was applied.
    """
    head, tags = PROFILE[:128], {}
    for number in range(struct.unpack(">L", PROFILE[128:132])[0]):
        name, at, length = struct.unpack(">4sLL", PROFILE[132 + 12 * number : 144 + 12 * number])
        tags[name] = PROFILE[at : at + length]
    tags[b"rXYZ"], tags[b"bXYZ"] = tags[b"bXYZ"], tags[b"rXYZ"]
    tags[b"cprt"] = b"text" + bytes(4) + OWNER + b"\0"
    tags[b"Ownr"] = b"text" + bytes(4) + OWNER * (size // len(OWNER)) + b"\0"
    directory, data = struct.pack(">L", len(tags)), b""
    data_at = 132 + 12 * len(tags)
    for name, value in tags.items():
        directory += struct.pack(">4sLL", name, data_at + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    return struct.pack(">L", data_at + len(data)) + head[4:] + directory + data


def with_profile(image_format: str, profile: bytes) -> bytes:
    """Return a picture with a colour profile: red on the left and blue on the right, if no profile is applied."""
    file = BytesIO()
    _two_halves().save(file, image_format, icc_profile=profile)
    return file.getvalue()


def jpeg_of_many_scans(number: int, size: tuple[int, int] = (60, 40)) -> bytes:
    """Return a progressive JPEG in which the last scan comes a number of times."""
    content = large("JPEG", size, "L", progressive=True)
    last, end = content.rindex(b"\xff\xda"), content.rindex(b"\xff\xd9")
    return content[:last] + content[last:end] * number + content[end:]


def jpeg(orientation: int = 6) -> bytes:
    """Return a photograph of a telephone that was held upright: stored lying, red on the left; shown, red on top."""
    file = BytesIO()
    _two_halves().save(file, "JPEG", exif=exif(orientation), icc_profile=PROFILE, xmp=_xmp(), comment=OWNER, quality=95)
    return file.getvalue() + b"<script>" + OWNER + b"</script>"


def mpo() -> bytes:
    """Return a photograph with a second view of the scene in the same file."""
    file = BytesIO()
    second = Image.new("RGB", (60, 40), RED)
    _two_halves().save(file, "MPO", save_all=True, append_images=[second], exif=exif(), icc_profile=PROFILE)
    return file.getvalue()


def png() -> bytes:
    """Return a PNG picture with metadata in its text chunks."""
    notes = PngInfo()
    notes.add_text("Author", OWNER.decode())
    notes.add_text("Location", PLACE.decode(), zip=False)
    notes.add_itxt("XML:com.adobe.xmp", _xmp().decode())
    file = BytesIO()
    _two_halves().save(file, "PNG", pnginfo=notes, exif=exif(), icc_profile=PROFILE, dpi=(300, 300))
    return file.getvalue()


def webp() -> bytes:
    """Return a WebP photograph with a telephone's metadata."""
    file = BytesIO()
    _two_halves().save(file, "WEBP", exif=exif(), xmp=_xmp(), icc_profile=PROFILE, lossless=True)
    return file.getvalue()


def avif() -> bytes:
    """Return an AVIF photograph with a telephone's metadata."""
    file = BytesIO()
    _two_halves((64, 48)).save(file, "AVIF", exif=exif(), xmp=_xmp(), icc_profile=PROFILE, quality=95)
    return file.getvalue()


def gif() -> bytes:
    """Return an animation of three frames, with a comment."""
    file = BytesIO()
    frames = [Image.new("RGB", (30, 20), colour) for colour in (RED, BLUE, (20, 220, 20))]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=120, loop=0, comment=OWNER)
    return file.getvalue()


def animation(side: int, frames: int) -> bytes:
    """Return a GIF that repeats one large frame: small as a file, and huge once all frames are decoded."""
    file = BytesIO()
    Image.new("P", (side, side)).save(file, "GIF", optimize=False)
    content = file.getvalue()
    end_of_head = 13 + (3 * 2 ** ((content[10] & 7) + 1) if content[10] & 0x80 else 0)
    head, frame = content[:end_of_head], content[end_of_head:-1]
    return head + frame * frames + b";"


def one_bit_png(side: int) -> bytes:
    """Return a white PNG of one bit a pixel, made without a picture in memory."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))

    packer = zlib.compressobj()
    row = b"\0" + b"\xff" * ((side + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">LLBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def grey_png_of_16_bits() -> bytes:
    """Return a PNG of 16 bits a pixel, as scanners make it: a quarter of full brightness."""
    file = BytesIO()
    Image.new("I;16", (60, 40), 0x4000).save(file, "PNG")
    return file.getvalue()


def large(image_format: str, size: tuple[int, int], mode: str = "RGB", **options: object) -> bytes:
    """Return a picture of many pixels that differ from each other."""
    file = BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(file, image_format, **options)
    return file.getvalue()


def heic() -> bytes:
    """Return the head of a picture as iPhones store it. No library here can write a whole one."""
    return struct.pack(">L", 24) + b"ftypheic" + struct.pack(">L", 0) + b"mif1heic" + bytes(2000)


def parts(content: bytes) -> set[str]:
    """Return the names of the parts of a picture's file: markers of JPEG, chunks of other formats."""
    if content.startswith(b"\xff\xd8"):
        return _jpeg_parts(content)
    if content.startswith(b"\x89PNG"):
        return _chunks(content, 8, ">", is_length_first=True)
    if content.startswith(b"RIFF"):
        return _chunks(content, 12, "<", is_length_first=False)
    raise ValueError("This is neither a JPEG, a PNG nor a WebP picture.")


def _jpeg_parts(content: bytes) -> set[str]:
    found, at = set(), 2
    while at < len(content):
        marker, length = struct.unpack(">HH", content[at : at + 4])
        found.add(f"{marker:04X}")
        if marker == 0xFFDA:
            end = content.index(b"\xff\xd9", at) + 2
            if end != len(content):
                found.add("trailing bytes")
            return found
        at += 2 + length
    return found


def _chunks(content: bytes, at: int, order: str, is_length_first: bool) -> set[str]:
    found = set()
    while at + 8 <= len(content):
        if is_length_first:
            length, name = struct.unpack(f"{order}L4s", content[at : at + 8])
            at += 12 + length
        else:
            name, length = struct.unpack(f"{order}4sL", content[at : at + 8])
            at += 8 + length + length % 2
        found.add(name.decode("ascii", "replace"))
    return found
