"""Pictures and documents that were deleted or replaced can be restored for 30 days, unless a person asked for it."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, ReferenceIndex

from pages.media.deleted_files import delete_expired
from pages.media.renditions import make_due_renditions
from pages.models import DeletedFile, SiteDocument, SiteImage
from tests import builders
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = pytest.mark.django_db
ASKED = {"asked_for": "on"}


@pytest.fixture
def moderator() -> Client:
    return browser("publisher")


def delete(client: Client, thing: SiteImage | SiteDocument, **fields: str) -> str:
    """Delete something on its own screen, and return what the next screen says."""
    name = "wagtailimages:delete" if isinstance(thing, SiteImage) else "wagtaildocs:delete"
    return parsed(client.post(reverse(name, args=[thing.pk]), fields, follow=True)).get_text()


def delete_several(client: Client, *things: SiteImage | SiteDocument, **fields: str) -> None:
    """Choose things in their list and delete them together."""
    model = type(things[0])
    address = reverse("wagtail_bulk_action", args=["pages", model._meta.model_name, "delete"])
    chosen = "&".join(f"id={thing.pk}" for thing in things)
    client.get(f"{address}?{chosen}&next=/admin/")
    client.post(f"{address}?{chosen}&next=/admin/", fields)


def have_back(client: Client, kept: DeletedFile) -> str:
    """Press the button on the screen of deleted files, and return what it says then."""
    address = reverse("restore_file", args=[kept.pk])
    screen = client.get(reverse("deleted_files"))
    assert parsed(screen).select(f"form[action='{address}'] button")
    return parsed(client.post(address, follow=True)).get_text()


def page_with(picture: SiteImage):
    """Publish a page that shows a picture."""
    return builders.standard_page(body=[("image", {"image": picture, "caption": ""})])


def shows_picture(client: Client, page) -> bool:
    return bool(parsed(client.get(page.url)).select("figure img"))


@pytest.mark.parametrize("way", [delete, delete_several], ids=["alone", "among others"])
def test_a_deleted_picture_is_had_back_and_its_page_shows_it_again(
    client, moderator, way, django_capture_on_commit_callbacks
):
    picture = builders.image(title="Roses", credit="Somebody")
    picture.tags.add("garden")
    page = page_with(picture)
    assert shows_picture(client, page)
    renditions = list(picture.renditions.values_list("file", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        way(moderator, picture)
    assert not SiteImage.objects.exists()
    assert not shows_picture(client, page)
    assert not any(default_storage.exists(name) for name in renditions)
    assert all(client.get(f"/media/{name}").status_code == 404 for name in (*renditions, picture.file.name))

    assert "“Roses” is back" in have_back(moderator, DeletedFile.objects.get())
    back = SiteImage.objects.get()
    assert (back.pk, back.title, back.credit, list(back.tags.names())) == (picture.pk, "Roses", "Somebody", ["garden"])
    assert picture.created_at - back.created_at < datetime.timedelta(milliseconds=1)
    make_due_renditions()
    assert shows_picture(client, page)
    assert ReferenceIndex.get_references_to(back).exists()
    assert not DeletedFile.objects.exists()


@pytest.mark.parametrize("way", [delete, delete_several], ids=["alone", "among others"])
def test_a_deleted_document_answers_404_until_it_is_had_back(
    client, moderator, way, django_capture_on_commit_callbacks
):
    document = builders.document(b"zaubergarten", title="Report")
    with django_capture_on_commit_callbacks(execute=True):
        way(moderator, document)
    assert client.get(document.url).status_code == 404
    have_back(moderator, DeletedFile.objects.get())
    assert b"".join(client.get(document.url).streaming_content) == b"zaubergarten"
    assert SiteDocument.objects.get().pk == document.pk


@pytest.mark.parametrize("way", [delete, delete_several], ids=["alone", "among others"])
def test_what_a_person_asked_to_be_deleted_goes_at_once_and_for_good(
    moderator, way, django_capture_on_commit_callbacks
):
    for thing in (builders.image(), builders.document()):
        with django_capture_on_commit_callbacks(execute=True):
            way(moderator, thing, **ASKED)
        assert not type(thing).objects.exists()
        assert not DeletedFile.objects.exists()
        assert not default_storage.exists(thing.file.name)


def test_the_question_before_deleting_offers_the_tick_and_says_for_how_long_it_is_kept(moderator):
    picture, document = builders.image(), builders.document()
    one = [reverse("wagtailimages:delete", args=[picture.pk]), reverse("wagtaildocs:delete", args=[document.pk])]
    bulk = [reverse("wagtail_bulk_action", args=["pages", name, "delete"]) for name in ("siteimage", "sitedocument")]
    several = [f"{address}?id={thing.pk}" for address, thing in zip(bulk, (picture, document), strict=True)]
    for address in one + several:
        screen = parsed(moderator.get(address))
        assert screen.select("[name=asked_for]"), address
        assert "can be restored for 30 days" in screen.get_text()
    assert "Reports, Deleted files" in delete(moderator, picture)


def replace_file(client: Client, thing: SiteImage | SiteDocument, content: bytes, **fields: str) -> None:
    """Choose another file on the screen of a picture or document."""
    is_picture = isinstance(thing, SiteImage)
    address = reverse("wagtailimages:edit" if is_picture else "wagtaildocs:edit", args=[thing.pk])
    assert parsed(client.get(address)).select("[name=asked_for]")
    upload = SimpleUploadedFile("new.png" if is_picture else "new.txt", content)
    form = {"title": thing.title, "description": "Another", "collection": thing.collection_id, "file": upload}
    assert client.post(address, form | fields).status_code == 302


def test_a_replaced_picture_is_had_back_and_the_newer_one_too(client, moderator, django_capture_on_commit_callbacks):
    picture = builders.image(builders.picture_bytes(size=(50, 40)))
    page, old, renditions = page_with(picture), picture.file.name, list(picture.renditions.values_list("file"))
    with django_capture_on_commit_callbacks(execute=True):
        replace_file(moderator, picture, builders.picture_bytes(size=(20, 10)))
    assert default_storage.exists(old)
    assert not any(default_storage.exists(name) for (name,) in renditions)
    picture.refresh_from_db()
    new = picture.file.name
    assert (picture.width, new != old) == (20, True)

    with django_capture_on_commit_callbacks(execute=True):
        have_back(moderator, DeletedFile.objects.get())
    picture.refresh_from_db()
    assert (picture.width, picture.file.name, picture.description) == (50, old, "Another")
    make_due_renditions()
    assert shows_picture(client, page)
    with django_capture_on_commit_callbacks(execute=True):
        have_back(moderator, DeletedFile.objects.get())
    picture.refresh_from_db()
    assert (picture.width, picture.file.name) == (20, new)
    assert default_storage.exists(old)


def test_the_people_in_a_replaced_picture_are_had_back_with_their_consent(moderator):
    consent = builders.consent()
    picture = builders.image(shows_people=True, consent=consent)
    replace_file(moderator, picture, builders.picture_bytes(size=(20, 10)), consent="")
    picture.refresh_from_db()
    assert (picture.shows_people, picture.consent) == (False, None)
    have_back(moderator, DeletedFile.objects.get())
    picture.refresh_from_db()
    assert (picture.shows_people, picture.consent) == (True, consent)


def test_a_consent_that_is_needed_now_stays_when_an_earlier_picture_is_had_back(moderator):
    consent, picture = builders.consent(), builders.image()
    replace_file(moderator, picture, builders.picture_bytes(size=(20, 10)), consent=consent.pk, shows_people="on")
    have_back(moderator, DeletedFile.objects.get())
    picture.refresh_from_db()
    assert (picture.shows_people, picture.consent) == (True, consent)


def test_a_replaced_document_is_had_back(client, moderator, django_capture_on_commit_callbacks):
    document = builders.document(b"Old")
    with django_capture_on_commit_callbacks(execute=True):
        replace_file(moderator, document, b"Newer")
    with django_capture_on_commit_callbacks(execute=True):
        have_back(moderator, DeletedFile.objects.get())
    document.refresh_from_db()
    assert (b"".join(client.get(document.url).streaming_content), document.file_size) == (b"Old", 3)


def test_a_replaced_file_goes_at_once_if_a_person_asked_for_it(moderator, django_capture_on_commit_callbacks):
    for thing, content in ((builders.image(), builders.picture_bytes(size=(20, 10))), (builders.document(), b"New")):
        with django_capture_on_commit_callbacks(execute=True):
            replace_file(moderator, thing, content, **ASKED)
        assert not default_storage.exists(thing.file.name)
        thing.refresh_from_db()
        assert default_storage.exists(thing.file.name)
    assert not DeletedFile.objects.exists()


def test_files_are_deleted_for_good_after_thirty_days(moderator, time_machine, django_capture_on_commit_callbacks):
    picture, document = builders.image(), builders.document()
    delete(moderator, picture)
    deleted_at = timezone.now()
    time_machine.move_to(deleted_at + datetime.timedelta(days=2))
    document.delete()
    time_machine.move_to(deleted_at + datetime.timedelta(days=29, hours=23))
    assert delete_expired() == 0
    time_machine.move_to(deleted_at + datetime.timedelta(days=30, minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert delete_expired() == 1
    assert not default_storage.exists(picture.file.name)
    assert default_storage.exists(document.file.name)


def test_the_screen_says_who_deleted_what_and_until_when(time_machine):
    time_machine.move_to("2030-07-01T12:00:00Z", tick=False)
    user = builders.user("Publisher", first_name="Sara", last_name="Sample")
    staff = Client()
    staff.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    delete(staff, builders.image(title="Roses"))
    words = " ".join(parsed(staff.get(reverse("deleted_files"))).get_text().split())
    assert "Roses (picture) Deleted on 1 July 2030 by Sara Sample 31 July 2030" in words


def test_somebody_who_may_not_change_pictures_neither_sees_nor_restores_them(moderator):
    delete(moderator, builders.image(title="Roses"))
    kept = DeletedFile.objects.get()
    other = browser("enquiry team")
    assert other.get(reverse("deleted_files")).status_code == 302
    for name in ("restore_file", "delete_file_for_good"):
        other.post(reverse(name, args=[kept.pk]))
    assert DeletedFile.objects.get() == kept
    assert not SiteImage.objects.exists()


def test_what_is_kept_can_be_deleted_for_good_earlier(moderator, django_capture_on_commit_callbacks):
    picture = builders.image()
    delete(moderator, picture)
    address = reverse("delete_file_for_good", args=[DeletedFile.objects.get().pk])
    assert "Nobody can restore it" in parsed(moderator.get(address)).get_text()
    with django_capture_on_commit_callbacks(execute=True):
        moderator.post(address)
    assert not default_storage.exists(picture.file.name)


def test_a_picture_comes_back_without_its_collection_and_what_else_is_gone(moderator):
    collection = Collection.get_first_root_node().add_child(name="Short-lived")
    owner = builders.user("Writer")
    picture = builders.image(collection=collection, uploaded_by_user=owner)
    delete(moderator, picture)
    collection.delete()
    owner.delete()
    have_back(moderator, DeletedFile.objects.get())
    back = SiteImage.objects.get()
    assert (back.collection, back.uploaded_by_user) == (Collection.get_first_root_node(), None)


def test_a_deleted_picture_is_found_by_no_chooser_or_search(moderator):
    picture = builders.image(title="Zaubergarten")
    delete(moderator, picture)
    results = [reverse(name) for name in ("wagtailimages:index_results", "wagtailimages_chooser:choose_results")]
    for address in results:
        assert "Zaubergarten" not in parsed(moderator.get(address, {"q": "zaubergarten"})).get_text()
    have_back(moderator, DeletedFile.objects.get())
    for address in results:
        assert "Zaubergarten" in parsed(moderator.get(address, {"q": "zaubergarten"})).get_text()
