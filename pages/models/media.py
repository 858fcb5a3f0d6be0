"""Pictures and documents that staff upload."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from pages.access import in_private_collection
from pages.blocks.languages import PictureWordsBlock
from pages.media.alt_text import is_file_name
from pages.media.encoding import encode_picture, is_encoded_again
from pages.media.file_names import download_name, random_file_name
from pages.media.private_collections import document_privacy_changed
from pages.models.consents import Consent
from pages.models.words import WordsInLanguages, words_field


class SiteImage(WordsInLanguages, AbstractImage):
    """A picture, with its alternative text and the consent of the people in it."""

    # Defined by Wagtail, which has no type hints.
    file: Any

    description = models.CharField(
        "what it shows",
        max_length=255,
        blank=True,
        default="",
        help_text="In a few words, for people who cannot see it. Needed unless the picture is decorative.",
    )
    is_decorative = models.BooleanField(
        "decorative",
        default=False,
        help_text="Tick this if the picture says nothing that the text does not say. Screen readers then pass it over.",
    )
    credit = models.CharField(
        max_length=255,
        blank=True,
        help_text="Who took or drew it, as it should be printed under the picture.",
    )
    shows_people = models.BooleanField(
        "people can be recognised in it",
        default=False,
        help_text="Their consent is then needed before the picture can be published.",
    )
    consent = models.ForeignKey(
        Consent,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The agreement of the people who are shown. The picture is left out when it has ended.",
    )
    consent_notes = models.TextField(
        blank=True,
        help_text="What else colleagues should know about who is shown and who agreed. Never shown on the site.",
    )
    in_other_languages = words_field(PictureWordsBlock())
    # When the worker makes the renditions; empty once they are made. See `pages.media.renditions`.
    renditions_due_at = models.DateTimeField(null=True, default=timezone.now, editable=False, db_index=True)

    # How often that has failed since the picture was saved. The worker waits longer each time.
    renditions_failures = models.PositiveSmallIntegerField(default=0, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "credit",
        "shows_people",
        "consent",
        "consent_notes",
        "in_other_languages",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    search_fields = AbstractImage.search_fields + [index.AutocompleteField("credit")]

    class Meta(AbstractImage.Meta):
        verbose_name = "picture"
        verbose_name_plural = "pictures"

    @property
    def default_alt_text(self) -> str:
        """The alternative text where an editor wrote none. Wagtail's default is the title: the name of the file."""
        return "" if self.is_decorative else self.words("description").text

    @property
    def is_left_out(self) -> bool:
        """Whether the consent of the people who are shown has ended."""
        return self.consent is not None and self.consent.has_ended()

    def clean(self) -> None:
        """Require alternative text, unless the picture is decorative."""
        super().clean()
        description = self.description.strip()
        translated = [each.value["description"] for each in self.in_other_languages if each.value["description"]]
        if self.is_decorative and (description or translated):
            raise ValidationError(
                {"description": "A decorative picture has no description: empty this, or untick decorative."}
            )
        if not self.is_decorative and not description:
            raise ValidationError(
                {
                    "description": "Say in a few words what the picture shows, for people who cannot see it, "
                    "or tick decorative."
                }
            )
        if any(map(is_file_name, [description, *translated])):
            raise ValidationError({"description": "This is the name of a file. Say what the picture shows."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the picture, and have the worker look whether its renditions are those of this file.

        A new file is encoded again, unless the form has done so. Raises `PictureError`.
        """
        if self.file and not self.file._committed and not is_encoded_again(self.file.file):
            content, extension = encode_picture(self.file.file)
            self.file = ContentFile(content, name=Path(self.file.name).stem + extension)
            self._set_image_file_metadata()
        self.renditions_due_at = timezone.now()
        self.renditions_failures = 0
        super().save(*args, **kwargs)

    def get_upload_to(self, filename: str) -> str:
        """Return a random name. Those of renditions, which the public sees, begin with it."""
        return f"original_images/{random_file_name(filename)}"


class SiteRendition(AbstractRendition):
    """A picture at one size and in one format."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_for_each_size"
            )
        ]


def document_path(document: "SiteDocument", filename: str) -> str:
    """Return a random name. `SiteDocument.file_name` is what visitors see."""
    return f"documents/{random_file_name(filename)}"


class SiteDocumentQuerySet(DocumentQuerySet):
    """Documents, of which several can be put into another collection at once."""

    def update(self, **values: Any) -> int:
        """Update the documents. Django sends no signal of its own."""
        pks = list(self.values_list("pk", flat=True)) if "collection" in values else []
        count = super().update(**values)
        if pks:
            document_privacy_changed.send(self.model, documents=self.model.objects.filter(pk__in=pks))
        return count


class SiteDocumentManager(models.Manager.from_queryset(SiteDocumentQuerySet)):  # type: ignore[misc]  # made at runtime
    """Finds documents that know whether pages leave them out, so that no page needs a query for that."""

    def get_queryset(self) -> SiteDocumentQuerySet:
        """Return all documents."""
        return super().get_queryset().annotate(is_left_out=in_private_collection())


class SiteDocument(AbstractDocument):
    """A file to download."""

    file = models.FileField(upload_to=document_path)
    file_name = models.CharField(
        max_length=100,
        blank=True,
        help_text="The name under which visitors save the file. Made from the title if you leave it empty; links from "
        "other websites stop working when it changes.",
    )
    language = models.CharField(
        max_length=40,
        blank=True,
        help_text="The language it is written in, if it is not English.",
    )

    admin_form_fields = ("title", "file", "file_name", "language", "collection", "tags")

    objects = SiteDocumentManager()

    @cached_property
    def is_left_out(self) -> bool:
        """Whether its collection is private, so that visitors cannot open it. Queried with the document."""
        return SiteDocument.objects.filter(pk=self.pk, is_left_out=True).exists()

    @property
    def filename(self) -> str:
        """The name in the address of the document, and under which it is saved."""
        return self.file_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the document with a name that ends like its file."""
        self.file_name = download_name(self.file_name or self.title, self.file.name or "")
        # It may be put into another collection.
        self.__dict__.pop("is_left_out", None)
        super().save(*args, **kwargs)
