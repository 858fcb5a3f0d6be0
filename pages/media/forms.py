"""The form with which staff upload pictures."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_image_file_extension
from django.forms import FileField
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.widgets import AdminSnippetChooser

from pages.media.encoding import PictureError, is_encoded_again, mark_as_encoded, rewrite_upload
from pages.media.kept_file_form import KeptFileForm
from pages.usage import live_pages_showing

UNREADABLE_NAME = (
    "The website cannot read this file. Upload a JPEG, PNG, GIF, WebP or AVIF file. "
    "A picture from an iPhone whose name ends in HEIC must be saved as a JPEG first."
)


class PictureField(WagtailImageField):
    """A field for a picture, which is encoded again while the form is validated: before any transaction begins."""

    # The content decides, not the name. The field has given the name the right extension when this is called.
    default_validators = [validate_image_file_extension]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The form for several pictures shows it for a file by whose name the browser knows that it cannot be read.
        self.error_messages["invalid_image_extension"] = UNREADABLE_NAME

    def to_python(self, data: Any) -> Any:
        """Return the upload, encoded again, or None if there is none. Raises `ValidationError`."""
        upload: Any = FileField.to_python(self, data)
        if upload is None or is_encoded_again(upload):
            return upload
        self.check_image_file_size(upload)
        try:
            rewrite_upload(upload)
        except PictureError as error:
            raise ValidationError(str(error), code="invalid_image") from error
        return upload


class PictureForm(KeptFileForm, BaseImageForm):
    """The base of all forms in which a picture is uploaded, see `WAGTAILIMAGES_IMAGE_FORM_BASE`.

    If anything but the file is wrong, the file is kept until the form is sent again (`pages.media.kept_uploads`).
    """

    kept_sentence = "Your picture is kept: you need not choose it again."

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)  # type: ignore[call-arg]  # taken by Wagtail's form
        self.user = user
        # Wagtail chooses the class of the field itself.
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(label=field.label, widget=field.widget, required=field.required)
        self.prepare_kept_file()
        if "consent" in self.fields:
            self._adapt_consent()
        # The words of other languages are written in the form of one picture: a dialog stays short, and what is sent
        # for each of several pictures is its file alone.
        if self.prefix is not None or (self.is_bound and "in_other_languages-count" not in self.data):
            self.fields.pop("in_other_languages", None)

    def full_clean(self) -> None:
        """Validate the form, and keep the file if the form has to be sent again."""
        if self.is_bound and "title" in self.fields:
            self._fill_in_title()
        super().full_clean()
        if self.is_bound and self.errors and "kept_file" in self.fields:
            self._empty_title_of_refused_file()

    def clean(self) -> dict[str, Any]:
        """Refuse to show people without their consent on a live page: the rules of the page are asked only there."""
        cleaned = super().clean() or self.cleaned_data
        before = self.instance
        shows_people = cleaned.get("shows_people", before.shows_people)
        if cleaned.get("consent", before.consent) is not None or before.pk is None:
            return cleaned
        was_left_out = before.consent is not None and before.consent.has_ended()
        loses_consent = shows_people and (before.consent is not None or not before.shows_people)
        if was_left_out or loses_consent:
            self._require_no_live_page("consent" if before.consent else "shows_people")
        return cleaned

    def take_upload(self, upload: Any) -> Any:
        """Return a picture that was kept: it was encoded again before."""
        mark_as_encoded(upload)
        return upload

    def _fill_in_title(self) -> None:
        """Make an empty title of the name of the file, as Wagtail's script does a moment after the file is chosen."""
        upload = self.files.get(self.add_prefix("file"))
        if upload and not self.kept_token and not self.data.get(self.add_prefix("title")):
            self._show("title", PurePath(upload.name).stem)

    def _empty_title_of_refused_file(self) -> None:
        """Empty the title if it is the name of a file that was refused: the next file gives it another one."""
        upload = self.files.get(self.add_prefix("file"))
        title = self.data.get(self.add_prefix("title"), "")
        if upload and "file" in self.errors and _letters(title) == _letters(PurePath(upload.name).stem):
            self._show("title", "")

    def _require_no_live_page(self, field: str) -> None:
        """Refuse what was written in a field if visitors see the picture."""
        if page := live_pages_showing(self.instance).first():
            self.add_error(
                field,
                f"The live page “{page.title}” shows this picture. Ask the people in it and choose their consent, or "
                "take the picture off the page first.",
            )

    def _adapt_consent(self) -> None:
        """Offer the consents that hold, to those who may see them, and say so if that of the picture has ended."""
        consents = self.fields["consent"].queryset
        if self.user and not ModelPermissionPolicy(consents.model).user_has_any_permission(
            self.user, ["add", "change", "view"]
        ):
            del self.fields["consent"]
            return
        own = self.instance.consent
        if own and own.has_ended():
            self.fields["consent"].help_text = (
                f"This consent {own.state}: visitors do not see the picture. Ask the person again and write the new "
                "date into the consent, or choose another picture where this one is used."
            )
        if self.prefix is None:
            self.fields["consent"].widget = AdminSnippetChooser(consents.model)
        else:
            # In a dialog, where Wagtail opens no second one.
            ended = consents.model.objects.ended().exclude(pk=own.pk if own else None)
            self.fields["consent"].queryset = consents.exclude(pk__in=ended.values("pk"))


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
