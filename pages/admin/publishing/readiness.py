"""What the rules find on a page: in the panel of checks beside the form, and at an address of its own."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.models import Page

from pages.models import User
from pages.readiness.reading_grade import grade_in_words

TITLE = "Before publishing"


class ReadinessView(WagtailAdminTemplateMixin, TemplateView):
    """Everything that the rules find on the latest draft of a page, each with what to do."""

    template_name = "readiness/page.html"
    page_title = TITLE
    header_icon = "glasses"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the findings. Raises `PermissionDenied` for whoever may neither edit nor publish the page."""
        self.page = get_object_or_404(Page, pk=kwargs["pk"], depth__gt=1)
        permissions = self.page.permissions_for_user(request.user)
        if not (permissions.can_edit() or permissions.can_publish()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the title of the page."""
        return self.page.get_admin_display_title()

    def get_template_names(self) -> list[str]:
        """Return the template of the findings alone for the panel, which asks with a script."""
        is_for_panel = self.request.headers.get("X-Requested-With") == "XMLHttpRequest"
        return ["readiness/findings.html"] if is_for_panel else [self.template_name]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to this page."""
        edit = {"url": self._edit_address(), "label": self.page.get_admin_display_title()}
        return [*super().get_breadcrumbs_items(), edit, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the rules find now."""
        draft = self.page.get_latest_revision_as_object()
        findings, grade = draft.readiness(), draft.reading_grade()
        return super().get_context_data(**kwargs) | {
            "blocking": [finding for finding in findings if finding.blocks],
            "advice": [finding for finding in findings if not finding.blocks],
            "reading_grade": grade_in_words(grade) if grade is not None else "",
            "edit_address": self._edit_address(),
        }

    def _edit_address(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


def register_urls() -> list[URLPattern]:
    """Register the address of the findings."""
    return [path("pages/<int:pk>/readiness/", ReadinessView.as_view(), name="page_readiness")]


def header_buttons(page: Page, user: User, next_url: str | None = None, **kwargs: Any) -> list[Button]:
    """Offer the findings among the actions of a page."""
    permissions = page.permissions_for_user(user)
    if page.depth == 1 or not (permissions.can_edit() or permissions.can_publish()):
        return []
    return [Button(TITLE, reverse("page_readiness", args=[page.pk]), icon_name="glasses", priority=15)]
