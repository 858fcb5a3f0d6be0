"""The dashboard: what needs somebody today, and nothing that answers “no permission”."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Media
from django.http import HttpRequest
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.permission_policies import ModelPermissionPolicy

from pages.admin.dashboard import needs_me
from pages.admin.dashboard.needs_me import DashboardItem
from pages.jobs.panels import JobsPanel
from pages.models import Consent, User

# How many items a section shows; the others are folded.
SHOWN = 5
# What Wagtail shows of the same things.
REPEATED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
# What asks nothing of anybody.
NO_WORK = (JobsPanel, LockedPagesPanel, RecentEditsPanel)


@dataclass(frozen=True)
class Section:
    """A heading with what waits under it."""

    heading: str
    items: list[DashboardItem]

    @property
    def shown(self) -> list[DashboardItem]:
        """The items that are seen at once."""
        return self.items[:SHOWN]

    @property
    def folded(self) -> list[DashboardItem]:
        """The items that are seen on request."""
        return self.items[SHOWN:]


# In the order of urgency.
SECTIONS: list[tuple[str, Callable[[User], list[DashboardItem]]]] = [
    ("Taken off the site, or published without a second reader", needs_me.emergencies),
    ("Not published as planned", needs_me.not_published_as_planned),
    ("Still public in another language", needs_me.translations_left_alone),
    ("For you to read and approve", needs_me.to_read),
    ("Consents that end", needs_me.consents_that_end),
    ("Pages to look at again", needs_me.due),
    ("Translations that are out of date", needs_me.outdated_translations),
    ("Scheduled", needs_me.scheduled),
    ("Yours, and not public yet", needs_me.written_by),
]


class NeedsMePanel(Component):
    """What needs this user today."""

    name = "needs_me"
    template_name = "pages_admin/dashboard/needs_me.html"
    order = 50
    media = Media(css={"all": ["css/dashboard-panels.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return the sections that have items."""
        user = parent_context["request"].user
        sections = [Section(heading, items_for(user)) for heading, items_for in SECTIONS]
        return {"sections": [section for section in sections if section.items]}


def arrange_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Show what needs the user in place of Wagtail's panels about the same. Runs after the other applications.

    Whoever has nothing to do with pages and consents sees only the panels of her own work, if there are any.
    """
    panels[:] = [panel for panel in panels if not isinstance(panel, REPEATED)]
    may_change_consents = ModelPermissionPolicy(Consent).user_has_permission(request.user, "change")
    has_other_work = any(not isinstance(panel, NO_WORK) for panel in panels)
    if user_has_any_page_permission(request.user) or may_change_consents or not has_other_work:
        panels.append(NeedsMePanel())
