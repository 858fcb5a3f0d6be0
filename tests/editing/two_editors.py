"""A page about a person, and two colleagues who may both publish it."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from pages.models import StandardPage, User
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser_of
from tests.reading import parsed

APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}


@dataclass
class Colleague:
    """A member of staff with her browser."""

    role: str = "Publisher"
    user: User = field(init=False)
    browser: Client = field(init=False)

    def __post_init__(self) -> None:
        self.user = builders.user(self.role) if self.role else builders.superuser()
        self.user.email = f"{self.user.username}@example.org"
        self.user.save()
        self.browser = browser_of(self.user)

    def create(self, title: str, action: dict[str, str], **fields: Any) -> Page:
        """Write a new page that names a person, and press a button of its form."""
        form = editor.typed(
            title=title,
            slug="about-rosa",
            lead=rich_text("<p>Roses.</p>"),
            search_description="About roses.",
            names_person="on",
            **fields,
        )
        address = editor.add_address(StandardPage, builders.home())
        response = self.browser.post(address, form | editor.empty_streams(StandardPage) | action)
        assert response.status_code == 302
        return StandardPage.objects.get(slug="about-rosa")

    def change(self, page: Page, action: dict[str, str], **fields: Any) -> str:
        """Change a page in its form, press a button, and return the messages that follow."""
        form = with_ticks(editor.opened(self.browser, page, **fields))
        return messages(self.browser.post(editor.edit_address(page), form | action, follow=True))

    def approve(self, page: Page) -> HttpResponse:
        """Press “Approve” on the page that was handed in."""
        return act(self.browser, page, "approve")


def with_ticks(form: dict[str, Any]) -> dict[str, Any]:
    """Return a form as a browser sends it: a ticked box is "on", and one that is not ticked is left out."""
    ticks = {"names_person": "on"} if form.get("names_person") is not None else {}
    return {name: value for name, value in form.items() if value is not None} | ticks


def act(browser: Client, page: Page, action: str) -> HttpResponse:
    """Press a button of the workflow."""
    address = [page.pk, action, page.current_workflow_task_state.pk]
    return browser.post(reverse("wagtailadmin_pages:workflow_action", args=address), {"comment": ""})


def messages(response: HttpResponse) -> str:
    """Return the messages at the head of a screen."""
    return " ".join(found.get_text(" ", strip=True) for found in parsed(response).select(".messages li"))


def is_public(page: Page) -> bool:
    """Tell whether a visitor gets the page."""
    return Client().get(page.get_url()).status_code == 200
