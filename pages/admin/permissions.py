"""Who may change or delete pictures, documents and snippets: nobody may for what shows on a page she may not publish.

The rule is in the permission policies, which every view, button and bulk action asks.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.documents import permissions as document_permissions
from wagtail.images import permissions as image_permissions
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from pages.models.users import AnyUser
from pages.usage import refusal

CHANGES = {"change", "delete"}
CHANGES_EVERY_PAGE = "pages.change_navigation"
View = Callable[..., HttpResponse]


def snippet_refusal(user: AnyUser, snippet: Model, action: str) -> str:
    """Return why a user may not change or delete a snippet that live pages show; "" if she may.

    Whoever may change the menus changes every live page already: a site manager corrects people and terms without
    publishing pages. She does not delete what a live page shows.
    """
    return "" if action == "change" and user.has_perm(CHANGES_EVERY_PAGE) else refusal(user, snippet)


class FilePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy for pictures and documents, which also looks at the live pages that show them."""

    def user_has_any_permission_for_instance(self, user: AnyUser, actions: Iterable[str], instance: Model) -> bool:
        """Return whether a user may do any of some actions."""
        changes = CHANGES.intersection(actions)
        others = set(actions) - changes
        if others and super().user_has_any_permission_for_instance(user, others, instance):
            return True
        return self.is_allowed_but_for_use(user, changes, instance) and not refusal(user, instance)

    def is_allowed_but_for_use(self, user: AnyUser, changes: set[str], instance: Model) -> bool:
        """Return whether a user might change an object if no live page showed it."""
        return bool(changes) and super().user_has_any_permission_for_instance(user, changes, instance)


class SnippetPolicy(ModelPermissionPolicy):
    """Wagtail's policy for snippets, which also looks at the live pages that show them."""

    def user_has_permission_for_instance(self, user: AnyUser, action: str, instance: Model) -> bool:
        """Return whether a user may do something."""
        if not super().user_has_permission_for_instance(user, action, instance):
            return False
        return action not in CHANGES or not snippet_refusal(user, instance, action)


class InUseIndexView(IndexView):
    """A list of snippets. The link to what a user may not change stays, since that screen says why."""

    def get_delete_url(self, instance: Model) -> str | None:
        """Return the address at which a snippet is deleted, for those who may."""
        address: str | None = super().get_delete_url(instance)
        return address if address and not snippet_refusal(self.request.user, instance, "delete") else None


class InUseViewSet(SnippetViewSet):
    """The screens of snippets that pages show."""

    # Wagtail's copy of a snippet would change the snippet itself, and asks for less.
    copy_view_enabled = False
    index_view_class = InUseIndexView

    @property
    def permission_policy(self) -> SnippetPolicy:
        """Look at the live pages that show a snippet."""
        return SnippetPolicy(self.model)


def connect() -> None:
    """Make Wagtail's two policies ours. Its views have imported the objects, so these stay the same ones."""
    for policy in (image_permissions.permission_policy, document_permissions.permission_policy):
        policy.__class__ = FilePolicy


def refuse_used_snippet(request: HttpRequest, snippet: Model) -> HttpResponse | None:
    """Refuse to change a snippet that shows on a live page of others."""
    return _refuse(request, [snippet], "change")


def refuse_used_snippets(request: HttpRequest, snippets: list[Model]) -> HttpResponse | None:
    """Refuse to delete snippets that show on a live page of others."""
    return _refuse(request, snippets, "delete")


def _refuse(request: HttpRequest, snippets: list[Model], action: str) -> HttpResponse | None:
    for snippet in snippets:
        if sentence := snippet_refusal(request.user, snippet, action):
            messages.error(request, sentence)
            screens: Any = type(snippet).snippet_viewset  # type: ignore[attr-defined]  # set by Wagtail
            return redirect(screens.get_url_name("list"))
    return None


def refuse_used_file(view: View, model: type[Model], policy: FilePolicy, list_name: str) -> View:
    """Return a view of a picture or a document that refuses, with the reason, where the file is in use."""

    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        [pk] = kwargs.values()
        thing = model._default_manager.filter(pk=pk).first()
        if (
            thing
            and policy.is_allowed_but_for_use(request.user, CHANGES, thing)
            and (sentence := refusal(request.user, thing))
        ):
            messages.error(request, sentence)
            return redirect(list_name)
        return view(request, **kwargs)

    return checked
