"""Remove the metadata of uploaded pictures.

A photograph can carry the place where it was taken, the owner of the camera and a thumbnail of what was later cropped
away. For this organisation a place can be a refuge or a home.
"""

from io import BytesIO
from typing import IO, Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, ImageSequence

# How each format is encoded again. Pillow writes no metadata that it is not given; only the colour profile is passed
# on. At quality 92 a second JPEG compression cannot be seen.
ENCODER_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 92, "method": 4},
    "AVIF": {"quality": 85},
    "GIF": {},
}


def strip_metadata(file: IO[bytes], name: str) -> ContentFile:
    """Return the picture in `file`, encoded again without any metadata.

    The orientation that cameras record as metadata is applied to the pixels; the ICC colour profile is kept;
    animations keep their frames. Raises `ValueError` for a format that uploads do not allow.
    """
    file.seek(0)
    with Image.open(file) as picture:
        # Many telephones write MPO: a JPEG followed by further views of the scene.
        image_format = "JPEG" if picture.format == "MPO" else picture.format
        if image_format not in ENCODER_OPTIONS:
            raise ValueError(f"{image_format} pictures are not accepted.")
        frames = [_without_info(frame) for frame in ImageSequence.Iterator(picture)]
        if image_format == "JPEG":
            del frames[1:]
        options = dict(ENCODER_OPTIONS[image_format])
        if profile := picture.info.get("icc_profile"):
            options["icc_profile"] = profile
        if len(frames) > 1:
            options.update(
                save_all=True,
                append_images=frames[1:],
                duration=picture.info.get("duration", 100),
                loop=picture.info.get("loop", 0),
            )
        encoded = BytesIO()
        frames[0].save(encoded, image_format, **options)
    return ContentFile(encoded.getvalue(), name=name)


def _without_info(frame: Image.Image) -> Image.Image:
    """Return an upright copy of the frame that keeps its transparency and nothing else of its metadata."""
    upright = ImageOps.exif_transpose(frame)
    copy = upright.copy()
    copy.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    return copy
