"""The translation editor of a page: what it says above the texts, publishing, and handing in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail_localize.models import Translation

from pages.admin.publishing.approving import is_unread, when_it_is_published
from pages.admin.publishing.second_reader import hand_in
from pages.admin.translations.own_fields import OwnFieldsForm
from pages.consents.panel import parts_that_end
from pages.consents.parts import Part
from pages.languages import direction
from pages.models.users import AnyUser
from pages.readiness.findings import Finding
from pages.translations.drafts import is_locked, missing_segments, save_as_draft, translation_into
from pages.translations.outdated import changed_since_taken_over, outdated_since

# wagtail-localize's own actions: the one makes an alias, the other overwrites what was written in the ordinary form.
DISABLED_ACTIONS = {"localize-convert-to-alias", "localize-restart-translation"}
# What is said above, with a button. And what is found in the texts of the original that are not translated yet.
ALREADY_SAID = {"original-changed"}
OF_MISSING_TEXTS = {"another-language", "perhaps-another-language"}


@dataclass(frozen=True)
class TranslationState:
    """What the editor says of a translation above its texts."""

    translation: Translation
    revision: Revision
    missing: int
    own_fields: OwnFieldsForm
    changed_at: datetime | None
    may_hand_in: bool
    may_take_back: bool
    waits: bool
    to_answer: TaskState | None
    asked_for: str
    findings: list[Finding]
    consents: dict[str, list[Part]]

    @property
    def saved_at(self) -> str:
        """The time of the version that is shown, as forms send it."""
        return self.revision.created_at.isoformat()

    @property
    def source_language(self) -> str:
        """The code of the language of the original."""
        return self.translation.source.locale.language_code

    @property
    def language(self) -> str:
        """The code of the language of the translation."""
        return self.translation.target_locale.language_code

    @property
    def source_direction(self) -> str:
        """The direction in which the original is written."""
        return direction(self.source_language)

    @property
    def direction(self) -> str:
        """The direction in which the translation is written."""
        return direction(self.language)

    @property
    def blocking(self) -> list[Finding]:
        """What must be put right before the translation is published."""
        return [finding for finding in self.findings if finding.blocks]

    @property
    def advice(self) -> list[Finding]:
        """What is worth a look."""
        return [finding for finding in self.findings if not finding.blocks]

    @property
    def lacks_changes(self) -> bool:
        """Whether the original has changed since its texts were last taken over."""
        return self.changed_at is not None and self.changed_at > self.translation.source.last_updated_at


def edit_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Answer what the editor sends; None lets wagtail-localize show it, or Wagtail the ordinary form.

    Whoever gets here may edit the page.
    """
    if request.method == "POST" and DISABLED_ACTIONS.intersection(request.POST):
        messages.error(request, "This site does not offer that: a translation stays a page of its own.")
        return redirect("wagtailadmin_pages:edit", page.pk)
    translation = translation_into(page)
    if translation is None:
        return None
    if request.method == "POST":
        actions = {"publish": _publish, "hand-in": _hand_in, "take-back": _take_back, "own": _save_own_fields}
        action = actions.get(request.POST.get("action", ""))
        response = action(request, page.specific) if action else None
        return response or redirect("wagtailadmin_pages:edit", page.pk)
    request.translation = _state(request, page.specific, translation)  # type: ignore[attr-defined]  # for the template
    return None


def _state(request: HttpRequest, page: Page, translation: Translation) -> TranslationState:
    permissions = page.permissions_for_user(request.user)
    waits = page.workflow_in_progress
    workflow = page.current_workflow_state
    draft = page.get_latest_revision_as_object()
    missing = len(missing_segments(translation))
    said = ALREADY_SAID | (OF_MISSING_TEXTS if missing else set())
    return TranslationState(
        translation,
        page.get_latest_revision(),
        missing,
        OwnFieldsForm(draft),
        outdated_since(page) if page.live else changed_since_taken_over(translation),
        may_hand_in=not waits and not permissions.can_publish() and permissions.can_submit_for_moderation(),
        may_take_back=waits and workflow.user_can_cancel(request.user),
        waits=waits,
        to_answer=_to_answer(page, request.user),
        asked_for=_asked_for(workflow),
        findings=[finding for finding in draft.readiness() if finding.rule not in said],
        consents=parts_that_end(draft),
    )


