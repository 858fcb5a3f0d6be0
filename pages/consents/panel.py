"""The notice above a page's form about consents that have ended or will end soon."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import HelpPanel
from wagtail.models import Page

from pages.consents.parts import Part
from pages.models.consents import ConsentStage


def parts_that_end(page: Page) -> dict[str, list[Part]]:
    """Return the parts of a page whose consents have ended or end soon, as the notice shows them."""
    parts = page.parts_on_consent
    return {
        "left_out": [part for part in parts if part.is_left_out],
        "ending": [part for part in parts if ConsentStage.RUNNING < part.consent.stage < ConsentStage.ENDED],
    }


class ConsentsPanel(HelpPanel):
    """Says what of the page is left out since its consent has ended, and what will be within a month."""

    def __init__(self, template: str = "consents/panel.html", **kwargs: Any) -> None:
        super().__init__(template=template, **kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """The notice above the form of one page."""

        def is_shown(self) -> bool:
            """Return whether there is something to say."""
            return super().is_shown() and any(part.consent.stage for part in self.instance.parts_on_consent)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Add the parts of the page whose consents have ended or end soon."""
            return super().get_context_data(parent_context) | parts_that_end(self.instance)
