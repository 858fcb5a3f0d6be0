"""The page on which users with full access see how the parts of the site are."""

import smtplib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from apnahaq.monitoring.overview import all_findings


class HealthView(WagtailAdminTemplateMixin, TemplateView):
    """What was found about each part of the site, and a button that sends an email."""

    template_name = "monitoring/health.html"
    page_title = "Health of the site"
    header_icon = "circle-check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the page. Raises `PermissionDenied` for users without full access."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to this page."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the checks find now."""
        return super().get_context_data(**kwargs) | {
            "findings": all_findings(),
            "address": self.request.user.email,  # type: ignore[union-attr]  # Wagtail lets nobody else in
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send an email to whoever presses the button, and say what the mail server answers."""
        address = request.user.email  # type: ignore[union-attr]  # Wagtail lets nobody else in
        if not address:
            messages.error(request, "Your account has no email address. Add one first.")
        elif failure := _failure_of_sending(address):
            messages.error(request, f"The email was not sent: {failure}")
        else:
            messages.success(request, f"The mail server accepted an email to {address}. Check that it arrives.")
        return redirect("monitoring_health")


def _failure_of_sending(address: str) -> str:
    """Send an email and return what went wrong, or nothing."""
    body = "This email was sent with the button on the page “Health of the site”. Emails from the website arrive."
    try:
        EmailMessage("Test email from the website", body, to=[address]).send()
    except smtplib.SMTPResponseException as error:
        words = error.smtp_error.decode(errors="replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"the mail server answers “{error.smtp_code} {words}”."
    except smtplib.SMTPRecipientsRefused:
        return "the mail server does not accept emails for your address."
    except Exception as error:
        # Whatever a mail library raises: the page says so.
        return f"the mail server that EMAIL_URL names could not be used ({type(error).__name__})."
    return ""
