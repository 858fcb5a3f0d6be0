"""What is edited in one form and shown on pages: how tests open, change and save each of the ten."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from pages.models import (
    AccessibilityStatement,
    Announcement,
    GlossaryTerm,
    Navigation,
    Organisation,
    OrganisationIdentity,
    Person,
    PersonalData,
    Topic,
    VisitorSafety,
)
from tests import builders
from tests.editing import editor

# As a visitor would never see it otherwise.
NEW = "Quixotic"


@dataclass(frozen=True)
class SiteText:
    """What is edited in one form, the fields that a test changes, and a page of the starter content that shows it."""

    model: type[Model]
    path: str
    typed: Callable[[], dict[str, Any]]
    find: Callable[[], Model]

    def __str__(self) -> str:
        return self.model.__name__

    def address(self, view: str = "edit", *arguments: Any) -> str:
        """Return the address of a view of the admin for the object in the database."""
        name = f"wagtailsnippets_pages_{self.model._meta.model_name}:{view}"
        return reverse(name, args=[self.find().pk, *arguments])


def numbers(*numbers: dict[str, Any]) -> dict[str, Any]:
    """Return numbers to call as a form sends them; "labels" are pairs of a language and a label."""
    blocks = []
    for each in numbers:
        labels = [{"language": language, "label": label, "note": ""} for language, label in each["labels"]]
        items: dict[str, Any] = {"count": str(len(labels))}
        for position, label in enumerate(labels):
            items[str(position)] = {"deleted": "", "order": str(position), "id": "", "value": label}
        value = {"number": each["number"], "labels": items}
        if each.get("is_not_dialled"):
            value["is_not_dialled"] = "on"
        blocks.append(("number", value))
    return nested_form_data({"numbers": streamfield(blocks)})


def number(shown: str, label: str = "Emergency", is_not_dialled: bool = False) -> dict[str, Any]:
    """Return one number with one English label."""
    return {"number": shown, "labels": [("en-gb", label)], "is_not_dialled": is_not_dialled}


def menu(label: str) -> dict[str, Any]:
    """Return a menu of one page as a form sends it."""
    return nested_form_data({"main_menu": streamfield([("item", menu_item(builders.english("about"), label))])})


def menu_item(page: Page, label: str = "") -> dict[str, Any]:
    """Return an item of a menu, which has no labels in other languages."""
    return {"page": str(page.pk), "label": label, "labels": {"count": "0"}}


def in_urdu(**words: str) -> dict[str, Any]:
    """Return the Urdu words of a record as a form sends them."""
    return nested_form_data({"in_other_languages": streamfield([("words", {"language": "ur", **words})])})


NO_OTHER_LANGUAGES = nested_form_data({"in_other_languages": streamfield([])})
SITE_TEXTS = [
    SiteText(Announcement, "/", lambda: {"text": NEW}, lambda: Announcement.objects.get()),
    SiteText(Navigation, "/", lambda: menu(NEW), lambda: Navigation.objects.get()),
    SiteText(VisitorSafety, "/", lambda: numbers(number("112", NEW)), lambda: VisitorSafety.objects.get()),
    SiteText(OrganisationIdentity, "/", lambda: {"place": NEW}, lambda: OrganisationIdentity.objects.get()),
    SiteText(
        Person,
        "/blog/intersectionality/",
        lambda: {"name": NEW, "bio": editor.rich_text(f"<p>{NEW}</p>")},
        lambda: Person.objects.first(),
    ),
    SiteText(
        Organisation,
        "/anti-racism/european/",
        lambda: {"name": NEW},
        lambda: Organisation.objects.get(short_name="ENAR"),
    ),
    SiteText(Topic, "/blog/intersectionality/", lambda: {"name": NEW}, lambda: Topic.objects.get(slug="anti-racism")),
    SiteText(GlossaryTerm, "/glossary/", lambda: {"meaning": NEW}, lambda: GlossaryTerm.objects.first()),
    SiteText(PersonalData, "/privacy/", lambda: {"controller": NEW}, lambda: PersonalData.objects.get()),
    SiteText(
        AccessibilityStatement,
        "/accessibility/",
        lambda: {"tested_how": NEW},
        lambda: AccessibilityStatement.objects.get(),
    ),
]


def form_of(response: HttpResponse, site_text: SiteText, **fields: Any) -> dict[str, Any]:
    """Return what the form on a screen would send, with some fields changed. Other streams are empty."""
    streams = [field.name for field in site_text.model._meta.get_fields() if isinstance(field, StreamField)]
    empty = nested_form_data({name: streamfield([]) for name in streams})
    return editor.form_of(response) | empty | fields


def change(client: Client, site_text: SiteText) -> None:
    """Change the object in its form and save it."""
    screen = client.get(site_text.address())
    assert client.post(site_text.address(), form_of(screen, site_text, **site_text.typed())).status_code == 302
