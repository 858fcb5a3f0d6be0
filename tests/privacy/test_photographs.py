"""A picture keeps nothing that the camera wrote into it: a place can be a refuge or a home."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from pages.models import SiteImage
from tests import builders, photographs

pytestmark = pytest.mark.django_db

KINDS = {
    "jpeg": (photographs.jpeg, "photo.jpg"),
    "mpo": (photographs.mpo, "photo.jpg"),
    "png": (photographs.png, "picture.png"),
    "webp": (photographs.webp, "picture.webp"),
    "avif": (photographs.avif, "picture.avif"),
    "gif": (photographs.gif, "moving.gif"),
}
# Structure, and the colour profile: APP0 (JFIF) and APP2 (ICC) of JPEG, iCCP of PNG, ICCP of WebP.
STRUCTURE = {"FFE0", "FFE2", "FFDB", "FFC0", "FFC2", "FFC4", "FFDA", "FFDD"}
STRUCTURE |= {"IHDR", "PLTE", "tRNS", "IDAT", "IEND", "iCCP", "sRGB", "gAMA"}
STRUCTURE |= {"VP8 ", "VP8L", "VP8X", "ICCP", "ALPH", "ANIM", "ANMF"}
RENDITIONS = ["width-20", "width-20|format-jpeg", "width-20|format-webp", "width-20|format-avif", "original"]


@pytest.fixture(params=KINDS)
def upload(request) -> tuple[str, bytes, SiteImage]:
    """Upload a picture of each kind; give its kind, the file as it was, and the picture as it is kept."""
    make, name = KINDS[request.param]
    content = make()
    return request.param, content, builders.image(content, name=name)


def kept(picture) -> bytes:
    """Return the file that the site keeps, as it is on the disk."""
    with picture.file.storage.open(picture.file.name) as file:
        return file.read()


def assert_holds_no_notes(content: bytes) -> None:
    assert [trace for trace in photographs.TRACES if trace in content] == []
    with Image.open(BytesIO(content)) as picture:
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp", "Author"} & set(picture.info)
        kind = picture.format
    if kind in {"JPEG", "PNG", "WEBP"}:
        assert photographs.parts(content) <= STRUCTURE


def colour(content: bytes, place: str) -> str:
    """Tell whether a picture is red or blue near one of its edges."""
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
        }[place]
    )
    return "red" if red > blue else "blue"


def test_the_sample_photographs_are_full_of_notes(upload):
    kind, content, _ = upload
    assert photographs.OWNER in content
    with Image.open(BytesIO(content)) as picture:
        if kind != "gif":
            assert picture.getexif().get_ifd(0x8825)[2] == (52.0, 57.0, 14.0)
            assert picture.getexif()[0x0112] == 6 or kind == "avif"
            assert picture.info["icc_profile"] == photographs.PROFILE


def test_an_uploaded_picture_keeps_no_notes(upload):
    _, _, picture = upload
    assert_holds_no_notes(kept(picture))


@pytest.mark.parametrize("spec", RENDITIONS)
def test_no_rendition_of_it_holds_notes(upload, spec):
    _, _, picture = upload
    assert_holds_no_notes(kept(picture.get_rendition(spec)))


def test_it_stands_upright(upload):
    kind, _, picture = upload
    content = kept(picture)
    if kind == "gif":
        return
    assert picture.height > picture.width
    assert (colour(content, "top"), colour(content, "bottom")) == ("red", "blue")
    with Image.open(BytesIO(content)) as opened:
        assert opened.size == (picture.width, picture.height)


def test_a_rendition_stands_upright(upload):
    kind, _, picture = upload
    if kind == "gif":
        return
    content = kept(picture.get_rendition("width-20|format-png"))
    assert (colour(content, "top"), colour(content, "bottom")) == ("red", "blue")


def test_it_keeps_its_colours(upload):
    kind, _, picture = upload
    if kind == "gif":
        return
    with Image.open(BytesIO(kept(picture))) as opened:
        assert opened.info["icc_profile"] == photographs.PROFILE


def test_the_site_knows_the_size_and_the_sum_of_what_it_keeps(upload):
    _, content, picture = upload
    stored = kept(picture)
    assert stored != content
    assert picture.file_size == len(stored)
    assert picture.file_hash == hashlib.sha1(stored).hexdigest()


def test_a_second_view_in_the_file_is_dropped():
    picture = builders.image(photographs.mpo(), name="photo.jpg")
    with Image.open(BytesIO(kept(picture))) as opened:
        assert opened.format == "JPEG"
        assert getattr(opened, "n_frames", 1) == 1


def test_an_animation_keeps_its_pictures_and_its_pace():
    picture = builders.image(photographs.gif(), name="moving.gif")
    with Image.open(BytesIO(kept(picture))) as opened:
        assert opened.n_frames == 3
        assert opened.info["duration"] == 120


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_to_hold_a_camera_is_understood(orientation):
    picture = builders.image(photographs.jpeg(orientation), name="photo.jpg")
    red_side = {1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}
    assert colour(kept(picture), red_side[orientation]) == "red"


def test_a_transparent_picture_stays_transparent():
    file = BytesIO()
    Image.new("RGBA", (30, 20), (200, 0, 0, 0)).save(file, "PNG")
    picture = builders.image(file.getvalue())
    with Image.open(BytesIO(kept(picture))) as opened:
        assert opened.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_picture_that_was_replaced_is_cleaned_like_a_new_one():
    from django.core.files.base import ContentFile

    picture = builders.image()
    picture.file = ContentFile(photographs.jpeg(), name="photo.jpg")
    picture.save()
    assert_holds_no_notes(kept(picture))
    assert (picture.width, picture.height) == (40, 60)


def test_saving_a_picture_again_leaves_its_file_alone():
    picture = builders.image(photographs.jpeg(), name="photo.jpg")
    before = kept(picture)
    picture = SiteImage.objects.get(pk=picture.pk)
    picture.credit = "Somebody"
    picture.save()
    assert kept(picture) == before
