"""The home page of one language."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from pages.access import is_below, require_language_of_address, restricted_paths
from pages.blocks import FeaturedPageBlock
from pages.consents.parts import Part
from pages.editing.panels import LEAD_FEATURES, OPENING_PANELS
from pages.fields import StreamField
from pages.linked_data import organisation, website
from pages.models.base import BasePage
from pages.models.consents import Consent
from pages.models.interviews import InterviewPage
from pages.models.story_indexes import feeds_of_stories, newest_stories
from pages.navigation.links import LinkTargets
from pages.navigation.listings import Card, card, list_items
from pages.readiness import wording
from pages.readiness.findings import Rule
from pages.readiness.rules import ADVISES
from pages.request_cache import request_cache
from pages.seo import PageMeta

NEWEST_STORIES = 4
# No page is deeper: each level takes four of the 255 characters of a path in the tree. Each level of an address becomes
# a part of the query.
MAX_LEVELS = 63


class HomePage(BasePage):
    """The first page: what we stand for, who we are, the work, a quotation, what is new, and the name."""

    colour_theme = "rani"
    page_description = "The first page of the site in one language."
    link_texts = ("primary_label", "quotation_label")
    quoted_fields = ("quotation",)
    readiness_rules = (*BasePage.readiness_rules, Rule("telling-home-page", ADVISES, wording.sensitive_home_page))

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
        verbose_name="page that the first button links to",
    )
    primary_label = models.CharField("label of the first button", max_length=40, blank=True)
    about_title = models.CharField("who we are, in one line", max_length=200, blank=True)
    about_text = RichTextField("who we are", features=LEAD_FEATURES, blank=True)
    featured = StreamField(
        [("page", FeaturedPageBlock())],
        blank=True,
        help_text="Pages shown as cards, in this order. Three fit side by side.",
    )
    quotation = models.TextField(blank=True, help_text="Exactly as it was said, with its quotation marks.")
    quotation_consent = models.ForeignKey(
        Consent,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="consent",
        help_text="The agreement of the person who is quoted. The quotation is left out when it has ended. "
        "Not needed for our own words or words that were published elsewhere.",
    )
    quotation_text = RichTextField("text about the quotation", features=LEAD_FEATURES, blank=True)
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
    call_text = RichTextField("text of the call to action", features=LEAD_FEATURES, blank=True)
    name_title = models.CharField("what our name means", max_length=120, blank=True)
    name_text = RichTextField("text about our name", features=LEAD_FEATURES, blank=True)
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "campaigns.AntiRacismPage",
        "pages.InterviewIndexPage",
        "pages.BlogIndexPage",
        "pages.PublicationIndexPage",
        "pages.StandardPage",
        "pages.SafetyPage",
        "pages.GlossaryPage",
        "pages.PeoplePage",
        "pages.AccountabilityPage",
        "enquiries.ContactPage",
        "enquiries.PrivacyPage",
    ]
    content_panels = OPENING_PANELS + [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("statement", "lead", "primary_page", "primary_label")], "Opening statement"
        ),
        MultiFieldPanel([FieldPanel("about_title"), FieldPanel("about_text")], "Who we are"),
        FieldPanel("featured", heading="Featured pages"),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "quotation",
                    "quotation_consent",
                    "quotation_text",
                    "quotation_page",
                    "quotation_label",
                )
            ],
            "A quotation",
        ),
        MultiFieldPanel([FieldPanel("name_title"), FieldPanel("name_text")], "Our name"),
        MultiFieldPanel([FieldPanel("call_title"), FieldPanel("call_text")], "What readers can do"),
    ]
    search_fields = BasePage.search_fields + [
        index.SearchField("statement"),
        index.SearchField("lead"),
        index.SearchField("about_text"),
        index.SearchField("shown_quotation"),
    ]

    class Meta:
        verbose_name = "home page"

    @property
    def localized(self) -> Page:
        """The home page in the active language, without a query if that is the language of this page."""
        return self if self.locale.language_code == get_language() else super().localized

    @property
    def parts_on_consent(self) -> list[Part]:
        """Add the quotation, which relies on its own consent and on that of the interview from which it comes."""
        consents = [self.quotation_consent] if self.quotation_consent else []
        if self.quotation_page_id:
            consents += Consent.objects.filter(
                pk__in=InterviewPage.objects.filter(pk=self.quotation_page_id).values("consent")
            )
        return [*super().parts_on_consent, *(Part("The quotation", consent) for consent in consents)]

    @property
    def shown_quotation(self) -> str:
        """The quotation, unless a consent to it has ended."""
        return self._quotation_within(self.parts_on_consent)

    def _quotation_within(self, parts: list[Part]) -> str:
        return "" if any(part.is_left_out for part in parts) else self.quotation

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Return the page at an address below this one. Raises `Http404` if there is none.

        All levels are found with one query and the specific page with another, where Wagtail needs two queries for
        each level. The ancestors and the restrictions are then known without a query.
        """
        request_cache(request)["home_page"] = require_language_of_address(self)
        pages: list[Page] = [self]
        if len(path_components) > MAX_LEVELS:
            raise Http404("There is no page at this address.")
        if path_components:
            addresses = [
                f"{self.url_path}{'/'.join(path_components[: depth + 1])}/" for depth in range(len(path_components))
            ]
            # The slugs have an index, the whole addresses have none.
            pages += Page.objects.filter(is_below(self), slug__in=path_components, url_path__in=addresses).order_by(
                "depth"
            )
            if pages[-1].url_path != addresses[-1]:
                raise Http404("There is no page at this address.")
        *ancestors, page = pages
        if ancestors:
            model = page.specific_class
            page = model.objects.select_related(*model.select_related).get(pk=page.pk)
        page.published_ancestors = [ancestor for ancestor in ancestors if ancestor.live]
        page.is_known_to_be_public = not page.path.startswith(restricted_paths(request))
        return super().route(request, []) if page is self else page.route(request, [])

    def linked_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return who stands behind the site, and how the site is searched."""
        return [organisation(request), website(request, self.locale.language_code)]

    def meta(self, request: HttpRequest, translations: dict[str, str]) -> PageMeta:
        """Add the feeds."""
        meta = super().meta(request, translations)
        meta.feeds = feeds_of_stories(request)
        return meta

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the cards, the addresses of the buttons, and the newest interviews and posts that are not shown above."""
        context = super().get_context(request, *args, **kwargs)
        targets = context["link_targets"]
        context["cards"] = self.featured_cards(targets, request)
        context["quotation"] = self._quotation_within(context["parts_on_consent"])
        quoted = targets.page(self.quotation_page_id)
        context["quotation_type"] = getattr(quoted and quoted.specific_class, "type_label", "") or _("Quotation")
        shown = self._shown_above(targets, bool(context["quotation"]))
        context["newest_stories"] = list_items(newest_stories(request, NEWEST_STORIES, without=shown), request)
        for name, pk in (("primary_url", self.primary_page_id), ("quotation_url", self.quotation_page_id)):
            page = targets.translated_page(pk)
            context[name] = page.get_url(request) if page else ""
        return context

    def _shown_above(self, targets: LinkTargets, has_quotation: bool) -> set[int]:
        """Return the primary keys of the pages to which a card or a button above the newest stories leads."""
        chosen = [block.value["page"].pk for block in self.featured if block.value.get("page")]
        if self.primary_label:
            chosen.append(self.primary_page_id)
        if has_quotation and self.quotation_label:
            chosen.append(self.quotation_page_id)
        return {page.pk for pk in chosen if (page := targets.translated_page(pk))}

    def featured_cards(self, targets: LinkTargets, request: HttpRequest) -> list[Card]:
        """Return the cards of those featured pages that are public and in the language of this page."""
        cards = []
        for block in self.featured:
            chosen = block.value.get("page")
            if chosen and (page := targets.translated_page(chosen.pk)):
                cards.append(card(page, request, block.value.get("label") or "", block.value.get("text") or ""))
        return cards
