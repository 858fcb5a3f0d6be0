"""The anti-racism work: the overview, and local, national and European work below it."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import StructValue
from wagtail.fields import RichTextField
from wagtail.search import index

from campaigns.actions import ACTIONS
from campaigns.blocks import ActivityBlock, BenefitBlock, MilestoneBlock, RoleBlock
from campaigns.work import PageWithActions, WorkPage, published_children
from pages.blocks import BodyBlock, RelatedPageBlock
from pages.editing.panels import LEAD_FEATURES, OPENING_PANELS
from pages.fields import StreamField
from pages.models import BasePage, Organisation
from pages.navigation.links import LinkTargets
from pages.navigation.listings import card, related_items
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem, Rule
from pages.readiness.rules import ADVISES, BLOCKS


class AntiRacismPage(PageWithActions):
    """The overview: where we stand, and links to our local, national and European work."""

    colour_theme = "rani"
    page_description = "The overview of the anti-racism work. Local, national and European work go below it."
    fields_with_notes = ("lead", "stance")

    lead = RichTextField("introduction", features=LEAD_FEATURES)
    stance = models.TextField("where we stand", blank=True, help_text="Two or three sentences, set large.")
    body = StreamField(BodyBlock(), blank=True)
    related = StreamField(
        [("page", RelatedPageBlock(["pages.InterviewPage", "pages.BlogPage", "pages.PublicationPage"]))],
        blank=True,
        verbose_name="interviews, posts and publications to read",
    )
    actions = StreamField(ACTIONS, blank=True)

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["campaigns.LocalWorkPage", "campaigns.NationalWorkPage", "campaigns.EuropeanWorkPage"]
    max_count_per_parent = 1
    content_panels = OPENING_PANELS + [
        FieldPanel("lead"),
        FieldPanel("stance"),
        FieldPanel("body"),
        FieldPanel("related"),
        FieldPanel("actions", heading="What readers can do"),
    ]
    search_fields = BasePage.search_fields + [
        index.SearchField("lead"),
        index.SearchField("stance"),
        index.SearchField("searchable_body"),
        index.SearchField("searchable_actions"),
    ]

    class Meta:
        verbose_name = "anti-racism overview"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the cards of the pages below this one, and what to read."""
        context = super().get_context(request, *args, **kwargs)
        context["cards"] = [card(page, request) for page in published_children(self, request)]
        context["related"] = related_items(self, context["link_targets"], request)
        return context


class LocalWorkPage(WorkPage):
    """Work in one town."""

    colour_theme = "madder"
    type_label = _("Our work")
    card_title = _("Local")
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


def _figure_without_source(content: PageContent) -> Iterator[Problem]:
    """Find a number without the source of the count."""
    page = content.page
    if page.figure.strip() and not page.figure_source.strip():
        yield content.field("figure_source"), "Say who counted, or take the number away."


def _incomplete_source_of_figure(content: PageContent) -> Iterator[Problem]:
    """Find a number that others counted, of which nobody learns when and where."""
    page, source = content.page, content.page.figure_source.strip()
    if page.figure.strip() and source and source not in content.own_names:
        if not page.figure_date.strip():
            yield content.field("figure_date"), "Say when it was counted or published, if it is known."
        if not page.figure_link:
            yield (
                content.field("figure_link"),
                f"Add the address at which “{source}” can be read, if there is one.",
            )


class NationalWorkPage(WorkPage):
    """Work towards a change in the whole country: what we ask, what it would bring, how far we are."""

    colour_theme = "mari"
    type_label = _("Our work")
    card_title = _("National")
    page_description = "Our work in the country: the demand, its benefits and the way there."
    fields_with_notes = ("lead", "ask", "figure_words", "benefits_title")
    readiness_rules = (
        *WorkPage.readiness_rules,
        Rule("figure-without-source", BLOCKS, _figure_without_source),
        Rule("incomplete-source-of-figure", ADVISES, _incomplete_source_of_figure),
    )

    ask = models.CharField(
        "the ask", max_length=200, blank=True, help_text="What must happen, in one sentence of our own."
    )
    figure = models.CharField("number", max_length=10, blank=True, help_text="For example: 0")
    figure_words = models.CharField(
        "what it counts", max_length=120, blank=True, help_text="Read straight after the number."
    )
    figure_source = models.CharField(
        "its source",
        max_length=200,
        blank=True,
        help_text="Who counted; for a statement of our own, the organisation. Needed before the page can be published.",
    )
    figure_date = models.CharField(
        "its date",
        max_length=40,
        blank=True,
        help_text="When it was counted or published, for example March 2024. Leave empty if it is not known.",
    )
    figure_link = models.URLField("address of its source", blank=True)
    benefits_title = models.CharField("heading of the benefits", max_length=160, blank=True)
    benefits = StreamField([("benefit", BenefitBlock(max_length=200))], blank=True)
    milestones_title = models.CharField("heading of the milestones", max_length=120, blank=True)
    milestones = StreamField(
        [("milestone", MilestoneBlock())], blank=True, help_text="In the order in which they come."
    )

    content_panels = OPENING_PANELS + [
        FieldPanel("ask"),
        FieldPanel("lead", heading="Explanation"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("figure", "figure_words", "figure_source", "figure_date", "figure_link")],
            "A number, set very large",
        ),
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

    colour_theme = "teal"
    type_label = _("Our work")
    card_title = _("Europe")
    select_related = ["locale", "network"]
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

    def linked_pages(self) -> list[int]:
        """Add those about the activities."""
        about = [block.value["page"].pk for block in self.activities if block.value.get("page")]
        return [*super().linked_pages(), *about]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the roles, and the activities, each with the address that it links to."""
        context = super().get_context(request, *args, **kwargs)
        # A person may have been deleted.
        context["roles"] = [block.value for block in self.roles if block.value.get("person")]
        targets = context["link_targets"]
        context["activities"] = [_with_link(block.value, targets) for block in self.activities]
        return context


def _with_link(activity: StructValue, targets: LinkTargets) -> dict[str, Any]:
    """Return an activity with the address of the page about it: of this site, if an editor chose one that is public."""
    page = activity.get("page")
    url = targets.url(page.pk) if page else ""
    language = targets.other_language(page.pk) if url else ""
    return {"value": activity, "url": url or activity.get("address"), "is_external": not url, "language": language}
