"""Forms with a file that is kept while anything else in them is wrong: browsers empty a file field."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from pages.media import kept_uploads


class KeptFileForm(forms.ModelForm):
    """A form with a field `file`, whose upload is kept until the form is sent again (`pages.media.kept_uploads`).

    A subclass sets `user`, and calls `prepare_kept_file` when its fields are there.
    """

    kept_file = forms.CharField(required=False, widget=forms.HiddenInput)
    # What is said beside the field.
    kept_sentence = ""
    # Defined by Django, whose stubs leave their types out.
    data: Any
    files: Any
    fields: Any
    user: Any
    # What stands for the file that was kept, once it is known.
    kept_token = ""

    def prepare_kept_file(self) -> None:
        """Take the file that was kept for this form, if there is one."""
        if self.user is None or "file" not in self.fields:
            del self.fields["kept_file"]
        elif self.is_bound and not self.files.get(self.add_prefix("file")):
            self._take_kept_file()

    def full_clean(self) -> None:
        """Validate the form, and keep the file if the form has to be sent again."""
        super().full_clean()
        if self.is_bound and self.errors and "kept_file" in self.fields:
            self._keep_file()

    def save(self, commit: bool = True) -> Any:
        """Save the object, and forget the file that was kept for it."""
        instance = super().save(commit)
        if token := self.cleaned_data.get("kept_file"):
            kept_uploads.forget(token, self.user)
        return instance

    def take_upload(self, upload: Any) -> Any:
        """Return an upload that was kept, as the field takes it."""
        return upload

    def _take_kept_file(self) -> None:
        """Take the file that was kept, as if it had been chosen once more."""
        token = self.data.get(self.add_prefix("kept_file"), "")
        upload = kept_uploads.kept_upload(token, self.user, self._meta.model) if token else None
        if upload:
            self.files = MultiValueDict({**dict(self.files), self.add_prefix("file"): [self.take_upload(upload)]})
            self.kept_token = token

    def _keep_file(self) -> None:
        """Keep a file that was chosen and can be taken, and say so beside its field."""
        upload = self.files.get(self.add_prefix("file"))
        # The form for several pictures keeps its files itself, and has no place for what stands for one.
        if not upload or "file" in self.errors or self.add_prefix("kept_file") not in self.data:
            return
        if not self.kept_token:
            self.kept_token = kept_uploads.keep(upload, self.user, self._meta.model)
        self._show("kept_file", self.kept_token)
        self.fields["file"].required = False
        self["file"].help_text = f"{self.kept_sentence} {self['file'].help_text}"

    def _show(self, name: str, value: str) -> None:
        """Show a value in the form in place of what was sent."""
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = value
