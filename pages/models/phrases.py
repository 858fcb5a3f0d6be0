"""Phrases that hurt the people whom they are about, and what to say instead."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index


class PhraseToAvoid(TranslatableMixin, index.Indexed, models.Model):
    """A phrase that the checks before publishing point out. Staff edit the list."""

    phrase = models.CharField(max_length=80, help_text="One or a few words, in any case of letters.")
    instead = models.CharField("what to say instead", max_length=200, blank=True)

    panels = [FieldPanel("phrase"), FieldPanel("instead")]
    search_fields = [index.AutocompleteField("phrase"), index.SearchField("instead")]

    class Meta(TranslatableMixin.Meta):
        ordering = ["phrase"]
        verbose_name = "phrase to avoid"
        verbose_name_plural = "phrases to avoid"
        constraints = [models.UniqueConstraint(fields=["phrase", "locale"], name="one_entry_for_each_phrase_to_avoid")]

    def __str__(self) -> str:
        return self.phrase
