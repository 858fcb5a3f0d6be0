"""Settings of the whole site: who we are, the menus, the safety of visitors, an announcement."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import TelInput
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Locale, Orderable

from pages.blocks import MenuItemBlock
from pages.fields import StreamField
from pages.safety.own_addresses import refuse_own_address
from pages.text.fields import IdentifierInput

DEFAULT_EXIT = "https://www.bbc.co.uk/weather"


@register_setting(icon="home", order=100)
class OrganisationIdentity(BaseSiteSetting):
    """Who we are. Pages leave out what is empty."""

    name = models.CharField(max_length=100, default="Apna Haq")
    strapline = models.CharField(max_length=200, blank=True, help_text="One line that follows the name in the footer.")
    place = models.CharField(max_length=200, blank=True, help_text="Where you work, for example a town and county.")
    founded = models.PositiveSmallIntegerField("founded in", null=True, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    telephone_hours = models.CharField(max_length=100, blank=True, help_text="When somebody answers.")
    email = models.EmailField("email", blank=True)
    registered_name = models.CharField(
        max_length=200, blank=True, help_text="The full legal name, if it differs from the name."
    )
    charity_number = models.CharField(max_length=20, blank=True)
    company_number = models.CharField(max_length=20, blank=True)
    registered_office = models.CharField(
        max_length=300, blank=True, help_text="A company must show it by law. Never the address of a refuge."
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name", widget=IdentifierInput),
                *(FieldPanel(name) for name in ("strapline", "place", "founded")),
            ],
            "Who we are",
        ),
        MultiFieldPanel(
            [FieldPanel("telephone", widget=TelInput), FieldPanel("telephone_hours"), FieldPanel("email")],
            "How to reach us",
        ),
        MultiFieldPanel(
            [
                *(
                    FieldPanel(name, widget=IdentifierInput)
                    for name in ("registered_name", "charity_number", "company_number")
                ),
                FieldPanel("registered_office"),
            ],
            "What the law asks to be shown",
        ),
    ]

    class Meta:
        verbose_name = "organisation"

    @property
    def dial(self) -> str:
        """The telephone number as a telephone dials it: digits, with a + in front if it has one."""
        number = self.telephone.strip()
        if number.startswith(("+", "00")):
            number = number.replace("(0)", "")
        return re.sub(r"[^+0-9]", "", number)

    def clean(self) -> None:
        """Require one number that a telephone can dial: it is among the numbers to call on every page."""
        super().clean()
        if self.telephone and not re.fullmatch(r"\+?[0-9 ().-]{5,}", self.telephone.strip()):
            raise ValidationError({"telephone": "Write one number, with digits, spaces and brackets only."})


@register_setting(icon="list-ul", order=110)
class Navigation(BaseSiteSetting):
    """The menus. Other languages show the translations of the same pages, where they are published."""

    main_menu = StreamField(
        [("item", MenuItemBlock())],
        blank=True,
        help_text="At most seven, in the order in which they should be read.",
        max_num=7,
    )
    footer_menu = StreamField(
        [("item", MenuItemBlock())], blank=True, help_text="Links in the footer, such as privacy and accessibility."
    )

    contact_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Where every “contact us” leads.",
    )
    safety_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="page about staying safe online",
    )

    panels = [FieldPanel(name) for name in ("main_menu", "footer_menu", "contact_page", "safety_page")]


@register_setting(icon="warning", order=120)
class VisitorSafety(BaseSiteSetting, ClusterableModel):
    """How visitors leave and whom they can call. Shown on every page."""

    exit_url = models.URLField(
        "where leaving leads",
        default=DEFAULT_EXIT,
        help_text="A neutral page that would surprise nobody in a history, such as a weather forecast. "
        "It must begin with https://",
    )

    exit_label = models.CharField(
        "words on the button to leave",
        max_length=20,
        blank=True,
        help_text="If empty: “Leave this site”. In the main language only.",
    )
    help_label = models.CharField(
        "words on the help link",
        max_length=20,
        blank=True,
        help_text="If empty: “I need help now”. In the main language only.",
    )

    panels = [
        FieldPanel("exit_url"),
        FieldPanel("exit_label"),
        FieldPanel("help_label"),
        InlinePanel(
            "help_lines",
            heading="Numbers to call",
            label="number",
            min_num=1,
            help_text="Shown at the top and the foot of every page. A language without any shows the English ones.",
        ),
    ]

    class Meta:
        verbose_name = "visitors’ safety"

    def clean(self) -> None:
        """Require https and another site, and refuse an address that passes anything on."""
        super().clean()
        address = urlsplit(self.exit_url)
        if address.scheme != "https" or address.query or address.fragment:
            raise ValidationError({"exit_url": "Write an address that begins with https:// and has no ? or # in it."})
        refuse_own_address(self.exit_url)


class HelpLine(Orderable):
    """A number that a visitor in danger can call, described in one language."""

    safety = ParentalKey(VisitorSafety, on_delete=models.CASCADE, related_name="help_lines")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, verbose_name="language", related_name="+")
    label = models.CharField(max_length=120, help_text="Who answers, or when to call. For example: Emergency")
    number = models.CharField(max_length=40, help_text="As it should be read. For example: 0808 2000 247")
    dial = models.CharField(
        "number to dial",
        max_length=20,
        blank=True,
        help_text="Digits only, so that a telephone can call it. Leave empty if it cannot be dialled as it stands.",
    )
    note = models.CharField(max_length=200, blank=True, help_text="One or two short sentences.")

    panels = [
        FieldPanel("locale"),
        FieldPanel("label"),
        FieldPanel("number", widget=TelInput),
        FieldPanel("dial", widget=TelInput),
        FieldPanel("note"),
    ]

    def clean(self) -> None:
        """Require a number that a telephone can dial."""
        super().clean()
        if self.dial and not re.fullmatch(r"\+?[0-9]+", self.dial):
            raise ValidationError({"dial": "Use the digits 0 to 9 only, with a + in front if it is needed."})


@register_setting(icon="bullhorn", order=130)
class Announcement(BaseSiteSetting):
    """A short message at the head of every page, between two dates."""

    text = models.CharField(max_length=200, blank=True, help_text="Leave empty to show nothing.")
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="page to read more",
    )
    link_text = models.CharField(max_length=80, blank=True, help_text="The words of the link to that page.")
    starts_at = models.DateTimeField("show from", null=True, blank=True)
    ends_at = models.DateTimeField("show until", null=True, blank=True)

    panels = [FieldPanel(name) for name in ("text", "page", "link_text", "starts_at", "ends_at")]

    class Meta:
        verbose_name = "announcement"

    def clean(self) -> None:
        """Require an end after the beginning, and a text for the link."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "Choose a time after the announcement begins."})
        if self.page and not self.link_text:
            raise ValidationError({"link_text": "Say in a few words where the link leads."})

    def is_showing(self) -> bool:
        """Return whether there is a message to show now."""
        now = timezone.now()
        return bool(
            self.text
            and (self.starts_at is None or self.starts_at <= now)
            and (self.ends_at is None or now < self.ends_at)
        )
