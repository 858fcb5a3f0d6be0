"""The screens in which administrators invite colleagues and look after their accounts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.views import users as wagtail_users

from pages.accounts import invitations, second_factor
from pages.accounts.forms import AccountForm, InvitationForm
from pages.accounts.permissions import may_change
from pages.models.users import User
from pages.staff.requests import StaffRequest

INVITE = "Invite a colleague"


def without_full_access(form: BaseForm, user: Any) -> BaseForm:
    """Return a form of an account in which nobody gives more than she has."""
    if not user.is_superuser:
        form.fields.pop("is_superuser", None)
    return form


def refuse_accounts_with_full_access(
    request: HttpRequest, action_type: str, objects: list[Any], action: BulkAction
) -> HttpResponse | None:
    """Refuse to change several accounts at once if one of them has full access, unless by somebody who has it too."""
    if all(may_change(user, by=request.user) for user in objects if isinstance(user, User)):
        return None
    messages.error(request, "One of these accounts has full access. Ask somebody with full access to change it.")
    return redirect(action.next_url)


class UsersView(wagtail_users.IndexView):
    """Wagtail's list of users, whose button says what it does."""

    add_item_label = INVITE

    def get_edit_url(self, instance: User) -> str | None:
        """Return where an account is changed, for those who may."""
        return super().get_edit_url(instance) if may_change(instance, by=self.request.user) else None


class InviteView(wagtail_users.CreateView):
    """Make an account and send its owner the link with which she sets her own password."""

    page_subtitle = INVITE
    submit_button_label = "Send the invitation"
    submit_button_active_label = "Sending…"
    success_message = "%(object)s gets an email with a link, which works for three days."

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """End with what the page is for."""
        return [*super().get_breadcrumbs_items()[:-1], {"url": "", "label": INVITE}]

    def get_form(self, *args: Any, **kwargs: Any) -> BaseForm:
        """Return the form, without the tick that only somebody with full access may set."""
        return without_full_access(super().get_form(*args, **kwargs), self.request.user)

    def save_instance(self) -> User:
        """Make the account together with the email that waits to be sent."""
        user = super().save_instance()
        invitations.invite(user, by=self.request.user)
        return user


class EditUserView(wagtail_users.EditView):
    """An account, with what can be done for somebody who cannot log in."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the page. Raises `PermissionDenied` for the account of somebody with full access.

        Whoever changes its email address can ask for a new password.
        """
        if not may_change(self.object, by=request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, *args: Any, **kwargs: Any) -> BaseForm:
        """Return the form, without the tick that only somebody with full access may set."""
        return without_full_access(super().get_form(*args, **kwargs), self.request.user)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the buttons for invitations and second factors."""
        buttons = list(super().header_more_buttons)
        if invitations.is_pending(self.object):
            url = reverse("accounts_invite_again", args=[self.object.pk])
            buttons.append(Button("Send the invitation again", url=url, icon_name="mail", priority=5))
        if second_factor.app_of(self.object) and second_factor.may_reset(self.object, by=self.request.user):
            url = reverse("accounts_reset_second_factor", args=[self.object.pk])
            buttons.append(Button("Reset the second factor", url=url, icon_name="lock", priority=6))
        return buttons


class UserViewSet(wagtail_users.UserViewSet):
    """Wagtail's screens for users, with invitations in place of passwords that administrators type."""

    # Wagtail's copy of an account would change the account itself, and asks for less.
    copy_view_enabled = False
    index_view_class = UsersView
    add_view_class = InviteView
    edit_view_class = EditUserView

    def get_form_class(self, for_update: bool = False) -> type:
        """Return the form of an account or of an invitation."""
        return AccountForm if for_update else InvitationForm


class AccountActionView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView):
    """Something that an administrator does with the account of somebody, after a confirmation page."""

    model = User
    permission_policy = ModelPermissionPolicy(User)
    permission_required = "change"
    template_name = "accounts/confirm_action.html"
    header_icon = "user"
    question = ""
    button = ""
    done = ""
    request: StaffRequest
    object: User

    def get_page_subtitle(self) -> str:
        """Return whose account it is."""
        return get_user_display_name(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the question and the words on its button."""
        edit_url = reverse("wagtailusers_users:edit", args=[self.object.pk])
        return super().get_context_data(**kwargs) | {
            "owner": f"{get_user_display_name(self.object)} ({self.object.email or self.object.get_username()})",
            "question": self.question,
            "button": self.button,
            "edit_url": edit_url,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        self.act()
        messages.success(request, f"{self.done} {get_user_display_name(self.object)}")
        return redirect("wagtailusers_users:edit", self.object.pk)

    def act(self) -> None:
        """Do what the button says."""
        raise NotImplementedError


class ResetSecondFactorView(AccountActionView):
    """Remove the second factor of somebody who lost phone and recovery codes."""

    page_title = "Reset the second factor"
    question = (
        "Make sure that it is really your colleague who asks, for example by calling. They are logged out, and set up "
        "an app on their phone again at the next login. That you did this is recorded in the history of the account."
    )
    button = "Reset it"
    done = "The second factor was reset:"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the page. Raises `PermissionDenied` where somebody may not reset this second factor."""
        if not second_factor.may_reset(self.object, by=self.request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def act(self) -> None:
        """Reset it."""
        second_factor.reset(self.object, by=self.request.user)


class InviteAgainView(AccountActionView):
    """Send another link to somebody who has not set a password yet."""

    page_title = "Send the invitation again"
    question = "A new link is sent to the email address of the account. It works for three days."
    button = "Send it"
    done = "The invitation will be sent within a minute:"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the page. Raises `PermissionDenied` for the account of somebody with full access."""
        if not may_change(self.object, by=request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it, or say that a password was set meanwhile or that the account cannot log in."""
        if invitations.is_pending(self.object):
            return super().post(request, *args, **kwargs)
        name = get_user_display_name(self.object)
        messages.warning(request, f"Nothing was sent: {name} has set a password already, or cannot log in.")
        return redirect("wagtailusers_users:edit", self.object.pk)

    def act(self) -> None:
        """Send it."""
        invitations.invite(self.object, by=self.request.user)
