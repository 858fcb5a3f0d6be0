"""The spreadsheets that lists and reports of the admin offer to download."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from pages.text.cleaning import clean_text


def clean_exported_text() -> None:
    """Have all exports leave out what an XLSX file, which is XML, cannot hold: it may have been stored long ago.

    Replaces a method of Wagtail's, which all lists and reports share and through which every cell passes. The hooks
    that Wagtail has for single columns and types are taken already by some of its reports.
    """
    preprocess = SpreadsheetExportMixin.preprocess_field_value

    def preprocess_and_clean(self: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
        cell = preprocess(self, field, value, export_format)
        return clean_text(cell) if isinstance(cell, str) else cell

    SpreadsheetExportMixin.preprocess_field_value = preprocess_and_clean
