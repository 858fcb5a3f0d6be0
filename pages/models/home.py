"""The home page, from which every address of its language is found."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from pages.blocks import FeaturedPageBlock
from pages.chrome import address_of, chrome_of
from pages.listing import Poster, raw_values, row
from pages.models.base import LEAD_FEATURES, OPENING_PANELS, BasePage
from pages.models.stories import newest_stories
from pages.page_cache.fragments import cached
from pages.seo import without_empty
from pages.visibility import closed_paths_for, in_language_of_address

NEWEST_STORIES = 4


class HomePage(BasePage):
    """The first page: what we claim, who we are, the work, a voice, what is new, and the name."""

    cloth = "rani"
    page_description = "The first page of the site in one language."

    statement = RichTextField(
        features=["bold"],
        help_text="The sentence that the site stands for. Bold words are set heavy, the others light.",
    )
    lead = RichTextField(features=LEAD_FEATURES, blank=True, help_text="One or two sentences below the statement.")
    primary_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="page behind the first button",
    )
    primary_label = models.CharField("words on the first button", max_length=40, blank=True)
    about_title = models.CharField("who we are, in one line", max_length=200, blank=True)
    about_text = RichTextField("who we are", features=LEAD_FEATURES, blank=True)
    featured = StreamField(
        [("page", FeaturedPageBlock())],
        blank=True,
        help_text="Pages shown as posters, in this order. Three fit side by side.",
    )
    quotation = models.TextField(blank=True, help_text="Exactly as it was said, with its quotation marks.")
    quotation_text = RichTextField("words about the quotation", features=LEAD_FEATURES, blank=True)
    quotation_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="page that the quotation comes from",
    )
    quotation_label = models.CharField("words on that page’s button", max_length=40, blank=True)
    call_title = models.CharField("call to action", max_length=80, blank=True)
    call_text = RichTextField("words of the call", features=LEAD_FEATURES, blank=True)
    name_title = models.CharField("what our name means", max_length=120, blank=True)
    name_text = RichTextField("words about our name", features=LEAD_FEATURES, blank=True)
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "campaigns.AntiRacismPage",
        "pages.InterviewIndexPage",
        "pages.BlogIndexPage",
        "pages.StandardPage",
        "pages.SafetyPage",
        "pages.GlossaryPage",
        "pages.ContactPage",
    ]
    content_panels = OPENING_PANELS + [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("statement", "lead", "primary_page", "primary_label")], "What we claim"
        ),
        MultiFieldPanel([FieldPanel("about_title"), FieldPanel("about_text")], "Who we are"),
        FieldPanel("featured", heading="Featured pages"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("quotation", "quotation_text", "quotation_page", "quotation_label")],
            "A quotation",
        ),
        MultiFieldPanel([FieldPanel("name_title"), FieldPanel("name_text")], "Our name"),
        MultiFieldPanel([FieldPanel("call_title"), FieldPanel("call_text")], "What readers can do"),
    ]
    search_fields = BasePage.search_fields + [
        index.SearchField("statement"),
        index.SearchField("lead"),
        index.SearchField("about_text"),
        index.SearchField("quotation"),
    ]

    class Meta:
        verbose_name = "home page"

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page by its whole address in one look-up, whatever its depth, with the pages above it.

        Wagtail walks down level by level, two queries for each.
        """
        request._home = in_language_of_address(self)
        closed = tuple(closed_paths_for(request))
        self.is_known_to_be_open = not self.path.startswith(closed)
        # Above a home page there is only the root, which is no page of anybody's.
        self.line = [self]
        if not path_components:
            return super().route(request, path_components)
        addresses = [
            f"{self.url_path}{'/'.join(path_components[: depth + 1])}/" for depth in range(len(path_components))
        ]
        found = list(Page.objects.descendant_of(self).filter(url_path__in=addresses).order_by("depth"))
        if not found or found[-1].url_path != addresses[-1]:
            raise Http404("There is no page at this address.")
        model = found[-1].specific_class
        *above, itself = found
        page = model.objects.select_related(*model.fetched_with).get(pk=itself.pk)
        page.line = [self, *above, page]
        page.is_known_to_be_open = not page.path.startswith(closed)
        return page.route(request, [])

    def linked_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return schema.org's NGO: who stands behind the site, as far as staff have filled it in."""
        organisation = chrome_of(request).organisation
        return [
            without_empty(
                {
                    "@context": "https://schema.org",
                    "@type": "NGO",
                    "name": organisation.name,
                    "url": request.build_absolute_uri(address_of(self, request)),
                    "foundingDate": str(organisation.founded or ""),
                    "telephone": organisation.telephone,
                    "email": organisation.email,
                }
            )
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the posters, what the buttons lead to, and the newest interviews and posts."""
        context = super().get_context(request, *args, **kwargs)
        context["newest"] = cached(
            request,
            f"newest:{self.pk}",
            lambda: [row(story, request) for story in newest_stories(request, NEWEST_STORIES)],
        )
        pages = chrome_of(request).pages
        context["posters"] = [
            Poster.of(pages[chosen["page"]], label=chosen.get("label", ""), text=chosen.get("text", ""))
            for chosen in raw_values(self.featured)
            if chosen["page"] in pages
        ]
        for name, chosen in (("quotation_url", self.quotation_page_id), ("primary_url", self.primary_page_id)):
            context[name] = pages[chosen].url if chosen in pages else ""
        return context
