"""Wagtail's screens for changing and deleting pictures and documents, which keep what is replaced or deleted."""

from typing import Any

from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.documents.views import documents
from wagtail.images.permissions import permission_policy as picture_policy
from wagtail.images.views import images
from wagtail.log_actions import log

from pages.admin.permissions import refuse_used_file
from pages.admin.translation_warnings import TranslationWarningsMixin
from pages.media.deleted_files import delete_for_good, delete_renditions, keep
from pages.media.kept_files import ASKED_FOR, KEPT_FOR, asked_for_field
from pages.models import SiteDocument, SiteImage

DELETED_FOR_GOOD = "pages.delete_for_good"


class KeepReplacedFile:
    """What the screens for changing pictures and documents have in common: the old file can be restored."""

    # Set by Wagtail's views.
    form: ModelForm
    object: Any

    def get_form(self, form_class: type[ModelForm] | None = None) -> ModelForm:
        """Add the tick, below the file."""
        form: ModelForm = super().get_form(form_class)  # type: ignore[misc]  # the class is mixed into Wagtail's views
        form.fields[ASKED_FOR] = asked_for_field()
        form.order_fields(["title", "file", ASKED_FOR])
        return form

    def save_instance(self) -> Model:
        """Keep the file that is replaced, or delete it with all earlier ones."""
        form, model = self.form, type(self.object)
        if "file" not in form.changed_data:
            return super().save_instance()  # type: ignore[misc]  # a mixin of views
        stored = model._default_manager.get(pk=self.object.pk)
        delete_renditions(stored)
        if form.cleaned_data[ASKED_FOR]:
            delete_for_good(model, self.object.pk)
            log(instance=self.object, action=DELETED_FOR_GOOD)
        else:
            keep(stored, was_replaced=True)
            # The form would delete it.
            form.original_file = None  # type: ignore[attr-defined]  # Wagtail's
        return super().save_instance()  # type: ignore[misc]  # a mixin of views


class KeepDeletedFile:
    """What the screens for deleting pictures and documents have in common."""

    template_name = "pages_admin/deleted_files/delete.html"
    # Set by Wagtail's views.
    object: Any
    request: HttpRequest

    def delete_action(self) -> None:
        """Delete the object, and what is kept of it if a person asked for that."""
        model, pk, is_asked_for = type(self.object), self.object.pk, ASKED_FOR in self.request.POST
        if is_asked_for:
            log(instance=self.object, action=DELETED_FOR_GOOD)
        super().delete_action()  # type: ignore[misc]  # the class is mixed into Wagtail's views
        if is_asked_for:
            delete_for_good(model, pk)

    def get_success_message(self) -> str:
        """Say whether it can be restored."""
        if ASKED_FOR in self.request.POST:
            return f"“{self.object.title}” is deleted for good."
        return f"“{self.object.title}” is deleted. It can be restored for {KEPT_FOR.days} days: Reports, Deleted files."


class EditPictureView(KeepReplacedFile, TranslationWarningsMixin, images.EditView):
    """The screen of a picture."""


class DeletePictureView(KeepDeletedFile, images.DeleteView):
    """The confirmation page for deleting a picture."""

    page_title = "Delete picture"
    confirmation_message = "Are you sure you want to delete this picture?"


class EditDocumentView(KeepReplacedFile, documents.EditView):
    """The screen of a document."""


class DeleteDocumentView(KeepDeletedFile, documents.DeleteView):
    """The confirmation page for deleting a document."""


class PictureUsageView(images.UsageView):
    """What uses a picture, for everybody who might change it if nothing did."""

    def user_has_permission(self, permission: str) -> bool:
        """Return whether the user may see it."""
        return picture_policy.is_allowed_but_for_use(self.request.user, {permission}, self.object)


class DocumentUsageView(documents.UsageView):
    """What uses a document, for everybody who might change it if nothing did."""

    def user_has_permission(self, permission: str) -> bool:
        """Return whether the user may see it."""
        return document_policy.is_allowed_but_for_use(self.request.user, {permission}, self.object)


def register_urls() -> list[URLPattern]:
    """Return the addresses of these screens, which are Wagtail's own: these come first."""
    picture = (SiteImage, picture_policy, "wagtailimages:index")
    document = (SiteDocument, document_policy, "wagtaildocs:index")
    return [
        path("images/<int:image_id>/", refuse_used_file(EditPictureView.as_view(), *picture)),
        path("images/<int:image_id>/delete/", refuse_used_file(DeletePictureView.as_view(), *picture)),
        path("images/usage/<int:image_id>/", PictureUsageView.as_view()),
        path("documents/edit/<int:document_id>/", refuse_used_file(EditDocumentView.as_view(), *document)),
        path("documents/delete/<int:document_id>/", refuse_used_file(DeleteDocumentView.as_view(), *document)),
        path("documents/usage/<int:document_id>/", DocumentUsageView.as_view()),
    ]


def delete_several_for_good(request: HttpRequest, action_type: str, objects: list[Model], action: BulkAction) -> None:
    """Delete what is kept of several deleted pictures or documents if a person asked for that."""
    if action_type != "delete" or ASKED_FOR not in request.POST:
        return
    for thing in objects:
        if isinstance(thing, SiteImage | SiteDocument):
            delete_for_good(type(thing), thing.pk)
            log(instance=thing, action=DELETED_FOR_GOOD)
