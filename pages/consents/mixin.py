"""What of a page relies on consents, and what of it is shown when some of them have ended."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import cached_property

from pages.consents.parts import Block, Part, parts_of_body, shown_blocks
from pages.models.consents import Consent
from pages.models.recordings import Recording


class ConsentsMixin:
    """A page that leaves out what relies on a consent that has ended. Types with more than a body add their parts."""

    # Defined by the page.
    page_recordings: Any

    @property
    def text_consent(self) -> Consent | None:
        """The consent that the whole text of the page relies on, if it does."""
        return None

    @property
    def parts_on_consent(self) -> list[Part]:
        """What of the page relies on a consent. Types with more than a body add to it."""
        spoken = [
            Part(f"The recording “{each.title}”", each.consent, has_words=False)
            for each in self.recordings
            if each.consent
        ]
        return [*spoken, *parts_of_body(getattr(self, "body", ()))]

    @cached_property
    def recordings(self) -> list[Recording]:
        """The recordings of the page, also those that are left out because a consent has ended."""
        return [each.recording for each in self.page_recordings.select_related("recording__consent")]

    def shown_recordings(self, parts: Iterable[Part]) -> list[Recording]:
        """Return the recordings without those in which words are heard that the page leaves out.

        `parts` are the parts of the page that rely on a consent. If the whole text is left out, so are all recordings;
        if some of the words are, so are those that say what the page says.
        """
        if self.text_consent and self.text_consent.has_ended():
            return []
        lacks_words = any(part.has_words and part.is_left_out for part in parts)
        return [each for each in self.recordings if not (each.is_left_out or (lacks_words and each.matches_page_text))]

    @property
    def shown_body(self) -> list[Block]:
        """The blocks of the body without what relies on a consent that has ended."""
        return shown_blocks(getattr(self, "body", ()), self.text_consent)
