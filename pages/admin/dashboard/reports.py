"""The reports of pages that somebody must look at again, and of translations that are out of date."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

from pages.models import User
from pages.staff.reviews import with_review_dates
from pages.translations.outdated import outdated

TITLE = "Pages to look at again"
OUTDATED_TITLE = "Translations that are out of date"


class ReviewsFilterSet(WagtailFilterSet):
    """Whose pages, and whether they are due."""

    responsible = django_filters.ModelChoiceFilter(
        label="Who looks after it",
        field_name="responsible_id",
        method="filter_responsible",
        queryset=lambda request: User.objects.filter(is_active=True).order_by("first_name", "last_name", "username"),
        null_label="Nobody",
    )
    overdue = django_filters.BooleanFilter(label="Due", method="filter_overdue")

    class Meta:
        model = Page
        fields = ["live"]

    def filter_responsible(self, pages: PageQuerySet, name: str, user: User | str) -> PageQuerySet:
        """Keep the pages of somebody, or of nobody."""
        return pages.filter(**({name: user.pk} if isinstance(user, User) else {f"{name}__isnull": True}))

    def filter_overdue(self, pages: PageQuerySet, name: str, is_due: bool) -> PageQuerySet:
        """Keep the pages that are due, or the others."""
        return pages.filter(review_on__lte=localdate()) if is_due else pages.filter(review_on__gt=localdate())


class ReviewsView(PageReportView):
    """The pages with a day by which somebody looks at them again, the next one first."""

    page_title = TITLE
    header_icon = "calendar-check"
    results_template_name = "pages_admin/reports/reviews_results.html"
    filterset_class = ReviewsFilterSet
    index_url_name = "page_reviews"
    index_results_url_name = "page_reviews_results"
    any_permission_required = ["add", "change", "publish"]
    list_export = ["title", "review_on", "responsible_name", "status_string"]
    export_headings = {"review_on": "Look at it again by", "responsible_name": "Who looks after it"}

    def get_filename(self) -> str:
        """Return the name of an exported file."""
        return f"pages-to-look-at-again-{localdate():%Y-%m-%d}"

    def get_queryset(self) -> PageQuerySet:
        """Return the pages that the user may edit and that have such a day."""
        editable = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        pages = with_review_dates(editable).filter(alias_of=None, review_on__isnull=False)
        self.queryset = (
            pages.prefetch_workflow_states()
            .annotate_approved_schedule()
            .select_related("content_type", "locale")
            .order_by("review_on", "path")
        )
        return super().get_queryset()

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> Iterable[Any]:
        """Add who looks after each page, and whether it is due."""
        pages = list(object_list)
        people = User.objects.in_bulk({page.responsible_id for page in pages} - {None})
        for page in pages:
            page.responsible_name = get_user_display_name(people.get(page.responsible_id))
            page.is_due = page.live and page.review_on <= localdate()
        return pages


class ReviewsMenuItem(MenuItem):
    """An entry among the reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who write pages."""
        return user_has_any_page_permission(request.user)


class OutdatedTranslationsView(PageReportView):
    """The public translations whose original has changed since they were published, the longest out of date first."""

    page_title = OUTDATED_TITLE
    header_icon = "wagtail-localize-language"
    results_template_name = "pages_admin/reports/outdated_translations_results.html"
    index_url_name = "outdated_translations"
    index_results_url_name = "outdated_translations_results"
    any_permission_required = ["add", "change", "publish"]
    list_export = ["title", "original_changed_at", "last_published_at", "locale"]
    export_headings = {"original_changed_at": "Original changed", "last_published_at": "Published"}

    def get_filename(self) -> str:
        """Return the name of an exported file."""
        return f"outdated-translations-{localdate():%Y-%m-%d}"

    def get_queryset(self) -> PageQuerySet:
        """Return the translations that the user may edit and that are out of date."""
        editable = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        pages = outdated(editable).prefetch_workflow_states().annotate_approved_schedule()
        self.queryset = pages.select_related("content_type", "locale").order_by("original_changed_at", "path")
        return super().get_queryset()


def register_urls() -> list[URLPattern]:
    """Register the reports."""
    outdated_results = OutdatedTranslationsView.as_view(results_only=True)
    return [
        path("reports/outdated-translations/", OutdatedTranslationsView.as_view(), name="outdated_translations"),
        path("reports/outdated-translations/results/", outdated_results, name="outdated_translations_results"),
        path("reports/reviews/", ReviewsView.as_view(), name="page_reviews"),
        path("reports/reviews/results/", ReviewsView.as_view(results_only=True), name="page_reviews_results"),
    ]


def register_translations_menu_item() -> ReviewsMenuItem:
    """Offer the translations that are out of date after it."""
    return ReviewsMenuItem(
        OUTDATED_TITLE, reverse("outdated_translations"), icon_name=OutdatedTranslationsView.header_icon, order=51
    )


def register_menu_item() -> ReviewsMenuItem:
    """Offer it first among the reports."""
    return ReviewsMenuItem(TITLE, reverse("page_reviews"), icon_name=ReviewsView.header_icon, order=50)
