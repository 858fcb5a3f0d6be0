"""The screens on which staff answer somebody who asks what data we hold about them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import FormView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet

from pages.enquiries import data_requests
from pages.enquiries.crypto import encryption
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.permissions import DATA_REQUEST_PERMISSIONS, enquiry_policy
from pages.enquiries.retention import OnHoldError
from pages.enquiries.submissions.references import normal_reference
from pages.models.users import User
from pages.staff.requests import StaffRequest
from pages.text.fields import IdentifierInput


def may_answer_data_requests(user: User | AnonymousUser) -> bool:
    """Tell whether a user may look people up."""
    return enquiry_policy.user_has_any_permission(user, DATA_REQUEST_PERMISSIONS)


class FindForm(forms.Form):
    """Whom to look for. Sent in the body of the request: browsers and servers keep addresses of pages."""

    query = forms.CharField(
        label="Email address, phone number or reference",
        max_length=254,
        widget=IdentifierInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Write an email address, a phone number or a reference."},
    )


class EraseForm(forms.Form):
    """The reference, typed by hand, so that nothing is erased by mistake."""

    reference = forms.CharField(
        label="Type the reference of the message",
        max_length=20,
        widget=IdentifierInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Type the reference to erase the message."},
    )

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enquiry = enquiry

    def clean_reference(self) -> str:
        """Accept the reference of this message alone."""
        reference = normal_reference(self.cleaned_data["reference"])
        if reference != self.enquiry.reference:
            raise ValidationError(f"That is not the reference of this message. Type {self.enquiry}")
        return reference


class FindView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Find what data we hold about somebody."""

    permission_policy = enquiry_policy
    any_permission_required = DATA_REQUEST_PERMISSIONS
    form_class = FindForm
    template_name = "enquiries/data_requests.html"
    page_title = "Requests about data"
    header_icon = "search"
    request: StaffRequest

    def form_valid(self, form: FindForm) -> HttpResponse:
        """Show what was found, without a redirect: the query would be in an address."""
        found = data_requests.look_up(self.request.user, form.cleaned_data["query"])
        context = self.get_context_data(
            form=form, has_searched=True, found=found, undecryptable=data_requests.count_undecryptable()
        )
        return self.render_to_response(context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add which actions this user may take."""
        return super().get_context_data(
            can_open=self.user_has_permission("change"),
            can_export=self.user_has_permission("export"),
            can_erase=self.user_has_permission("delete"),
            **kwargs,
        )

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Add this screen."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class ExportView(PermissionCheckedMixin, BaseObjectMixin, View):
    """Export all data of a message as a file."""

    model = Enquiry
    permission_policy = enquiry_policy
    permission_required = "export"
    index_url_name = ""
    object: Enquiry

    def get(self, request: StaffRequest, **kwargs: Any) -> HttpResponse:
        """Redirect to the list, after a reload."""
        return redirect(self.index_url_name)

    def post(self, request: StaffRequest, **kwargs: Any) -> HttpResponse:
        """Send the file, or say why it cannot be made."""
        try:
            data = data_requests.export(request.user, [self.object])
        except encryption.DecryptionError as error:
            messages.error(request, str(error))
            return redirect(self.index_url_name)
        response = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
        response["Content-Disposition"] = f'attachment; filename="{self.object.reference}.json"'
        return response


class EraseView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, View):
    """Erase a message because its sender asked for it."""

    model = Enquiry
    permission_policy = enquiry_policy
    permission_required = "delete"
    template_name = "enquiries/erase.html"
    header_icon = "bin"
    index_url_name = ""
    object: Enquiry

    def get(self, request: StaffRequest, **kwargs: Any) -> HttpResponse:
        """Show the form for the reference."""
        return self.show(EraseForm(enquiry=self.object))

    def post(self, request: StaffRequest, **kwargs: Any) -> HttpResponse:
        """Erase the message, if the reference was typed and it is not on legal hold."""
        form = EraseForm(request.POST, enquiry=self.object)
        if not form.is_valid():
            return self.show(form)
        try:
            data_requests.erase(request.user, self.object)
        except OnHoldError as error:
            messages.error(request, str(error))
            return self.show(form)
        except Enquiry.DoesNotExist:
            messages.info(request, f"{self.object} was erased already.")
        else:
            messages.success(request, f"{self.object} is erased.")
        return redirect(self.index_url_name)

    def show(self, form: EraseForm) -> HttpResponse:
        """Show the form, with what erasing means."""
        return self.render_to_response(self.get_context_data(form=form, enquiry=self.object))

    def get_page_title(self) -> str:
        """Return what is about to be erased."""
        return f"Erase {self.object}"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Add the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": "Inbox"},
            {"url": "", "label": self.get_page_title()},
        ]


class DataRequestsViewSet(ViewSet):
    """The screen on which people who ask about their data are looked up."""

    name = "enquiry_data_requests"
    url_prefix = "enquiries/data-requests"
    icon = "search"
    menu_label = "Requests about data"

    def get_urlpatterns(self) -> list:
        """Return the search. The actions on a message are in `InboxViewSet`."""
        return [path("", FindView.as_view(), name="index")]

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Show the menu item to users who may use it."""

        class DataRequestsMenuItem(MenuItem):
            def is_shown(self, request: HttpRequest) -> bool:
                return may_answer_data_requests(request.user)

        return DataRequestsMenuItem
