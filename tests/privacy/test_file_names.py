"""The name that a file had on somebody's computer or camera does not reach the public."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Collection

from pages.jobs.runner import run_due_jobs
from pages.models import SiteDocument, SiteImage
from tests import builders, photographs
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

NAMES = ["Firstname_Surname_refuge_kitchen.jpg", "PXL_20261031_204512345.jpg", "صباح.jpg"]


@pytest.fixture
def staff(client):
    client.force_login(builders.user("Writer"))
    return client


def upload_document(staff, name: str, **fields: str) -> SiteDocument:
    data = {"title": "Report of the year", "collection": Collection.get_first_root_node().pk, **fields}
    staff.post("/admin/documents/add/", {**data, "file": SimpleUploadedFile(name, b"Sample text.")})
    return SiteDocument.objects.latest("pk")


def saved_as(client, document: SiteDocument) -> str:
    """Return the header that says under which name a browser saves a document."""
    response = client.get(document.url)
    assert response.status_code == 200
    return response.headers["Content-Disposition"]


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_stored_and_shown_under_a_random_name(staff, client, media_folder, name):
    staff.post(
        "/admin/images/add/",
        {
            "title": "A kitchen",
            "file": SimpleUploadedFile(name, photographs.jpeg()),
            "description": "A sample picture",
            "collection": Collection.get_first_root_node().pk,
        },
    )
    run_due_jobs()
    page = builders.standard_page(body=[("image", {"image": SiteImage.objects.get()})])
    shown = client.get(page.url).content.decode()
    assert "<picture>" in shown
    stem = name.removesuffix(".jpg")
    assert stem not in shown
    assert not [path for path in media_folder.rglob("*") if stem in path.name]


def test_two_pictures_with_the_same_file_have_different_names():
    first, second = builders.image(name="same.png"), builders.image(name="same.png")
    assert first.file.name != second.file.name


def test_a_document_is_stored_under_a_random_name(staff, media_folder):
    upload_document(staff, "Firstname_Surname.txt")
    assert not [path for path in media_folder.rglob("*") if "Surname" in path.name]


def test_visitors_save_a_document_under_a_name_made_from_its_title(staff, client):
    document = upload_document(staff, "Firstname_Surname.txt")
    assert document.url.endswith("/Report-of-the-year.txt")
    assert "Report-of-the-year.txt" in saved_as(client, document)
    assert "Surname" not in saved_as(client, document)


def test_staff_see_the_name_of_a_document_and_change_it(staff, client):
    document = upload_document(staff, "Firstname_Surname.txt")
    builders.group_may("Writer", document.collection, "change_sitedocument")
    address = f"/admin/documents/edit/{document.pk}/"
    field = parsed(staff.get(address)).find("input", attrs={"name": "file_name"})
    assert field["value"] == "Report-of-the-year.txt"
    assert "The name under which visitors save the file" in words(parsed(staff.get(address)))
    staff.post(
        address,
        {"title": document.title, "file_name": "short report", "collection": document.collection_id, "language": ""},
    )
    document.refresh_from_db()
    assert "short-report.txt" in saved_as(client, document)


def test_a_new_title_leaves_the_address_of_a_document_alone():
    document = builders.document(title="Sample report")
    before = document.url
    document.title = "Another title"
    document.save()
    assert document.url == before


@pytest.mark.parametrize(
    ("chosen", "name"),
    [
        ("page.html", "page.html.txt"),
        ("report.TXT", "report.txt"),
        ("Annual_report.pdf", "Annual_report.txt"),
        ("Annual report.Docx ", "Annual-report.txt"),
        ("report.of.2025", "report.of.2025.txt"),
        ("../../etc/passwd", "etc-passwd.txt"),
        ('a"; filename="b.html', "a-filename=-b.html.txt"),
        ("two\r\nlines", "twolines.txt"),
        ("gnp.\N{RIGHT-TO-LEFT OVERRIDE}exe", "gnp.exe.txt"),
        ("ہماری رپورٹ", "ہماری-رپورٹ.txt"),
        ("???", "document.txt"),
    ],
)
def test_whatever_name_is_chosen_the_document_keeps_its_type_and_can_be_saved(client, chosen, name):
    document = builders.document(file_name=chosen)
    assert document.filename == name
    response = client.get(document.url)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.headers["Content-Disposition"].startswith("attachment;")
