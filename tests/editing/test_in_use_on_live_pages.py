"""Nobody changes or deletes what visitors see on a live page that she may not publish."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from pages.models import Consent, DeletedFile, GlossaryTerm, Organisation, Person, SiteImage, Topic, User
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser, browser_of
from tests.reading import parsed

pytestmark = pytest.mark.django_db
SNIPPETS = ["consent", "glossaryterm", "organisation", "person", "topic"]


@pytest.fixture
def writer() -> Client:
    """Sign in somebody who may change and delete everything but publish nothing."""
    for codename in ("change_image", "change_document"):
        builders.group_may("Writer", Collection.get_first_root_node(), codename)
    return browser_of(may_change_snippets(builders.user("Writer")))


@pytest.fixture
def publisher() -> Client:
    """Sign in somebody who may publish every page, and who has a name."""
    return browser_of(may_change_snippets(builders.user("Publisher", first_name="Sara", last_name="Sample")))


def may_change_snippets(user: User) -> User:
    """Let somebody change and delete all snippets."""
    codenames = [f"{action}_{name}" for action in ("change", "delete") for name in SNIPPETS]
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames, content_type__app_label="pages"))
    return user


def post_with(*body, **fields):
    """Publish a post."""
    return builders.blog_page(title="The live post", lead="<p>Red.</p>", body=list(body), **fields)


def address_of(thing, view: str) -> str:
    """Return the address of a screen of a picture, a document or a snippet."""
    names = {"siteimage": "wagtailimages:", "sitedocument": "wagtaildocs:"}
    name = thing._meta.model_name
    return reverse(f"{names.get(name, f'wagtailsnippets_pages_{name}:')}{view}", args=[thing.pk])


def is_refused(client: Client, address: str, form: dict | None = None) -> bool:
    """Open a screen and send its form, and return whether both were refused with the sentence that helps."""
    answers = [client.get(address, follow=True), client.post(address, form or {}, follow=True)]
    words = [" ".join(parsed(answer).get_text().split()) for answer in answers]
    return all(
        "stays as it is: visitors see it on the live page “The live post”, which you may not publish. "
        "Sara Sample can do it." in each
        for each in words
    )


def figure(picture: SiteImage) -> tuple:
    return ("image", {"image": picture, "caption": ""})


def person_of_post() -> Person:
    person = builders.person()
    post_with(authors=[person])
    return person


def topic_of_post() -> Topic:
    topic = builders.topic()
    post_with(topics=[topic])
    return topic


def publisher_of_post() -> Organisation:
    organisation = builders.organisation()
    post_with(publisher=organisation)
    return organisation


def consent_of_picture() -> Consent:
    consent = Consent.objects.create(person="Sample Person", scope="All", agreed_by="Herself")
    post_with(figure(builders.image(makes_renditions=False, consent=consent)))
    return consent


@pytest.mark.parametrize("make", [person_of_post, topic_of_post, publisher_of_post, consent_of_picture])
@pytest.mark.parametrize("view", ["edit", "delete"])
def test_a_snippet_on_a_live_post_is_neither_changed_nor_deleted_by_a_writer(writer, publisher, make, view):
    snippet = make()
    address = address_of(snippet, view)
    assert is_refused(writer, address)
    assert type(snippet).objects.filter(pk=snippet.pk).exists()
    listing = parsed(writer.get(reverse(f"wagtailsnippets_pages_{snippet._meta.model_name}:list")))
    assert bool(listing.select(f"main a[href^='{address}']")) is (view == "edit")
    if view == "edit":
        assert publisher.get(address).status_code == 200


@pytest.mark.usefixtures("publisher")
@pytest.mark.parametrize("make", [person_of_post, topic_of_post, publisher_of_post])
def test_a_site_manager_corrects_what_a_live_post_shows_and_does_not_delete_it(make):
    manager, snippet = browser("site manager"), make()
    assert manager.get(address_of(snippet, "edit")).status_code == 200
    assert is_refused(manager, address_of(snippet, "delete"))
    address = reverse("wagtail_bulk_action", args=["pages", snippet._meta.model_name, "delete"])
    assert is_refused(manager, f"{address}?id={snippet.pk}&next=/admin/")
    assert type(snippet).objects.filter(pk=snippet.pk).exists()


def test_snippets_are_not_deleted_together_if_one_is_on_a_live_post(writer, publisher):
    person, other = person_of_post(), builders.person()
    address = reverse("wagtail_bulk_action", args=["pages", "person", "delete"])
    assert is_refused(writer, f"{address}?id={other.pk}&id={person.pk}&next=/admin/")
    assert Person.objects.filter(pk__in=[person.pk, other.pk]).count() == 2


def test_a_term_that_the_live_glossary_explains_is_changed_by_those_who_may_publish_it(writer, publisher):
    term = GlossaryTerm.objects.first()
    answer = writer.get(address_of(term, "edit"), follow=True)
    assert "stays as it is: visitors see it on the live page" in parsed(answer).get_text()
    assert publisher.get(address_of(term, "edit")).status_code == 200


def test_a_picture_of_a_live_post_is_neither_changed_nor_deleted_by_a_writer(client, writer, publisher):
    picture = builders.image()
    post = post_with(figure(picture))
    upload = SimpleUploadedFile("new.png", builders.picture_bytes(size=(20, 10)))
    form = {"title": "New", "description": "New", "collection": picture.collection_id, "file": upload}
    assert is_refused(writer, address_of(picture, "edit"), form)
    assert is_refused(writer, address_of(picture, "delete"))
    for address in (f"/admin/images/multiple/{picture.pk}/", f"/admin/images/multiple/{picture.pk}/delete/"):
        writer.post(address, {f"image-{picture.pk}-title": "New", f"image-{picture.pk}-description": "New"})
    for action in ("delete", "add_tags", "add_to_collection"):
        address = reverse("wagtail_bulk_action", args=["pages", "siteimage", action])
        assert "on the live page “The live post”" in parsed(writer.get(f"{address}?id={picture.pk}")).get_text()
        writer.post(f"{address}?id={picture.pk}&next=/admin/", {"tags": "new", "collection": picture.collection_id})
    same = SiteImage.objects.get(pk=picture.pk)
    assert (same.title, same.file.name, list(same.tags.names())) == (picture.title, picture.file.name, [])
    assert default_storage.exists(picture.file.name)
    assert parsed(client.get(post.url)).select("figure img")
    assert publisher.get(address_of(picture, "edit")).status_code == 200


@pytest.mark.parametrize("link", ["block", "text"])
def test_a_document_of_a_live_post_is_neither_changed_nor_deleted_by_a_writer(client, writer, publisher, link):
    document = builders.document(b"Old")
    text = f'<p><a linktype="document" id="{document.pk}">Report</a></p>'
    post_with(("document", {"document": document}) if link == "block" else ("paragraph", text))
    form = {"title": "New", "collection": document.collection_id, "file": SimpleUploadedFile("new.txt", b"New")}
    assert is_refused(writer, address_of(document, "edit"), form)
    assert is_refused(writer, address_of(document, "delete"))
    address = reverse("wagtail_bulk_action", args=["pages", "sitedocument", "delete"])
    writer.post(f"{address}?id={document.pk}&next=/admin/")
    assert b"".join(client.get(document.url).streaming_content) == b"Old"


def test_a_writer_still_sees_where_a_picture_is_used(writer):
    picture = builders.image(makes_renditions=False)
    post_with(figure(picture))
    assert "The live post" in writer.get(reverse("wagtailimages:image_usage", args=[picture.pk])).content.decode()


def test_what_is_on_drafts_only_is_changed_and_deleted_by_a_writer(writer):
    picture, document, person = builders.image(), builders.document(), builders.person()
    builders.blog_page(live=False, authors=[person], body=[figure(picture), ("document", {"document": document})])
    for thing in (picture, document, person):
        assert writer.get(address_of(thing, "edit")).status_code == 200
        writer.post(address_of(thing, "delete"))
        assert not type(thing).objects.filter(pk=thing.pk).exists()


def test_a_writer_uses_a_new_picture_in_a_draft_of_a_live_post_and_may_still_change_it(writer):
    picture = builders.image(makes_renditions=False)
    post = post_with()
    post.body = [figure(picture)]
    post.save_revision()
    assert writer.get(address_of(picture, "edit")).status_code == 200


def test_a_writer_does_not_have_back_what_would_show_on_a_live_post(writer, publisher):
    picture = builders.image()
    post_with(figure(picture))
    publisher.post(address_of(picture, "delete"))
    address = reverse("restore_file", args=[DeletedFile.objects.get().pk])
    assert "“The live post”" in parsed(writer.post(address, follow=True)).get_text()
    assert not SiteImage.objects.exists()
    publisher.post(address)
    assert SiteImage.objects.exists()


def test_a_writer_does_not_have_back_the_old_file_of_what_came_to_show_on_a_live_post(writer, publisher):
    picture = builders.image(builders.picture_bytes(size=(50, 40)))
    form = {"title": picture.title, "description": "Another", "collection": picture.collection_id}
    upload = SimpleUploadedFile("new.png", builders.picture_bytes(size=(20, 10)))
    assert writer.post(address_of(picture, "edit"), form | {"file": upload}).status_code == 302
    post_with(figure(picture))
    address = reverse("restore_file", args=[DeletedFile.objects.get().pk])
    assert "“The live post”" in parsed(writer.post(address, follow=True)).get_text()
    picture.refresh_from_db()
    assert picture.width == 20
    publisher.post(address)
    picture.refresh_from_db()
    assert picture.width == 50


def test_a_superuser_changes_everything():
    picture = builders.image(makes_renditions=False)
    post_with(figure(picture))
    staff = browser_of(builders.superuser())
    assert staff.get(address_of(picture, "edit")).status_code == 200
    assert staff.get(editor.edit_address(builders.home())).status_code == 200


def test_where_only_an_administrator_may_publish_she_is_named(writer):
    builders.superuser("the-boss")
    person = person_of_post()
    answer = writer.get(address_of(person, "edit"), follow=True)
    assert "the-boss can do it." in parsed(answer).get_text()
