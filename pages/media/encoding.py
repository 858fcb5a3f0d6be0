"""Encode uploaded pictures again: upright, of a bounded size, in sRGB, without metadata, as JPEG or PNG.

A photograph can carry the place where it was taken, the owner of the camera and a thumbnail of what was later cropped
away, and its colour profile can name a person. For this organisation a place can be a refuge or a home. And a small
file can hold a picture that takes gigabytes or minutes to decode.
"""

import re
import threading
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

# Pixels on the longer side of what is stored. Pages show at most 1,200.
MAX_SIDE = 3000
# Pixels that are decoded at most, so that no upload takes 600 MB. The decoders of WebP and AVIF need twice the memory
# of the others. JPEG is decoded at a fraction of its size.
MAX_PIXELS = {
    "AVIF": 20_000_000,
    "GIF": 36_000_000,
    "JPEG": 50_000_000,
    # Many telephones write MPO: a JPEG followed by further views of the scene.
    "MPO": 50_000_000,
    "PNG": 36_000_000,
    "WEBP": 20_000_000,
}
# A JPEG is decoded once for each of its scans. Cameras and programs write at most about twenty.
MAX_SCANS = 100
# Bytes of a colour profile. Those of RGB colours are much smaller, and a large one can take long to apply.
MAX_PROFILE = 1_000_000
DECODERS = ["AVIF", "GIF", "JPEG", "PNG", "WEBP"]
# The others are stored without loss, as PNG, and so is whatever is transparent.
STORED_AS_JPEG = {"AVIF", "JPEG", "MPO", "WEBP"}
# Pillow writes no metadata that it is not given. At quality 92 a second JPEG compression cannot be seen.
# More effort would make a PNG a little smaller, and take up to ten seconds.
ENCODER_OPTIONS: dict[str, dict[str, Any]] = {"JPEG": {"quality": 92, "optimize": True}, "PNG": {"compress_level": 3}}
EXTENSIONS = {"JPEG": ".jpg", "PNG": ".png"}
# The brands of HEIF files (ISO/IEC 23008-12) that are not AVIF.
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
# A marker of a JPEG file that has a length, or the last one (ITU-T T.81, B.1.1). Data of a scan has 00 after FF.
_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")
_START_OF_SCAN, _END_OF_IMAGE = b"\xff\xda", b"\xff\xd9"

NOT_A_PICTURE = "This is not a picture that the website can read. Upload a JPEG, PNG, GIF, WebP or AVIF file."
HEIC = "This picture has the format of iPhones, HEIC, which the website cannot read. Save it as a JPEG and upload that."
DAMAGED = "This picture is damaged or incomplete. Copy it again from where it came from, and upload it once more."
TOO_LARGE = (
    "This picture has too many pixels. Make it smaller, at most 4,000 pixels wide and 4,000 high, and upload it again."
)
TOO_SLOW = (
    "This picture is stored in an unusual way that takes too long to read. "
    "Open it in a picture program, save it as a new JPEG, and upload that."
)

# One picture at a time in each process, whatever the number of threads.
_decoding = threading.Lock()


class PictureError(ValueError):
    """A picture cannot be taken. The message says to the person who uploaded it what to do."""


def rewrite_upload(upload: UploadedFile) -> None:
    """Replace the content of an upload by the picture encoded again, and the extension of its name by the right one.

    In place, because Wagtail's form for several pictures stores the upload itself. Raises `PictureError`.
    """
    content, extension = encode_picture(upload)
    upload.seek(0)
    upload.truncate()
    upload.write(content)
    # Django moves a large upload by the path of its temporary file.
    upload.flush()
    upload.seek(0)
    upload.size = len(content)
    upload.name = Path(upload.name or "picture").stem + extension
    mark_as_encoded(upload)


def mark_as_encoded(upload: UploadedFile) -> None:
    """Say that the content of an upload was encoded again."""
    upload.is_encoded_again = True  # type: ignore[attr-defined]  # read by `is_encoded_again`