def _to_answer(page: Page, user: AnyUser) -> TaskState | None:
    """Return the step of the workflow in which a user can ask for changes of a page."""
    step = page.current_workflow_task_state
    actions = step.task.specific.get_actions(page, user) if step else []
    return step if any(name == "reject" for name, *_ in actions) else None


def _asked_for(workflow: WorkflowState | None) -> str:
    """Return in a sentence who asks for which changes, until the page is handed in again; "" if nobody does."""
    if workflow is None or workflow.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    answer = workflow.current_task_state.specific
    name = get_user_display_name(answer.finished_by) if answer.finished_by else "A colleague"
    comment = answer.get_comment()
    return f"{name} asks for changes: “{comment}”" if comment else f"{name} asks for changes."


def _publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Publish the draft, as the ordinary form would. Raises `NotReadyError`, which becomes a message."""
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    # Read once: what a colleague saves from now on is not published.
    revision = page.get_latest_revision()
    if _is_refused(request, page) or is_unread(request, page):
        return None
    page.get_latest_revision_as_object().require_ready()
    if response := _run_hooks("before_publish_page", request, page):
        return response
    revision.publish(user=request.user)
    # Read again: the page remembers that it was not scheduled.
    page = type(page).objects.get(pk=page.pk)
    title = page.get_admin_display_title()
    if page.approved_schedule:
        messages.success(request, f"“{title}” is scheduled. {when_it_is_published(page)}")
    else:
        public = [messages.button(page.full_url, "View live")] if page.live else []
        messages.success(request, f"“{title}” is published.", buttons=public)
    return _run_hooks("after_publish_page", request, page)


def _hand_in(request: HttpRequest, page: Page) -> None:
    """Hand the draft in to a colleague who may publish it. Raises `NotReadyError`."""
    if not page.permissions_for_user(request.user).can_submit_for_moderation():
        raise PermissionDenied
    if _is_refused(request, page):
        return
    page.get_latest_revision_as_object().require_ready()
    hand_in(page, request)
    messages.success(request, f"“{page.get_admin_display_title()}” is handed in: a colleague reads it.")


def _take_back(request: HttpRequest, page: Page) -> None:
    """End the reading of a draft that was handed in. Raises `PermissionDenied` for those who may not."""
    workflow = page.current_workflow_state
    if workflow is not None:
        if not workflow.user_can_cancel(request.user):
            raise PermissionDenied
        workflow.cancel(user=request.user)
    messages.success(request, f"You took “{page.get_admin_display_title()}” back: nobody is reading it now.")


def _save_own_fields(request: HttpRequest, page: Page) -> None:
    """Save what each translation has for itself."""
    if _is_refused(request, page):
        return
    form = OwnFieldsForm(page.get_latest_revision_as_object(), request.POST)
    if form.is_valid():
        save_as_draft(form.save(), request.user)
        messages.success(request, "It is in the draft.")
    else:
        reasons = [f"{form[name].label}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()]
        messages.error(request, " ".join(["It was not saved.", *reasons]))


def _is_refused(request: HttpRequest, page: Page) -> bool:
    """Return whether a page is locked for the user, and say so."""
    locked = is_locked(page, request.user)
    if locked:
        messages.error(request, "This page is locked, or a colleague is reading it. What you translated is kept.")
    return locked


def _run_hooks(name: str, request: HttpRequest, page: Page) -> HttpResponse | None:
    for hook in hooks.get_hooks(name):
        if isinstance(response := hook(request, page), HttpResponse):
            return response
    return None


def remove_disabled_actions(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take wagtail-localize's own actions out of the menu of the ordinary form."""
    items[:] = [item for item in items if item.name not in DISABLED_ACTIONS]


def remove_library_report(request: HttpRequest, items: list[Any]) -> None:
    """Take its report out of the menu: it names every page that is translated to everybody."""
    items[:] = [item for item in items if "localize/reports" not in str(getattr(item, "url", ""))]
