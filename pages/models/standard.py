"""Standing pages: about, privacy, accessibility; staying safe online; the glossary; contact."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from pages.blocks import BodyBlock
from pages.models.base import LEAD_FEATURES, BasePage


class StandardPage(BasePage):
    """A page that stands: it is changed now and then, and belongs to no list."""

    page_description = "A standing page, for example about us, privacy or accessibility."

    lead = RichTextField("introduction", features=LEAD_FEATURES, blank=True)
    body = StreamField(BodyBlock(), blank=True)
    reviewed_on = models.DateField(
        "last reviewed", null=True, blank=True, help_text="When somebody last checked that all of it still holds."
    )
    shows_retention = models.BooleanField(
        "show how long messages are kept",
        default=False,
        help_text="For the privacy page: a table below the text, made from the settings for enquiries.",
    )

    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage"]
    content_panels = Page.content_panels + [
        FieldPanel(name) for name in ("lead", "body", "shows_retention", "reviewed_on")
    ]
    search_fields = BasePage.search_fields + [index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = "standing page"


class SafetyPage(BasePage):
    """How to visit safely, with what can be tried on the spot: leaving, quiet browsing, what is left behind."""

    scripts = ["js/traces.js"]
    page_description = "How to visit this site safely. The practice run and the live counts are part of it."

    lead = RichTextField("what to know first", features=LEAD_FEATURES, blank=True)
    body = StreamField(BodyBlock(), blank=True)
    reviewed_on = models.DateField(
        "last reviewed", null=True, blank=True, help_text="When somebody last tried all of it on a telephone."
    )

    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    content_panels = Page.content_panels + [FieldPanel("lead"), FieldPanel("body"), FieldPanel("reviewed_on")]
    search_fields = BasePage.search_fields + [index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = "page about staying safe"


class GlossaryPage(BasePage):
    """All terms of the glossary, in their order. The terms themselves are snippets."""

    page_description = "Explains words and abbreviations. The terms are edited under Snippets."

    lead = RichTextField("introduction", features=LEAD_FEATURES, blank=True)

    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    content_panels = Page.content_panels + [FieldPanel("lead")]
    search_fields = BasePage.search_fields + [index.SearchField("lead")]

    class Meta:
        verbose_name = "glossary"


class ContactPage(BasePage):
    """What to know before writing to us, and how to reach us."""

    page_description = "How people reach us. There is one."

    lead = RichTextField("introduction", features=LEAD_FEATURES, blank=True)
    before_title = models.CharField("heading of the safety note", max_length=80, blank=True)
    before_text = RichTextField(
        "safety note",
        features=LEAD_FEATURES,
        blank=True,
        help_text="Read before anything else on the page. Say who should rather call, and what not to use.",
    )
    body = StreamField(BodyBlock(), blank=True)

    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    content_panels = Page.content_panels + [
        FieldPanel(name) for name in ("lead", "before_title", "before_text", "body")
    ]
    search_fields = BasePage.search_fields + [index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = "contact page"
