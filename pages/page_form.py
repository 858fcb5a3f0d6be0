"""The form in which editors write pages: a draft may be unfinished, a published page may not."""

from typing import Any

from django.utils.html import strip_tags
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.fields import StreamField
from wagtail.models import Page

from pages.protected_pages import is_protected
from pages.safety.sensitive_terms import find_sensitive_terms


class BasePageForm(WagtailAdminPageForm):
    """The editing form of every page type."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = self._meta.model
        if self.instance._state.adding:
            self.initial |= _new_page_values(model)
        if "search_description" in self.fields:
            summary = self.fields["search_description"]
            summary.required = True
            summary.error_messages["required"] = "Say in one sentence what this page is about."
        if model.is_always_sensitive and "is_sensitive" in self.fields:
            self.fields["is_sensitive"].disabled = self.initial["is_sensitive"] = True

    def clean(self) -> dict[str, Any]:
        """Check that a page about to be published has text in its own language and, if discreet, no sensitive terms."""
        cleaned = super().clean()
        # Not only beside these fields, which are in a dialog that opens on request.
        for name in ("go_live_at", "expire_at"):
            for error in self.errors.get(name, ()):
                self.add_error(None, f"Schedule: {error}")
        if cleaned.get("expire_at") and is_protected(self.instance):
            self.add_error(None, "This page cannot expire, because other pages link to it. Remove its expiry date.")
        if not self.is_deferred_validation:
            self._require_text(cleaned)
            self._require_translation(cleaned)
            self._refuse_sensitive_terms(cleaned)
        return cleaned

    def _require_text(self, cleaned: dict[str, Any]) -> None:
        """Refuse a page of which a visitor would see nothing but the title."""
        if self.errors or "lead" not in self.fields or has_text(cleaned.get("lead")):
            return
        if self.fields["lead"].required:
            self.add_error("lead", "Write an introduction.")
        elif "body" in self.fields and not cleaned.get("body") and not self._meta.model.has_content_without_text:
            self.add_error("lead", "Write an introduction or a body: as it is, the page would be empty.")

    def _require_translation(self, cleaned: dict[str, Any]) -> None:
        """Refuse a translation with the text of the original: it would be read aloud in the wrong language."""
        original = self.instance.get_translations().order_by("pk").first() if self.instance.pk else None
        if original is None or original.pk > self.instance.pk:
            return
        for name in ("search_description", "lead"):
            text = strip_tags(cleaned.get(name) or "")
            if text and text == strip_tags(getattr(original.specific, name, "")):
                self.add_error(name, f"This is still in {original.locale}: translate the page, then publish it.")

    def _refuse_sensitive_terms(self, cleaned: dict[str, Any]) -> None:
        """Refuse sensitive terms in the title, address or summary of a discreet page."""
        if not cleaned.get("is_sensitive"):
            return
        for name in ("title", "seo_title", "slug", "search_description"):
            if terms := find_sensitive_terms(cleaned.get(name) or ""):
                self.add_error(
                    name,
                    f"This page is discreet: others may see this on a visitor’s device. Say it without “{terms[0]}”.",
                )


def has_text(html: str | None) -> bool:
    """Return whether rich text has any text: the editor sends an empty paragraph where nothing was written."""
    return bool(strip_tags(html or "").strip())


def _new_page_values(model: type[Page]) -> dict[str, Any]:
    """Return the values that the form of a new page starts with."""
    values = {}
    for name, value in model.new_page_values.items():
        field = model._meta.get_field(name)
        values[name] = field.stream_block.normalize(value) if isinstance(field, StreamField) else value
    return values
