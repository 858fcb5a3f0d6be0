"""What waits for somebody: her drafts, what she can approve, what is due, out of date, scheduled or was taken down.

Each function returns the items of a section with one or two queries, however many things wait, and a few
more for each page that waits for approval and that the user has changed herself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.utils import get_user_display_name
from wagtail.models import (
    GroupApprovalTask,
    Locale,
    Page,
    PageLogEntry,
    ReferenceIndex,
    Revision,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

from pages.models import Consent, User
from pages.readiness.schedule import pages_not_published_as_scheduled
from pages.staff.page_emails import NOTHING_TO_SHOW, TAKEN_DOWN
from pages.staff.reviews import due_pages
from pages.staff.second_reader import PUBLISHED_ALONE, waits_for_another
from pages.translations.outdated import outdated

# For how many days before its end a consent is shown, and after it what was done in an emergency.
CONSENT_DAYS = 30
EMERGENCY_DAYS = 30
# A page that is later than this was not published at its time.
SCHEDULE_TOLERANCE = timedelta(minutes=30)


@dataclass(frozen=True)
class DashboardItem:
    """Something to do, where it is done, and what else to know of it."""

    title: str
    url: str
    note: str
    is_late: bool = False


def to_read(user: User) -> list[DashboardItem]:
    """Return the pages that colleagues have handed in and this user can approve."""
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=get_default_page_content_type(),
    )
    if not user.is_superuser:
        states = states.filter(task__in=GroupApprovalTask.objects.filter(groups__user=user))
    # Without a query for each page: of most of them the user has written nothing.
    wrote = Revision.page_revisions.filter(object_id=OuterRef("workflow_state__object_id"), user=user)
    states = states.annotate(is_writer=Exists(wrote))
    return [
        DashboardItem(
            state.revision.object_str,
            _form(state.workflow_state.object_id),
            f"{_name(state.workflow_state.requested_by)} handed it in on {_day(state.started_at)}",
        )
        for state in states.select_related("workflow_state__requested_by", "revision")
        .defer("revision__content")
        .order_by("started_at")
        if state.workflow_state.requested_by_id != user.pk
        and not (state.is_writer and waits_for_another(state.workflow_state.content_object, user, state.revision))
    ]


def written_by(user: User) -> list[DashboardItem]:
    """Return what a user wrote that is not public yet: handed in, to be changed, or a draft."""
    states = WorkflowState.objects.active().filter(requested_by=user, base_content_type=get_default_page_content_type())
    states = states.select_related("current_task_state__revision").defer("current_task_state__revision__content")
    items, handed_in = [], []
    for state in states.order_by("-created_at"):
        handed_in.append(int(state.object_id))
        is_back = state.status == WorkflowState.STATUS_NEEDS_CHANGES
        note = "a colleague asks for changes" if is_back else "handed in: a colleague reads it"
        revision = state.current_task_state and state.current_task_state.revision
        items.append(
            DashboardItem(revision.object_str if revision else "A page", _form(state.object_id), note, is_back)
        )
    # Not `alias_of=None`, for which SQLite reads the whole tree.
    own = _pages_for(user, "change").filter(latest_revision__user=user, has_unpublished_changes=True)
    drafts = own.exclude(alias_of__gt=0)
    scheduled = Revision.page_revisions.filter(pk=OuterRef("latest_revision"), approved_go_live_at__isnull=False)
    drafts = drafts.annotate(scheduled=Subquery(scheduled.values("pk"))).filter(scheduled=None)
    return items + [
        DashboardItem(page.draft_title, _form(page.pk), f"changed on {_day(page.latest_revision_created_at)}")
        for page in drafts.exclude(pk__in=handed_in).order_by("-latest_revision_created_at")
    ]


def due(user: User) -> list[DashboardItem]:
    """Return the pages that are due: a user's own first, then the others that she may publish."""
    pages = due_pages(_pages_for(user, "change"))
    pages_due = list(pages.filter(Q(responsible_id=user.pk) | Q(pk__in=_pages_for(user, "publish").values("pk"))))
    people = User.objects.in_bulk({page.responsible_id for page in pages_due} - {None, user.pk})
    pages_due.sort(key=lambda page: page.responsible_id != user.pk)
    return [
        DashboardItem(
            page.title, _form(page.pk), f"by {_day(page.review_on)}, {_who(page.responsible_id, user, people)}", True
        )
        for page in pages_due
    ]


def outdated_translations(user: User) -> list[DashboardItem]:
    """Return the public translations whose original has changed since they were published."""
    pages = outdated(_pages_for(user, "change")).select_related("locale").order_by("original_changed_at")
    return [
        DashboardItem(
            page.title, _form(page.pk), f"{page.locale}: the original changed on {_day(page.original_changed_at)}"
        )
        for page in pages
    ]


