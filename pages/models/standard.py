"""Standing pages: about, privacy, accessibility; staying safe online; the glossary; contact."""

from http import HTTPMethod
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from pages.blocks import ONE_PARAGRAPH, BodyBlock
from pages.enquiries import retention, sending
from pages.enquiries.settings import EnquirySettings
from pages.enquiries.views import remember_numbers, thanks
from pages.models.base import LEAD_FEATURES, OPENING_PANELS, BasePage
from pages.visibility import in_language_of_address


class StandardPage(BasePage):
    """A page that stands: it is changed now and then, and belongs to no list."""

    page_description = "A standing page, for example about us, privacy or accessibility."
    starter_values = {"body": ONE_PARAGRAPH}

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
    content_panels = OPENING_PANELS + [FieldPanel(name) for name in ("lead", "body", "shows_retention", "reviewed_on")]
    search_fields = BasePage.search_fields + [index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = "standing page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the table of what is kept of messages, where the page shows it."""
        context = super().get_context(request, *args, **kwargs)
        if self.shows_retention:
            context["retention"] = retention.table(EnquirySettings.load(request_or_site=request))
        return context


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


class ContactPage(BasePage):
    """What to know before writing to us, how to reach us, and the form."""

    page_description = "How people reach us. There is one."
    scripts = ["js/contact.js"]
    is_always_sensitive = has_content_of_its_own = True
    # Each visitor gets a form token of her own.
    is_cacheable = False
    starter_values = {"before_title": "Before you write to us"}
    # See `pages.enquiries.serving`.
    checks_its_own_forms = True
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS, HTTPMethod.POST]

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
    content_panels = OPENING_PANELS + [FieldPanel(name) for name in ("lead", "before_title", "before_text", "body")]
    search_fields = BasePage.search_fields + [index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = "contact page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is promised about messages, and an empty form."""
        context = super().get_context(request, *args, **kwargs)
        context["read_by"] = EnquirySettings.load(request_or_site=request).read_by
        context["form"] = sending.empty_form(request)
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or take what was sent with it."""
        in_language_of_address(self)
        if request.method == HTTPMethod.POST:
            return self._taken(request)
        remember_numbers(request)
        return super().serve(request, *args, **kwargs)

    def _taken(self, request: HttpRequest) -> HttpResponse:
        """Thank for a message that was stored, or show the form again with all that was typed."""
        answer = sending.answer(request)
        if answer.reference:
            return thanks(answer.reference)
        context = self.get_context(request) | {"form": answer.form, "must_send_again": answer.must_send_again}
        context["meta"].title = _("Error: %(title)s") % {"title": context["meta"].title}
        # Rendered here, where a failure still leads to a page that keeps her words.
        return TemplateResponse(request, self.get_template(request), context, status=answer.status).render()
