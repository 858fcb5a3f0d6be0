"""The lists for the lead of the team: the audit log, and what was deleted."""

import django_filters
from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column

from pages.enquiries.admin.viewsets import ListViewSet
from pages.enquiries.models.audit_log import AuditLogEntry, DeletedEnquiry


def _moment(field: str, label: str) -> Column:
    """Return a column of exact times, in place of Wagtail's "two weeks ago"."""
    return Column(field, label, lambda row: date_format(localtime(getattr(row, field)), "j M Y, H:i"), sort_key=field)


class AuditLogFilterSet(WagtailFilterSet):
    """Filters by action, user and day."""

    who = django_filters.AllValuesFilter(label="Who", empty_label="All", widget=forms.RadioSelect)
    happened_at = django_filters.DateFromToRangeFilter(label="When", widget=DateRangePickerWidget)

    class Meta:
        model = AuditLogEntry
        fields = ["action", "who", "happened_at"]


class AuditLogViewSet(ListViewSet):
    """Who did what, for the lead of the team."""

    model = AuditLogEntry
    name = "enquiry_audit_log"
    url_prefix = "enquiries/audit-log"
    icon = "history"
    menu_label = "Audit log"
    ordering = "-happened_at"
    filterset_class = AuditLogFilterSet
    list_display = [
        Column("reference", sort_key="reference"),
        _moment("happened_at", "When"),
        "action",
        "who",
        "detail",
    ]


class DeletedViewSet(ListViewSet):
    """Which enquiries were deleted and why, for the lead of the team."""

    model = DeletedEnquiry
    name = "enquiry_deletions"
    url_prefix = "enquiries/deleted"
    icon = "bin"
    menu_label = "Deleted"
    ordering = "-deleted_at"
    list_filter = ["reason", "topic"]
    list_display = [
        Column("reference", sort_key="reference"),
        "topic",
        "received_on",
        _moment("deleted_at", "Deleted"),
        "reason",
        "who",
    ]
