"""The snippets: people, organisations, topics and the terms of the glossary."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import strip_tags
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, TranslatableMixin
from wagtail.search import index

from pages.access import public_pages
from pages.blocks.languages import SIMPLE_TEXT, OrganisationWordsBlock, PersonWordsBlock
from pages.models.previews import ShownOnPages
from pages.models.words import WordsInLanguages, words_field
from pages.text.link_texts import refuse_misleading_links


class Organisation(WordsInLanguages, ShownOnPages, index.Indexed, models.Model):
    """An organisation that we work with or that publishes us."""

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=30, blank=True, help_text="Its abbreviation, for example ENAR.")
    website = models.URLField(blank=True)
    in_other_languages = words_field(OrganisationWordsBlock())

    panels = [FieldPanel(name) for name in ("name", "short_name", "website", "in_other_languages")]
    search_fields = [index.AutocompleteField("name"), index.AutocompleteField("short_name")]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """The name, followed by its short name in brackets."""
        return f"{self.name} ({self.short_name})" if self.name and self.short_name else self.name

    @property
    def usual_name(self) -> str:
        """The short name, or else the name."""
        return self.short_name or self.name


class Person(WordsInLanguages, ShownOnPages, index.Indexed, models.Model):
    """Somebody who writes, speaks or holds a role, and agreed to be named."""

    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True, help_text="For example: CEO of Apna Haq")
    bio = RichTextField(
        "about this person",
        blank=True,
        features=SIMPLE_TEXT,
        help_text="Shown below what this person wrote or answered.",
    )
    in_other_languages = words_field(PersonWordsBlock())

    panels = [FieldPanel(name) for name in ("name", "role", "bio", "in_other_languages")]
    search_fields = [index.AutocompleteField(name) for name in ("name", "role", "bio")]

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Empty the biography if it has no words, and refuse links that mislead: pages show it as soon as it is saved.

        The editor sends an empty paragraph, which pages give a heading.
        """
        super().clean()
        if not strip_tags(self.bio).strip():
            self.bio = ""
        try:
            refuse_misleading_links(self.bio)
        except ValidationError as error:
            raise ValidationError({"bio": error.messages}) from error


class Topic(ShownOnPages, TranslatableMixin, index.Indexed, models.Model):
    """What a story is about. Readers can choose a topic on the lists of stories."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(
        max_length=80, allow_unicode=True, help_text="The name in an address, for example anti-racism."
    )

    panels = [FieldPanel("name"), FieldPanel("slug")]
    search_fields = [index.AutocompleteField("name")]

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="one_topic_for_each_slug_and_language")]

    def __str__(self) -> str:
        return self.name


class GlossaryTerm(ShownOnPages, TranslatableMixin, index.Indexed, models.Model):
    """A word or abbreviation that not everyone knows, and what it means."""

    term = models.CharField(max_length=80, help_text="As it is written in the text, for example NAPAR.")
    meaning = models.CharField(max_length=200, help_text="What the letters stand for, or the meaning in a few words.")
    explanation = models.TextField(blank=True, help_text="One or two sentences more, if they help.")

    panels = [FieldPanel("term"), FieldPanel("meaning"), FieldPanel("explanation")]
    search_fields = [index.AutocompleteField(name) for name in ("term", "meaning", "explanation")]

    class Meta(TranslatableMixin.Meta):
        ordering = ["term"]
        constraints = [
            models.UniqueConstraint(fields=["term", "locale"], name="one_explanation_for_each_term_and_language")
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.meaning}"

    def clean(self) -> None:
        """Require a letter or a digit in the term."""
        super().clean()
        if not slugify(self.term, allow_unicode=True):
            raise ValidationError({"term": "Write a word or letters."})

    def page_for_preview(self, mode_name: str) -> Page | None:
        """Return the glossary in the language of the term, or None."""
        glossaries = Page.objects.filter(
            content_type__app_label="pages", content_type__model="glossarypage", locale=self.locale_id
        )
        return public_pages(glossaries).first()
