"""What every page of the site has."""

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from pages.blocks import fetch_pictures
from pages.chrome import address_of, chrome_of
from pages.discretion import risk_words_in
from pages.glossary import Glossary
from pages.listing import MOTIFS
from pages.page_cache.permission import allow_page
from pages.pillars import is_pillar
from pages.seo import PageMeta, breadcrumb_list
from pages.visibility import in_language_of_address

# How every page begins: what lists, search engines and link cards say of it.
OPENING_PANELS = [
    *Page.content_panels,
    FieldPanel(
        "search_description",
        heading="Summary",
        help_text="One sentence, for lists, search engines and link cards. Needed before the page can be published.",
    ),
]

# What an introduction can hold: a few sentences, no structure.
LEAD_FEATURES = ["bold", "link"]


class BasePageForm(WagtailAdminPageForm):
    """The editing form: what is not finished can be saved as a draft and not be published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = self._meta.model
        if self.instance._state.adding:
            self.initial |= starter_values_of(model)
        if "search_description" in self.fields:
            summary = self.fields["search_description"]
            summary.required = True
            summary.error_messages["required"] = "Say in one sentence what this page is about."
        if model.is_always_sensitive and "is_sensitive" in self.fields:
            self.fields["is_sensitive"].disabled = self.initial["is_sensitive"] = True

    def clean(self) -> dict[str, Any]:
        """Look at what would be published: is there something to read, in its language, and neutral outside?"""
        cleaned = super().clean()
        if cleaned.get("expire_at") and is_pillar(self.instance):
            # Not beside the field, which stands in a window that opens on request.
            self.add_error(None, "This page has to stay, since other pages lead to it: take away its expiry date.")
        if not self.is_deferred_validation:
            self.refuse_empty_page(cleaned)
            self.refuse_untranslated_page(cleaned)
            self.refuse_risk_words(cleaned)
        return cleaned

    def refuse_empty_page(self, cleaned: dict[str, Any]) -> None:
        """Refuse a page of which a visitor would see nothing but the title."""
        if self.errors or "lead" not in self.fields or has_words(cleaned.get("lead")):
            return
        if self.fields["lead"].required:
            self.add_error("lead", "Write an introduction.")
        elif "body" in self.fields and not cleaned.get("body") and not self._meta.model.has_content_of_its_own:
            self.add_error("lead", "Write an introduction or a body: as it is, the page would be empty.")

    def refuse_untranslated_page(self, cleaned: dict[str, Any]) -> None:
        """Refuse a translation that still says what the original says: it would be read out as what it is not."""
        original = self.instance.get_translations().order_by("pk").first() if self.instance.pk else None
        if original is None or original.pk > self.instance.pk:
            return
        for name in ("search_description", "lead"):
            words = strip_tags(cleaned.get(name) or "")
            if words and words == strip_tags(getattr(original.specific, name, "")):
                self.add_error(name, f"This is still in {original.locale}: translate the page, then publish it.")

    def refuse_risk_words(self, cleaned: dict[str, Any]) -> None:
        """Refuse words on the outside of a discreet page that would tell why a visitor was here."""
        if not cleaned.get("is_sensitive"):
            return
        for name in ("title", "seo_title", "slug", "search_description"):
            if words := risk_words_in(cleaned.get(name) or ""):
                self.add_error(
                    name, f"This page is discreet: others may see this on her device. Say it without “{words[0]}”."
                )


def has_words(html: str | None) -> bool:
    """Tell whether rich text says anything: the editor sends an empty paragraph where nothing was written."""
    return bool(strip_tags(html or "").strip())


def starter_values_of(model: type[Page]) -> dict[str, Any]:
    """Return what the form for a new page of a type begins with."""
    values = {}
    for name, value in model.starter_values.items():
        field = model._meta.get_field(name)
        values[name] = field.stream_block.normalize(value) if isinstance(field, StreamField) else value
    return values


class BasePage(Page):
    """A page with a summary, a place in the trail, and a head that says what it is.

    `cloth` names the colour in which the page's type is dressed, and with it the motif; empty for pages
    without a poster. `kind` is what lists call pages of the type. `scripts` are the behaviours that only pages
    of the type have. `fetched_with` are the foreign keys that a page of the type shows: they are fetched along.
    `starter_values` are what the form for a new page begins with. `is_always_sensitive` is for types that are
    discreet whatever staff tick, and `has_content_of_its_own` for those that show something without any text.
    `is_cacheable` is for types whose pages are the same for every visitor: all without a form. They depend on no
    query parameters but `query_parameters`.
    `is_known_to_be_open` says of a page that routing found it outside all closed paths, see `pages.visibility`.
    """

    cloth = ""
    kind = ""
    scripts: list[str] = []
    fetched_with = ["locale"]
    starter_values: dict[str, Any] = {}
    is_always_sensitive = False
    is_cacheable = True
    query_parameters: tuple[str, ...] = ()
    is_known_to_be_open = False
    has_content_of_its_own = False

    is_sensitive = models.BooleanField(
        "keep it discreet",
        default=False,
        help_text="For pages that a visitor may not want others to know she read. Link cards say no more than the "
        "title, and the title, address and summary must be neutral.",
    )

    sample_note = models.CharField(
        "note on a sample",
        max_length=200,
        blank=True,
        help_text="Says at the head of the page that its text is a sample, a draft or an unchecked translation. "
        "Search engines are asked to leave such a page out.",
    )

    base_form_class = BasePageForm
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title", heading="Title in search engines"),
                FieldPanel("is_sensitive"),
                FieldPanel("sample_note"),
            ],
            "In lists, search engines and link cards",
        ),
    ]
    search_fields = Page.search_fields + [index.SearchField("search_description")]

    class Meta:
        abstract = True

    @property
    def motif(self) -> str:
        """The pattern that goes with the page's cloth."""
        return MOTIFS.get(self.cloth, "")

    @cached_property
    def line(self) -> list[Page]:
        """The pages above this one, the topmost first, and itself. Routing has found them already."""
        return [*self.get_ancestors(), self]

    def trail(self) -> list[Page]:
        """Return the published pages above this one, the home page first."""
        return [page for page in self.line[:-1] if page.live and page.depth > 1]

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return what stands between a visitor and this page: Wagtail is asked only where routing found something."""
        return PageViewRestriction.objects.none() if self.is_known_to_be_open else super().get_view_restrictions()

    def trail_links(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Return the titles and addresses of the pages above this one."""
        return [(page.title, address_of(page, request)) for page in self.trail()]

    def linked_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return what schema.org calls the page; types that are more than a page add to it."""
        links = self.trail_links(request)
        return [breadcrumb_list(request, [*links, (self.title, address_of(self, request))])] if links else []

    def meta(self, request: HttpRequest) -> PageMeta:
        """Return the head of the page. What is discreet tells link cards nothing but its title."""
        chrome = chrome_of(request)
        return PageMeta(
            title=self.seo_title or self.title,
            description=self.search_description,
            canonical=request.build_absolute_uri(address_of(self, request)),
            is_sensitive=self.is_sensitive,
            is_indexable=not self.sample_note,
            site_name=chrome.organisation.name,
            alternates={code: request.build_absolute_uri(url) for code, url in chrome.alternates(self).items()},
            linked_data=[] if self.is_sensitive else self.linked_data(request),
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the layout needs: the head, the trail, the languages and the words that are explained."""
        chrome = chrome_of(request)
        fetch_pictures(getattr(self, "body", ()))
        return super().get_context(request, *args, **kwargs) | {
            "meta": self.meta(request),
            "trail": self.trail_links(request),
            "languages": chrome.languages(self),
            "glossary": Glossary(chrome.glossary),
            "scripts": self.scripts,
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, in the language of its address only."""
        in_language_of_address(self)
        allow_page(request, self)
        return super().serve(request, *args, **kwargs)
