"""What interviews and posts have in common, and posts."""

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from pages.blocks import NEW_TEXT
from pages.consents.parts import Part
from pages.editing.panels import OPENING_PANELS
from pages.editing.people_widget import PeopleCheckboxes
from pages.fields import ParentalManyToManyField
from pages.models.authors import AuthorsMixin
from pages.models.listed_pages import ListedPage
from pages.models.media import SiteImage
from pages.models.people import Organisation, Person
from pages.models.story_theme import StoryThemeMixin
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem, Rule
from pages.readiness.rules import ADVISES
from pages.text.marking import fill_in


def _publisher_without_address(content: PageContent) -> Iterator[Problem]:
    """Find stories that somebody else published first, without the address of the original."""
    page = content.page
    if page.publisher_id and not page.original_url:
        yield content.field("original_url"), "Add the address of the original, so that readers can find it there."


class StoryPage(StoryThemeMixin, ListedPage):
    """What interviews and posts have in common: where it was first published."""

    publisher = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="If somebody else published it first.",
    )
    original_title = models.CharField(
        max_length=255, blank=True, help_text="The title there, if it differs from the title here."
    )
    original_url = models.URLField(
        "address of the original",
        blank=True,
        help_text="Where the whole text can be read. If it is empty, the page says in a sentence who published it.",
    )
    portrait = models.ForeignKey(
        SiteImage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Of the person who answers or writes, if they agreed. It is left out when their consent has ended.",
    )
    # The title there may be in another language.
    quoted_fields = untranslated_fields = ("original_title",)
    select_related = ["locale", "publisher", "portrait__consent"]

    original_panel = MultiFieldPanel(
        [FieldPanel(name) for name in ("publisher", "original_title", "date", "original_url")],
        "Where it was first published",
    )
    closing_panels = [
        FieldPanel("body"),
        original_panel,
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        FieldPanel("related"),
    ]
    readiness_rules = (
        *ListedPage.readiness_rules,
        Rule("publisher-without-address", ADVISES, _publisher_without_address),
    )
    search_fields = ListedPage.search_fields + [index.SearchField("original_title")]

    class Meta(ListedPage.Meta):
        abstract = True

    @property
    def parts_on_consent(self) -> list[Part]:
        """Add the portrait."""
        parts = super().parts_on_consent
        if self.portrait and self.portrait.consent:
            parts.insert(0, Part(f"The portrait “{self.portrait.title}”", self.portrait.consent, has_words=False))
        return parts

    @property
    def shown_portrait(self) -> SiteImage | None:
        """The portrait. One whose consent has ended has no renditions."""
        return self.portrait

    @property
    def appeared_on(self) -> datetime.date | None:
        """The day on which it first appeared: elsewhere, as far as it is known, or here."""
        return self.date if self.publisher else super().appeared_on

    @property
    def published_here_on(self) -> datetime.date | None:
        """The day on which this page was published: long after the original, if somebody else published that."""
        if self.publisher:
            return localdate(self.first_published_at) if self.first_published_at else None
        return super().published_here_on


class BlogPage(AuthorsMixin, StoryPage):
    """A post on the blog: our own, or our introduction to one that was published elsewhere."""

    type_label = _("Blog")
    schema_type = "BlogPosting"
    page_description = "A post: written for this site, or our introduction to one that was published elsewhere."
    new_page_values = {"body": NEW_TEXT}

    # Without stubs.
    authors: Any = ParentalManyToManyField(Person, blank=True)

    parent_page_types = ["pages.BlogIndexPage"]
    content_panels = OPENING_PANELS + [
        FieldPanel("authors", widget=PeopleCheckboxes),
        FieldPanel("portrait"),
        FieldPanel("lead"),
        *StoryPage.closing_panels,
    ]

    class Meta(StoryPage.Meta):
        verbose_name = "blog post"

    @property
    def byline(self) -> str:
        """The authors, followed by the first publisher if there is one; "" without authors."""
        authors = super().byline
        if self.publisher and authors:
            publisher = self.publisher.words("usual_name").marked
            message = _("%(authors)s. First published by %(publisher)s")
            return fill_in(message, authors=authors, publisher=publisher)
        return authors
