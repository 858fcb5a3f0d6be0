"""Warnings after a record is saved: which of its words in other languages somebody should look at."""

from typing import Any

from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from wagtail.admin import messages

from pages.models.words import WarnsAboutTranslations


class TranslationWarningsMixin:
    """A form that warns of words which were changed in the main language, and not in another."""

    # Set by Wagtail's views.
    model: Any
    request: HttpRequest

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Save the record, then compare it with what it was."""
        before = self.model._default_manager.get(pk=form.instance.pk)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # a mixin of Wagtail's views
        _warn(self.request, before, form.instance)
        return response


def remember_setting(request: HttpRequest, setting: Model) -> None:
    """Keep one of Wagtail's settings as it is before its form is saved: its view cannot be another."""
    if request.method == "POST":
        before = type(setting)._default_manager.get(pk=setting.pk)
        request.setting_before = before  # type: ignore[attr-defined]  # read below, once the setting is saved


def compare_setting(request: HttpRequest, setting: Model) -> None:
    """Compare it with what it was, after it was saved."""
    _warn(request, request.setting_before, setting)  # type: ignore[attr-defined]  # set above


def _warn(request: HttpRequest, before: Any, after: Model) -> None:
    if isinstance(after, WarnsAboutTranslations):
        for warning in after.translation_warnings(before):
            messages.warning(request, warning)
