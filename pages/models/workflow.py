"""The step of Wagtail's workflow in which a colleague reads a page."""

from typing import Any

from wagtail.models import GroupApprovalTask, Page, TaskState

from pages.models.users import User
from pages.staff import second_reader


class SecondReaderTask(GroupApprovalTask):
    """Members of the chosen groups read what is handed in. Nobody approves a page about a person that she worked on."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "second pair of eyes"
        verbose_name_plural = "second pairs of eyes"

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        """Return what the user may do, without approving her own work."""
        actions = super().get_actions(obj, user)
        if actions and second_reader.waits_for_another(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: TaskState, user: User, action_name: str, **data: Any) -> Any:
        """Perform an action, unless a reader approves what she has changed in the same form: that waits for another."""
        page = task_state.workflow_state.content_object
        if action_name == "approve" and second_reader.waits_for_another(page, user):
            return None
        return super().on_action(task_state, user, action_name, **data)
