"""The colours of an uploaded picture are converted to sRGB; its profile, which can name a person, is not kept."""

from io import BytesIO

import pytest
from PIL import Image

from pages.models import SiteImage
from tests import builders, photographs

pytestmark = pytest.mark.django_db

FORMATS = {"JPEG": "photo.jpg", "PNG": "picture.png", "WEBP": "picture.webp", "AVIF": "picture.avif"}


def stored_file(picture) -> bytes:
    """Return the content of a picture's file in the storage."""
    with picture.file.storage.open(picture.file.name) as file:
        return file.read()


def is_red_on_the_left(content: bytes) -> bool:
    with Image.open(BytesIO(content)) as opened:
        picture = opened.convert("RGB")
    red, _, blue = picture.getpixel((picture.width // 4, picture.height // 2))
    return red > blue


@pytest.mark.parametrize("image_format", FORMATS)
def test_a_name_in_a_profile_is_neither_stored_nor_shown(image_format, media_folder):
    profile = photographs.named_profile()
    assert photographs.OWNER in profile
    picture = builders.image(photographs.with_profile(image_format, profile), name=FORMATS[image_format])
    files = [path.read_bytes() for path in media_folder.rglob("*") if path.is_file()]
    assert len(files) == 1 + picture.renditions.count()
    assert [file for file in files if photographs.OWNER in file] == []
    for file in files:
        with Image.open(BytesIO(file)) as opened:
            assert "icc_profile" not in opened.info


@pytest.mark.parametrize("image_format", FORMATS)
def test_the_colours_are_shown_as_the_profile_says(image_format):
    content = photographs.with_profile(image_format, photographs.named_profile())
    assert is_red_on_the_left(content)
    picture = builders.image(content, name=FORMATS[image_format])
    assert not is_red_on_the_left(stored_file(picture))


def test_a_transparent_picture_keeps_its_transparency():
    file = BytesIO()
    Image.new("RGBA", (60, 40), (*photographs.RED, 100)).save(file, "PNG", icc_profile=photographs.named_profile())
    content = stored_file(builders.image(file.getvalue()))
    assert not is_red_on_the_left(content)
    with Image.open(BytesIO(content)) as opened:
        assert opened.getpixel((5, 5))[3] == 100


def test_a_profile_of_eight_megabytes_does_not_reach_the_stored_file():
    profile = photographs.named_profile(size=8_000_000)
    content = stored_file(builders.image(photographs.with_profile("JPEG", profile), name="photo.jpg"))
    assert len(content) < 10_000
    assert photographs.OWNER not in content


@pytest.mark.parametrize(
    "profile",
    [
        photographs.PROFILE[:200],
        photographs.PROFILE[:16] + b"RGB " + bytes(300),
        photographs.PROFILE[:12] + b"link" + photographs.PROFILE[16:],
        photographs.PROFILE[:16] + b"CMYK" + photographs.PROFILE[20:],
        b"x" * 500,
    ],
    ids=["cut off", "empty", "of another class", "of other colours", "no profile"],
)
def test_a_picture_with_a_broken_profile_is_taken_as_if_it_had_none(profile):
    picture = builders.image(photographs.with_profile("JPEG", profile), name="photo.jpg")
    assert SiteImage.objects.filter(pk=picture.pk).exists()
    content = stored_file(picture)
    assert is_red_on_the_left(content)
    with Image.open(BytesIO(content)) as opened:
        assert "icc_profile" not in opened.info
