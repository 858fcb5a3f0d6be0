"""The screen on which somebody who may publish a page deletes its old versions: a person asked for words to go."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import pluralize
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import Page

from pages.models.users import AnyUser
from pages.revisions import delete_old_words, old_revisions
from pages.translations.cleanup import delete_earlier_texts

OLD_VERSIONS_DELETED = "pages.delete_old_versions"


class DeleteOldVersionsView(WagtailAdminTemplateMixin, TemplateView):
    """Asks once more, then deletes the old versions of a page."""

    template_name = "pages_admin/old_versions/delete.html"
    page_title = "Delete old versions"
    header_icon = "history"

    @cached_property
    def page(self) -> Page:
        """The page. Raises `Http404` and `PermissionDenied`."""
        page: Page = get_object_or_404(Page, pk=self.kwargs["pk"]).specific
        if not page.permissions_for_user(self.request.user).can_publish():
            raise PermissionDenied
        return page

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return none, so that the head says which page it is, as Wagtail's own confirmation pages do."""
        return []

    def get_page_subtitle(self) -> str:
        """Return the title of the page."""
        return self.page.get_admin_display_title()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page and how many versions would go."""
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "count": old_revisions(self.page).count(),
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete them."""
        with transaction.atomic():
            left = delete_earlier_texts(self.page, request.user)
            count = delete_old_words(self.page)
        log(instance=self.page, action=OLD_VERSIONS_DELETED)
        messages.success(request, f"{count} old version{pluralize(count)} of “{self.page.title}” deleted for good.")
        for translation in left:
            messages.warning(
                request,
                f"The draft of “{translation.get_admin_display_title()}” ({translation.locale}) stays as it is: it is "
                "locked, handed in, or not yours to edit. A colleague can bring the changes there.",
            )
        return redirect("wagtailadmin_pages:history", self.page.pk)


def register_urls() -> list[URLPattern]:
    """Return the address of this screen."""
    return [path("pages/<int:pk>/old-versions/", DeleteOldVersionsView.as_view(), name="delete_old_versions")]


def offer_deletion(page: Page, user: AnyUser, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer it in the menu of a page, to those who may publish it."""
    if page.permissions_for_user(user).can_publish():
        address = reverse("delete_old_versions", args=[page.pk])
        yield Button("Delete old versions", address, icon_name="bin", priority=68)


def register_log_actions(actions: LogActionRegistry) -> None:
    """Say it in the history of the page."""
    actions.register_action(OLD_VERSIONS_DELETED, "Old versions: deleted", "Deleted the old versions for good")
