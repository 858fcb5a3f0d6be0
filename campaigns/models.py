"""The anti-racism work: the overview, and local, national and European work below it."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock, PageChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from campaigns.blocks import ActivityBlock, MilestoneBlock, PartnerBlock, RoleBlock
from pages.blocks import ONE_PARAGRAPH, BodyBlock
from pages.chrome import address_of, chrome_of
from pages.contact_topics import ContactTopic
from pages.listing import Poster, chosen_rows, raw_values
from pages.models import BasePage, Organisation
from pages.models.base import LEAD_FEATURES, OPENING_PANELS


class AntiRacismPage(BasePage):
    """The overview: where we stand, then a way into each of the three places where we work."""

    cloth = "rani"
    page_description = "The overview of the anti-racism work. Local, national and European work go below it."

    lead = RichTextField("introduction", features=LEAD_FEATURES)
    stance = models.TextField("where we stand", blank=True, help_text="Two or three sentences, set large.")
    body = StreamField(BodyBlock(), blank=True)
    related = StreamField(
        [("page", PageChooserBlock(["pages.InterviewPage", "pages.BlogPage"]))],
        blank=True,
        verbose_name="interviews and posts to read",
    )

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["campaigns.LocalWorkPage", "campaigns.NationalWorkPage", "campaigns.EuropeanWorkPage"]
    max_count_per_parent = 1
    content_panels = OPENING_PANELS + [
        FieldPanel("lead"),
        FieldPanel("stance"),
        FieldPanel("body"),
        FieldPanel("related"),
    ]
    search_fields = BasePage.search_fields + [
        index.SearchField("lead"),
        index.SearchField("stance"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "anti-racism overview"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the posters of the work below this page and what to read."""
        context = super().get_context(request, *args, **kwargs)
        context["posters"] = child_posters(self, request)
        context["related"] = chosen_rows(self, request)
        return context


