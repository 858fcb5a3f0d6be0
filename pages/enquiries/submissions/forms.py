"""The contact form. It asks as little as an answer needs.

Everything is validated here and nothing by the browser, whose messages are in its own language and disappear (GOV.UK
Design System). A text that is too long is kept, with an error, and no error empties a field.
"""

from dataclasses import fields
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from pages.contact_topics import ContactTopic
from pages.enquiries.models.content import EnquiryContent, ReplyRoute, SafeTime
from pages.enquiries.models.languages import SPOKEN_LANGUAGES

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MAX_MESSAGE_LENGTH = 20_000
MIN_PHONE_DIGITS = 5

_BY_PHONE = ["phone", "may_leave_voicemail", "may_say_who_we_are", "safe_times", "safe_times_in_words"]
REQUIRED_FOR: dict[str, list[str]] = {
    ReplyRoute.EMAIL: ["email"],
    ReplyRoute.PHONE: _BY_PHONE,
    ReplyRoute.TEXT: _BY_PHONE,
}


class SiteRenderer(TemplatesSetting):
    """Renders every field with the project's own template."""

    field_template_name = "components/field.html"


class PermissionField(forms.TypedChoiceField):
    """A question that is answered with yes or no, where no answer means no."""

    def __init__(self, *, label: "str | StrPromise", no: "str | StrPromise", yes: "str | StrPromise") -> None:
        super().__init__(
            label=label,
            choices=[("", no), ("yes", yes)],
            coerce=bool,
            empty_value=False,  # type: ignore[arg-type]  # the stubs expect text; Django takes any value
            required=False,
            widget=forms.RadioSelect,
        )


class EnquiryForm(forms.Form):
    """The contact form. A test holds the list of its fields, so that none is added without a decision."""

    default_renderer = SiteRenderer
    use_required_attribute = False

    token = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=ContactTopic.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose what your message is about")),
    )
    message = forms.CharField(
        label=_("Your message"),
        help_text=_("Write in any language. You do not have to give your name."),
        validators=[MaxLengthValidator(MAX_MESSAGE_LENGTH, _("Shorten your message to 20,000 letters or fewer"))],
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        error_messages={"required": _("Write your message")},
    )
    reply_by = forms.ChoiceField(
        label=_("How may we reply?"),
        choices=ReplyRoute.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose how we may reply")),
    )
    email = forms.CharField(
        label=_("Email address"),
        help_text=_("Use one that only you can open. Your browser may remember it."),
        required=False,
        validators=[MaxLengthValidator(254, _("Shorten the email address to 254 letters or fewer"))],
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Phone number"),
        help_text=_("Use one that only you answer. Your browser may remember it."),
        required=False,
        validators=[MaxLengthValidator(60, _("Shorten the phone number to 60 letters or fewer"))],
        widget=forms.TelInput(attrs={"autocomplete": "tel", "class": "input-short"}),
    )
    may_leave_voicemail = PermissionField(
        label=_("If you do not answer, is it safe to leave a message?"),
        no=_("No, never leave a message"),
        yes=_("Yes, it is safe"),
    )
    may_say_who_we_are = PermissionField(
        label=_("If someone else answers, may we say who we are?"),
        no=_("No, do not say who you are"),
        yes=_("Yes, you may say who you are"),
    )
    safe_times = forms.MultipleChoiceField(
        label=_("When is it safe to call or text? (optional)"),
        choices=SafeTime.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose only from the times in the list")},
    )
    safe_times_in_words = forms.CharField(
        label=_("Safe days and times, in your own words (optional)"),
        required=False,
        validators=[MaxLengthValidator(1000, _("Shorten the days and times to 1,000 letters or fewer"))],
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("A name we can use (optional)"),
        help_text=_("It does not have to be your real name."),
        required=False,
        validators=[MaxLengthValidator(200, _("Shorten the name to 200 letters or fewer"))],
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false", "class": "input-short"}),
    )
    language = forms.ChoiceField(
        label=_("Which language should we use?"),
        choices=SPOKEN_LANGUAGES,
        required=False,
        widget=forms.Select(attrs={"autocomplete": "off", "class": "input-short"}),
        error_messages={"invalid_choice": _("Choose a language from the list")},
    )
    needs_interpreter = forms.BooleanField(label=_("I would like an interpreter (optional)"), required=False)
    interpreter_from_elsewhere = forms.BooleanField(
        label=_("Not someone from my local community (optional)"), required=False
    )
    wants_news = forms.BooleanField(label=_("Send me news of your work (optional)"), required=False)
    homepage = forms.CharField(
        label=_("Leave this box empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_about_something_else(self) -> bool:
        """Whether a topic is chosen, and it is not support for somebody."""
        topic = self["topic"].value()
        return topic in ContactTopic.values and topic != ContactTopic.SUPPORT

    def clean_email(self) -> str:
        """Require a valid address."""
        email = self.cleaned_data["email"]
        if not email:
            raise ValidationError(_("Enter an email address, so that we can write to you"))
        EmailValidator(_("Enter an email address in the right form, like name@example.com"))(email)
        return email

    def clean_phone(self) -> str:
        """Require a number with enough digits."""
        phone = self.cleaned_data["phone"]
        if not phone:
            raise ValidationError(_("Enter a phone number, so that we can call or text you"))
        if sum(character.isdigit() for character in phone) < MIN_PHONE_DIGITS:
            raise ValidationError(_("Enter a phone number with all its digits, like 07700 900 982"))
        return phone

    def clean_language(self) -> str:
        """Use the language of the page where none was chosen."""
        return self.cleaned_data["language"] or self.get_initial_for_field(self.fields["language"], "language")

    def clean(self) -> None:
        """Drop fields that the chosen way to reply and topic do not need, with their errors."""
        reply_by = self.cleaned_data.get("reply_by", "")
        unneeded = {name for route, names in REQUIRED_FOR.items() if route != reply_by for name in names}
        unneeded -= set(REQUIRED_FOR.get(reply_by, []))
        if self.cleaned_data.get("topic") == ContactTopic.SUPPORT:
            unneeded.add("wants_news")
        for name in unneeded:
            self.errors.pop(name, None)
            self.cleaned_data.pop(name, None)

    def enquiry_content(self) -> EnquiryContent:
        """Return what is to be encrypted: the message, and of the other fields only those that are needed."""
        names = [each.name for each in fields(EnquiryContent)]
        return EnquiryContent(**{name: self.cleaned_data[name] for name in names if name in self.cleaned_data})
