"""The form of a consent, which does not undo what a colleague did while it was open."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from pages.models.consents import Consent

CHANGED = (
    "While you had this open, a colleague withdrew the consent or changed its end. The form now shows their change and "
    "your other entries. Check it, then save again."
)
# They decide whether visitors see the words and pictures.
DECIDING_FIELDS = ("ends_on", "is_withdrawn")


class ConsentForm(WagtailAdminModelForm):
    """Refuses to save over a withdrawal, or another end, that was saved since the form was opened.

    A form that withdraws the consent is always saved: that cannot wait.
    """

    # Defined by Django.
    data: Any
    end_when_opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["end_when_opened"] = _end_of(self.instance)

    def clean(self) -> dict[str, Any]:
        """Refuse the form if a colleague changed the end, and show that in it."""
        cleaned = super().clean() or self.cleaned_data
        stored = Consent.objects.filter(pk=self.instance.pk).first()
        if stored and not cleaned.get("is_withdrawn") and cleaned.get("end_when_opened") != _end_of(stored):
            self._show_end_of(stored)
            self.add_error(None, CHANGED)
        return cleaned

    def _show_end_of(self, consent: Consent) -> None:
        """Show the end that is stored in the place of the one that was sent."""
        data = self.data.copy()
        data["end_when_opened"] = _end_of(consent)
        for name in DECIDING_FIELDS:
            data.pop(name, None)
            if value := getattr(consent, name):
                data[name] = str(value)
        self.data = data


def _end_of(consent: Consent) -> str:
    """Return when a consent ends, and whether it was withdrawn, as the form sends it back."""
    return " ".join(str(getattr(consent, name)) for name in DECIDING_FIELDS)
