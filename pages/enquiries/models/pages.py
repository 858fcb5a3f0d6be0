"""The page types of enquiries: the contact page and the privacy page."""

import math
from http import HTTPMethod
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Site
from wagtail.search import index

from pages.access import require_language_of_address
from pages.blocks import BodyBlock
from pages.editing.panels import LEAD_FEATURES, OPENING_PANELS
from pages.enquiries import retention
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.submissions import processing
from pages.enquiries.submissions.views import redirect_to_confirmation, remember_site_context
from pages.fields import StreamField
from pages.models.base import BasePage
from pages.models.standard import AbstractStandardPage
from pages.models.statements import PersonalData
from pages.navigation.site_context import get_site_context


class ContactPage(BasePage):
    """A safety note, how to reach us, and the contact form."""

    template = "pages/contact_page.html"
    page_description = "The contact form. Each language has one."
    scripts = ["js/contact.js"]
    # Each visitor gets a different form token.
    is_cacheable = False
    is_always_sensitive = has_content_without_text = True
    new_page_values = {"before_title": "Before you write to us"}
    has_contact_topics = True
    # Submissions are checked by a signed token instead of a CSRF cookie.
    handles_own_csrf = True
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
    search_fields = BasePage.search_fields + [
        index.SearchField("lead"),
        index.SearchField("before_text"),
        index.SearchField("searchable_body"),
    ]

    class Meta:
        verbose_name = "contact page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is promised about messages, an unbound form, and the numbers that the safety note does not name."""
        context = super().get_context(request, *args, **kwargs)
        context["read_by"] = EnquirySettings.load(request_or_site=request).words("read_by")
        context["has_form"] = True
        context["form"] = processing.unbound_form(request)
        context["numbers_above_form"] = [
            line for line in get_site_context(request).help_lines if f'"tel:{line.dial}"' not in self.before_text
        ]
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or process a submission."""
        require_language_of_address(self)
        if request.method == HTTPMethod.POST:
            return self._process_submission(request)
        remember_site_context(request)
        return super().serve(request, *args, **kwargs)

    def _process_submission(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the confirmation of a message that was stored, or show the form again with what was typed."""
        result = processing.process(request)
        if result.reference:
            return redirect_to_confirmation(result.reference)
        context = self.get_context(request) | {
            "form": result.form,
            "must_send_again": result.must_send_again,
            "minutes_to_wait": math.ceil(result.retry_after / 60),
        }
        context["meta"].title = _("Error: %(title)s") % {"title": context["meta"].title}
        response = TemplateResponse(request, self.get_template(request), context, status=result.status)
        if result.retry_after:
            response["Retry-After"] = str(result.retry_after)
        # Rendered here, where an exception still leads to a page that shows what was typed.
        return response.render()


class PrivacyPage(AbstractStandardPage):
    """A standing page that ends with who is responsible, why, and how long messages are kept, from the settings."""

    template = "pages/privacy_page.html"
    page_description = "What the site knows of visitors. Ends with a table of how long messages are kept."
    has_content_without_text = True

    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = "privacy page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add who is responsible, why the law allows it, and the retention periods."""
        return super().get_context(request, *args, **kwargs) | {
            "personal_data": PersonalData.stored_for(Site.find_for_request(request)),
            "retention": retention.retention_table(EnquirySettings.load(request_or_site=request)),
        }
