"""The form for what each translation has for itself, beside its texts."""

from typing import Any

from django import forms
from wagtail.models import Page

from pages.editing.page_form import offer_writers
from pages.languages import direction
from pages.models import PageRecording, Recording
from pages.text.cleaning import clean_text
from pages.translations.fields import own_fields


class OwnFieldsForm(forms.Form):
    """What a page has in its language alone: the note on a sample, its recordings, and who looks after it."""

    recordings = forms.ModelMultipleChoiceField(
        Recording.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="To listen to, at the head of this page. Add the file under Recordings in the menu first.",
    )

    def __init__(self, page: Page, data: Any = None) -> None:
        self.page = page
        self.offered = [each.recording_id for each in page.page_recordings.all()]
        names = own_fields(type(page))
        initial = {name: page._meta.get_field(name).value_from_object(page) for name in names}
        super().__init__(data, auto_id="own_%s", label_suffix="", initial={**initial, "recordings": self.offered})
        for name in names:
            self.fields[name] = page._meta.get_field(name).formfield()
            if isinstance(self.fields[name], forms.DateField):
                self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        offer_writers(self.fields["responsible"], page)
        code = page.locale.language_code
        note = self.fields["sample_note"]
        note.label = "Note at the head of the page, if nobody has checked the translation yet"
        note.help_text = ""
        note.widget.attrs |= {"lang": code, "dir": direction(code)}

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """All fields but the note, which is always open."""
        return [field for field in self if field.name != "sample_note"]

    def clean_sample_note(self) -> str:
        """Return the note without what nobody can see."""
        return clean_text(self.cleaned_data["sample_note"]).strip()

    def save(self) -> Page:
        """Return the page with what was chosen, to be saved as its draft. The recordings keep their order."""
        for name in own_fields(type(self.page)):
            setattr(self.page, name, self.cleaned_data[name])
        chosen = sorted(self.cleaned_data["recordings"], key=lambda each: each.pk not in self.offered)
        kept = {each.recording_id: each for each in self.page.page_recordings.all()}
        self.page.page_recordings = [kept.get(each.pk) or PageRecording(recording=each) for each in chosen]
        return self.page
