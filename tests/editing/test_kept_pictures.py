"""A picture whose form has an error elsewhere need not be chosen again."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.models import UploadedFile

from pages.jobs.runner import run_due_jobs
from pages.media.kept_uploads import delete_old_uploads
from pages.models import SiteImage
from tests import builders, photographs
from tests.enquiries.staff import browser_of

pytestmark = pytest.mark.django_db

NO_DESCRIPTION = "Say in a few words what the picture shows"
KEPT = "Your picture is kept"
PREFIXES = {"chooser": "image-chooser-upload-", "single": "", "replace": ""}


class Form:
    """A form for one picture, which is sent as a browser without scripts would send it."""

    def __init__(self, name: str, client: Client) -> None:
        self.name, self.client, self.prefix = name, client, PREFIXES[name]
        self.address = {"chooser": "/admin/images/chooser/create/", "single": "/admin/images/add/"}.get(name, "")
        if name == "replace":
            picture = builders.image(title="A picture")
            builders.group_may("Writer", picture.collection, "change_image")
            self.address = f"/admin/images/{picture.pk}/"
        self.kept_file = ""

    def send(self, **fields: object) -> BeautifulSoup:
        """Send the form with the hidden field as it was shown last, and return what is shown then."""
        data = {"title": "A picture", "description": "", "kept_file": self.kept_file, "tags": "", **fields}
        response = self.client.post(self.address, {f"{self.prefix}{key}": value for key, value in data.items()})
        html = response.content.decode()
        if self.name == "chooser":
            html = json.loads(html).get("htmlFragment", "")
        page = BeautifulSoup(html, "html.parser")
        hidden = page.find(attrs={"name": f"{self.prefix}kept_file"})
        self.kept_file = hidden.get("value", "") if hidden else ""
        return page


@pytest.fixture
def staff() -> Client:
    return browser_of(builders.user("Writer", name="naomi"))


@pytest.fixture(params=PREFIXES)
def form(request, staff) -> Form:
    return Form(request.param, staff)


def photo(name: str = "amina at home.jpg", content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or photographs.jpeg())


def newest() -> SiteImage:
    return SiteImage.objects.latest("pk")


def test_a_forgotten_description_keeps_the_file(form, media_folder):
    count = SiteImage.objects.count()
    page = form.send(file=photo())
    assert NO_DESCRIPTION in page.get_text() and KEPT in page.get_text()
    # She forgets it once more.
    assert KEPT in form.send().get_text()
    form.send(description="A sample picture")
    assert SiteImage.objects.count() == count + (form.name != "replace")
    assert (newest().description, newest().file.name.endswith(".jpg")) == ("A sample picture", True)
    with newest().file.open() as file:
        content = file.read()
    assert content.startswith(b"\xff\xd8")
    assert [trace for trace in photographs.TRACES if trace in content] == []
    assert not UploadedFile.objects.exists()
    assert not list(media_folder.glob("wagtail_uploads/*"))


def test_another_file_takes_the_place_of_the_one_that_was_kept(form):
    form.send(file=photo())
    form.send(file=photo("other.png", builders.picture_bytes()))
    form.send(description="A sample picture")
    assert newest().file.name.endswith(".png")
    assert UploadedFile.objects.count() <= 1


def test_a_kept_file_holds_no_metadata_and_its_name_says_nothing(form, media_folder):
    form.send(file=photo())
    kept = UploadedFile.objects.get()
    assert re.fullmatch(r"wagtail_uploads/[0-9a-f]{24}\.jpg", kept.file.name)
    content = (media_folder / kept.file.name).read_bytes()
    assert [trace for trace in photographs.TRACES if trace in content] == []
    assert Client().get(f"/media/{kept.file.name}").status_code == 404


def test_nobody_else_gets_a_kept_file(staff):
    form = Form("single", staff)
    form.send(file=photo())
    form.client = browser_of(builders.user("Writer", name="ruth"))
    page = form.send(description="A sample picture")
    assert "This field is required" in page.get_text()
    assert not SiteImage.objects.exists()


def test_a_kept_file_ends_after_a_day_and_is_deleted(staff, media_folder):
    form = Form("single", staff)
    form.send(file=photo())
    assert delete_old_uploads() == ""
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        staff.force_login(UploadedFile.objects.get().uploaded_by_user)
        token = form.kept_file
        assert "This field is required" in form.send(description="A sample picture").get_text()
        assert token
        run_due_jobs()
    assert not UploadedFile.objects.exists()
    assert not list(media_folder.glob("wagtail_uploads/*"))


def test_a_file_that_cannot_be_read_is_not_kept_and_leaves_no_title(form):
    page = form.send(file=photo("letter.jpg", b"Dear Amina"), title="letter", description="A sample picture")
    assert "is not a picture" in page.get_text()
    assert page.find(attrs={"name": f"{form.prefix}title"}).get("value", "") == ""
    assert not UploadedFile.objects.exists()


def test_a_title_that_somebody_wrote_stays_after_a_file_that_cannot_be_read(form):
    page = form.send(file=photo("letter.jpg", b"Dear Amina"), title="In spring", description="A sample picture")
    assert page.find(attrs={"name": f"{form.prefix}title"})["value"] == "In spring"


def test_the_form_for_several_pictures_says_what_to_do_with_a_picture_of_an_iphone(staff):
    page = staff.get("/admin/images/multiple/add/").content.decode()
    assert "must be saved as a JPEG first" in page
    assert "Not a supported image format" not in page


def test_a_form_that_is_sent_before_the_script_has_made_a_title_gets_it_from_the_file(form):
    form.send(file=photo("hills.jpg"), title="", description="Sample hills")
    assert newest().title == "hills" and newest().description == "Sample hills"