def translations_left_alone(user: User) -> list[DashboardItem]:
    """Return the public translations whose original was public and is not: at its time it goes without them."""
    gone = Page.objects.filter(
        translation_key=OuterRef("translation_key"),
        locale__language_code=settings.LANGUAGE_CODE,
        live=False,
        first_published_at__isnull=False,
    )
    others = Locale.objects.exclude(language_code=settings.LANGUAGE_CODE)
    pages = _pages_for(user, "change").filter(Exists(gone), live=True, locale__in=others).select_related("locale")
    pages = pages.exclude(alias_of__gt=0)
    return [
        DashboardItem(page.title, _form(page.pk), f"{page.locale}: the original is no longer on the website", True)
        for page in pages.order_by("title")
    ]


def consents_that_end(user: User) -> list[DashboardItem]:
    """Return the consents that have ended or end soon, for those who can change them."""
    if not ModelPermissionPolicy(Consent).user_has_permission(user, "change"):
        return []
    near = Consent.objects.ended() | Consent.objects.ending(timedelta(days=CONSENT_DAYS))
    in_use = near.annotate(uses=ReferenceIndex.usage_count_subquery(Consent)).filter(uses__gt=0)
    return [
        DashboardItem(
            consent.person,
            reverse("wagtailsnippets_pages_consent:edit", args=[consent.pk]),
            f"{consent.state}, {_who(consent.responsible_id, user, {consent.responsible_id: consent.responsible})}",
            consent.has_ended(),
        )
        for consent in in_use.select_related("responsible").order_by("-ends_on")
    ]


def emergencies(user: User) -> list[DashboardItem]:
    """Return the pages that went without a publisher or were published without a second reader.

    Somebody took them down who may not publish, or they had nothing left to show.
    """
    entries = PageLogEntry.objects.filter(
        action__in=[TAKEN_DOWN, NOTHING_TO_SHOW, PUBLISHED_ALONE],
        timestamp__gte=timezone.now() - timedelta(days=EMERGENCY_DAYS),
        page__in=_pages_for(user, "publish"),
    )
    items = {}
    for entry in entries.select_related("page", "user").order_by("timestamp"):
        if entry.page.live is (entry.action == PUBLISHED_ALONE):
            note = f"{_done(entry)} on {_day(entry.timestamp)}"
            items[entry.page_id] = DashboardItem(entry.page.title, _form(entry.page_id), note, True)
    return list(items.values())


def _done(entry: PageLogEntry) -> str:
    """Say what happened to a page without a publisher or a second reader."""
    if entry.action == NOTHING_TO_SHOW:
        return "unpublished by itself, since it had nothing left to show,"
    done = "unpublished by" if entry.action == TAKEN_DOWN else "published without a second reader by"
    return f"{done} {_name(entry.user)}"


def scheduled(user: User) -> list[DashboardItem]:
    """Return the pages that will be published at a time, or were not published at theirs."""
    revisions = Revision.page_revisions.filter(approved_go_live_at__isnull=False).defer("content")
    revisions_by_page = {int(revision.object_id): revision for revision in revisions.order_by("approved_go_live_at")}
    editable = set(_pages_for(user, "change").filter(pk__in=revisions_by_page).values_list("pk", flat=True))
    late = timezone.now() - SCHEDULE_TOLERANCE
    return [
        DashboardItem(
            revision.object_str,
            _form(pk),
            f"{'was due' if revision.approved_go_live_at < late else 'will be published'} on "
            f"{_moment(revision.approved_go_live_at)}",
            revision.approved_go_live_at < late,
        )
        for pk, revision in revisions_by_page.items()
        if pk in editable
    ]


def not_published_as_planned(user: User) -> list[DashboardItem]:
    """Return the pages that lacked something when their time came, and are drafts since."""
    pages = pages_not_published_as_scheduled().filter(pk__in=_pages_for(user, "change").values("pk"))
    return [
        DashboardItem(
            page.draft_title, _form(page.pk), "not published as planned: its history says what is missing", True
        )
        for page in pages.order_by("draft_title")
    ]


def _pages_for(user: User, action: str) -> PageQuerySet:
    """Return the pages with which a user may do something."""
    return page_permission_policy.instances_user_has_permission_for(user, action)


def _form(pk: int | str) -> str:
    """Return the address of a page's form."""
    return reverse("wagtailadmin_pages:edit", args=[pk])


def _name(user: User | None) -> str:
    return get_user_display_name(user) if user else "somebody"


def _who(responsible: int | None, user: User, people: Mapping[Any, User | None]) -> str:
    """Say who looks after something."""
    if responsible is None:
        return "nobody looks after it"
    return "you look after it" if responsible == user.pk else f"{_name(people.get(responsible))} looks after it"


def _day(moment: datetime | date | None) -> str:
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, "j F Y") if moment else "a day that is not known"


def _moment(moment: datetime) -> str:
    return f"{date_format(timezone.localtime(moment), 'j F Y, H:i')} UK time"
