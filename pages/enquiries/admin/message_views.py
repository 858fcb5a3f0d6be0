"""The screen of a message."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from pages.enquiries.admin import actions
from pages.enquiries.admin.forms import AssignForm, ConfirmForm, NoteForm, RevealForm, StatusForm, TopicForm
from pages.enquiries.admin.safe_contact import SafeContact, language_of
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.permissions import audit_log_policy, enquiry_policy
from pages.enquiries.retention import delete_after
from pages.enquiries.spam import SpamReason
from pages.staff.requests import StaffRequest


class MessageView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, View):
    """A message, beginning with how to contact its sender safely. Every time it is shown is logged."""

    model = Enquiry
    permission_policy = enquiry_policy
    permission_required = "change"
    template_name = "enquiries/message.html"
    header_icon = "mail"
    index_url_name = edit_url_name = ""
    request: StaffRequest
    object: Enquiry

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Redirect to the list if the message is deleted while somebody works on it."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Enquiry.DoesNotExist:
            messages.info(request, f"{self.object} was deleted a moment ago.")
            return redirect(self.index_url_name)

    def get(self, request: StaffRequest, **kwargs: Any) -> HttpResponse:
        """Show the message."""
        return self.show()

    def show(self, bound_forms: dict[str, forms.Form] | None = None, contact_detail: str = "") -> HttpResponse:
        """Show the message with unbound forms, but for those that were submitted with errors."""
        opened = actions.open_message(self.request.user, self.object)
        context = self.get_context_data(opened=opened, contact_detail=contact_detail)
        if opened.content:
            context["safe_contact"] = SafeContact(self.object, opened.content)
        return self.render_to_response({**context, **self.unbound_forms(), **(bound_forms or {})})

    def unbound_forms(self) -> dict[str, forms.Form]:
        """Return the forms of the actions, with the present values."""
        return {
            "reveal_form": RevealForm(),
            "confirm_form": ConfirmForm(),
            "status_form": StatusForm(enquiry=self.object),
            "topic_form": TopicForm(initial={"topic": self.object.topic}),
            "assign_form": AssignForm(enquiry=self.object),
            "note_form": NoteForm(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is not encrypted: status, dates, and which actions this user may take."""
        user = self.request.user
        return super().get_context_data(
            enquiry=self.object,
            language=language_of(self.object),
            spam_reasons=[SpamReason(value).label for value in self.object.spam_reasons],
            delete_after=delete_after(self.object, EnquirySettings.load()),
            can_take_on=actions.can_take_on(user, self.object),
            can_export=self.user_has_permission("export"),
            can_erase=self.user_has_permission("delete"),
            can_see_audit_log=audit_log_policy.user_has_permission(user, "view"),
            **kwargs,
        )

    def get_page_title(self) -> str:
        """Return the reference: titles are seen over shoulders and kept in the browser's history."""
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Add the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": "Inbox"},
            {"url": "", "label": str(self.object)},
        ]
