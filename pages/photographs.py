"""What of an uploaded picture may be kept: the picture, and nothing that the camera wrote into it.

A photograph can carry the place where it was taken, the camera's owner and a thumbnail of what was later
cropped away. For this organisation a place can be a refuge or a home.
"""

from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, ImageSequence

# How each format is written anew. Pillow writes no metadata that it is not given; only the colour profile
# is handed on. Quality 92 is where a second JPEG compression stops being visible.
_WRITING = {
    "JPEG": {"quality": 92, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 92, "method": 4},
    "AVIF": {"quality": 85},
    "GIF": {},
}


def without_metadata(file: IO[bytes], name: str) -> ContentFile:
    """Return the picture in `file` written anew: upright, in its colours, with no metadata at all.

    Orientation, which cameras note as metadata, is turned into the pixels; the ICC colour profile is kept;
    animations keep their frames. Raises `ValueError` for a format that uploads do not allow.
    """
    file.seek(0)
    with Image.open(file) as picture:
        # Many telephones write MPO: a JPEG followed by further views of the scene, which nobody asked for.
        kind = "JPEG" if picture.format == "MPO" else picture.format
        if kind not in _WRITING:
            raise ValueError(f"{kind} pictures are not accepted.")
        frames = [_bare(frame) for frame in ImageSequence.Iterator(picture)]
        if kind == "JPEG":
            del frames[1:]
        options = dict(_WRITING[kind])
        if profile := picture.info.get("icc_profile"):
            options["icc_profile"] = profile
        if len(frames) > 1:
            options.update(
                save_all=True,
                append_images=frames[1:],
                duration=picture.info.get("duration", 100),
                loop=picture.info.get("loop", 0),
            )
        clean = BytesIO()
        frames[0].save(clean, kind, **options)
    return ContentFile(clean.getvalue(), name=name)


def _bare(frame: Image.Image) -> Image.Image:
    """Return an upright copy of the frame's pixels, with only the transparency that they need."""
    upright = ImageOps.exif_transpose(frame)
    bare = upright.copy()
    bare.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    return bare
