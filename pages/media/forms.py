"""The form with which staff upload pictures."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_image_file_extension
from django.forms import FileField
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pages.media.encoding import PictureError, rewrite_upload


class PictureField(WagtailImageField):
    """A field for a picture, which is encoded again while the form is validated: before any transaction begins."""

    # The content decides, not the name. The field has given the name the right extension when this is called.
    default_validators = [validate_image_file_extension]

    def to_python(self, data: Any) -> Any:
        """Return the upload, encoded again, or None if there is none. Raises `ValidationError`."""
        upload: Any = FileField.to_python(self, data)
        if upload is None:
            return None
        self.check_image_file_size(upload)
        try:
            rewrite_upload(upload)
        except PictureError as error:
            raise ValidationError(str(error), code="invalid_image") from error
        return upload


class PictureForm(BaseImageForm):
    """The base of all forms in which a picture is uploaded, see `WAGTAILIMAGES_IMAGE_FORM_BASE`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail chooses the class of the field itself.
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(label=field.label, widget=field.widget, required=field.required)
