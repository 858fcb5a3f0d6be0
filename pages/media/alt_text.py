"""Checks of alternative text."""

import re

IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")


def is_file_name(text: str) -> bool:
    """Return whether the text is only the name of an image file, as a camera or a computer gave it."""
    return text.strip().lower().endswith(IMAGE_SUFFIXES)


# What cameras, telephones and computers call their pictures: IMG_2041, DSC01234, WhatsApp Image 2024-03-05.
_CAMERA_NAME = re.compile(
    r"(?:img|dsc[fn]?|p|pxl|mvimg|image|photo|picture|pic|scan|screenshot|screen shot|whatsapp image)[-_ ]?"
    r"\d[-\d_. :at()]*|[^\s]*_[^\s]*\d[^\s]*",
    re.IGNORECASE,
)


def is_camera_name(text: str) -> bool:
    """Return whether the text is the name of a file, with or without what follows the full stop."""
    return is_file_name(text) or _CAMERA_NAME.fullmatch(text.strip()) is not None