class WorkPage(BasePage):
    """What we do against racism in one place."""

    starter_values = {
        "body": ONE_PARAGRAPH,
        "call_title": "Be part of it",
        "call_text": "<p>Please get in touch to find out more.</p>",
        "call_button": "Get in touch",
    }

    lead = RichTextField("introduction", features=LEAD_FEATURES)
    body = StreamField(BodyBlock(), blank=True)
    partners = StreamField([("partner", PartnerBlock())], blank=True)
    related = StreamField(
        [("page", PageChooserBlock(["pages.InterviewPage", "pages.BlogPage"]))],
        blank=True,
        verbose_name="interviews and posts to read",
    )
    call_title = models.CharField("call to action", max_length=80, blank=True)
    call_text = RichTextField("words of the call", features=LEAD_FEATURES, blank=True)
    call_button = models.CharField("words on the button", max_length=40, blank=True)
    call_topic = models.CharField(
        "topic that is chosen on the contact page",
        max_length=20,
        choices=ContactTopic.choices,
        default=ContactTopic.ANTI_RACISM,
    )

    parent_page_types = ["campaigns.AntiRacismPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    closing_panels = [
        FieldPanel("partners"),
        FieldPanel("related"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("call_title", "call_text", "call_button", "call_topic")],
            "What readers can do",
        ),
    ]
    search_fields = BasePage.search_fields + [index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what to read, where the call leads and where to go next."""
        context = super().get_context(request, *args, **kwargs)
        context["related"] = chosen_rows(self, request)
        contact = chrome_of(request).contact_url
        context["call_url"] = f"{contact}?topic={self.call_topic}" if contact else ""
        context["next"] = self.next_poster(request)
        return context

    def next_poster(self, request: HttpRequest) -> Poster | None:
        """Return the poster of the work that follows in the page tree, the first after the last."""
        overview = next((page for page in self.trail() if self.is_child_of(page)), None)
        posters = child_posters(overview, request) if overview else []
        urls = [poster.url for poster in posters]
        here = address_of(self, request)
        if here not in urls:
            return posters[0] if posters else None
        following = posters[(urls.index(here) + 1) % len(posters)]
        return following if following.url != here else None


class LocalWorkPage(WorkPage):
    """Work in one town."""

    cloth = "madder"
    kind = _("Our work")
    poster_title = _("Local")
    page_description = "Our work in the town."

    place = models.CharField(max_length=100, blank=True, help_text="For example: Rotherham")
    since = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The year in which this work began, if it is known."
    )

    content_panels = OPENING_PANELS + [
        FieldPanel("place"),
        FieldPanel("since"),
        FieldPanel("lead"),
        FieldPanel("body"),
        *WorkPage.closing_panels,
    ]
    search_fields = WorkPage.search_fields + [index.SearchField("place")]

    class Meta:
        verbose_name = "local work"


class NationalWorkPage(WorkPage):
    """Work towards a change in the whole country: what we ask, what it would bring, how far we are."""

    cloth = "mari"
    kind = _("Our work")
    poster_title = _("National")
    page_description = "Our work in the country: the demand, its benefits and the way there."

    ask = models.CharField(
        "the ask", max_length=200, blank=True, help_text="What must happen, in one sentence of our own."
    )
    figure = models.CharField("number", max_length=10, blank=True, help_text="For example: 0")
    figure_words = models.CharField(
        "what it counts", max_length=120, blank=True, help_text="Read straight after the number."
    )
    benefits_title = models.CharField("heading of the benefits", max_length=160, blank=True)
    benefits = StreamField([("benefit", CharBlock(max_length=200))], blank=True)
    milestones_title = models.CharField("heading of the milestones", max_length=120, blank=True)
    milestones = StreamField(
        [("milestone", MilestoneBlock())], blank=True, help_text="In the order in which they come."
    )

    content_panels = OPENING_PANELS + [
        FieldPanel("ask"),
        FieldPanel("lead", heading="Explanation"),
        MultiFieldPanel([FieldPanel("figure"), FieldPanel("figure_words")], "A number, set very large"),
        MultiFieldPanel([FieldPanel("benefits_title"), FieldPanel("benefits")], "What it would bring"),
        MultiFieldPanel([FieldPanel("milestones_title"), FieldPanel("milestones")], "The way there"),
        FieldPanel("body"),
        *WorkPage.closing_panels,
    ]
    search_fields = WorkPage.search_fields + [
        index.SearchField("ask"),
        index.SearchField("benefits"),
        index.SearchField("milestones"),
    ]

    class Meta:
        verbose_name = "national work"


class EuropeanWorkPage(WorkPage):
    """Work in a European network: who of us holds a role there, and what we did together."""

    cloth = "teal"
    kind = _("Our work")
    poster_title = _("Europe")
    fetched_with = ["locale", "network"]
    page_description = "Our work in Europe: the network, our roles in it and what we did."

    network = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    roles = StreamField([("role", RoleBlock())], blank=True)
    activities_title = models.CharField("heading of the activities", max_length=120, blank=True)
    activities = StreamField([("activity", ActivityBlock())], blank=True, help_text="Newest first.")

    content_panels = OPENING_PANELS + [
        FieldPanel("network"),
        FieldPanel("lead"),
        FieldPanel("roles"),
        MultiFieldPanel([FieldPanel("activities_title"), FieldPanel("activities")], "What we did"),
        FieldPanel("body"),
        *WorkPage.closing_panels,
    ]
    search_fields = WorkPage.search_fields + [index.SearchField("roles"), index.SearchField("activities")]

    class Meta:
        verbose_name = "European work"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the activities, each with the address that it leads to."""
        context = super().get_context(request, *args, **kwargs)
        context["activities"] = self.activity_rows(request)
        return context

    def activity_rows(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return the activities as plain values, with all partners fetched together."""
        activities = raw_values(self.activities)
        partners = Organisation.objects.in_bulk(filter(None, (activity.get("partner") for activity in activities)))
        pages = chrome_of(request).pages
        rows = []
        for activity in activities:
            page = pages.get(activity.get("page"))
            date = activity.get("date")
            rows.append(
                {
                    "kind": activity["kind"],
                    "title": activity["title"],
                    "text": activity.get("text", ""),
                    "date": parse_date(str(date)) if date else None,
                    "partner": partners.get(activity.get("partner"), ""),
                    "url": page.url if page else activity.get("address", ""),
                    "is_elsewhere": not page,
                }
            )
        return rows


def child_posters(page: Page, request: HttpRequest) -> list[Poster]:
    """Return the posters of the pages below one that anyone may read, in the order of the page tree."""
    children = (each for each in chrome_of(request).pages.values() if each.path[: -page.steplen] == page.path)
    return [Poster.of(child) for child in children]
