"""The form of a topic or a term that translates another one."""

from typing import Any

from django import forms
from django.db.models import Model
from wagtail.admin.utils import set_query_params

from pages.admin.snippets.history import CreateWithHistory, HistoryViewSet

# The parameter that names the original.
TRANSLATION_OF = "translation_of"


class CreateTranslatable(CreateWithHistory):
    """The form of something new, which is filled with what it translates if the address names that."""

    def _original(self) -> Model | None:
        """Return what is translated, unless it has a translation into this language already."""
        number = self.request.GET.get(TRANSLATION_OF, "")
        original = self.model.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
        return None if original is None or original.has_translation(self.locale) else original

    def get_initial_form_instance(self) -> Model:
        """Return something new, or an unsaved copy of what is translated."""
        instance: Any = super().get_initial_form_instance()
        if (original := self._original()) is not None:
            for field in self.model._meta.concrete_fields:
                if field.editable and field.name != "locale" and not field.primary_key:
                    setattr(instance, field.attname, getattr(original, field.attname))
            instance.translation_key = original.translation_key  # type: ignore[attr-defined]  # translatable
        return instance

    def get_add_url(self) -> str:
        """Return the address to which the form is sent, which still names the original."""
        address: str = super().get_add_url()
        original = self._original()
        return set_query_params(address, {TRANSLATION_OF: original.pk}) if original is not None else address

    def is_valid(self, form: forms.Form) -> bool:
        """Refuse what repeats the original: visitors would see it at once."""
        original = self._original()
        if original is not None and not form.has_changed():
            form.add_error(None, f"This is not translated yet. Write it in {self.locale}.")
        valid: bool = super().is_valid(form)
        return valid


class TranslatableViewSet(HistoryViewSet):
    """Something with a history that each language has for itself."""

    add_view_class = CreateTranslatable
