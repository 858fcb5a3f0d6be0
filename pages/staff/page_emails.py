"""Who is told by email what happened to a page: that it waits for a reader, what she said, that it was taken down.

Wagtail sends such emails while the database is locked, and to everybody in the group, also to those who may not act.
"""

from typing import Any

from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import GroupApprovalTask, Page, TaskState, WorkflowState
from wagtail.permissions import page_permission_policy
from wagtail.signals import page_unpublished, task_submitted, workflow_approved, workflow_rejected
from wagtail.users.models import UserProfile

from pages.models.users import User
from pages.staff import emails as staff_emails
from pages.staff import second_reader

# What the history of a page records where somebody unpublished it who may not publish.
TAKEN_DOWN = "pages.taken_down"
# And where a page was unpublished by itself. See `pages.emptied_pages`.
NOTHING_TO_SHOW = "pages.nothing_to_show"


def readers_of_task(task_state: TaskState) -> list[User]:
    """Return who can approve what was handed in: members of the task's groups and administrators, but its writers."""
    page = task_state.workflow_state.content_object
    task = task_state.task.specific
    if not isinstance(page, Page) or not isinstance(task, GroupApprovalTask):
        return []
    handed_in_by = task_state.workflow_state.requested_by_id
    readers = second_reader.readers(page).exclude(pk=handed_in_by)
    members = set(User.objects.filter(groups__in=task.groups.all()).values_list("pk", flat=True))
    return [user for user in readers if user.is_superuser or user.pk in members]


def tell_readers(sender: type[TaskState], instance: TaskState, **options: Any) -> None:
    """Tell those who can approve a page that it was handed in. Receives `task_submitted`."""
    state = instance.workflow_state
    page = state.content_object
    if not isinstance(page, Page):
        return
    recipients = [user for user in readers_of_task(instance) if _wants(user, "submitted")]
    title = page.get_latest_revision_as_object().title
    context = {"title": title, "handed_in_by": _name(state.requested_by), "link": staff_emails.link_to(page)}
    staff_emails.queue(recipients, f"To read: {title}", "emails/page_handed_in.txt", context)


def tell_of_approval(sender: type[WorkflowState], instance: WorkflowState, user: User | None, **options: Any) -> None:
    """Tell whoever handed a page in that it was approved. Receives `workflow_approved`."""
    _tell_requester(instance, user, "approved")


def tell_of_rejection(sender: type[WorkflowState], instance: WorkflowState, user: User | None, **options: Any) -> None:
    """Tell whoever handed a page in that changes are asked for. Receives `workflow_rejected`."""
    _tell_requester(instance, user, "rejected")


def tell_of_unpublishing(sender: type[Page], instance: Page, **options: Any) -> None:
    """Record and tell publishers that somebody unpublished a page who may not publish. Receives `page_unpublished`."""
    user = get_active_log_context().user
    if user is None or instance.alias_of_id or instance.permissions_for_user(user).can_publish():
        return
    log(instance, TAKEN_DOWN, user=user)
    publishers = page_permission_policy.users_with_permission_for_instance("publish", instance)
    context = {"title": instance.title, "user": _name(user), "link": staff_emails.link_to(instance)}
    staff_emails.queue(publishers, f"Taken off the site: {instance.title}", "emails/page_taken_down.txt", context)


def connect() -> None:
    """Connect the receivers of signals."""
    task_submitted.connect(tell_readers)
    workflow_approved.connect(tell_of_approval)
    workflow_rejected.connect(tell_of_rejection)
    page_unpublished.connect(tell_of_unpublishing)


def _tell_requester(state: WorkflowState, by: User | None, what: str) -> None:
    requester = state.requested_by
    page = state.content_object
    if not isinstance(page, Page) or requester is None or requester == by or not _wants(requester, what):
        return
    title = page.get_latest_revision_as_object().title
    context = {"title": title, "by": _name(by), "link": staff_emails.link_to(page), "is_approved": what == "approved"}
    subject = f"Approved: {title}" if what == "approved" else f"Please look again: {title}"
    staff_emails.queue([requester], subject, "emails/page_answered.txt", context)


def _wants(user: User, what: str) -> bool:
    """Tell whether somebody wants such emails: her account has a tick for each kind."""
    return getattr(UserProfile.get_for_user(user), f"{what}_notifications")


def _name(user: User | None) -> str:
    return get_user_display_name(user) if user else "Somebody"
