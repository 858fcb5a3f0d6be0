"""Wagtail's own checks of a page as it is shown: those of which an editor can mend every finding, in plain words."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.userbar import BaseItem, ContentCheckerItem
from wagtail.models import Page


class EditorContentChecks(ContentCheckerItem):
    """The checks in the editor, the preview and the user bar.

    The parts of the templates are left out: their buttons, frames and tables are none of an editor's business, and the
    test suite checks them. So are missing summaries and file names, which `pages.readiness` finds.
    """

    # The text of the page, without the header and the footer.
    axe_include = ["main"]
    # Practice exits, forms and cards, which no editor writes.
    axe_exclude = ["main form", "main nav"]
    axe_run_only = ["empty-heading", "heading-order", "link-name", "p-as-heading"]
    # Of the paragraphs that editors write, one that is bold is enough: by itself axe looks for one that is large or
    # italic too.
    axe_custom_rules: list[dict[str, Any]] = [
        {"id": "p-as-heading", "selector": ".rich-text > p, .reading-column > p:not([class])"}
    ]
    axe_custom_checks: list[dict[str, Any]] = [
        {"id": "p-as-heading", "options": {"margins": [{"weight": 150}], "passLength": 1, "failLength": 0.5}}
    ]
    axe_messages = {
        "empty-heading": {
            "error_name": "A heading without words",
            "help_text": "Write the heading, or take the block away.",
        },
        "heading-order": {
            "error_name": "A heading of the wrong size",
            "help_text": "Choose “Heading” for the size, or put a larger heading above it.",
        },
        "link-name": {
            "error_name": "A link without words",
            "help_text": "Select the words that say where it leads and link them, or take the link away.",
        },
        "p-as-heading": {
            "error_name": "A bold line instead of a heading",
            "help_text": "Take the bold line out of the paragraph and add a block “Heading” with its words.",
        },
    }


def tune_content_checks(request: HttpRequest, items: list[BaseItem], page: Page | None) -> None:
    """Put our checks in the place of Wagtail's."""
    for position, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[position] = EditorContentChecks(in_editor=item.in_editor)
