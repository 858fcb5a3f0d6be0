"""Pictures, documents and recordings."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, Page

from pages.media.renditions import make_renditions
from pages.models import PageRecording, Recording, SiteDocument, SiteImage
from tests import sounds
from tests.builders.naming import named


def picture_bytes(
    image_format: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any
) -> bytes:
    """Return a small picture as a file of a format."""
    file = BytesIO()
    Image.new("RGB", size, (200, 0, 106)).convert(mode).save(file, image_format, **options)
    return file.getvalue()


def image(
    content: bytes | None = None, name: str = "sample.png", makes_renditions: bool = True, **fields: Any
) -> SiteImage:
    """Upload a picture, and do the worker's part, so that pages show it."""
    fields = named({"description": "A sample picture", **fields}, "title", "Sample picture")
    picture = SiteImage(file=ContentFile(content or picture_bytes(), name=name), **fields)
    picture.full_clean(exclude=["width", "height"])
    picture.save()
    if makes_renditions:
        make_renditions(picture)
        SiteImage.objects.filter(pk=picture.pk).update(renditions_due_at=None)
    return SiteImage.objects.get(pk=picture.pk)


def document(content: bytes = b"Sample text.", name: str = "sample.txt", **fields: Any) -> SiteDocument:
    """Upload a document."""
    document = SiteDocument(**named(fields, "title", "Sample document"))
    document.file.save(name, ContentFile(content), save=False)
    document._set_document_file_metadata()
    document.save()
    return document


def collection(parent: Collection | None = None, is_private: bool = False, **fields: Any) -> Collection:
    """Make a collection of files, which may ask for a login."""
    parent = Collection.objects.get(pk=parent.pk) if parent else Collection.get_first_root_node()
    made = parent.add_child(**named(fields, "name", "Sample collection"))
    if is_private:
        CollectionViewRestriction.objects.create(collection=made, restriction_type=CollectionViewRestriction.LOGIN)
    return made


def recording(content: bytes | None = None, name: str = "sample.mp3", **fields: Any) -> Recording:
    """Upload a recording in Urdu that says what its page says."""
    fields = named({"language": "ur", "matches_page_text": True, **fields}, "title", "Sample recording")
    made = Recording(file=SimpleUploadedFile(name, content or sounds.mp3()), **fields)
    made.full_clean()
    made.save()
    return Recording.objects.get(pk=made.pk)


def offer(page: Page, *recordings: Recording) -> None:
    """Publish a page with recordings at its head."""
    page.page_recordings = [PageRecording(recording=each) for each in recordings]
    page.save_revision().publish()
