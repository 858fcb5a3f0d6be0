"""How does a member of the team read a message and work on it?

One screen shows the message; every act on it is a form of its own that comes back to that screen. What an
act does, and that it is recorded, lies in `handling`.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from pages.enquiries import encryption, handling
from pages.enquiries.contents import Contents
from pages.enquiries.models import Enquiry, EnquiryStatus
from pages.enquiries.permissions import enquiry_policy, record_policy
from pages.enquiries.retention import delete_after
from pages.enquiries.safe_contact import SafeContact, language_of
from pages.enquiries.settings import EnquirySettings
from pages.enquiries.spam import Suspicion
from pages.enquiries.topics import EnquiryTopic
from pages.models.users import User


class Colleague(forms.ModelChoiceField):
    """Somebody who may work on messages, or who works on this one though she may not any more."""

    def label_from_instance(self, user: User) -> str:
        """Return her name as the editor shows it elsewhere."""
        name = get_user_display_name(user)
        return name if enquiry_policy.user_has_permission(user, "change") else f"{name} (not in the team any more)"


class RevealForm(forms.Form):
    """What must be ticked before a number or an address is shown."""

    has_read = forms.BooleanField(
        label="I have read this",
        error_messages={"required": "Read how to reach her safely, then tick this box."},
    )


class ConfirmForm(forms.Form):
    """What must be ticked before old answers are relied on again."""

    still_holds = forms.BooleanField(
        label="I have checked that this still holds",
        error_messages={"required": "Check first, then tick this box."},
    )


class StatusForm(forms.Form):
    """Where the work on a message stands.

    Nothing is put into quarantine by hand: its time there counts from the day it came, and may have passed.
    """

    status = forms.ChoiceField(label="Status")

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, initial={"status": enquiry.status}, **kwargs)
        self.fields["status"].choices = [
            (status.value, status.label)
            for status in EnquiryStatus
            if status != EnquiryStatus.QUARANTINED or enquiry.status == status
        ]


class TopicForm(forms.Form):
    """What a message is about."""

    topic = forms.ChoiceField(label="Topic", choices=EnquiryTopic.choices)


class AssignForm(forms.Form):
    """Who works on a message."""

    assignee = Colleague(
        label="Who works on it",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody yet",
    )

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, initial={"assignee": enquiry.assignee_id}, **kwargs)
        team = enquiry_policy.users_with_permission("change")
        offered = User.objects.filter(Q(pk__in=team) | Q(pk=enquiry.assignee_id))
        self.fields["assignee"].queryset = offered.order_by("username")


class NoteForm(forms.Form):
    """What the next person needs to know."""

    text = forms.CharField(
        label="New note",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"}),
        error_messages={"required": "Write the note first."},
    )


class HoldForm(forms.Form):
    """Whether a message is to be on legal hold. It says which, so that a second press changes nothing."""

    wanted = forms.ChoiceField(choices=[("held", "On legal hold"), ("free", "Not on legal hold")])


class MessageView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, View):
    """A message, with how to reach its sender safely in front of it. Every time it is shown is recorded."""

    model = Enquiry
    permission_policy = enquiry_policy
    permission_required = "change"
    template_name = "enquiries/message.html"
    header_icon = "mail"
    index_url_name = edit_url_name = delete_url_name = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the list where the message goes while somebody works on it."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Enquiry.DoesNotExist:
            messages.info(request, f"{self.object} was deleted a moment ago.")
            return redirect(self.index_url_name)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Open the message."""
        return self.show()

    def show(self, detail: str = "", **bound: forms.Form) -> HttpResponse:
        """Show the message with fresh forms, but for those that came in and had to be answered."""
        opened = handling.open_message(self.request.user, self.object)
        context = self.get_context_data(opened=opened, detail=detail)
        if opened.contents:
            context["safe_contact"] = SafeContact(self.object, opened.contents)
        return self.render_to_response({**context, **self.blank_forms(), **bound})

    def blank_forms(self) -> dict[str, forms.Form]:
        """Return the forms of the acts, filled in with how things stand."""
        return {
            "reveal_form": RevealForm(),
            "confirm_form": ConfirmForm(),
            "status_form": StatusForm(enquiry=self.object),
            "topic_form": TopicForm(initial={"topic": self.object.topic}),
            "assign_form": AssignForm(enquiry=self.object),
            "note_form": NoteForm(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what stands open: status, dates, and which acts this person may take."""
        user = self.request.user
        return super().get_context_data(
            enquiry=self.object,
            language=language_of(self.object),
            suspicions=[Suspicion(code).label for code in self.object.suspicions],
            goes_after=delete_after(self.object, EnquirySettings.load()),
            can_take_on=handling.can_take_on(user, self.object),
            can_export=self.user_has_permission("export"),
            can_erase=self.user_has_permission("delete"),
            can_see_records=record_policy.user_has_permission(user, "view"),
            **kwargs,
        )

    def get_page_title(self) -> str:
        """Return the reference: titles are seen over shoulders and kept in the browser's history."""
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back to the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": "Inbox"},
            {"url": "", "label": str(self.object)},
        ]


class ActView(MessageView):
    """Something done with a message. Comes back to it, and says in the site's own words what was done."""

    form_class: type[forms.Form] = forms.Form
    form_name = "form"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Lead to the message whoever came here by reloading or by Back."""
        return redirect(self.edit_url_name, self.object.pk)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or show the message again with what is missing."""
        form = self.form_of(request)
        if not form.is_valid():
            return self.show(**{self.form_name: form})
        messages.success(request, f"{self.object}: {self.act(request.user, form.cleaned_data)}")
        return redirect(self.edit_url_name, self.object.pk)

    def form_of(self, request: HttpRequest) -> forms.Form:
        """Return the form with what was sent."""
        return self.form_class(request.POST)

    def act(self, user: User, data: dict[str, Any]) -> str:
        """Do it and return what to say. It may not repeat anything that was typed."""
        raise NotImplementedError


class RevealView(ActView):
    """Show the number or the address, this once, to somebody who read how to use it."""

    form_class = RevealForm
    form_name = "reveal_form"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer with the screen itself: what it shows must not outlive it in a session or an address."""
        form = self.form_of(request)
        if not form.is_valid() or self.object.must_confirm_preferences:
            return self.show(reveal_form=form)
        return self.show(detail=self.detail())

    def detail(self) -> str:
        """Return what she allowed us to use and record that it was seen; "" where there is nothing to see."""
        try:
            contents: Contents = self.object.contents()
            if not SafeContact(self.object, contents).detail:
                return ""
            contents = handling.reveal_contact_details(self.request.user, self.object)
        except encryption.CannotOpen:
            return ""
        return SafeContact(self.object, contents).detail


class ConfirmView(ActView):
    """Rely again on what she said of her safety."""

    form_class = ConfirmForm
    form_name = "confirm_form"

    def act(self, user: User, data: dict[str, Any]) -> str:
        """Note that it was checked just now."""
        handling.confirm_preferences(user, self.object)
        return "how to reach her safely is confirmed."


class DoubtView(ActView):
    """Rely no longer on what she said of her safety."""

    def act(self, user: User, data: dict[str, Any]) -> str:
        """Hide her number or address until somebody confirms the answers again."""
        handling.doubt_preferences(user, self.object)
        return "her answers are not to be used. Leave a note that says what holds now."


class StatusView(ActView):
    """Move a message to another status."""

    form_name = "status_form"

    def form_of(self, request: HttpRequest) -> StatusForm:
        """Return the form with the choices that this message has."""
        return StatusForm(request.POST, enquiry=self.object)

    def act(self, user: User, data: dict[str, Any]) -> str:
        """Change the status."""
        handling.change_status(user, self.object, EnquiryStatus(data["status"]))
        return f"the status is “{self.object.get_status_display()}”."


class TopicView(ActView):
    """Move a message to another topic."""

    form_class = TopicForm
    form_name = "topic_form"

    def act(self, user: User, data: dict[str, Any]) -> str:
        """Change the topic. When it will be deleted stands on the screen that comes next."""
        handling.change_topic(user, self.object, EnquiryTopic(data["topic"]))
        return f"the topic is “{self.object.get_topic_display()}”."


class TakeView(ActView):
    """Take a message on: with one press it is mine and in progress."""

    def act(self, user: User, data: dict[str, Any]) -> str:
        """Assign it to the person at the screen and start, unless a colleague was faster."""
        if handling.take_on(user, self.object):
            return "you have taken it on."
        if not handling.is_free(self.object):
            return f"{get_user_display_name(self.object.assignee)} has taken it on already."
        return f"it was not taken on: the status is “{self.object.get_status_display()}” by now."


class AssignView(ActView):
    """Give a message to a colleague, or to nobody."""

    form_name = "assign_form"

    def form_of(self, request: HttpRequest) -> AssignForm:
        """Return the form with the choices that this message has."""
        return AssignForm(request.POST, enquiry=self.object)

    def act(self, user: User, data: dict[str, Any]) -> str:
        """Assign it."""
        assignee = data["assignee"]
        handling.assign(user, self.object, assignee)
        return f"{get_user_display_name(assignee)} works on it." if assignee else "nobody works on it for now."


class NoteView(ActView):
    """Leave a note."""

    form_class = NoteForm
    form_name = "note_form"

    def act(self, user: User, data: dict[str, Any]) -> str:
        """Add the note."""
        handling.add_note(user, self.object, data["text"])
        return "your note is added."


class HoldView(ActView):
    """Put a message on legal hold, or end that."""

    form_class = HoldForm
    form_name = "hold_form"

    def act(self, user: User, data: dict[str, Any]) -> str:
        """Bring about what the button said, also where a colleague was faster."""
        if data["wanted"] == "held":
            handling.hold(user, self.object)
            return "it is on legal hold and will not be deleted."
        handling.release(user, self.object)
        return "it is not on legal hold."
