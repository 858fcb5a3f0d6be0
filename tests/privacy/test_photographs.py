"""An uploaded picture loses the camera's metadata, which can name the place where it was taken."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from pages.models import SiteImage
from tests import builders, photographs

pytestmark = pytest.mark.django_db

FORMATS = {
    "jpeg": (photographs.jpeg, "photo.jpg"),
    "mpo": (photographs.mpo, "photo.jpg"),
    "png": (photographs.png, "picture.png"),
    "webp": (photographs.webp, "picture.webp"),
    "avif": (photographs.avif, "picture.avif"),
    "gif": (photographs.gif, "moving.gif"),
}
# Structure, and APP0 (JFIF) of JPEG. No colour profile: it can name its owner.
STRUCTURE = {"FFE0", "FFDB", "FFC0", "FFC2", "FFC4", "FFDA", "FFDD"}
STRUCTURE |= {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"}
STRUCTURE |= {"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"}
METADATA = {"exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp", "Author", "icc_profile"}
RENDITIONS = ["width-20", "width-20|format-jpeg", "width-20|format-webp", "width-20|format-avif", "original"]


@pytest.fixture(params=FORMATS)
def upload(request) -> tuple[str, bytes, SiteImage]:
    """Upload a picture of each format; return the format, the original file, and the picture as it is stored."""
    make, name = FORMATS[request.param]
    content = make()
    return request.param, content, builders.image(content, name=name)


def stored_file(picture) -> bytes:
    """Return the content of a picture's file in the storage."""
    with picture.file.storage.open(picture.file.name) as file:
        return file.read()


def assert_holds_no_metadata(content: bytes) -> None:
    assert [trace for trace in photographs.TRACES if trace in content] == []
    with Image.open(BytesIO(content)) as picture:
        assert not picture.getexif()
        assert not METADATA & set(picture.info)
        image_format = picture.format
    if image_format in {"JPEG", "PNG", "WEBP"}:
        assert photographs.parts(content) <= STRUCTURE


def colour(content: bytes, side: str) -> str:
    """Return whether a picture is red or blue near one of its sides."""
    with Image.open(BytesIO(content)) as opened:
        picture = opened.convert("RGB")
    width, height = picture.size
    middle_x, middle_y = width // 2, height // 2
    red, _, blue = picture.getpixel(
        {
            "top": (middle_x, height // 8),
            "bottom": (middle_x, height - 1 - height // 8),
            "left": (width // 8, middle_y),
            "right": (width - 1 - width // 8, middle_y),
        }[side]
    )
    return "red" if red > blue else "blue"


def test_the_sample_photographs_are_full_of_metadata(upload):
    image_format, content, _ = upload
    assert photographs.OWNER in content
    with Image.open(BytesIO(content)) as picture:
        if image_format != "gif":
            assert picture.getexif().get_ifd(0x8825)[2] == (52.0, 57.0, 14.0)
            assert picture.getexif()[0x0112] == 6 or image_format == "avif"
            assert picture.info["icc_profile"] == photographs.PROFILE


def test_an_uploaded_picture_holds_no_metadata(upload):
    _, _, picture = upload
    assert_holds_no_metadata(stored_file(picture))


@pytest.mark.parametrize("spec", RENDITIONS)
def test_no_rendition_holds_metadata(upload, spec):
    _, _, picture = upload
    assert_holds_no_metadata(stored_file(picture.get_rendition(spec)))


def test_an_uploaded_picture_is_upright(upload):
    image_format, _, picture = upload
    content = stored_file(picture)
    if image_format == "gif":
        return
    assert picture.height > picture.width
    assert (colour(content, "top"), colour(content, "bottom")) == ("red", "blue")
    with Image.open(BytesIO(content)) as opened:
        assert opened.size == (picture.width, picture.height)


def test_a_rendition_is_upright(upload):
    image_format, _, picture = upload
    if image_format == "gif":
        return
    content = stored_file(picture.get_rendition("width-20|format-png"))
    assert (colour(content, "top"), colour(content, "bottom")) == ("red", "blue")


def test_the_recorded_size_and_hash_are_those_of_the_stored_file(upload):
    _, content, picture = upload
    stored = stored_file(picture)
    assert stored != content
    assert picture.file_size == len(stored)
    assert picture.file_hash == hashlib.sha1(stored).hexdigest()


def test_a_second_view_in_the_file_is_dropped():
    picture = builders.image(photographs.mpo(), name="photo.jpg")
    with Image.open(BytesIO(stored_file(picture))) as opened:
        assert opened.format == "JPEG"
        assert getattr(opened, "n_frames", 1) == 1


def test_of_an_animation_the_first_frame_is_kept():
    picture = builders.image(photographs.gif(), name="moving.gif")
    with Image.open(BytesIO(stored_file(picture))) as opened:
        assert getattr(opened, "n_frames", 1) == 1
        assert opened.convert("RGB").getpixel((5, 5)) == photographs.RED


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_of_a_camera_is_applied(orientation):
    picture = builders.image(photographs.jpeg(orientation), name="photo.jpg")
    red_side = {1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}
    assert colour(stored_file(picture), red_side[orientation]) == "red"


def test_a_transparent_picture_stays_transparent():
    file = BytesIO()
    Image.new("RGBA", (30, 20), (200, 0, 0, 0)).save(file, "PNG")
    picture = builders.image(file.getvalue())
    with Image.open(BytesIO(stored_file(picture))) as opened:
        assert opened.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_replaced_picture_is_stripped_like_a_new_one():
    from django.core.files.base import ContentFile

    picture = builders.image()
    picture.file = ContentFile(photographs.jpeg(), name="photo.jpg")
    picture.save()
    assert_holds_no_metadata(stored_file(picture))
    assert (picture.width, picture.height) == (40, 60)


def test_saving_a_picture_again_leaves_its_file_alone():
    picture = builders.image(photographs.jpeg(), name="photo.jpg")
    before = stored_file(picture)
    picture = SiteImage.objects.get(pk=picture.pk)
    picture.credit = "Somebody"
    picture.save()
    assert stored_file(picture) == before
