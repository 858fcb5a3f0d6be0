"""Storage that is down, hangs, refuses the key or has lost a file: pages stay, and what fails, fails soon."""

from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from apnahaq import s3
from apnahaq.management.commands import prepare
from apnahaq.media_storage import MediaStorageError, media_storages
from pages.media.renditions import make_due_renditions
from pages.models import SiteImage
from tests import builders, photographs

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    """Return a browser that is shown the error page, as in production."""
    return Client(raise_request_exception=False)


@pytest.fixture
def short_waits(monkeypatch):
    """Wait for the storage for as long as a test can."""
    monkeypatch.setattr(s3, "READ_SECONDS", 0.5)
    monkeypatch.setattr(s3, "ATTEMPTS", 1)


def forget_the_failure():
    """Let the pause pass that follows a failure."""
    default_storage.resumes_at = 1.0


def assert_says_try_again(response):
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert response.headers["Cache-Control"] == "no-store"
    assert "0808 2000 247" in response.content.decode() or "999" in response.content.decode()
    assert "127.0.0.1" not in response.content.decode()


def test_while_the_storage_is_down_pages_are_shown_and_its_files_answer_503(visitor, bucket, caplog):
    picture, document = builders.image(), builders.document()
    page = builders.standard_page(body=[("image", {"image": picture, "caption": ""})])
    rendition = picture.renditions.first()
    bucket.kill()
    assert visitor.get(page.url).status_code == 200
    for address in (rendition.url, document.url):
        caplog.clear()
        assert_says_try_again(visitor.get(address))
        [line] = [record.getMessage() for record in caplog.records]
        assert line.startswith("The media storage cannot be used: ")
        assert rendition.url not in line and document.url not in line and "127.0.0.1" not in line
    bucket.recover()
    forget_the_failure()
    assert visitor.get(rendition.url).status_code == 200
    assert visitor.get(document.url).status_code == 200


def test_storage_that_hangs_delays_one_request_and_no_other(visitor, short_waits, bucket, monkeypatch):
    rendition = builders.image().renditions.first()
    asked = []
    default_storage.connection.meta.client.meta.events.register("before-send.s3", lambda **_: asked.append(1))
    bucket.freeze()
    for _ in range(5):
        assert_says_try_again(visitor.get(rendition.url))
    assert len(asked) == 1
    forget_the_failure()
    for _ in range(5):
        assert_says_try_again(visitor.get(rendition.url))
    assert len(asked) == 2
    bucket.recover()
    forget_the_failure()
    assert visitor.get(rendition.url).status_code == 200
    assert visitor.get(rendition.url).status_code == 200


def test_an_upload_that_could_not_be_stored_leaves_nothing_half_done(visitor, bucket):
    visitor.force_login(builders.user("Writer"))
    fields = {"title": "A picture", "description": "A sample", "collection": Collection.get_first_root_node().pk}
    bucket.kill()
    response = visitor.post(
        "/admin/images/add/", fields | {"file": SimpleUploadedFile("photo.jpg", photographs.jpeg())}
    )
    assert response.status_code == 503
    assert not SiteImage.objects.exists()
    assert visitor.get("/admin/images/").status_code == 200


def test_renditions_that_could_not_be_made_are_made_once_the_storage_is_back(bucket, caplog):
    picture = builders.image(makes_renditions=False)
    bucket.kill()
    assert make_due_renditions() == "1 failed"
    assert [record.getMessage() for record in caplog.records] == [
        f"The renditions of picture {picture.pk} could not be made: SourceImageIOError"
    ]
    bucket.recover()
    forget_the_failure()
    SiteImage.objects.update(renditions_due_at="2020-01-01T00:00Z")
    assert make_due_renditions() == "1 made"
    assert picture.renditions.count() == 9


@pytest.mark.parametrize("kind", ["images", "docs"])
def test_what_cannot_be_deleted_from_the_storage_is_not_deleted_from_the_site(
    visitor, bucket, kind, django_capture_on_commit_callbacks
):
    stored = builders.image() if kind == "images" else builders.document()
    visitor.force_login(builders.superuser())
    files = bucket.files
    one = reverse(f"wagtail{kind}:delete", args=[stored.pk])
    several = f"/admin/bulk/pages/{stored._meta.model_name}/delete/?id={stored.pk}"
    bucket.kill()
    for address in (one, several):
        assert visitor.post(address).status_code == 503
        assert type(stored).objects.filter(pk=stored.pk).exists()
    bucket.recover()
    forget_the_failure()
    assert bucket.files == files
    with django_capture_on_commit_callbacks(execute=True):
        assert visitor.post(one, {"asked_for": "on"}).status_code == 302
    assert stored.file.name not in bucket.files
    assert len(bucket.files) < len(files)


def test_lists_of_pictures_open_without_the_storage(visitor, bucket):
    builders.image()
    visitor.force_login(builders.user("Writer"))
    bucket.kill()
    assert visitor.get("/admin/images/").status_code == 200


def test_a_file_that_the_bucket_has_lost_answers_404(visitor, bucket):
    rendition, document = builders.image().renditions.first(), builders.document()
    for stored in (rendition.file.name, document.file.name):
        default_storage.delete(stored)
    assert visitor.get(rendition.url).status_code == 404
    assert visitor.get(document.url).status_code == 404


def test_the_time_of_a_file_that_is_lost_or_cannot_be_asked_for_is_an_error_that_callers_know(bucket):
    with pytest.raises(FileNotFoundError):
        default_storage.get_modified_time("documents/lost.pdf")
    document = builders.document()
    assert default_storage.get_modified_time(document.file.name) <= timezone.now()
    bucket.kill()
    with pytest.raises(MediaStorageError):
        default_storage.get_modified_time(document.file.name)


def test_a_missing_document_of_a_site_with_files_answers_404_too(visitor):
    document = builders.document()
    default_storage.delete(document.file.name)
    assert visitor.get(document.url).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("SITEKEY", "OTHERKEY"), "cannot be used (InvalidAccessKeyId): see MEDIA_STORAGE_URL"),
        (("word", "other"), "cannot be used (SignatureDoesNotMatch): see MEDIA_STORAGE_URL"),
        (("media-of-the-site", "media-of-another"), "cannot be used (NoSuchBucket): see MEDIA_STORAGE_URL"),
        (("", ""), "answers"),
    ],
)
def test_a_start_says_what_is_wrong_with_the_storage(bucket, settings, wrong, said):
    settings.MEDIA_STORAGE_URL = bucket.url.replace(*wrong)
    settings.STORAGES = settings.STORAGES | media_storages(settings.MEDIA_STORAGE_URL, renditions_mode=0o600)
    printed = StringIO()
    prepare.Command(stdout=printed).try_media_storage()
    assert said in printed.getvalue()
    assert "word" not in printed.getvalue()


def test_a_site_starts_while_the_storage_is_down(bucket):
    bucket.kill()
    printed = StringIO()
    call_command("prepare", stdout=printed)
    assert "cannot be used (EndpointConnectionError): see MEDIA_STORAGE_URL" in printed.getvalue()
    assert "Database         up to date" in printed.getvalue()
