"""The colours and the pattern of a story: of the place that it is about."""

from typing import Any

from django.utils.functional import cached_property

from pages.navigation.listings import MOTIFS

PLAIN = "soft"


class PlaceColours:
    """A page that looks like the place it is about: like the first page of our work among those to read next."""

    related: Any

    @cached_property
    def place_theme(self) -> str:
        """The colour theme of that place, or the plain one."""
        chosen = (block.value.specific_class for block in self.related if block.value)
        return next((model.colour_theme for model in chosen if getattr(model, "colour_theme", "")), PLAIN)

    @property
    def motif(self) -> str:
        """The pattern of that place, if there is one."""
        return MOTIFS.get(self.place_theme, "")
