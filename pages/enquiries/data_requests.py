"""How do staff answer somebody who asks what we hold about her? The screens for `rights`."""

from typing import Any

from django import forms
from django.contrib import messages
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

from pages.enquiries import encryption, rights
from pages.enquiries.models import Enquiry
from pages.enquiries.permissions import enquiry_policy
from pages.enquiries.references import normal_reference
from pages.enquiries.retention import OnHold
from pages.models.users import User

NEEDS = ("export", "delete")


def may_answer_requests(user: User) -> bool:
    """Tell whether somebody may look people up."""
    return enquiry_policy.user_has_any_permission(user, NEEDS)


class FindForm(forms.Form):
    """Whom to look for. Sent in the body of the request: addresses of pages are kept by browsers and servers."""

    query = forms.CharField(
        label="Email address, phone number or reference",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Write an email address, a phone number or a reference."},
    )


class EraseForm(forms.Form):
    """The reference, typed by hand, so that nothing is erased by a slip."""

    reference = forms.CharField(
        label="Type the reference of the message",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Type the reference to erase the message."},
    )

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enquiry = enquiry

    def clean_reference(self) -> str:
        """Accept this message's reference and no other."""
        reference = normal_reference(self.cleaned_data["reference"])
        if reference != self.enquiry.reference:
            raise ValidationError(f"That is not the reference of this message. Type {self.enquiry}")
        return reference


class FindView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Find what we hold about somebody."""

    permission_policy = enquiry_policy
    any_permission_required = NEEDS
    form_class = FindForm
    template_name = "enquiries/data_requests.html"
    page_title = "Requests about data"
    header_icon = "search"

    def form_valid(self, form: FindForm) -> HttpResponse:
        """Show what was found. No redirect: the query would have to travel in an address."""
        found = rights.look_up(self.request.user, form.cleaned_data["query"])
        context = self.get_context_data(form=form, has_searched=True, found=found, unopenable=rights.count_unopenable())
        return self.render_to_response(context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add which of the acts this person may take."""
        return super().get_context_data(
            can_open=self.user_has_permission("change"),
            can_export=self.user_has_permission("export"),
            can_erase=self.user_has_permission("delete"),
            **kwargs,
        )

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back home."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class ExportView(PermissionCheckedMixin, BaseObjectMixin, View):
    """Hand over all that is held with a message, as a file."""

    model = Enquiry
    permission_policy = enquiry_policy
    permission_required = "export"
    index_url_name = None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Lead to the list whoever came here by reloading."""
        return redirect(self.index_url_name)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer with the file, or say what stands in the way."""
        try:
            data = rights.export(request.user, [self.object])
        except encryption.CannotOpen as error:
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
    index_url_name = None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask for the reference."""
        return self.show(EraseForm(enquiry=self.object))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Erase it, if the reference was typed and the law does not keep it."""
        form = EraseForm(request.POST, enquiry=self.object)
        if not form.is_valid():
            return self.show(form)
        try:
            rights.erase(request.user, self.object)
        except OnHold as error:
            messages.error(request, str(error))
            return self.show(form)
        except Enquiry.DoesNotExist:
            messages.info(request, f"{self.object} was erased already.")
        else:
            messages.success(request, f"{self.object} is erased.")
        return redirect(self.index_url_name)

    def show(self, form: EraseForm) -> HttpResponse:
        """Show what erasing means, and the form."""
        return self.render_to_response(self.get_context_data(form=form, enquiry=self.object))

    def get_page_title(self) -> str:
        """Return what is about to happen, to which reference."""
        return f"Erase {self.object}"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back to the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": "Inbox"},
            {"url": "", "label": self.get_page_title()},
        ]


class DataRequestsViewSet(ViewSet):
    """The screen on which people are looked up who ask about their data."""

    name = "enquiry_requests"
    url_prefix = "enquiries/requests"
    icon = "search"
    menu_label = "Requests about data"

    def get_urlpatterns(self) -> list:
        """Return the search; what is done with a message is among the addresses of messages."""
        return [path("", FindView.as_view(), name="index")]

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Show the entry to those who may use it."""

        class Item(MenuItem):
            def is_shown(self, request: HttpRequest) -> bool:
                return may_answer_requests(request.user)

        return Item
