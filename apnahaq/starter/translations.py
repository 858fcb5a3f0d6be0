"""The translations that a new site starts with: drafts, or samples for trying where SEED_TRANSLATIONS asks for them."""

from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page

from apnahaq.starter import content, urdu
from pages.models import HomePage


class SampleTranslations:
    """Translates pages of the starter content into one language."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale

    def create_home_page(self, home_page: HomePage, words: dict[str, str]) -> None:
        """Translate the home page with nothing on it but these words."""
        empty = {name: "" for name in content.HOME if name not in ("title", "search_description")}
        links: dict[str, Any] = {"featured": [], "primary_page": None, "quotation_page": None}
        self._save(home_page, {**empty, **links, **words})

    def create(self, page: Page, words: dict[str, str], body: list[tuple[str, Any]] | None = None) -> None:
        """Translate a page that consists of these words and blocks."""
        self._save(page, {**words, "body": body or []})

    def _save(self, page: Page, values: dict[str, Any]) -> None:
        page.refresh_from_db()
        translation = page.copy_for_translation(self.locale)
        for name, value in {**values, "sample_note": urdu.SAMPLE_NOTE}.items():
            setattr(translation, name, value)
        translation.save()
        revision = translation.save_revision(log_action=True)
        if settings.SEED_TRANSLATIONS:
            revision.publish()
