"""Standing pages: about, accessibility; staying safe online; the glossary."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from pages.blocks import ONE_PARAGRAPH, BodyBlock
from pages.models.base import LEAD_FEATURES, OPENING_PANELS, BasePage


class AbstractStandardPage(BasePage):
    """The fields of a page that is changed now and then, and belongs to no list."""

    starter_values = {"body": ONE_PARAGRAPH}

    lead = RichTextField("introduction", features=LEAD_FEATURES, blank=True)
    body = StreamField(BodyBlock(), blank=True)
    reviewed_on = models.DateField(
        "last reviewed", null=True, blank=True, help_text="When somebody last checked that all of it still holds."
    )

    content_panels = OPENING_PANELS + [FieldPanel(name) for name in ("lead", "body", "reviewed_on")]
    search_fields = BasePage.search_fields + [index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        abstract = True


class StandardPage(AbstractStandardPage):
    """A standing page, for example about us."""

    page_description = "A standing page, for example about us or accessibility."

    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage"]

    class Meta:
        verbose_name = "standing page"


class SafetyPage(BasePage):
    """How to visit safely, with what can be tried on the spot: leaving, quiet browsing, what is left behind."""

    scripts = ["js/traces.js"]
    is_always_sensitive = has_content_of_its_own = True
    page_description = "How to visit this site safely. The practice run and the live counts are part of it."

    lead = RichTextField("what to know first", features=LEAD_FEATURES, blank=True)
    body = StreamField(BodyBlock(), blank=True)
    reviewed_on = models.DateField(
        "last reviewed", null=True, blank=True, help_text="When somebody last tried all of it on a telephone."
    )

    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    content_panels = OPENING_PANELS + [FieldPanel("lead"), FieldPanel("body"), FieldPanel("reviewed_on")]
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
    content_panels = OPENING_PANELS + [FieldPanel("lead")]
    search_fields = BasePage.search_fields + [index.SearchField("lead")]

    class Meta:
        verbose_name = "glossary"
