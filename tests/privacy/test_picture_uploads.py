"""Whatever picture is uploaded, in whichever form: it is taken, or refused with a sentence that says what to do."""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image
from wagtail.models import Collection, UploadedFile

from pages.models import SiteImage
from tests import builders, photographs
from tests.databases import copy_database
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
FORMS = ["single", "chooser", "multiple", "replace"]
TAKEN = {
    "a GIF that moves": (photographs.gif, "moving.gif"),
    "a large GIF that moves": (lambda: photographs.animation(4000, 60), "moving.gif"),
    "a JPEG of 90 scans": (lambda: photographs.jpeg_of_many_scans(90), "photo.jpg"),
    "a JPEG followed by what looks like scans": (lambda: photographs.jpeg() + b"\xff\xda" * 200, "photo.jpg"),
    "a grey PNG of 16 bits": (photographs.grey_png_of_16_bits, "scan.png"),
    "a JPEG with the name of a PNG": (photographs.jpeg, "picture.png"),
    "a PNG with the name of a JPEG": (photographs.png, "picture.jpg"),
    "a WebP with the name of a JPEG": (photographs.webp, "picture.jpg"),
    "a JPEG named jfif": (photographs.jpeg, "picture.jfif"),
    "a JPEG named jpe": (photographs.jpeg, "picture.jpe"),
    "a JPEG in capitals": (photographs.jpeg, "PICTURE.JPG"),
    "a JPEG without an extension": (photographs.jpeg, "picture"),
    "a JPEG of four colours for print": (lambda: builders.picture_bytes("JPEG", mode="CMYK"), "print.jpg"),
    "a PNG of a palette": (lambda: builders.picture_bytes("PNG", mode="P"), "palette.png"),
}
CUT_OFF = "is damaged or incomplete"
TOO_LARGE = "has too many pixels"
TOO_SLOW = "takes too long to read"
REFUSED = {
    "a JPEG that is cut off": (lambda: photographs.large("JPEG", (900, 600))[:3000], "photo.jpg", CUT_OFF),
    "a PNG that is cut off": (lambda: photographs.large("PNG", (900, 600))[:1000], "photo.png", CUT_OFF),
    "a WebP that is cut off": (lambda: photographs.large("WEBP", (900, 600))[:1000], "photo.webp", CUT_OFF),
    "a GIF that is cut off": (lambda: photographs.large("GIF", (900, 600))[:1000], "photo.gif", CUT_OFF),
    "a PNG of 20,000 by 20,000 bits": (lambda: photographs.one_bit_png(20_000), "plan.png", TOO_LARGE),
    "a PNG of 8,000 by 7,000 bits": (lambda: photographs.one_bit_png(8000), "plan.png", TOO_LARGE),
    "a JPEG of 10,000 scans": (lambda: photographs.jpeg_of_many_scans(10_000), "photo.jpg", TOO_SLOW),
    "a picture of an iPhone": (photographs.heic, "IMG_2041.HEIC", "Save it as a JPEG"),
    "a picture of an iPhone named jpg": (photographs.heic, "IMG_2041.jpg", "Save it as a JPEG"),
    "a text": (lambda: b"Dear Amina", "letter.jpg", "is not a picture"),
}
# What costs a decoder the most, within what is accepted.
DEMANDING = {
    "an animation of 60 frames": (lambda: photographs.animation(4000, 60), "moving.gif"),
    "a JPEG of 40 megapixels": (lambda: photographs.large("JPEG", (7746, 5164)), "photo.jpg"),
    "a progressive JPEG of 49 megapixels": (
        lambda: photographs.large("JPEG", (7000, 7000), progressive=True, subsampling=0, quality=90),
        "photo.jpg",
    ),
    "a progressive JPEG of 49 megapixels in 100 scans": (
        lambda: photographs.jpeg_of_many_scans(95, (7000, 7000)),
        "photo.jpg",
    ),
    "a transparent PNG of 35 megapixels": (lambda: photographs.large("PNG", (5990, 5990), "RGBA"), "plan.png"),
    "a grey and transparent PNG of 35 megapixels": (lambda: photographs.large("PNG", (5990, 5990), "LA"), "plan.png"),
    "a WebP of 19 megapixels": (lambda: photographs.large("WEBP", (4400, 4400), "RGBA", method=0), "photo.webp"),
}


@pytest.fixture
def staff(client):
    client.force_login(builders.user("Publisher"))
    return client


def upload(staff, form: str, content: bytes, name: str) -> str:
    """Upload a picture in one of the forms, and return what the answer says in words."""
    file = SimpleUploadedFile(name, content)
    fields = {
        "title": "A picture",
        "description": "A sample picture",
        "collection": Collection.get_first_root_node().pk,
    }
    if form == "single":
        return words(parsed(staff.post("/admin/images/add/", {**fields, "file": file})))
    if form == "replace":
        picture = builders.image()
        builders.group_may("Publisher", picture.collection, "change_siteimage")
        return words(parsed(staff.post(f"/admin/images/{picture.pk}/", {**fields, "file": file})))
    if form == "chooser":
        fields = {f"image-chooser-upload-{key}": value for key, value in {**fields, "file": file}.items()}
        return json.loads(staff.post("/admin/images/chooser/create/", fields).content).get("htmlFragment", "")
    answer = staff.post(
        "/admin/images/multiple/add/",
        {"title": "A picture", "files[]": file},
        headers={"X-Requested-With": "XMLHttpRequest"},
    ).json()
    if not answer["success"]:
        return answer["error_message"]
    number = answer["uploaded_file_id"]
    prefix = f"uploaded-image-{number}"
    fields = {f"{prefix}-{key}": value for key, value in fields.items()}
    staff.post(f"/admin/images/multiple/create_from_uploaded_image/{number}/", fields)
    return ""


