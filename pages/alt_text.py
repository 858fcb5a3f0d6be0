"""Do these words tell somebody who cannot see a picture what it shows?"""

_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")


def is_file_name(words: str) -> bool:
    """Tell whether the words are only what a camera or a computer called the file."""
    return words.strip().lower().endswith(_ENDINGS)
