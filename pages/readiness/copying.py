"""The form in which a page is copied: copies are public only if the pages are ready."""

from collections.abc import Iterator
from typing import Any

from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from pages.access import restrictions_of
from pages.readiness.findings import Finding


class ReadyCopyForm(CopyForm):
    """Refuses public copies and aliases of pages that are not ready, and names what is missing.

    So it does with public copies of aliases that are private since their source is: a copy does not know its source.
    """

    def clean(self) -> dict[str, Any]:
        """Ask the rules for the pages whose copies would be public."""
        cleaned = super().clean()
        for name in ("publish_copies", "alias"):
            if not cleaned.get(name):
                continue
            for page in self._public_pages(cleaned.get("copy_subpages", False)):
                if name == "publish_copies" and page.alias_of_id and restrictions_of(page).exists():
                    self.add_error(name, f"“{page.title}” repeats a private page. Untick this to make a draft.")
                if finding := next((each for each in page.readiness() if each.blocks), None):
                    self.add_error(name, _sentence(page, finding))
        return cleaned

    def _public_pages(self, includes_descendants: bool) -> Iterator[Page]:
        pages = (
            self.page.get_descendants(inclusive=True) if includes_descendants else Page.objects.filter(pk=self.page.pk)
        )
        yield from pages.live().specific()


def _sentence(page: Page, finding: Finding) -> str:
    return f"“{page.title}” is not ready to be published. {finding} Untick this to make a draft."
