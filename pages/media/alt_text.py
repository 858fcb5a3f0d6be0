"""Checks of alternative text."""

IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")


def is_file_name(text: str) -> bool:
    """Return whether the text is only the name of an image file, as a camera or a computer gave it."""
    return text.strip().lower().endswith(IMAGE_SUFFIXES)
