"""Encode uploaded pictures again: upright, of a bounded size, without metadata, as JPEG or PNG.

A photograph can carry the place where it was taken, the owner of the camera and a thumbnail of what was later cropped
away. For this organisation a place can be a refuge or a home. And a small file can hold a picture that takes gigabytes
to decode.
"""

import threading
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

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
DECODERS = ["AVIF", "GIF", "JPEG", "PNG", "WEBP"]
# The others are stored without loss, as PNG, and so is whatever is transparent.
STORED_AS_JPEG = {"AVIF", "JPEG", "MPO", "WEBP"}
# Pillow writes no metadata that it is not given. At quality 92 a second JPEG compression cannot be seen.
# More effort would make a PNG a little smaller, and take up to ten seconds.
ENCODER_OPTIONS: dict[str, dict[str, Any]] = {"JPEG": {"quality": 92, "optimize": True}, "PNG": {"compress_level": 3}}
EXTENSIONS = {"JPEG": ".jpg", "PNG": ".png"}
# The brands of HEIF files (ISO/IEC 23008-12) that are not AVIF.
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}

NOT_A_PICTURE = "This is not a picture that the website can read. Upload a JPEG, PNG, GIF, WebP or AVIF file."
HEIC = "This picture has the format of iPhones, HEIC, which the website cannot read. Save it as a JPEG and upload that."
DAMAGED = "This picture is damaged or incomplete. Copy it again from where it came from, and upload it once more."
TOO_LARGE = (
    "This picture has too many pixels. Make it smaller, at most 4,000 pixels wide and 4,000 high, and upload it again."
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
    upload.is_encoded_again = True  # type: ignore[attr-defined]  # read by `is_encoded_again`


def is_encoded_again(file: object) -> bool:
    """Return whether the file is an upload that `rewrite_upload` has rewritten."""
    return getattr(file, "is_encoded_again", False)


def encode_picture(file: IO[bytes] | UploadedFile) -> tuple[bytes, str]:
    """Return the content of a new file with the picture, and its file-name extension.

    The format is that of the content, whatever the name of the file. Of an animation only the first frame is read. The
    orientation that cameras record as metadata is applied to the pixels; the profile of RGB colours is kept. Raises
    `PictureError`.
    """
    with _decoding:
        try:
            picture, source_format = _decoded(file)
            stored_format = "JPEG" if source_format in STORED_AS_JPEG and picture.mode == "RGB" else "PNG"
            options = dict(ENCODER_OPTIONS[stored_format])
            if profile := picture.info.get("icc_profile"):
                options["icc_profile"] = profile
            # Other metadata must not be in reach of the encoder.
            picture.info = {}
            encoded = BytesIO()
            picture.save(encoded, stored_format, **options)
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
    """Return the picture upright, in RGB or RGBA, of at most `MAX_SIDE` pixels, and the format that it had."""
    file.seek(0)
    picture: Image.Image = Image.open(file, formats=DECODERS)
    source_format = picture.format or ""
    # Known from the head of the file; nothing is decoded yet.
    if picture.width * picture.height > MAX_PIXELS[source_format]:
        raise PictureError(TOO_LARGE)
    # Only for JPEG, which is then decoded at a half, a quarter or an eighth of its size, but not below this one.
    picture.draft(None, (MAX_SIDE, MAX_SIDE))
    picture.load()
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile", b"")
    # The profile describes the colours of the file, which are converted here if they are not RGB.
    keeps_profile = picture.mode in {"P", "RGB", "RGBA"} and profile[16:20] == b"RGB "
    if picture.mode == "I;16":
        # Converting alone would turn all but the darkest pixels white.
        picture = picture.point(lambda value: value / 256).convert("L")
    # `convert` copies even where the mode stays. No name keeps the picture from before: it can be 144 MB.
    if picture.mode != mode:
        picture = picture.convert(mode)
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    picture = ImageOps.exif_transpose(picture)
    picture.info = {"icc_profile": profile} if keeps_profile else {}
    return picture, source_format


def _is_heic(file: Any) -> bool:
    file.seek(0)
    head = file.read(12)
    return head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS
