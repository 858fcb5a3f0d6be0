"""Recordings that pages offer to those who would rather listen, in any language."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.html import strip_tags
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from pages.languages import SPOKEN_LANGUAGES, direction, own_name
from pages.media.file_names import random_file_name
from pages.media.recordings.uploads import CONTENT_TYPES, length_of, rewrite_upload
from pages.models.consents import Consent


def recording_path(recording: "Recording", filename: str) -> str:
    """Return a random name. Visitors never see it."""
    return f"recordings/{random_file_name(filename)}"


class Recording(index.Indexed, models.Model):
    """A recording of somebody who reads or speaks, with what is said and the consent of who speaks."""

    title = models.CharField(max_length=255, help_text="So that colleagues find it. Never shown on the site.")
    # Without stubs.
    file: Any = models.FileField(
        upload_to=recording_path,
        help_text="An MP3 or M4A file of at most 60 MB: about an hour of speech. Everything but the sound is taken out "
        "of it: names, places and pictures.",
    )
    language = models.CharField("language that is spoken", max_length=10, choices=SPOKEN_LANGUAGES)
    transcript = RichTextField(
        "what is said",
        blank=True,
        features=["bold", "ol", "ul"],
        help_text="Word for word, for people who cannot hear it.",
    )
    transcript_language = models.CharField(
        "language of these words",
        max_length=10,
        choices=SPOKEN_LANGUAGES,
        blank=True,
        help_text="If it is not the one that is spoken: Pahari, for example, is mostly written in Urdu.",
    )
    matches_page_text = models.BooleanField(
        "it says what the page says",
        default=False,
        help_text="Tick this if somebody reads the page aloud, or says the same in another language. The words need "
        "not be written down then. The recording is left out where the page leaves words out, because a consent to "
        "them has ended.",
    )
    consent = models.ForeignKey(
        Consent,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The agreement of the person who speaks: a voice is a person’s. The recording is left out when it "
        "has ended.",
    )
    # In bytes and in seconds, of the stored file.
    file_size = models.PositiveIntegerField(editable=False)
    seconds = models.PositiveIntegerField(editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    panels = [
        FieldPanel("title"),
        HelpPanel(template="pages_admin/recordings/player.html"),
        FieldPanel("file"),
        FieldPanel("asked_for"),
        FieldPanel("language"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("matches_page_text", "transcript", "transcript_language")],
            "For people who cannot hear it",
        ),
        FieldPanel("consent"),
    ]
    search_fields = [index.AutocompleteField("title"), index.AutocompleteField("transcript")]

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_language_display()})"

    def clean(self) -> None:
        """Require the words, unless they stand on the page."""
        super().clean()
        if not strip_tags(self.transcript).strip():
            self.transcript = ""
        if not self.transcript and not self.matches_page_text:
            raise ValidationError(
                {
                    "transcript": "Write down what is said, for people who cannot hear it, or tick that it says what "
                    "the page says."
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the recording. Of a new file everything but the sound is taken out. Raises `RecordingError`."""
        if self.file and not self.file._committed:
            upload: Any = self.file.file
            if length_of(upload) is None:
                rewrite_upload(upload)
                self.file.name = upload.name
            self.seconds, self.file_size = length_of(upload) or 0, upload.size
        super().save(*args, **kwargs)

    @property
    def is_left_out(self) -> bool:
        """Whether the consent of the person who speaks has ended."""
        return self.consent is not None and self.consent.has_ended()

    @property
    def extension(self) -> str:
        """The extension of the file, which says its format."""
        return PurePath(self.file.name).suffix

    @property
    def content_type(self) -> str:
        """What it is sent as."""
        return CONTENT_TYPES[self.extension]

    @property
    def file_name(self) -> str:
        """The name under which a visitor saves it, which says nothing of what it is about."""
        return f"recording-{self.pk}{self.extension}"

    @property
    def url(self) -> str:
        """The address from which it is heard and saved."""
        return reverse("recording", args=[self.pk, self.file_name])

    @property
    def minutes(self) -> int:
        """The length in minutes, at least one."""
        return max(1, round(self.seconds / 60))

    @property
    def own_name_of_language(self) -> str:
        """What the language calls itself."""
        return own_name(self.language)

    @property
    def direction(self) -> str:
        """The direction in which the name of the language is written."""
        return direction(self.language)

    @property
    def written_language(self) -> str:
        """The code of the language of the transcript."""
        return self.transcript_language or self.language

    @property
    def written_direction(self) -> str:
        """The direction in which the transcript is written."""
        return direction(self.written_language)


class PageRecording(Orderable):
    """A recording that a page offers. It belongs to the version of the page that names it."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_recordings")
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("recording")]

    class Meta(Orderable.Meta):
        verbose_name = "recording"

    def __str__(self) -> str:
        return str(self.recording)


def prefetch_recordings(pages: Sequence[Any]) -> None:
    """Fetch the recordings of several pages, and the consents that they rely on, with one query."""
    offered = PageRecording.objects.filter(page__in=[page.pk for page in pages]).select_related("recording__consent")
    recordings_of: dict[int, list[Recording]] = {page.pk: [] for page in pages}
    for each in offered:
        recordings_of[each.page_id].append(each.recording)
    for page in pages:
        page.recordings = recordings_of[page.pk]