def stored() -> Image.Image:
    """Return the picture that was uploaded last, as it is stored."""
    with SiteImage.objects.latest("pk").file.open() as file:
        picture = Image.open(BytesIO(file.read()))
        picture.load()
        return picture


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", TAKEN)
def test_a_picture_is_taken_whatever_its_name_and_kind(staff, form, name):
    make, file_name = TAKEN[name]
    before = SiteImage.objects.count()
    upload(staff, form, make(), file_name)
    assert SiteImage.objects.count() == before + 1
    picture = stored()
    assert (picture.format, picture.mode) in {("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA")}
    assert getattr(picture, "n_frames", 1) == 1
    assert max(picture.size) <= 3000
    extension = {"JPEG": ".jpg", "PNG": ".png"}[picture.format]
    assert SiteImage.objects.latest("pk").file.name.endswith(extension)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", REFUSED)
def test_a_picture_that_cannot_be_taken_is_refused_with_a_sentence_that_says_what_to_do(staff, form, name):
    make, file_name, sentence = REFUSED[name]
    answer = upload(staff, form, make(), file_name)
    assert sentence in answer
    assert not SiteImage.objects.filter(title="A picture").exists()


@pytest.mark.parametrize("form", FORMS)
def test_no_form_keeps_the_metadata_of_a_photograph(staff, form, media_folder):
    # Large enough for Django to receive it in a file.
    upload(staff, form, photographs.jpeg() + bytes(3_000_000), "photo.jpg")
    assert SiteImage.objects.exists()
    for path in media_folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert [trace for trace in photographs.TRACES if trace in content] == [], path


def test_a_picture_that_waits_for_its_description_holds_no_metadata(staff):
    staff.post(
        "/admin/images/multiple/add/",
        {"title": "A picture", "files[]": SimpleUploadedFile("photo.jpg", photographs.jpeg())},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    with UploadedFile.objects.get().file.open() as file:
        content = file.read()
    assert [trace for trace in photographs.TRACES if trace in content] == []


def test_a_grey_scan_of_16_bits_keeps_its_brightness(staff):
    upload(staff, "single", photographs.grey_png_of_16_bits(), "scan.png")
    assert stored().getpixel((5, 5)) == (0x40, 0x40, 0x40)


def test_a_large_picture_is_made_smaller_and_keeps_its_shape(staff):
    upload(staff, "single", photographs.large("JPEG", (6000, 4000)), "photo.jpg")
    assert stored().size == (3000, 2000)


def test_a_picture_is_encoded_before_the_database_is_locked(staff, monkeypatch):
    opened_in_transaction = []
    decode = Image.Image.thumbnail

    def noted(self, *args, **options):
        # The test itself is one savepoint.
        opened_in_transaction.append(len(transaction.get_connection().savepoint_ids))
        return decode(self, *args, **options)

    monkeypatch.setattr(Image.Image, "thumbnail", noted)
    upload(staff, "single", photographs.large("JPEG", (4000, 3000)), "photo.jpg")
    assert SiteImage.objects.exists()
    assert opened_in_transaction[0] == 0


@pytest.mark.parametrize("name", DEMANDING)
def test_no_upload_takes_more_than_ten_seconds_or_600_megabytes(django_db_setup, tmp_path, name):
    make, file_name = DEMANDING[name]
    (tmp_path / file_name).write_bytes(make())
    environment = {
        "DATABASE_URL": copy_database(django_db_setup, tmp_path, "apnahaq_upload"),
        "PATH": os.environ["PATH"],
        "STATIC_DIR": os.environ["STATIC_DIR"],
        "VAR_DIR": str(tmp_path / "var"),
    }
    done = subprocess.run(
        [sys.executable, "tests/privacy/upload_process.py", str(tmp_path / file_name)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    measured = json.loads(done.stdout.splitlines()[-1])
    assert measured["status"] == 302
    assert max(measured["size"]) <= 4000
    assert measured["megabytes"] < 600, measured
    assert measured["seconds"] < 10, measured


def test_no_profile_picture_can_be_uploaded(staff, media_folder):
    """It would keep the metadata of the camera, and the site serves none."""
    form = parsed(staff.get("/admin/account/"))
    assert form.select("form")
    assert not form.select("input[type=file]")
    staff.post("/admin/account/", {"avatar-avatar": SimpleUploadedFile("photo.jpg", photographs.jpeg())})
    assert not [path for path in media_folder.rglob("*") if path.is_file()]
