"""The choice of several people in the editing form: a box for each, and a button for somebody who has none yet."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.staticfiles import versioned_static


class PeopleCheckboxes(forms.CheckboxSelectMultiple):
    """Boxes to tick, and a button that opens the dialog in which a person is chosen or added."""

    template_name = "wagtailadmin/widgets/people_checkboxes.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the address of the dialog."""
        people: Any = self.choices
        dialog = reverse(people.queryset.model.snippet_viewset.chooser_viewset.get_url_name("choose"))
        return super().get_context(name, value, attrs) | {"dialog_url": dialog}

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """Return the HTML. Django's renderer of forms does not know the project's templates."""
        return mark_safe(render_to_string(template_name, context))

    @property
    def media(self) -> forms.Media:
        """The script of the button, after Wagtail's for dialogs."""
        wagtails = [versioned_static(f"wagtailadmin/js/{name}.js") for name in ("modal-workflow", "chooser-modal")]
        return forms.Media(js=[*wagtails, "js/people-checkboxes.js"])
