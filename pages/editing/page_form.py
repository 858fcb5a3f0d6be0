"""The form in which editors write pages: a draft may be unfinished, a published page may not."""

import copy
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets import SlugInput
from wagtail.blocks.stream_block import StreamBlockValidationError, StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from pages.languages import direction
from pages.readiness.findings import Finding

# The hidden field that says which form of a new page was sent. See `pages.admin.publishing.first_autosave`.
FORM_ID = "form_id"
NO_TEXTS = (SlugInput, forms.DateInput, forms.DateTimeInput)


class BasePageForm(WagtailAdminPageForm):
    """The editing form of every page type."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = self._meta.model
        if self.instance.locale_id:
            self._set_language(self.instance.locale.language_code)
        if self.instance._state.adding:
            self.initial |= _new_page_values(model)
            self.fields[FORM_ID] = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4())
        if "search_description" in self.fields:
            summary = self.fields["search_description"]
            # As its panel calls it: the message above the form names it.
            summary.label = "Summary"
            summary.required = True
            summary.error_messages["required"] = "Say in one sentence what this page is about."
        if responsible := self.fields.get("responsible"):
            offer_writers(responsible, self.instance)
        if model.is_always_sensitive and "is_sensitive" in self.fields:
            self.fields["is_sensitive"].disabled = self.initial["is_sensitive"] = True

    def _set_language(self, code: str) -> None:
        """Say at the fields for texts in which language they are written. An address is none, and neither is a date."""
        for field in self.fields.values():
            is_text = isinstance(field.widget, forms.TextInput | forms.Textarea)
            if is_text and not isinstance(field.widget, NO_TEXTS):
                field.widget.attrs |= {"lang": code, "dir": direction(code)}

    def clean(self) -> dict[str, Any]:
        """Show what is wrong with the schedule above the form too."""
        cleaned = super().clean()
        # Not only beside these fields, which are in a dialog that opens on request.
        for name in ("go_live_at", "expire_at"):
            for error in self.errors.get(name, ()):
                self.add_error(None, f"Schedule: {error}")
        return cleaned

    def _post_clean(self) -> None:
        """Ask the rules about the page with what was typed, unless it is saved as a draft or sent back."""
        super()._post_clean()
        is_sent_back = "action-workflow-action" in self.data and self.data.get("workflow-action-name") == "reject"
        if self.is_deferred_validation or is_sent_back:
            return
        refused = set(self.errors)
        for finding in self._page_as_typed().readiness():
            if finding.blocks:
                self._add_finding(finding, refused)

    def _page_as_typed(self) -> Page:
        """Return the page with what was typed, also in streams that were refused: all errors are shown at once."""
        page = copy.copy(self.instance)
        for field in page._meta.concrete_fields:
            if isinstance(field, StreamField) and field.name in self.errors:
                setattr(page, field.name, self[field.name].value())
        return page

    def _add_finding(self, finding: Finding, refused: set[str]) -> None:
        """Show a finding beside its field, or at its block and above the form, where it names the block."""
        if finding.field not in self.fields:
            self.add_error(None, str(finding))
        elif finding.position is None:
            if finding.field not in refused:
                self.add_error(finding.field, finding.sentence)
        elif finding.rule != "unfinished-block":
            # Unfinished blocks are refused by the field itself.
            self.add_error(None, str(finding))
            self._add_to_block(finding.field, finding.position, finding.sentence)

    def _add_to_block(self, field: str, position: int, sentence: str) -> None:
        """Show a sentence at a block. The editor shows one error of a stream, which holds those of all its blocks."""
        errors = self.errors[field].as_data() if field in self.errors else []
        shown = errors[0] if errors else StreamBlockValidationError()
        if not isinstance(shown, StreamBlockValidationError):
            return
        earlier = shown.block_errors.get(position)
        if hasattr(earlier, "non_block_errors"):
            earlier.non_block_errors.append(ValidationError(sentence))
        else:
            shown.block_errors[position] = ValidationError([*(earlier.messages if earlier else []), sentence])
        # Stands above the form, among the findings.
        shown.message = "What is missing is marked at the blocks."
        if not errors:
            self.add_error(field, shown)


def offer_writers(responsible: Any, page: Page) -> None:
    """Limit the field that says who looks after a page to those who write pages, under their names."""
    writers = page_permission_policy.users_with_any_permission({"add", "change", "publish"})
    # Whoever is chosen stays until somebody else is.
    is_offered = Q(pk__in=writers.values("pk")) | Q(pk=page.responsible_id)
    responsible.queryset = responsible.queryset.filter(is_offered)
    responsible.label_from_instance = get_user_display_name


def _new_page_values(model: type[Page]) -> dict[str, Any]:
    """Return the values that the form of a new page starts with."""
    values = {}
    for name, value in model.new_page_values.items():
        field = model._meta.get_field(name)
        values[name] = _stream(field, value) if isinstance(field, StreamField) else value
    return values


def _stream(field: StreamField, blocks: list[tuple[str, Any]]) -> StreamValue:
    """Return blocks as a value of a field. Fields of a block that are not named have their defaults."""
    return field.stream_block.to_python([{"type": name, "value": value} for name, value in blocks])
