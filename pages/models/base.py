"""The base of all page types."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.search import index

from pages.access import require_language_of_address, restrictions_of
from pages.aliases import keep_privacy
from pages.blocks import prefetch_renditions
from pages.blocks.sources import Notes
from pages.consents.mixin import ConsentsMixin
from pages.consents.parts import limit_to_consents
from pages.editing.draft_text import newest_text
from pages.editing.link_card import LINK_CARD, PREVIEW_MODES, PREVIEW_SIZES, link_card
from pages.editing.page_form import BasePageForm
from pages.editing.panels import PROMOTE_PANELS
from pages.glossary import Glossary, glossary_terms
from pages.languages import name_for_reader
from pages.link_cards import card_picture, neutral_picture
from pages.linked_data import breadcrumb_list
from pages.models.users import User
from pages.navigation.links import LinkTargets
from pages.navigation.listings import MOTIFS
from pages.navigation.site_context import Link, get_site_context
from pages.page_cache.permission import allow_page_caching
from pages.protected_pages import page_whose_address_changes, reason_protected
from pages.readiness.checked_page import CheckedPage
from pages.seo import PageMeta, alternates
from pages.staff import second_reader
from pages.staff.page_permissions import StaffPagePermissionTester
from pages.text.search_fields import FoldedIndexMixin
from pages.translations.fields import TranslatableFields
from pages.translations.outdated import outdated_since

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class BasePage(ConsentsMixin, FoldedIndexMixin, CheckedPage):
    """A page with a summary, breadcrumbs, and a head that describes it.

    Class attributes of page types, beside those of `CheckedPage`:

    - `colour_theme`: the colours of the type's hero and cards, and with them the motif; "" for types without.
    - `type_label`: what lists call pages of the type.
    - `card_title`: the large word on the type's card, if not the title of the page.
    - `scripts`: the static files of scripts that only pages of the type load.
    - `select_related`: the foreign keys that pages of the type show.
    - `new_page_values`: the values that the editing form of a new page starts with.
    - `is_always_sensitive`: pages of the type are discreet whatever editors choose.
    - `is_hidden_while_empty`: pages of the type are shown nowhere while there is nothing below them.
    - `has_content_without_text`: pages of the type show something even if an editor wrote no text.
    - `stays_while_used`: pages of the type cannot be unpublished while a menu or a setting leads to them.
    - `is_cacheable`: whether the page cache may keep public pages of the type.
    - `query_parameters`: the parameters in an address that change what pages of the type show.
    - `untranslated_fields`: the text fields that translations copy, such as the title of a text elsewhere.
    """

    colour_theme = ""
    type_label: "str | StrPromise" = ""
    card_title: "str | StrPromise" = ""
    scripts: list[str] = []
    select_related = ["locale"]
    new_page_values: dict[str, Any] = {}
    is_always_sensitive = False
    is_hidden_while_empty = False
    has_content_without_text = False
    stays_while_used = True
    is_cacheable = True
    query_parameters: tuple[str, ...] = ()
    untranslated_fields: tuple[str, ...] = ()

    translatable_fields = TranslatableFields()

    is_sensitive = models.BooleanField(
        "keep it discreet",
        default=False,
        help_text="For pages that a visitor may want to read without others knowing. Link cards say no more than the "
        "title, and the title, address and summary must be neutral.",
    )

    sample_note = models.CharField(
        "note on a sample",
        max_length=200,
        blank=True,
        help_text="Says at the head of the page that its text is a sample, a draft or an unchecked translation. "
        "Search engines are asked to leave such a page out.",
    )

    review_on = models.DateField(
        "look at it again by",
        null=True,
        blank=True,
        db_index=True,
        help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="who looks after it",
        help_text="Is reminded when the page is due.",
    )
    names_person = models.BooleanField(
        "names or shows a person",
        default=False,
        help_text="A colleague then reads the page before it is published.",
    )

    base_form_class = BasePageForm
    promote_panels = PROMOTE_PANELS
    search_fields = Page.search_fields + [
        index.SearchField("search_description"),
        # The search of the admin looks through these fields only, and the public search through the others only.
        index.AutocompleteField("newest_text"),
    ]

    class Meta:
        abstract = True

    preview_modes = PREVIEW_MODES
    preview_sizes = PREVIEW_SIZES

    # Set by `HomePage.route`, which has queried the restrictions of all pages.
    is_known_to_be_public = False

    def clean(self) -> None:
        """Refuse another slug for a page that visitors must always find."""
        super().clean()
        self._keep_address()

    def minimal_clean(self) -> None:
        """Refuse it for drafts too, which Wagtail validates with this method."""
        super().minimal_clean()
        self._keep_address()

    def _keep_address(self) -> None:
        if protected := page_whose_address_changes(self):
            slug = Page.objects.values_list("slug", flat=True).get(pk=self.pk)
            raise ValidationError(
                {
                    "slug": f"The address of “{protected}” stays as it is, because other pages and people’s bookmarks "
                    f"lead there, and somebody may be writing to us at this moment. Write “{slug}” again."
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Begin a page that names a person as a draft: publishing it makes it live, once a colleague has read it.

        Wagtail stores a new page, and the copy of a live one, as live before it asks whether it may be published. An
        alias that becomes an ordinary page stays as private as it was.
        """
        if self._state.adding and self.names_person and not self.alias_of_id:
            self.live, self.live_revision = False, None
            self.has_unpublished_changes = True
        if not self.alias_of_id and "alias_of_id" in (kwargs.get("update_fields") or ()):
            keep_privacy(Page.objects.get(pk=self.pk))
        super().save(*args, **kwargs)

    def publish(self, revision: Revision, user: second_reader.AnyUser | None = None, **options: Any) -> None:
        """Publish a revision, unless a colleague must read it first. Raises `SecondReaderError`."""
        second_reader.require(self, revision, user)
        super().publish(revision, user=user, **options)

    def permissions_for_user(self, user: User) -> StaffPagePermissionTester:
        """Return what a user may do with this page."""
        return StaffPagePermissionTester(user, self)

    @property
    def private_page_options(self) -> list[str]:
        """Offer no privacy for a page that the site depends on, unless it is to be made public again."""
        if reason_protected(self) and not self.view_restrictions.exists():
            return []
        return Page.private_page_options

    @cached_property
    def newest_text(self) -> str:
        """The words that find the page in the admin: of its draft, if any. The index asks for them several times."""
        return newest_text(self)

    @property
    def motif(self) -> str:
        """The pattern that goes with the page's colour theme."""
        return MOTIFS.get(self.colour_theme, "")

    @cached_property
    def published_ancestors(self) -> list[Page]:
        """The published pages above this one, the home page first."""
        return [page for page in self.get_ancestors() if page.live and page.depth > 1]

    @property
    def published_parent(self) -> Page | None:
        """The page that this one is directly below, if it is published."""
        return next((page for page in self.published_ancestors if self.is_child_of(page)), None)

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Return the restrictions that apply to this page, without a query if it is known that there are none."""
        return PageViewRestriction.objects.none() if self.is_known_to_be_public else restrictions_of(self)

    def breadcrumbs(self, request: HttpRequest) -> list[Link]:
        """Return links to the published pages above this one, the home page first."""
        return [Link(page.title, page.get_url(request)) for page in self.published_ancestors]

    @property
    def searchable_body(self) -> list[str]:
        """The words of the body that are shown, for the search index."""
        return [text for block in self.shown_body for text in block.block.get_searchable_content(block.value)]

    def link_sources(self) -> list[models.Model]:
        """Return the objects whose rich text a page shows: itself, and snippets of types that show them."""
        return [self]

    def linked_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return schema.org's description of the page. Types that are more than a page add to it."""
        return breadcrumb_list(self, request)

    def meta(self, request: HttpRequest, translations: dict[str, str]) -> PageMeta:
        """Return the head of the page. Link cards of discreet pages show the title, and a picture without words.

        `translations` maps language codes to the addresses of the page in them.
        """
        is_sensitive = self.is_sensitive or self.is_always_sensitive
        language = self.locale.language_code
        return PageMeta(
            title=self.seo_title or self.title,
            description=self.search_description,
            canonical=request.build_absolute_uri(self.get_url(request)),
            is_sensitive=is_sensitive,
            is_indexable=not self.sample_note,
            site_name=get_site_context(request).organisation.name,
            language=language,
            alternates=alternates(self, request, translations),
            picture=neutral_picture(request) if is_sensitive else card_picture(request, self.motif, language),
            linked_data=[] if is_sensitive else self.linked_data(request),
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the layout shows: the head, the breadcrumbs, the languages and the glossary."""
        prefetch_renditions(getattr(self, "body", ()))
        parts = self.parts_on_consent
        limit_to_consents(request, (part.consent for part in parts))
        targets = LinkTargets.of(self.link_sources(), request)
        translations = targets.translation_urls(self)
        body = self.shown_body
        return super().get_context(request, *args, **kwargs) | {
            "meta": self.meta(request, translations),
            "body": body,
            "notes": Notes(body),
            "parts_on_consent": parts,
            "recordings": self.shown_recordings(parts),
            "breadcrumbs": self.breadcrumbs(request),
            "changed_original": self.changed_original(translations),
            "languages": get_site_context(request).languages(translations),
            "link_targets": targets,
            "glossary": Glossary(glossary_terms(request)),
            "scripts": self.scripts,
        }

    def changed_original(self, translations: dict[str, str]) -> Link | None:
        """Return a link to the original, if it has changed since this translation was published."""
        code = settings.LANGUAGE_CODE
        address = translations.get(code)
        return Link(name_for_reader(code), address, code) if address and outdated_since(self) else None

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the page, or what a message shows of a link to it."""
        if mode_name == LINK_CARD:
            return link_card(request, self.meta(request, {}), self.locale.language_code)
        return super().serve_preview(request, mode_name)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the page, in the language of its address only."""
        require_language_of_address(self)
        allow_page_caching(request, self)
        return super().serve(request, *args, **kwargs)
