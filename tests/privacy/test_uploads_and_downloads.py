"""What may be uploaded, which texts it needs, and how it is served."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from pages.models import SiteDocument, SiteImage
from tests import builders, photographs
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

SCRIPT = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><title>x</title>" + SCRIPT


@pytest.fixture
def staff(client):
    client.force_login(builders.user("Writer"))
    return client


def upload_picture(client, content: bytes, name: str, address: str = "/admin/images/add/", **fields):
    root = Collection.get_first_root_node()
    data = {
        "title": "A picture",
        "file": SimpleUploadedFile(name, content),
        "description": "A sample picture",
        "collection": root.pk,
        **fields,
    }
    return client.post(address, data)


def upload_document(client, content: bytes, name: str):
    data = {
        "title": "A file",
        "file": SimpleUploadedFile(name, content),
        "collection": Collection.get_first_root_node().pk,
    }
    return client.post("/admin/documents/add/", data)


def test_an_editor_uploads_a_picture(staff):
    assert upload_picture(staff, photographs.jpeg(), "photo.jpg").status_code == 302
    picture = SiteImage.objects.get()
    with picture.file.open() as file:
        assert b"Exif" not in file.read()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SVG, "picture.svg"),
        (SVG, "picture.png"),
        (HTML, "picture.html"),
        (HTML, "picture.jpg"),
        (HTML, "picture.png"),
        (builders.picture_bytes("BMP"), "picture.bmp"),
        (builders.picture_bytes("TIFF"), "picture.tiff"),
        (builders.picture_bytes("BMP"), "picture.png"),
        (b"", "picture.jpg"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_or_mistaken_picture_is_refused(staff, content, name):
    response = upload_picture(staff, content, name)
    assert response.status_code == 200
    assert SiteImage.objects.count() == 0
    assert parsed(response).select(".error-message, .w-field__errors")


def test_data_appended_to_a_picture_is_removed(staff):
    upload_picture(staff, photographs.jpeg() + SCRIPT, "photo.jpg")
    with SiteImage.objects.get().file.open() as file:
        assert b"script" not in file.read()


@pytest.mark.parametrize(
    ("texts", "is_accepted"),
    [
        ({"description": ""}, False),
        ({"description": "   "}, False),
        ({"description": "IMG_2041.jpg"}, False),
        ({"description": "Women march with a banner"}, True),
        ({"description": "", "is_decorative": "on"}, True),
        ({"description": "Women march", "is_decorative": "on"}, False),
    ],
)
@pytest.mark.parametrize("address", ["/admin/images/add/", "/admin/images/chooser/create/"])
def test_a_picture_needs_alternative_text_unless_it_is_decorative(staff, address, texts, is_accepted):
    prefix = "image-chooser-upload-" if "chooser" in address else ""
    data = {
        f"{prefix}title": "A picture",
        f"{prefix}file": SimpleUploadedFile("photo.jpg", photographs.jpeg()),
        f"{prefix}collection": Collection.get_first_root_node().pk,
        **{f"{prefix}{name}": value for name, value in texts.items()},
    }
    staff.post(address, data)
    assert SiteImage.objects.count() == int(is_accepted)


def test_several_pictures_at_once_need_their_alternative_texts(staff):
    response = staff.post(
        "/admin/images/multiple/add/",
        {"title": "A picture", "files[]": SimpleUploadedFile("photo.jpg", photographs.jpeg())},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert response.status_code == 200
    assert not SiteImage.objects.filter(description="", is_decorative=False).exists()


def test_a_picture_in_the_text_shows_its_alternative_text_and_credit(client):
    picture = builders.image(description="Women march with a banner", credit="Photo: Sample Person")
    page = builders.standard_page(body=[("image", {"image": picture, "caption": "In spring"})])
    figure = parsed(client.get(page.url)).find("figure")
    assert figure.img["alt"] == "Women march with a banner"
    assert words(figure.figcaption) == "In spring Photo: Sample Person"
    assert figure.img["width"] and figure.img["height"]


def test_notes_of_consent_are_never_shown(client):
    picture = builders.image(consent_notes="Agreed by zaubergarten until spring")
    page = builders.standard_page(body=[("image", {"image": picture})])
    assert "zaubergarten" not in client.get(page.url).content.decode()


@pytest.mark.parametrize(
    "name", ["page.html", "page.htm", "picture.svg", "page.xhtml", "run.exe", "mail.eml", "run.js"]
)
def test_a_document_that_could_run_is_refused(staff, name):
    assert upload_document(staff, HTML, name).status_code == 200
    assert SiteDocument.objects.count() == 0


def test_an_editor_uploads_a_document_that_visitors_can_download(staff, client):
    assert upload_document(staff, b"Sample text.", "report.txt").status_code == 302
    client.logout()
    response = client.get(SiteDocument.objects.get().url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"Sample text."


@pytest.mark.parametrize("name", ["report.txt", "report.pdf", "table.csv"])
def test_a_document_is_served_so_that_nothing_in_it_runs(client, name):
    response = client.get(builders.document(HTML, name=name).url)
    assert response.status_code == 200
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "text/html" not in response.headers["Content-Type"]
    assert not response.cookies


def test_a_document_of_a_private_collection_is_refused(client):
    collection = Collection.get_first_root_node().add_child(name="For staff")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document = builders.document(b"zaubergarten", collection=collection)
    assert client.get(document.url).status_code == 404
    client.force_login(builders.user("Writer"))
    assert client.get(document.url).status_code == 200


def test_originals_and_documents_cannot_be_fetched_from_the_media_folder(client):
    picture, document = builders.image(), builders.document()
    rendition = picture.get_rendition("width-20")
    assert client.get(rendition.url).status_code == 200
    assert client.get(f"/media/{picture.file.name}").status_code == 404
    assert client.get(f"/media/{document.file.name}").status_code == 404
    for way in ("..", "%2e%2e", "..%2f.."):
        assert client.get(f"/media/images/{way}/{picture.file.name}").status_code in {400, 404}
        assert client.get(f"/media/images/{way}/{document.file.name}").status_code in {400, 404}


def test_the_folder_of_pictures_is_not_listed(client):
    builders.image().get_rendition("width-20")
    assert client.get("/media/images/").status_code == 404


def test_a_collection_cannot_be_given_a_password_which_would_be_stored_in_clear_text(client):
    client.force_login(builders.superuser())
    collection = Collection.get_first_root_node()
    form = client.get(reverse("wagtailadmin_collections:set_privacy", args=[collection.pk])).json()["html"]
    assert "login" in form and "password" not in form
