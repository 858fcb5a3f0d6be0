"""The colour theme and the pattern of a story: those of the work that it is about."""

from typing import Any

from django.utils.functional import cached_property

from pages.navigation.listings import MOTIFS

PLAIN = "soft"


class StoryThemeMixin:
    """A page in the colour theme of the first page of our work among its related pages."""

    related: Any

    @cached_property
    def story_theme(self) -> str:
        """The colour theme of that page, or the plain one."""
        chosen = (block.value.specific_class for block in self.related if block.value)
        return next((model.colour_theme for model in chosen if getattr(model, "colour_theme", "")), PLAIN)

    @property
    def motif(self) -> str:
        """The pattern of that page, or ""."""
        return MOTIFS.get(self.story_theme, "")
