"""The forms of what a site has once: announcement, menus, numbers and exit, our organisation, statements."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.models import Site
from wagtail.permissions import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSetGroup

from pages.admin.snippets.history import HistoryViewSet
from pages.models import (
    AccessibilityStatement,
    Announcement,
    Navigation,
    OrganisationIdentity,
    PersonalData,
    SearchAnswer,
    VisitorSafety,
)
from pages.models.users import AnyUser


class ChangeOnlyPolicy(ModelPermissionPolicy):
    """A site has one of each: nobody adds another or deletes it."""

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        """Return whether a user may change it; nobody may do anything else."""
        return action == "change" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: AnyUser, actions: Iterable[str]) -> bool:
        """Return whether a user may change it, if that is among the actions."""
        return any(self.user_has_permission(user, action) for action in actions)


class OnlyOneView(IndexView):
    """In place of a list: the form of the one that the site has."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Redirect to the form."""
        the_one = self.model.for_site(Site.find_for_request(request))
        return redirect(self.get_edit_url(the_one))


class OncePerSiteViewSet(HistoryViewSet):
    """What a site has once."""

    index_view_class = OnlyOneView

    @property
    def permission_policy(self) -> ChangeOnlyPolicy:
        """Who may do what."""
        return ChangeOnlyPolicy(self.model)

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Return the permissions that a group can be given."""
        return super().get_permissions_to_register().filter(codename__startswith="change_")


class AnnouncementViewSet(OncePerSiteViewSet):
    """The announcement above every page."""

    model = Announcement
    icon = "info-circle"


class NavigationViewSet(OncePerSiteViewSet):
    """The menus."""

    model = Navigation
    icon = "list-ul"


class VisitorSafetyViewSet(OncePerSiteViewSet):
    """The numbers to call, and where leaving leads."""

    model = VisitorSafety
    icon = "warning"


class OrganisationIdentityViewSet(OncePerSiteViewSet):
    """Who we are."""

    model = OrganisationIdentity
    icon = "home"


class PersonalDataViewSet(OncePerSiteViewSet):
    """Who is responsible for personal data, and why the law allows us to use it."""

    model = PersonalData
    icon = "lock"


class AccessibilityStatementViewSet(OncePerSiteViewSet):
    """How the website was tested, and what does not work yet."""

    model = AccessibilityStatement
    icon = "glasses"


class SearchAnswerViewSet(HistoryViewSet):
    """What visitors are shown first when they look for some words."""

    model = SearchAnswer
    icon = "search"
    list_display = [
        "__str__",
        Column("same_as", label="Our words for it"),
        BooleanColumn("shows_numbers", label="Numbers"),
    ]
    menu_label = "Search answers"


class WholeSiteViewSetGroup(SnippetViewSetGroup):
    """What every page shows, under one entry of the menu."""

    menu_label = "Whole site"
    menu_icon = "globe"
    menu_order = 290
    items = (
        AnnouncementViewSet,
        VisitorSafetyViewSet,
        NavigationViewSet,
        OrganisationIdentityViewSet,
        PersonalDataViewSet,
        AccessibilityStatementViewSet,
        SearchAnswerViewSet,
    )
