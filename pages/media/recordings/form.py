"""The form with which staff upload recordings."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from wagtail.admin.forms import WagtailAdminModelForm

from pages.media.kept_file_form import KeptFileForm
from pages.media.kept_files import ASKED_FOR, asked_for_field
from pages.media.recordings.errors import RecordingError
from pages.media.recordings.limits import MAX_BYTES
from pages.media.recordings.uploads import CONTENT_TYPES, length_of, rewrite_upload
from pages.usage import live_pages_showing

NO_FILE = "Choose an MP3 or M4A file."
TOO_LARGE = f"This file is larger than {filesizeformat(MAX_BYTES)}. Save it as an MP3 with 64 kbit/s, or cut it in two."


class RecordingField(forms.FileField):
    """A field for a recording, of which everything but the sound is taken out before any transaction begins."""

    # What the dialogue for choosing a file offers. The content of the file decides.
    widget = forms.FileInput(attrs={"accept": ",".join([*CONTENT_TYPES, *CONTENT_TYPES.values()])})
    default_error_messages = {"required": NO_FILE, "missing": NO_FILE, "empty": NO_FILE}

    def to_python(self, data: Any) -> Any:
        """Return the upload, or None if there is none. Raises `ValidationError`."""
        upload: Any = super().to_python(data)
        if upload is None or length_of(upload) is not None:
            return upload
        if upload.size > MAX_BYTES:
            raise ValidationError(TOO_LARGE)
        try:
            rewrite_upload(upload)
        except RecordingError as error:
            raise ValidationError(str(error)) from error
        return upload


class RecordingForm(KeptFileForm, WagtailAdminModelForm):
    """The form of a recording. If anything but the file is wrong, the file is kept until the form is sent again."""

    asked_for = asked_for_field()
    kept_sentence = "Your recording is kept: you need not choose it again."
    # Defined by Wagtail.
    for_user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = self.for_user
        if self.instance.pk is None:
            del self.fields[ASKED_FOR]
        if field := self.fields.get("file"):
            self.fields["file"] = RecordingField(
                label=field.label, help_text=field.help_text, required=field.required, max_length=100
            )
        self.prepare_kept_file()

    def clean(self) -> dict[str, Any]:
        """Refuse to clear the consent while a live page offers the recording: its end would no longer be noticed."""
        cleaned = super().clean() or self.cleaned_data
        before = self.instance.consent
        is_emptied = cleaned.get("consent", before) is None
        if before and is_emptied and (page := live_pages_showing(self.instance).first()):
            self.add_error(
                "consent",
                f"The live page “{page.title}” offers this recording. Choose the consent of the person who speaks, "
                "after asking them again if the last one has ended, or take the recording off the page first.",
            )
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Save the recording, and who uploaded it."""
        if self.instance.pk is None:
            self.instance.uploaded_by_user = self.user
        return super().save(commit)
