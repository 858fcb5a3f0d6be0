"""The lists of enquiries in the admin, and the addresses of all their screens.

The lists show only what is not encrypted: nothing that a sender typed is loaded for them.
"""

from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import HeaderButton

from pages.contact_topics import ContactTopic
from pages.enquiries.admin import action_views, data_request_views
from pages.enquiries.admin.message_views import MessageView
from pages.enquiries.admin.quarantine_views import CloseSpamView
from pages.enquiries.admin.safe_contact import language_of
from pages.enquiries.models.enquiry import OPEN_STATUSES, Enquiry, EnquiryStatus
from pages.enquiries.models.languages import SPOKEN_LANGUAGES
from pages.enquiries.permissions import DeclaredPermissionPolicy, enquiry_policy
from pages.enquiries.submissions.references import LENGTH, PREFIX, reference_letters
from pages.models.users import User

MAX_QUERY_LENGTH = len(PREFIX) + LENGTH


class ReferenceSearchForm(SearchForm):
    """The search box of a list. It takes references, and is too short for an email address or a telephone number.

    Wagtail sends the query in the address of a page, which browsers keep: see `data_requests` for looking people up.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, placeholder="Reference", **kwargs)
        self.fields["q"].label = "Search by reference"
        self.fields["q"].widget.attrs.update(
            {"maxlength": MAX_QUERY_LENGTH, "autocomplete": "off", "spellcheck": "false"}
        )


class ReferenceIndexView(IndexView):
    """A list that can be searched by reference alone, and that cannot be exported."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse the export that Wagtail offers for every list."""
        super().setup(request, *args, **kwargs)
        if self.is_export:
            raise Http404

    def get_search_form(self) -> SearchForm:
        """Return the search by reference."""
        return ReferenceSearchForm(self.request.GET if self.search_kwarg in self.request.GET else None)

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Find a reference by any part of it; case, spaces and the prefix do not matter."""
        if not self.is_searching:
            return queryset
        return queryset.filter(reference__contains=reference_letters(self.search_query))

    def get_list_more_buttons(self, instance: Any) -> list:
        """Return none: the actions on a message are on its own screen."""
        return []


def _assignees(request: HttpRequest | None) -> QuerySet[User]:
    """Return the team, and former members who are still assigned to messages, so that these can be found."""
    team = enquiry_policy.users_with_permission("change")
    return User.objects.filter(Q(pk__in=team) | Q(pk__in=Enquiry.objects.values("assignee"))).order_by("username")


class AssigneeField(django_filters.fields.ModelChoiceField):
    """The team, and the choice of nobody."""

    def label_from_instance(self, user: User | str) -> str:
        """Return a name; Wagtail calls this also for the choice of nobody."""
        return get_user_display_name(user) if isinstance(user, User) else self.null_label


class AssigneeFilter(django_filters.ModelChoiceFilter):
    """Filters by assignee, or by none."""

    field_class = AssigneeField


class InboxFilterSet(WagtailFilterSet):
    """Filters by status, topic, assignee and language."""

    status = django_filters.ChoiceFilter(
        choices=EnquiryStatus.choices,
        label="Status",
        empty_label="Everything to do",
        widget=forms.RadioSelect,
    )
    topic = django_filters.ChoiceFilter(
        choices=ContactTopic.choices, label="Topic", empty_label="All", widget=forms.RadioSelect
    )
    assignee = AssigneeFilter(
        queryset=_assignees,
        label="Who works on it",
        empty_label="All",
        null_label="Nobody yet",
        blank=True,
        widget=forms.RadioSelect,
    )
    language = django_filters.ChoiceFilter(
        choices=SPOKEN_LANGUAGES, label="Language", empty_label="All", widget=forms.RadioSelect
    )

    class Meta:
        model = Enquiry
        fields = ["status", "topic", "assignee", "language"]


class InboxView(ReferenceIndexView):
    """The messages that wait for somebody. Closed and quarantined ones are shown by choosing that status."""

    any_permission_required = ["view", "change"]

    @property
    def is_quarantine(self) -> bool:
        """Whether this is the list of the quarantine: the inbox, with its status chosen."""
        return self.request.GET.get("status") == EnquiryStatus.QUARANTINED

    def get_page_title(self) -> str:
        """Return what the menu calls the list."""
        return "Quarantine" if self.is_quarantine else super().get_page_title()

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """In the quarantine, offer to close all to those who may."""
        if not (self.is_quarantine and self.user_has_permission("change")):
            return []
        return [HeaderButton("Close suspected spam", url=reverse("enquiries:close_spam"), icon_name="bin")]

    def get_base_queryset(self) -> QuerySet[Enquiry]:
        """Leave the encrypted content in the database."""
        return Enquiry.objects.select_related("assignee").defer("encrypted_content")

    def filter_queryset(self, queryset: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
        """Without a status, show what has to be done; a search by reference finds every message."""
        filtered = super().filter_queryset(queryset)
        if self.request.GET.get("status") or self.is_searching:
            return filtered
        return filtered.filter(status__in=OPEN_STATUSES)

    @cached_property
    def no_results_message(self) -> str:
        """Return the text for an empty list."""
        return "No message matches." if self.is_searching or self.is_filtering else "There is nothing to do here."


def _age(enquiry: Enquiry) -> str:
    return timesince(enquiry.received_at, depth=1)


def _assignee(enquiry: Enquiry) -> str:
    return get_user_display_name(enquiry.assignee) if enquiry.assignee else "Nobody yet"


class ListViewSet(ModelViewSet):
    """A list of rows that are not added, copied or edited in the admin."""

    index_view_class = ReferenceIndexView
    search_fields = ["reference"]
    index_template_name = "enquiries/list.html"
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50

    @cached_property
    def permission_policy(self) -> DeclaredPermissionPolicy:
        """Allow only the actions that the model declares."""
        return DeclaredPermissionPolicy(self.model)

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Call the list what the menu calls it."""
        return super().get_index_view_kwargs(**{"page_title": self.menu_label, **kwargs})

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Offer every permission of the model where groups are edited, "view" as well."""
        app_label, name = self.model._meta.app_label, self.model._meta.model_name
        return Permission.objects.filter(content_type__app_label=app_label, content_type__model=name)

    def register_admin_url_finder(self) -> None:
        """Register none: a row has no screen of its own."""

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the list alone."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]


class InboxViewSet(ListViewSet):
    """The inbox, and a screen for each message."""

    model = Enquiry
    name = "enquiries"
    icon = "mail"
    menu_label = "Inbox"
    index_view_class = InboxView
    filterset_class = InboxFilterSet
    ordering = "-received_at"
    list_display = [
        "reference",
        "topic",
        Column("age", label="Age", accessor=_age, sort_key="received_at"),
        "status",
        Column("language", label="Language", accessor=language_of, sort_key="language"),
        Column("assignee", label="Who works on it", accessor=_assignee, sort_key="assignee"),
    ]

    def register_admin_url_finder(self) -> None:
        """Let the email to staff link to the screen of a message."""
        ModelViewSet.register_admin_url_finder(self)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the list, the screen of a message, and the actions on it."""
        views = {
            "edit": MessageView,
            "reveal": action_views.RevealView,
            "confirm": action_views.ConfirmView,
            "withdraw-preferences": action_views.WithdrawView,
            "status": action_views.StatusView,
            "topic": action_views.TopicView,
            "take": action_views.TakeView,
            "assign": action_views.AssignView,
            "note": action_views.NoteView,
            "hold": action_views.HoldView,
            "export": data_request_views.ExportView,
            "delete": data_request_views.EraseView,
        }
        return [
            *super().get_urlpatterns(),
            path("close-spam/", self.construct_view(CloseSpamView), name="close_spam"),
            *(path(f"{name}/<int:pk>/", self.construct_view(view), name=name) for name, view in views.items()),
        ]
