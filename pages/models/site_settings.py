"""Settings of the whole site: who we are, the menus, the safety of visitors, an announcement.

They are snippets rather than Wagtail's settings, which have no history and no preview.
"""

from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import TelInput
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Page

from pages.blocks import HelpNumberBlock, MenuItemBlock
from pages.blocks.languages import AnnouncementWordsBlock, IdentityWordsBlock, SafetyWordsBlock
from pages.blocks.numbers import numbers_not_shown
from pages.fields import StreamField
from pages.models.previews import ShownOnPages
from pages.models.words import WarnsAboutTranslations, WordsInLanguages, words_field
from pages.safety.own_addresses import refuse_own_address
from pages.text.fields import IdentifierInput
from pages.text.link_texts import NO_DESTINATION, is_vague_link_text
from pages.text.telephone import can_be_dialled, dialled

DEFAULT_EXIT = "https://www.bbc.co.uk/weather"


# The fields of the menus that name a page for a purpose. Without it buttons lead nowhere, or visitors are not told what
# the law wants them to be told.
NAMED_BY = ["contact_page", "safety_page", "privacy_page", "accessibility_page"]


class SiteSetting(ShownOnPages, BaseSiteSetting):
    """What a site has once. Every page shows it, so the home page of each language is its preview."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return capfirst(str(self._meta.verbose_name))

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The languages of the site, by their codes."""
        return settings.LANGUAGES

    def page_for_preview(self, mode_name: str) -> Page | None:
        """Return the home page in a language, or else the one in the main language."""
        home = self.site.root_page
        return home.get_translations(inclusive=True).filter(locale__language_code=mode_name).first() or home


class OrganisationIdentity(WordsInLanguages, SiteSetting):
    """Who we are. Pages leave out what is empty."""

    name = models.CharField(max_length=100, default="Apna Haq")
    alternate_name = models.CharField(
        "another name",
        max_length=100,
        blank=True,
        help_text="For search engines: the name in another script, or one by which people know you.",
    )
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
    in_other_languages = words_field(IdentityWordsBlock(), "is left out, but for the hours: they are shown in English")

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name", widget=IdentifierInput),
                *(FieldPanel(name) for name in ("alternate_name", "strapline", "place", "founded")),
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
        FieldPanel("in_other_languages"),
    ]

    class Meta:
        verbose_name = verbose_name_plural = "our organisation"

    @property
    def dial(self) -> str:
        """The telephone number as a telephone dials it: digits, with a + in front if it has one."""
        return dialled(self.telephone)

    def clean(self) -> None:
        """Require one number that a telephone can dial: it is among the numbers to call on every page."""
        super().clean()
        if self.telephone and not can_be_dialled(self.telephone):
            raise ValidationError({"telephone": "Write one number, with digits, spaces and brackets only."})


class Navigation(WarnsAboutTranslations, SiteSetting):
    """The menus. Other languages show the translations of the same pages, or the pages themselves if none is public."""

    main_menu = StreamField(
        [("item", MenuItemBlock(label="Main menu"))],
        blank=True,
        help_text="At most seven, in the order in which they should be read.",
        max_num=7,
    )
    footer_menu = StreamField(
        [("item", MenuItemBlock(label="Footer"))],
        blank=True,
        help_text="Links in the footer, such as privacy and accessibility.",
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
    privacy_page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accessibility_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="These four pages stay where visitors can read them: none of them can be deleted or unpublished.",
    )

    panels = [FieldPanel(name) for name in ("main_menu", "footer_menu", *NAMED_BY)]

    class Meta:
        verbose_name = verbose_name_plural = "menus"

    def clean(self) -> None:
        """Refuse pages that go at a time: nothing asks again when it comes."""
        super().clean()
        named = {name: getattr(self, name) for name in NAMED_BY}
        if errors := {name: _expires(page) for name, page in named.items() if page and page.expire_at}:
            raise ValidationError(errors)


def _expires(page: Page) -> str:
    """Say that a page goes at a time, and what to do."""
    moment = date_format(timezone.localtime(page.expire_at), "DATETIME_FORMAT")
    return (
        f"“{page.title}” goes from the website on {moment}, and this page has to stay. Take that time away in its form "
        "under Set schedule, or choose another page."
    )


class VisitorSafety(WordsInLanguages, SiteSetting):
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
        help_text="If empty: “Leave this site”.",
    )
    help_label = models.CharField(
        "words on the help link",
        max_length=20,
        blank=True,
        help_text="If empty: “I need help now”.",
    )

    numbers = StreamField(
        [("number", HelpNumberBlock())],
        verbose_name="numbers to call",
        help_text="Shown at the top and the foot of every page, in this order.",
    )
    in_other_languages = words_field(SafetyWordsBlock(), "shows what this website says by itself")

    panels = [FieldPanel(name) for name in ("numbers", "exit_url", "exit_label", "help_label", "in_other_languages")]

    class Meta:
        verbose_name = verbose_name_plural = "numbers and exit"

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Return the home page with the numbers in view, which visitors open first."""
        attributes = {**(extra_request_attrs or {}), "shows_numbers": True}
        return super().make_preview_request(original_request, preview_mode, attributes)

    def clean(self) -> None:
        """Require https and another site, and refuse an address that passes anything on."""
        super().clean()
        address = urlsplit(self.exit_url)
        if address.scheme != "https" or address.query or address.fragment:
            raise ValidationError({"exit_url": "Write an address that begins with https:// and has no ? or # in it."})
        refuse_own_address(self.exit_url)

    def translation_warnings(self, before: Self) -> list[str]:
        """Add those for numbers that a language leaves out."""
        return [*super().translation_warnings(before), *numbers_not_shown(self.numbers)]


class Announcement(WordsInLanguages, SiteSetting):
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
    in_other_languages = words_field(AnnouncementWordsBlock())

    panels = [FieldPanel(name) for name in ("text", "page", "link_text", "starts_at", "ends_at", "in_other_languages")]

    class Meta:
        verbose_name = verbose_name_plural = "announcement"

    def clean(self) -> None:
        """Require an end after the beginning, and a text for the link that says where it leads."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "Choose a time after the announcement begins."})
        if self.page and not self.link_text:
            raise ValidationError({"link_text": "Say in a few words where the link leads."})
        if is_vague_link_text(self.link_text):
            raise ValidationError({"link_text": NO_DESTINATION})

    def make_preview_request(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the home page with the announcement, also if its time has not come or has passed."""
        self.starts_at = self.ends_at = None
        return super().make_preview_request(*args, **kwargs)

    def is_showing(self) -> bool:
        """Return whether there is a message to show now."""
        now = timezone.now()
        return bool(
            self.text
            and (self.starts_at is None or self.starts_at <= now)
            and (self.ends_at is None or now < self.ends_at)
        )


SITE_SETTINGS: tuple[type[SiteSetting], ...] = (Announcement, Navigation, OrganisationIdentity, VisitorSafety)
