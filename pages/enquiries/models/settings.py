"""What staff decide for all enquiries: who is notified, what is promised, and how long messages are stored."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, validate_email
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from pages.blocks.languages import EnquiryWordsBlock
from pages.contact_topics import ContactTopic
from pages.models.words import WordsInLanguages, words_field
from pages.text.cleaning import clean_identifier


def validate_addresses(value: str) -> None:
    """Accept email addresses to which mail can be sent, one on a line. The error names those that are none."""
    if wrong := [address for address in value.split() if not can_be_mailed(address)]:
        raise ValidationError(
            f"No email can be sent to {', '.join(wrong)}. Write each address on a line, like name@example.org."
        )


def can_be_mailed(address: str) -> bool:
    """Return whether mail can be sent to an address.

    Few mail servers take other letters than ASCII's in front of the @, and behind it Python must be able to encode
    them for the domain name system.
    """
    try:
        validate_email(address)
        name, _at, host = address.rpartition("@")
        return name.isascii() and bool(host.encode("idna"))
    except (ValidationError, UnicodeError):
        return False


def _days(label: str, default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, default=default, validators=[MinValueValidator(1)])


@register_setting(icon="mail", order=140)
class EnquirySettings(WordsInLanguages, BaseGenericSetting):
    """Who is notified of messages, what the contact page promises, and how long messages are kept."""

    notify = models.TextField(
        "notify of new messages",
        blank=True,
        validators=[validate_addresses],
        help_text="Email addresses, one on a line. The email says that there is a message, not what is in it.",
    )
    read_by = models.CharField(
        "when and by whom messages are read",
        max_length=300,
        blank=True,
        help_text="One or two sentences for the contact page. Promise only what you can always keep.",
    )
    in_other_languages = words_field(EnquiryWordsBlock())

    support_days = _days("support", 30)
    anti_racism_days = _days("anti-racism work", 90)
    workshop_days = _days("workshop or speaker", 90)
    media_days = _days("press and media", 90)
    partnership_days = _days("partnership or funding", 90)
    data_days = _days("about data", 90)
    other_days = _days("something else", 90)
    never_closed_days = _days("never closed", 365)
    quarantine_days = _days("quarantined", 90)
    audit_log_days = _days("audit log", 730)

    panels = [
        FieldPanel("notify", widget=AdminAutoHeightTextInput(attrs={"inputmode": "email", "spellcheck": "false"})),
        FieldPanel("read_by"),
        FieldPanel("in_other_languages"),
        MultiFieldPanel(
            [FieldPanel(f"{topic.replace('-', '_')}_days") for topic in ContactTopic.values],
            "Days that a message is kept after it was closed",
            help_text="The table on the privacy page is made from these numbers and changes with them.",
        ),
        MultiFieldPanel(
            [
                FieldPanel("never_closed_days", help_text="Starts again when a message is reopened."),
                FieldPanel("quarantine_days"),
            ],
            "Days after it arrived, if it was…",
        ),
        MultiFieldPanel([FieldPanel("audit_log_days")], "Days after a message is deleted, for the audit log"),
    ]

    class Meta:
        verbose_name = "enquiries"

    def clean(self) -> None:
        """Refuse a time for messages never closed that is shorter than the longest time after closing."""
        super().clean()
        longest = max(self.days_after_closing(topic) for topic in ContactTopic.values)
        if self.never_closed_days < longest:
            raise ValidationError({"never_closed_days": f"Choose at least {longest}, the longest time after closing."})

    def addresses(self) -> list[str]:
        """Return the addresses that are notified of a new message, without those to which nothing can be sent."""
        return [address for address in clean_identifier(self.notify).split() if can_be_mailed(address)]

    def days_after_closing(self, topic: str) -> int:
        """Return for how many days a closed enquiry of a topic is kept."""
        return getattr(self, f"{topic.replace('-', '_')}_days")
