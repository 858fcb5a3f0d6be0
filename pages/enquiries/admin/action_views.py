"""The actions of staff on a message.

Every action on the screen of a message is a form of its own that redirects to that screen. `actions` performs and
logs them.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin.utils import get_user_display_name

from pages.contact_topics import ContactTopic
from pages.enquiries.admin import actions
from pages.enquiries.admin.forms import AssignForm, ConfirmForm, HoldForm, NoteForm, RevealForm, StatusForm, TopicForm
from pages.enquiries.admin.message_views import MessageView
from pages.enquiries.crypto import encryption
from pages.enquiries.models.enquiry import EnquiryStatus
from pages.models.users import User
from pages.staff.requests import StaffRequest


class MessageActionView(MessageView):
    """An action on a message. Redirects to the message, with a notice of what was done."""

    form_class: type[forms.Form] = forms.Form
    form_name = "form"

    def get(self, request: StaffRequest, **kwargs: Any) -> HttpResponse:
        """Redirect to the message, after a reload or Back."""
        return redirect(self.edit_url_name, self.object.pk)

    def post(self, request: StaffRequest, **kwargs: Any) -> HttpResponse:
        """Perform the action, or show the message again with the errors of the form."""
        form = self.get_form(request)
        if not form.is_valid():
            return self.show({self.form_name: form})
        messages.success(request, f"{self.object}: {self.perform(request.user, form.cleaned_data)}")
        return redirect(self.edit_url_name, self.object.pk)

    def get_form(self, request: StaffRequest) -> forms.Form:
        """Return the submitted form."""
        return self.form_class(request.POST)

    def perform(self, user: User, data: dict[str, Any]) -> str:
        """Perform the action and return the notice, which may not repeat anything that was typed."""
        raise NotImplementedError


class RevealView(MessageActionView):
    """Show the number or the address, this once, to a user who read how to use it."""

    form_class = RevealForm
    form_name = "reveal_form"

    def post(self, request: StaffRequest, **kwargs: Any) -> HttpResponse:
        """Answer without a redirect: what is shown must not be stored in a session or an address."""
        form = self.get_form(request)
        if not form.is_valid() or self.object.must_confirm_preferences:
            return self.show({"reveal_form": form})
        try:
            contact_detail = actions.reveal_contact_detail(request.user, self.object)
        except encryption.DecryptionError:
            contact_detail = ""
        return self.show(contact_detail=contact_detail)


class ConfirmView(MessageActionView):
    """Confirm that the sender's answers about safe contact still hold."""

    form_class = ConfirmForm
    form_name = "confirm_form"

    def perform(self, user: User, data: dict[str, Any]) -> str:
        """Confirm the answers."""
        actions.confirm_preferences(user, self.object)
        return "how to contact the sender safely is confirmed."


class WithdrawView(MessageActionView):
    """Mark the sender's answers about safe contact as no longer valid."""

    def perform(self, user: User, data: dict[str, Any]) -> str:
        """Hide the number or address until somebody confirms the answers again."""
        actions.withdraw_preferences(user, self.object)
        return "the sender's answers are not to be used. Leave a note that says what holds now."


class StatusView(MessageActionView):
    """Change the status of a message."""

    form_name = "status_form"

    def get_form(self, request: StaffRequest) -> StatusForm:
        """Return the submitted form with the choices that this message has."""
        return StatusForm(request.POST, enquiry=self.object)

    def perform(self, user: User, data: dict[str, Any]) -> str:
        """Change the status."""
        actions.change_status(user, self.object, EnquiryStatus(data["status"]))
        return f"the status is “{self.object.get_status_display()}”."


class TopicView(MessageActionView):
    """Change the topic of a message."""

    form_class = TopicForm
    form_name = "topic_form"

    def perform(self, user: User, data: dict[str, Any]) -> str:
        """Change the topic. The screen of the message then shows the new day of deletion."""
        actions.change_topic(user, self.object, ContactTopic(data["topic"]))
        return f"the topic is “{self.object.get_topic_display()}”."


class TakeView(MessageActionView):
    """Take a message on: assign it to oneself and set it in progress."""

    def perform(self, user: User, data: dict[str, Any]) -> str:
        """Take the message on, unless a colleague was faster."""
        if actions.take_on(user, self.object):
            return "you have taken it on."
        if not actions.is_available(self.object):
            return f"{get_user_display_name(self.object.assignee)} has taken it on already."
        return f"it was not taken on: the status is “{self.object.get_status_display()}” by now."


class AssignView(MessageActionView):
    """Assign a message to a colleague, or to nobody."""

    form_name = "assign_form"

    def get_form(self, request: StaffRequest) -> AssignForm:
        """Return the submitted form with the choices that this message has."""
        return AssignForm(request.POST, enquiry=self.object)

    def perform(self, user: User, data: dict[str, Any]) -> str:
        """Assign the message."""
        assignee = data["assignee"]
        actions.assign(user, self.object, assignee)
        return f"{get_user_display_name(assignee)} works on it." if assignee else "nobody works on it for now."


class NoteView(MessageActionView):
    """Add a note to a message."""

    form_class = NoteForm
    form_name = "note_form"

    def perform(self, user: User, data: dict[str, Any]) -> str:
        """Add the note."""
        actions.add_note(user, self.object, data["text"])
        return "your note is added."


class HoldView(MessageActionView):
    """Put a message on legal hold, or end that."""

    form_class = HoldForm
    form_name = "hold_form"

    def perform(self, user: User, data: dict[str, Any]) -> str:
        """Do what the button said, also where a colleague was faster."""
        if data["wanted"] == "held":
            actions.hold(user, self.object)
            return "it is on legal hold and will not be deleted."
        actions.release(user, self.object)
        return "it is not on legal hold."
