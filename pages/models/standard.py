"""Standing pages: about, privacy, accessibility; staying safe online; the glossary."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Site
from wagtail.search import index

from pages.blocks import NEW_TEXT, BodyBlock
from pages.editing.panels import LEAD_FEATURES, OPENING_PANELS
from pages.fields import StreamField
from pages.glossary import glossary_terms
from pages.linked_data import defined_terms
from pages.models.base import BasePage
from pages.models.statements import AccessibilityStatement
from pages.navigation.site_context import get_site_context


class AbstractStandardPage(BasePage):
    """A page that is changed now and then and belongs to no list."""

    new_page_values = {"body": NEW_TEXT}

    lead = RichTextField("introduction", features=LEAD_FEATURES, blank=True)
    body = StreamField(BodyBlock(), blank=True)
    reviewed_on = models.DateField(
        "last reviewed", null=True, blank=True, help_text="When somebody last checked that all of it still holds."
    )

    content_panels = OPENING_PANELS + [FieldPanel(name) for name in ("lead", "body", "reviewed_on")]
    search_fields = BasePage.search_fields + [index.SearchField("lead"), index.SearchField("searchable_body")]

    class Meta:
        abstract = True


class StandardPage(AbstractStandardPage):
    """About us, accessibility and the like."""

    page_description = "A standing page, for example about us or accessibility."
    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage"]

    class Meta:
        verbose_name = "standing page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add how the website was tested and what does not work yet, to the page about that."""
        context = super().get_context(request, *args, **kwargs)
        if self.translation_key == get_site_context(request).accessibility_key:
            context["accessibility"] = AccessibilityStatement.stored_for(Site.find_for_request(request))
        return context


class SafetyPage(AbstractStandardPage):
    """How to visit safely, with a practice exit, quiet browsing and a count of what the visit left behind."""

    scripts = ["js/traces.js"]
    is_always_sensitive = has_content_without_text = True
    page_description = "How to visit this site safely. The practice run and the live counts are part of it."
    new_page_values = {}

    lead = RichTextField("what to know first", features=LEAD_FEATURES, blank=True)
    reviewed_on = models.DateField(
        "last reviewed", null=True, blank=True, help_text="When somebody last tried all of it on a telephone."
    )

    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = "page about staying safe"


class GlossaryPage(BasePage):
    """All terms of the glossary in alphabetical order. The terms themselves are snippets."""

    page_description = "Explains words and abbreviations. The terms are edited under People and terms."

    lead = RichTextField("introduction", features=LEAD_FEATURES, blank=True)

    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    content_panels = OPENING_PANELS + [FieldPanel("lead")]
    search_fields = BasePage.search_fields + [index.SearchField("lead")]

    class Meta:
        verbose_name = "glossary"

    def linked_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Add the terms."""
        url = request.build_absolute_uri(self.get_url(request))
        terms = defined_terms(url, self.title, self.locale.language_code, glossary_terms(request))
        return [*super().linked_data(request), terms]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the terms."""
        return super().get_context(request, *args, **kwargs) | {"terms": glossary_terms(request)}
