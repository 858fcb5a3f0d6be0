"""After a record is saved: which of its words in other languages somebody should look at."""

from typing import Any

from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from wagtail.admin import messages

from pages.models.words import WordsInLanguages


class SaysWhatIsLeftBehind:
    """A form that warns where words were changed in the main language and stayed as they were in another."""

    # Set by Wagtail's views.
    model: Any
    request: HttpRequest

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Save the record, then compare it with what it was."""
        before = self.model._default_manager.get(pk=form.instance.pk)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # a mixin of Wagtail's views
        if isinstance(form.instance, WordsInLanguages):
            for warning in form.instance.left_behind(before):
                messages.warning(self.request, warning)
        return response