def is_encoded_again(file: object) -> bool:
    """Return whether the content of the file was encoded again."""
    return getattr(file, "is_encoded_again", False)


def encode_picture(file: IO[bytes] | UploadedFile) -> tuple[bytes, str]:
    """Return the content of a new file with the picture, and its file-name extension.

    The format is that of the content, whatever the name of the file. Of an animation only the first frame is read. The
    orientation that cameras record as metadata is applied to the pixels, and so is the profile of RGB colours. Raises
    `PictureError`.
    """
    with _decoding:
        try:
            picture, source_format = _decoded(file)
            stored_format = "JPEG" if source_format in STORED_AS_JPEG and picture.mode == "RGB" else "PNG"
            # Metadata must not be in reach of the encoder.
            picture.info = {}
            encoded = BytesIO()
            picture.save(encoded, stored_format, **ENCODER_OPTIONS[stored_format])
        except PictureError:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise PictureError(TOO_LARGE) from error
        except UnidentifiedImageError as error:
            raise PictureError(HEIC if _is_heic(file) else NOT_A_PICTURE) from error
        # Damaged files make Pillow raise errors of a dozen types.
        except Exception as error:
            raise PictureError(DAMAGED) from error
    return encoded.getvalue(), EXTENSIONS[stored_format]


def _decoded(file: Any) -> tuple[Image.Image, str]:
    """Return the picture upright, in sRGB, as RGB or RGBA of at most `MAX_SIDE` pixels, and the format that it had."""
    file.seek(0)
    picture: Image.Image = Image.open(file, formats=DECODERS)
    source_format = picture.format or ""
    # Known from the head of the file; nothing is decoded yet.
    if picture.width * picture.height > MAX_PIXELS[source_format]:
        raise PictureError(TOO_LARGE)
    if source_format in {"JPEG", "MPO"} and _has_too_many_scans(file):
        raise PictureError(TOO_SLOW)
    # Only for JPEG, which is then decoded at a half, a quarter or an eighth of its size, but not below this one.
    picture.draft(None, (MAX_SIDE, MAX_SIDE))
    picture.load()
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile", b"")
    # The profile describes the colours of the file, which are converted here if they are not RGB.
    has_rgb_profile = picture.mode in {"P", "RGB", "RGBA"} and profile[16:20] == b"RGB "
    if picture.mode == "I;16":
        # Converting alone would turn all but the darkest pixels white.
        picture = picture.point(lambda value: value / 256).convert("L")
    # `convert` copies even where the mode stays. No name keeps the picture from before: it can be 144 MB.
    if picture.mode != mode:
        picture = picture.convert(mode)
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    if has_rgb_profile:
        _convert_to_srgb(picture, profile)
    return ImageOps.exif_transpose(picture), source_format


def _has_too_many_scans(file: Any) -> bool:
    """Return whether the first picture of a JPEG file has more than `MAX_SCANS` scans, without decoding it.

    Between the markers it goes by the lengths that they have: a thumbnail or a profile can hold the same bytes.
    """
    file.seek(0)
    content = file.read()
    scans = at = 0
    while (marker := _MARKER.search(content, at)) and marker[0] != _END_OF_IMAGE:
        scans += marker[0] == _START_OF_SCAN
        if scans > MAX_SCANS:
            return True
        at = marker.end() + int.from_bytes(content[marker.end() : marker.end() + 2], "big")
    return False


def _convert_to_srgb(picture: Image.Image, profile: bytes) -> None:
    """Convert the colours of a picture in place, or leave them as they are if its profile is broken or too large."""
    if len(profile) > MAX_PROFILE:
        return
    try:
        ImageCms.profileToProfile(picture, BytesIO(profile), ImageCms.createProfile("sRGB"), inPlace=True)
    except ImageCms.PyCMSError:
        return


def _is_heic(file: Any) -> bool:
    file.seek(0)
    head = file.read(12)
    return head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS
