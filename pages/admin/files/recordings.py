"""The list and the form of recordings, and who may change them."""

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex
from wagtail.permission_policies import OwnershipPermissionPolicy
from wagtail.snippets.views.snippets import DeleteView, EditView, SnippetViewSet

from pages.admin.files.file_views import DELETED_FOR_GOOD, KeepDeletedFile
from pages.admin.permissions import CHANGES, InUseIndexView
from pages.admin.usage_column import SnippetUsageColumn
from pages.media.deleted_files import delete_for_good, keep
from pages.media.kept_files import ASKED_FOR
from pages.media.recordings.form import RecordingForm
from pages.models import Recording
from pages.models.users import AnyUser
from pages.usage import refusal


class RecordingPolicy(OwnershipPermissionPolicy):
    """Wagtail's policy for what people own, which also looks at the live pages that offer a recording."""

    def user_has_permission_for_instance(self, user: AnyUser, action: str, instance: Model) -> bool:
        """Return whether a user may do something."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: AnyUser, actions: list[str], instance: Model) -> bool:
        """Return whether a user may do any of some actions."""
        changes = CHANGES.intersection(actions)
        others = set(actions) - changes
        if others and super().user_has_any_permission_for_instance(user, others, instance):
            return True
        return self.is_allowed_but_for_use(user, changes, instance) and not refusal(user, instance)

    def is_allowed_but_for_use(self, user: AnyUser, changes: set[str], instance: Model) -> bool:
        """Return whether a user might change a recording if no live page offered it."""
        return bool(changes) and super().user_has_any_permission_for_instance(user, changes, instance)


recording_policy = RecordingPolicy(Recording, owner_field_name="uploaded_by_user")


class OwnRecordingMixin:
    """Lets people change and delete their own recordings: Wagtail's views ask for a permission to the model only.

    That no live page offers it is asked by `pages.admin.permissions.refuse_used_snippets`, which says why.
    """

    # Set by Wagtail's views.
    object: Recording
    request: HttpRequest

    def user_has_permission(self, permission: str) -> bool:
        """Return whether the user may do something here."""
        if permission in CHANGES:
            return recording_policy.is_allowed_but_for_use(self.request.user, {permission}, self.object)
        return recording_policy.user_has_permission(self.request.user, permission)


class DeleteRecordingView(KeepDeletedFile, OwnRecordingMixin, DeleteView):
    """The confirmation page for deleting a recording."""

    def get_success_message(self) -> str:
        """Say whether it can be restored, and that pages do not offer it again by themselves then."""
        message = super().get_success_message()
        return message if ASKED_FOR in self.request.POST else f"{message} It must then be chosen again for its pages."


class EditRecordingView(OwnRecordingMixin, EditView):
    """The form of a recording. The file that another one replaces can be restored."""

    def save_instance(self) -> Model:
        """Keep the file that is replaced, or delete it with all earlier ones if a person asked for that."""
        is_replaced = "file" in self.form.changed_data
        if is_replaced:
            keep(Recording.objects.get(pk=self.object.pk), was_replaced=True)
        recording: Recording = super().save_instance()
        if is_replaced and self.form.cleaned_data[ASKED_FOR]:
            delete_for_good(Recording, recording.pk)
            log(instance=recording, action=DELETED_FOR_GOOD)
        return recording


class RecordingViewSet(SnippetViewSet):
    """Recordings that pages offer."""

    model = Recording
    edit_handler = ObjectList(Recording.panels, base_form_class=RecordingForm)
    icon = "media"
    menu_label = "Recordings"
    menu_order = 410
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = InUseIndexView
    edit_view_class = EditRecordingView
    delete_view_class = DeleteRecordingView
    delete_template_name = DeleteRecordingView.template_name
    list_display = [
        "title",
        Column("get_language_display", label="Language", sort_key="language"),
        Column("minutes", label="Minutes", sort_key="seconds"),
        SnippetUsageColumn("usage_count", label="Used", width="12%"),
    ]

    @property
    def permission_policy(self) -> RecordingPolicy:
        """Who may do what."""
        return recording_policy

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recording]:
        """Return the recordings, and how often each is used."""
        return Recording.objects.annotate(usage_count=ReferenceIndex.usage_count_subquery(Recording))
