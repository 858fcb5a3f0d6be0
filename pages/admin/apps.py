"""Wagtail's admin application, without its own notification emails."""

from wagtail.admin.apps import WagtailAdminAppConfig


class AdminConfig(WagtailAdminAppConfig):
    """Wagtail's configuration, without the emails that it sends within a request: see `pages.staff.page_emails`."""

    def ready(self) -> None:
        """Load Wagtail's receivers, then disconnect those that send emails."""
        super().ready()
        from wagtail.models import TaskState, WorkflowState
        from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

        for signal, sender, uid in [
            (task_submitted, TaskState, "group_approval_task_submitted"),
            (workflow_submitted, WorkflowState, "workflow_state_submitted"),
            (workflow_rejected, WorkflowState, "workflow_state_rejected"),
            (workflow_approved, WorkflowState, "workflow_state_approved"),
        ]:
            signal.disconnect(sender=sender, dispatch_uid=f"{uid}_email_notification")
