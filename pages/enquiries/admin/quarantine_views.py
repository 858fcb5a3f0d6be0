"""The screen on which staff close the suspected spam of a flood at once."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from pages.enquiries.admin import actions
from pages.enquiries.permissions import enquiry_policy
from pages.staff.requests import StaffRequest

# By hours, how the choices call them.
AGES = {1: "an hour", 24: "a day", 7 * 24: "a week", 30 * 24: "30 days"}


def _before(hours: int) -> datetime:
    return timezone.now() - timedelta(hours=hours)


class CloseSpamForm(forms.Form):
    """Which messages to close: nobody closes by mistake what came a moment ago."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (hours, f"more than {age} ago: {actions.suspected_spam(_before(hours)).count()}")
            for hours, age in AGES.items()
        ]
        self.fields["hours"] = forms.TypedChoiceField(
            label="Close the messages that came",
            choices=choices,
            coerce=int,
            widget=forms.RadioSelect,
            error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose which messages to close."),
        )


class CloseSpamView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Ask which suspected spam to close, and close it."""

    permission_policy = enquiry_policy
    permission_required = "change"
    form_class = CloseSpamForm
    template_name = "enquiries/close_spam.html"
    page_title = "Close suspected spam"
    header_icon = "warning"
    index_url_name = ""
    request: StaffRequest

    def form_valid(self, form: CloseSpamForm) -> HttpResponse:
        """Close the messages and return to the list."""
        number = actions.close_suspected_spam(self.request.user, _before(form.cleaned_data["hours"]))
        messages.success(self.request, f"{number} message{pluralize(number)} closed.")
        return redirect(self.quarantine_url)

    @property
    def quarantine_url(self) -> str:
        """The address of the quarantine."""
        return f"{reverse(self.index_url_name)}?status=quarantined"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where to return to."""
        return super().get_context_data(quarantine_url=self.quarantine_url, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Add the list."""
        return [
            *self.breadcrumbs_items,
            {"url": self.quarantine_url, "label": "Quarantine"},
            {"url": "", "label": self.page_title},
        ]
