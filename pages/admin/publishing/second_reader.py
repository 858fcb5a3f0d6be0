"""Where a page that needs a second reader meets the person who wants to publish it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page, WorkflowState

from pages.admin.publishing.approving import is_approval
from pages.models.workflow import SecondReaderTask
from pages.staff import second_reader
from pages.staff.page_emails import TAKEN_DOWN, readers_of_task

# How many names a sentence holds.
NAMED = 3


def hand_in_instead(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hand a page in to a colleague where its author may not publish it. What she wrote is saved already."""
    try:
        second_reader.require(page, page.get_latest_revision(), request.user)
    except second_reader.SecondReaderError as error:
        sentence = str(error)
        if second_reader.readers(page).exists():
            hand_in(page, request)
            sentence = f"{sentence} {_who_was_told(page)}"
        messages.warning(request, f"It is saved and not published. {sentence}")
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def say_that_it_waits(request: HttpRequest, page: Page) -> None:
    """Say that an approval waits, where a reader changed the page in the same form."""
    if not is_approval(request):
        return
    task = page.current_workflow_task
    if isinstance(task, SecondReaderTask) and second_reader.waits_for_another(page, request.user):
        sentence = "You changed this page, which names or shows a person: a colleague reads your change first. "
        messages.warning(request, f"It is saved and not published. {sentence}{_who_was_told(page)}")


def register_log_actions(actions: LogActionRegistry) -> None:
    """Say in the history of pages what happened to them."""
    actions.register_action(
        second_reader.PUBLISHED_ALONE, "Published without a second reader", "Published without a second reader"
    )
    actions.register_action(TAKEN_DOWN, "Taken off the site", "Taken off the site by somebody who may not publish")


def hand_in(page: Page, request: HttpRequest) -> None:
    """Hand a page in to the workflow, or in again after changes."""
    state = page.current_workflow_state
    if state is None:
        if workflow := page.get_workflow():
            workflow.start(page, request.user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(request.user)


def _who_was_told(page: Page) -> str:
    """Return a sentence about those who can approve the page."""
    # Read again: the page of the form remembers the workflow from before.
    task_state = Page.objects.get(pk=page.pk).current_workflow_task_state
    names = [get_user_display_name(user) for user in readers_of_task(task_state)] if task_state else []
    if not names:
        return "Ask a colleague who may publish to open it and publish it."
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"It is on the dashboard of {', '.join(names[:NAMED])}{more}."
