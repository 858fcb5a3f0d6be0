"""What staff are told when a page is not published because it is not ready."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page, PageLogEntry

from pages.admin.publishing.readiness import TITLE
from pages.readiness.findings import Finding, NotReadyError
from pages.readiness.schedule import NOT_READY

# The page with all of them is one step away.
NAMED_FINDINGS = 3


class NotReadyMiddleware:
    """Turns `NotReadyError` into a message: whatever was to publish the page, it says what is missing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response of the view."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Redirect to the page that is not ready. Views that run in a dialog receive the address to go to."""
        if not isinstance(exception, NotReadyError):
            return None
        page = exception.page
        say_what_is_missing(request, page, exception.findings)
        address = _edit_address(page) if page.pk else reverse("wagtailadmin_explore_root")
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)


def say_what_is_missing(request: HttpRequest, page: Page, findings: Iterable[Finding]) -> None:
    """Add a message that names what is missing, with links to the page and to the list of everything."""
    listed = list(findings)
    sentences = [f"“{page.get_admin_display_title()}” was not published.", *map(str, listed[:NAMED_FINDINGS])]
    if len(listed) > NAMED_FINDINGS:
        sentences.append(f"{len(listed) - NAMED_FINDINGS} more are listed under “{TITLE}”.")
    buttons = []
    if page.pk:
        buttons = [
            messages.button(reverse("page_readiness", args=[page.pk]), TITLE),
            messages.button(_edit_address(page), "Edit"),
        ]
    messages.error(request, " ".join(sentences), buttons=buttons)


def _edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class NotReadyFormatter(LogFormatter):
    """Says in the history of a page why it was not published when its time had come."""

    label = "Not published as scheduled"

    def format_message(self, log_entry: PageLogEntry) -> str:
        """Return what was missing."""
        return " ".join(["Not published as scheduled.", *log_entry.data.get("findings", [])])


def register_log_action(actions: LogActionRegistry) -> None:
    """Register the entry in the history of a page."""
    actions.register_action(NOT_READY)(NotReadyFormatter)
