"""Lists and forms of what has a history without drafts: a save is live at once, and can be undone."""

from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.menus import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.views.snippets import CreateView, EditView

from pages.admin.permissions import InUseIndexView, InUseViewSet
from pages.admin.translation_warnings import TranslationWarningsMixin

BEFORE_HISTORY = "pages.before_history"


def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the first entry of the history of what was there before its history began."""
    actions.register_action(BEFORE_HISTORY, "Keep the version before", "The version before the first recorded change")


class SavedOnRequest:
    """A form that is saved when somebody presses Save, and never by itself.

    Wagtail saves the form of every model with revisions half a second after each change. Without drafts that would
    show visitors half a number.
    """

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Turn autosave off."""
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # a mixin of Wagtail's views
        self.autosave_enabled = False


class CreateWithHistory(SavedOnRequest, CreateView):
    """The form of something new."""


class EditWithHistory(SavedOnRequest, TranslationWarningsMixin, EditView):
    """The form of something that is there."""

    def save_instance(self) -> Model:
        """Save it. The first time, keep what the database held before, so that this change too can be undone."""
        if self.live_object.latest_revision_id is None:
            before = self.model.objects.get(pk=self.live_object.pk)
            before.save_revision(clean=False, log_action=BEFORE_HISTORY)
            self.live_object.latest_revision = before.latest_revision
        return super().save_instance()


class ListWithHistories(InUseIndexView):
    """A list that leads to the history of each row."""

    history_url_name: str | None = None

    def get_list_more_buttons(self, instance: Model) -> list[MenuItem]:
        """Add the history to what can be done with a row."""
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("change"):
            url = reverse(self.history_url_name, args=[quote(instance.pk)])
            buttons.append(MenuItem("History", url, icon_name="history", priority=15))
        return buttons


class HistoryViewSet(InUseViewSet):
    """Something with a history and without drafts."""

    index_view_class = ListWithHistories
    add_view_class = CreateWithHistory
    edit_view_class = EditWithHistory
