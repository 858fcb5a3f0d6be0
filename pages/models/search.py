"""What the search of the site knows beside its pages: answers that staff write, and the words that there are."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import RevisionMixin, TranslatableMixin
from wagtail.search import index

from pages.blocks import RelatedPageBlock
from pages.fields import StreamField
from pages.text.folding import folded_words

LONGEST_WORD = 30


class SearchAnswer(RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    """What visitors are shown first when they look for some words. Staff edit the list."""

    words = models.TextField(
        "what people type",
        help_text="One or a few words on each line, for example: my husband. Each search with these words in this "
        "order gets the answer. Capital letters and accents do not matter.",
    )
    same_as = models.TextField(
        "our words for it",
        blank=True,
        help_text="Words of our pages that mean the same, on lines of their own, for example: CEO. Pages with them are "
        "found too.",
    )
    pages = StreamField(
        [("page", RelatedPageBlock())],
        blank=True,
        verbose_name="pages to show first",
        help_text="In this order. Readers of another language are shown the translations.",
    )
    shows_numbers = models.BooleanField(
        "show the numbers to call", default=False, help_text="For words that somebody in danger may type."
    )

    panels = [FieldPanel(name) for name in ("words", "same_as", "pages", "shows_numbers")]
    search_fields = [index.AutocompleteField("words"), index.AutocompleteField("same_as")]

    class Meta(TranslatableMixin.Meta):
        ordering = ["words"]
        verbose_name = "search answer"

    def __str__(self) -> str:
        return ", ".join(lines(self.words))

    def clean(self) -> None:
        """Require words to look for, and an answer."""
        super().clean()
        if not all(map(folded_words, lines(self.words) or [""])):
            raise ValidationError({"words": "Write words on every line."})
        if not (self.same_as or self.pages or self.shows_numbers):
            raise ValidationError("Choose a page, write our words for it, or show the numbers to call.")


class SearchWord(models.Model):
    """A word of public pages in one language, by which misspellings are recognised. A job keeps the list."""

    word = models.CharField(max_length=LONGEST_WORD)
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["locale", "word"], name="one_search_word_for_each_language")]

    def __str__(self) -> str:
        return self.word


def lines(text: str) -> list[str]:
    """Return the lines of a text that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]
