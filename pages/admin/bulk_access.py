"""Who may open the screens for several things at once.

Wagtail's confirmation pages also name what the user may not change, such as the person of a consent. It checks
permissions only when the form is sent.
"""

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.views.bulk_action import index
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from pages.models import SiteDocument, SiteImage
from pages.models.users import AnyUser

ACTIONS = ["add", "change", "delete", "choose", "view"]


def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Return Wagtail's view. Raises `PermissionDenied` for whoever may do nothing with such things."""
    if not _works_with(request.user, app_label, model_name):
        raise PermissionDenied
    return index(request, app_label, model_name, action)


def _works_with(user: AnyUser, app_label: str, model_name: str) -> bool:
    """Return whether a user may do anything with the things of a model."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError:
        # Wagtail's view answers that there is nothing.
        return True
    if issubclass(model, Page):
        return user_has_any_page_permission(user)
    policies = {SiteImage: image_policy, SiteDocument: document_policy}
    return policies.get(model, ModelPermissionPolicy(model)).user_has_any_permission(user, ACTIONS)
