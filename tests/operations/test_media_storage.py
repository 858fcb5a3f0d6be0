"""Pictures and documents on storage that speaks S3: what visitors and staff see of it, and what it is asked."""

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Collection, CollectionViewRestriction

from apnahaq.media_storage import bucket_options
from pages.models import DeletedFile, SiteDocument, SiteImage
from tests import builders, photographs, sounds
from tests.enquiries.servers import ROOT
from tests.operations.bucket import KEY, RCLONE, SECRET, BucketServer
from tests.reading import parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def requests_to(bucket: BucketServer) -> Iterator[Callable[[], list[str]]]:
    """Return a function that returns the methods of the requests to the storage since it was last called."""
    methods: list[str] = []
    events = default_storage.connection.meta.client.meta.events
    events.register("before-send.s3", lambda request, **_: methods.append(request.method))

    def taken() -> list[str]:
        seen = methods.copy()
        methods.clear()
        return seen

    return taken


# The setting


def test_an_address_says_which_bucket_where_and_with_which_key():
    assert bucket_options("s3://KEY:a%2Fb+c%40d@storage.example.org/bucket") == {
        "access_key": "KEY",
        "secret_key": "a/b+c@d",
        "bucket_name": "bucket",
        "endpoint_url": "https://storage.example.org",
        "region_name": "us-east-1",
    }
    options = bucket_options("s3://KEY:word@[::1]:9000/media.example.org/?region=eu-west-2&tls=0")
    assert options["endpoint_url"] == "http://[::1]:9000"
    assert options["bucket_name"] == "media.example.org"
    assert options["region_name"] == "eu-west-2"


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "https://key:word@storage.example.org/bucket",
        "s3://storage.example.org/bucket",
        "s3://key@storage.example.org/bucket",
        "s3://:word@storage.example.org/bucket",
        "s3://key:word@/bucket",
        "s3://key:word@storage.example.org",
        "s3://key:word@storage.example.org/bucket/folder",
        "s3://key:word@storage.example.org/Bucket",
        "s3://key:word@storage.example.org:port/bucket",
        "s3://key:word@[storage.example.org/bucket",
        "s3://key:word/word@storage.example.org/bucket",
        "s3://key:word@storage.example.org/bucket#word",
        "s3://key:word@storage.example.org/bucket?regoin=word",
        "s3://key:word@storage.example.org/bucket?region=",
        "s3://key:word@storage.example.org/bucket?region",
        "s3://key:word@storage.example.org/bucket?tls=word",
        "s3://key:word@storage.example.org/bucket?tls=0&tls=1",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_repeating_it(address):
    with pytest.raises(ImproperlyConfigured, match="^MEDIA_STORAGE_URL cannot be read") as refused:
        bucket_options(address)
    assert "word" not in str(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


# Pictures


def test_a_page_shows_an_uploaded_picture_at_the_sites_own_address(client, bucket, media_folder):
    picture = builders.image()
    page = builders.standard_page(body=[("image", {"image": picture, "caption": ""})])
    shown = parsed(client.get(page.url)).find("figure")
    addresses = [source["srcset"].split(", ") for source in shown.select("source")] + [[shown.img["src"]]]
    for address in {each.split()[0] for group in addresses for each in group}:
        assert address.startswith("/media/images/")
        response = client.get(address)
        assert response.status_code == 200
        content = b"".join(response.streaming_content)
        assert content == (bucket.bucket / address.removeprefix("/media/")).read_bytes()
        assert response.headers["Content-Length"] == str(len(content))
        assert response.headers["Content-Type"] in {"image/avif", "image/webp", "image/jpeg"}
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'"
    assert picture.file.name in bucket.files
    assert not media_folder.exists()


def test_originals_and_documents_stay_in_the_bucket(client, bucket):
    picture, document = builders.image(), builders.document(b"zaubergarten")
    name = picture.renditions.first().file.name
    assert client.get(f"/media/{name}").status_code == 200
    for stored in (picture.file.name, document.file.name):
        assert stored in bucket.files
        for way in ("", "images/../", "images/%2e%2e/", "images/..%2f", "images/..%5c", "images/x%5c..%5c..%5c"):
            assert client.get(f"/media/{way}{stored}").status_code in {400, 404}, way
    for folder in ("", ".", "..", "%2e%2e", "%00"):
        assert client.get(f"/media/images/{folder}").status_code == 404


def test_a_deleted_picture_is_deleted_from_the_bucket(client, bucket, django_capture_on_commit_callbacks):
    picture = builders.image()
    names = [picture.file.name, *picture.renditions.values_list("file", flat=True)]
    assert set(names) <= set(bucket.files)
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert set(names) & set(bucket.files) == {names[0]}
    with django_capture_on_commit_callbacks(execute=True):
        DeletedFile.objects.get().delete()
    assert not set(names) & set(bucket.files)
    assert client.get(f"/media/{names[-1]}").status_code == 404


def test_an_upload_and_a_look_at_it_cost_the_storage_one_request_each(client, requests_to):
    rendition = builders.image(makes_renditions=False).get_rendition("width-20")
    assert requests_to() == ["PUT", "GET", "PUT"]
    assert b"".join(client.get(rendition.url).streaming_content)
    assert requests_to() == ["GET"]
    client.get(builders.standard_page(body=[("image", {"image": rendition.image, "caption": ""})]).url)
    assert requests_to() == []


def test_a_large_picture_is_stored_and_read_again_whole(bucket):
    picture = builders.image(photographs.large("PNG", (3000, 2500)), makes_renditions=False)
    with picture.open_file() as file:
        assert file.read() == (bucket.bucket / picture.file.name).read_bytes()


# Recordings


def test_a_part_of_a_recording_in_the_bucket_costs_one_request_for_that_part(client, bucket, requests_to):
    content = sounds.mp3(60)
    recording = builders.recording(content)
    builders.offer(builders.standard_page(), recording)
    assert recording.file.name in bucket.files
    requests_to()
    part = client.get(recording.url, headers={"range": "bytes=1000-1999"})
    assert (part.status_code, part.content, requests_to()) == (206, content[1000:2000], ["GET"])
    assert b"".join(client.get(recording.url).streaming_content) == content


# Documents


def test_a_private_document_is_served_by_the_site_and_to_staff_only(client, bucket):
    collection = Collection.get_first_root_node().add_child(name="For staff")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document = builders.document(b"zaubergarten", collection=collection)
    assert client.get(document.url).status_code == 404
    client.force_login(builders.user("Writer"))
    response = client.get(document.url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"zaubergarten"
    assert response.headers["Content-Length"] == "12"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store"


def test_an_editor_uploads_a_picture_and_a_document_with_one_request_each(client, bucket, requests_to):
    client.force_login(builders.user("Writer"))
    root = Collection.get_first_root_node().pk
    fields = {"title": "A picture", "description": "A sample picture", "collection": root}
    upload = SimpleUploadedFile("photo.jpg", photographs.jpeg())
    assert client.post("/admin/images/add/", fields | {"file": upload}).status_code == 302
    upload = SimpleUploadedFile("report.txt", b"Sample text.")
    assert client.post("/admin/documents/add/", fields | {"file": upload}).status_code == 302
    assert {SiteImage.objects.get().file.name, SiteDocument.objects.get().file.name} <= set(bucket.files)
    assert requests_to() == ["PUT", "PUT"]
    assert b"Exif" not in (bucket.bucket / SiteImage.objects.get().file.name).read_bytes()


# Moving


def test_the_documented_commands_copy_the_files_of_a_site_into_the_bucket(storage_server, tmp_path):
    manual = (ROOT / "docs" / "operations.md").read_text().partition("**Move the media to S3**")[2]
    commands = manual.split("```")[1] + re.search(r"`(rclone check [^`]+)`", manual)[1]
    for example, ours in (
        ("https://storage.example.org", f"http://127.0.0.1:{storage_server.port}"),
        ("KEY_ID=…", f"KEY_ID={KEY}"),
        ("ACCESS_KEY=…", f"ACCESS_KEY={shlex.quote(SECRET)}"),
        (":s3:bucket", f":s3:{storage_server.bucket.name}"),
    ):
        assert example in commands
        commands = commands.replace(example, ours)
    names = ["images/moved.webp", "original_images/moved.png", "documents/moved.pdf"]
    for name in names:
        path = tmp_path / "var" / "media" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(name.encode() * 100)
    environment = {"PATH": f"{RCLONE.parent}:{os.environ['PATH']}", "RCLONE_CONFIG": "/dev/null"}
    done = subprocess.run(["sh", "-ec", commands], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for name in names:
        assert (storage_server.bucket / name).read_bytes() == name.encode() * 100
