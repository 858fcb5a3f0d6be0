"""The screen on which deleted and replaced pictures, documents and recordings can be restored."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.permissions import permission_policy as picture_policy
from wagtail.log_actions import LogActionRegistry, log

from pages.admin.files.file_views import DELETED_FOR_GOOD
from pages.admin.files.recordings import recording_policy
from pages.media.deleted_files import as_it_was, present_version, restore
from pages.media.kept_files import KEPT_FOR
from pages.models import Recording, SiteDocument, SiteImage
from pages.models.deleted_files import DeletedFile
from pages.models.users import AnyUser
from pages.usage import live_pages_among, sentence_for

POLICIES: dict[type[Model], Any] = {
    SiteImage: picture_policy,
    SiteDocument: document_policy,
    Recording: recording_policy,
}
TITLE = "Deleted files"
RESTORED = "pages.restore_file"
LIST = "deleted_files"


def may_see_list(user: AnyUser) -> bool:
    """Return whether a user may change any pictures or documents."""
    return any(policy.user_has_permission(user, "change") for policy in POLICIES.values())


def is_allowed(user: AnyUser, kept: DeletedFile) -> bool:
    """Return whether a user might change what was kept if no live page showed it."""
    thing = present_version(kept) or as_it_was(kept)
    return POLICIES[type(thing)].is_allowed_but_for_use(user, {"change"}, thing)


def reason_not_to_restore(user: AnyUser, kept: DeletedFile) -> str:
    """Return why a user may not restore it, in a sentence; "" if she may: a live page of others would change.

    Pages may have come to show it since its file was replaced.
    """
    if user.is_superuser:
        return ""
    itself = (kept.content_type_id, str(kept.object_id))
    return sentence_for(user, kept.title, live_pages_among({itself, *((pair[0], pair[1]) for pair in kept.used_by)}))


class DeletedFilesView(WagtailAdminTemplateMixin, TemplateView):
    """What was deleted or replaced, who did it, and until when it can be restored."""

    template_name = "pages_admin/deleted_files/list.html"
    page_title = TITLE
    header_icon = "bin"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to this page."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the user may restore. Raises `PermissionDenied`."""
        if not may_see_list(self.request.user):
            raise PermissionDenied
        kept = DeletedFile.objects.select_related("deleted_by", "content_type")
        return super().get_context_data(**kwargs) | {
            "files": [each for each in kept if is_allowed(self.request.user, each)],
            "days": KEPT_FOR.days,
        }


class DeletedFileMixin:
    """Finds the file of an address, and refuses it to those who might not change it."""

    # Set by Django's views.
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def kept(self) -> DeletedFile:
        """The file. Raises `Http404` and `PermissionDenied`."""
        kept: DeletedFile = get_object_or_404(DeletedFile, pk=self.kwargs["pk"])
        if not is_allowed(self.request.user, kept):
            raise PermissionDenied
        return kept


class RestoreFileView(DeletedFileMixin, View):
    """Gives back what was deleted or replaced."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give it back, unless a live page of others would change."""
        if reason := reason_not_to_restore(request.user, self.kept):
            messages.error(request, reason)
            return redirect(LIST)
        restored = restore(self.kept)
        log(instance=restored, action=RESTORED)
        address = AdminURLFinder(request.user).get_edit_url(restored)
        buttons = [messages.button(address, "Open it")] if address else []
        messages.success(request, f"“{restored.title}” is back.", buttons=buttons)
        return redirect(LIST)


class DeleteForGoodView(DeletedFileMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks once more, then deletes for good."""

    template_name = "pages_admin/deleted_files/delete_for_good.html"
    page_title = "Delete for good"
    header_icon = "bin"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return none, so that the head says which file it is, as Wagtail's own confirmation pages do."""
        return []

    def get_page_subtitle(self) -> str:
        """Return the title of the file."""
        return self.kept.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the file and the way back."""
        return super().get_context_data(**kwargs) | {"kept": self.kept, "list_url": reverse(LIST)}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete it."""
        title = self.kept.title
        log(instance=present_version(self.kept) or as_it_was(self.kept), action=DELETED_FOR_GOOD)
        self.kept.delete()
        messages.success(request, f"“{title}” is deleted for good.")
        return redirect(LIST)


class DeletedFilesMenuItem(MenuItem):
    """The entry among the reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may change pictures or documents."""
        return may_see_list(request.user)


def register_urls() -> list[URLPattern]:
    """Return the addresses of these screens."""
    return [
        path("deleted-files/", DeletedFilesView.as_view(), name=LIST),
        path("deleted-files/<int:pk>/restore/", RestoreFileView.as_view(), name="restore_file"),
        path("deleted-files/<int:pk>/delete/", DeleteForGoodView.as_view(), name="delete_file_for_good"),
    ]


def register_menu_item() -> MenuItem:
    """Return the entry of the menu."""
    return DeletedFilesMenuItem(TITLE, reverse(LIST), icon_name="bin", order=900)


def register_log_actions(actions: LogActionRegistry) -> None:
    """Say in the history what happened to files."""
    actions.register_action(RESTORED, "File: restored", "Restored it after it was deleted or replaced")
    actions.register_action(DELETED_FOR_GOOD, "File: deleted for good", "Deleted the file for good")
