"""The forms on the screen of a message."""

from typing import Any

from django import forms
from django.http import QueryDict
from wagtail.admin.utils import get_user_display_name

from pages.contact_topics import ContactTopic
from pages.enquiries.models.enquiry import Enquiry, EnquiryStatus
from pages.enquiries.permissions import enquiry_policy
from pages.models.users import User


class AssigneeChoiceField(forms.ModelChoiceField):
    """A user who may work on messages, or who is assigned to this one though they no longer may."""

    def __init__(self, enquiry: Enquiry, **options: Any) -> None:
        self.team = set(enquiry_policy.users_with_permission("change").values_list("pk", flat=True))
        users = User.objects.filter(pk__in={*self.team, enquiry.assignee_id}).order_by("username")
        super().__init__(users, **options)

    def label_from_instance(self, user: User) -> str:
        """Return the user's name as Wagtail shows it elsewhere."""
        name = get_user_display_name(user)
        return name if user.pk in self.team else f"{name} (not in the team any more)"


class RevealForm(forms.Form):
    """What must be ticked before a number or an address is shown."""

    has_read = forms.BooleanField(
        label="I have read this",
        error_messages={"required": "Read how to contact the sender safely, then tick this box."},
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

    def __init__(self, data: QueryDict | None = None, *, enquiry: Enquiry) -> None:
        super().__init__(data, initial={"status": enquiry.status})
        choices = [
            (status.value, status.label)
            for status in EnquiryStatus
            if status != EnquiryStatus.QUARANTINED or enquiry.status == status
        ]
        self.fields["status"] = forms.ChoiceField(label="Status", choices=choices)


class TopicForm(forms.Form):
    """What a message is about."""

    topic = forms.ChoiceField(
        label="Topic",
        choices=ContactTopic.choices,
        help_text="For a message that came under the wrong topic. How long it is kept follows the topic; what is about "
        "data must be answered within a month.",
    )


class AssignForm(forms.Form):
    """Who works on a message."""

    def __init__(self, data: QueryDict | None = None, *, enquiry: Enquiry) -> None:
        super().__init__(data, initial={"assignee": enquiry.assignee_id})
        self.fields["assignee"] = AssigneeChoiceField(
            enquiry,
            label="Who works on it",
            required=False,
            empty_label="Nobody yet",
        )


class NoteForm(forms.Form):
    """What the next person needs to know."""

    text = forms.CharField(
        label="New note",
        help_text="For the next person. Write down only what they need to know. Notes are encrypted like the message "
        "and deleted with it, and its sender may ask to read them.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"}),
        error_messages={"required": "Write the note first."},
    )


class HoldForm(forms.Form):
    """Whether a message is to be on legal hold. The value says which, so that sending it twice changes nothing."""

    wanted = forms.ChoiceField(choices=[("held", "On legal hold"), ("free", "Not on legal hold")])
