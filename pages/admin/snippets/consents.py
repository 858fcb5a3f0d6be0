"""The list of consents, who may see and choose them, and that none in use is deleted."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.models import ReferenceIndex
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views import chooser

from pages.admin.permissions import InUseViewSet
from pages.admin.usage_column import SnippetUsageColumn
from pages.consents.form import ConsentForm
from pages.consents.in_use import IN_USE, is_in_use
from pages.models.consents import FIRST_REMINDER_DAYS, Consent, ConsentQuerySet


class ConsentFilterSet(WagtailFilterSet):
    """Chooses consents by their end."""

    end = django_filters.ChoiceFilter(
        label="End",
        method="by_end",
        choices=[("ending", "Ends within a month"), ("ended", "Ended or withdrawn")],
        widget=forms.RadioSelect,
        empty_label="All",
    )

    def by_end(self, consents: ConsentQuerySet, name: str, value: str) -> ConsentQuerySet:
        """Return those that end soon, or that have ended."""
        return consents.ending(timedelta(days=FIRST_REMINDER_DAYS)) if value == "ending" else consents.ended()

    class Meta:
        model = Consent
        fields = ["responsible"]


class OnlyForEditorsMixin:
    """Lets only those choose a consent, or look through them, who may work with consents."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raise `PermissionDenied` for others who are in the admin, such as those who answer enquiries."""
        if not ModelPermissionPolicy(Consent).user_has_any_permission(request.user, ["add", "change", "view"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # mixed into views


class ConsentChooseView(OnlyForEditorsMixin, chooser.ChooseView):
    """The dialog in which a consent is chosen or written."""


class ConsentChooseResultsView(OnlyForEditorsMixin, chooser.ChooseResultsView):
    """What is found in the dialog."""


class ConsentChosenView(OnlyForEditorsMixin, chooser.SnippetChosenView):
    """The consent that was chosen."""


class ConsentChosenMultipleView(OnlyForEditorsMixin, chooser.SnippetChosenMultipleView):
    """Several that were chosen."""


class NewConsentForm(forms.ModelForm):
    """The form for a new consent in the dialog, where Wagtail's chooser of dates may be missing."""

    class Meta:
        model = Consent
        fields = ["person", "scope", "agreed_by", "agreed_on", "ends_on", "responsible"]
        widgets = {
            "scope": forms.Textarea(attrs={"rows": 3}),
            "agreed_on": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
            "ends_on": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        }


class ConsentChooserViewSet(chooser.SnippetChooserViewSet):
    """The dialog for consents, with a form for a new one."""

    choose_view_class = ConsentChooseView
    choose_results_view_class = ConsentChooseResultsView
    chosen_view_class = ConsentChosenView
    chosen_multiple_view_class = ConsentChosenMultipleView
    creation_form_class = NewConsentForm
    creation_tab_label = "New consent"
    create_action_label = "Save and choose"


class ConsentViewSet(InUseViewSet):
    """What people agreed to."""

    model = Consent
    edit_handler = ObjectList(Consent.panels, base_form_class=ConsentForm)
    icon = "check"
    list_display = [
        "person",
        Column("state", label="How it stands", sort_key="ends_on"),
        "responsible",
        SnippetUsageColumn("usage_count", label="Used", width="12%"),
    ]
    filterset_class = ConsentFilterSet
    chooser_viewset_class = ConsentChooserViewSet

    def get_queryset(self, request: HttpRequest) -> ConsentQuerySet:
        """Return the consents, and how often each is used."""
        return Consent.objects.annotate(usage_count=ReferenceIndex.usage_count_subquery(Consent))


def refuse_consent_in_use(request: HttpRequest, snippets: list[Model]) -> HttpResponse | None:
    """Refuse to delete a consent that is in use, and show where."""
    for snippet in snippets:
        if isinstance(snippet, Consent) and is_in_use(snippet):
            messages.error(request, IN_USE)
            return redirect("wagtailsnippets_pages_consent:usage", snippet.pk)
    return None
