"""The dialogs in which pages, pictures and people are chosen open to those who have something to choose for."""

from collections.abc import Callable

import pytest
from django.db.models import Model

from pages.models import BlogIndexPage
from tests import builders
from tests.enquiries.staff import browser

pytestmark = pytest.mark.django_db
SECRET = "Name-that-is-not-for-all"

# What is made, and where Wagtail would name it to everybody who gets into the admin.
THINGS: dict[str, tuple[Callable[[], Model], list[str]]] = {
    "page": (
        lambda: builders.blog_page(title=SECRET, live=False),
        [
            "choose-page/{blog}/",
            "choose-page/{pk}/",
            f"choose-page/search/?q={SECRET}",
            "pages/{pk}/move/{pk}/confirm/",
        ],
    ),
    "picture": (
        lambda: builders.image(title=SECRET, makes_renditions=False),
        ["api/main/images/", "api/main/images/{pk}/", "images/chooser/", "images/chooser/{pk}/"],
    ),
    "document": (
        lambda: builders.document(title=SECRET),
        ["api/main/documents/", "api/main/documents/{pk}/", "documents/chooser/", "documents/chooser/{pk}/"],
    ),
    "person": (
        lambda: builders.person(name=SECRET),
        ["snippets/choose/pages/person/", "snippets/choose/pages/person/results/"],
    ),
    "organisation": (lambda: builders.organisation(name=SECRET), ["snippets/choose/pages/organisation/"]),
    "topic": (lambda: builders.topic(name=SECRET), ["snippets/choose/pages/topic/"]),
    "term": (lambda: builders.glossary_term(term=SECRET), ["snippets/choose/pages/glossaryterm/"]),
}


def answers(role: str, thing: str) -> list[str]:
    """Return what somebody of a role is answered where a thing would be named."""
    make, addresses = THINGS[thing]
    values = {"pk": make().pk, "blog": builders.seeded(BlogIndexPage).pk}
    client = browser(role)
    found = [client.get(f"/admin/{address.format(**values)}", follow=True) for address in addresses]
    return [answer.content.decode() for answer in found]


@pytest.mark.parametrize("role", ["enquiry team", "enquiry lead"])
@pytest.mark.parametrize("thing", THINGS)
def test_whoever_only_answers_enquiries_reads_no_names(thing: str, role: str) -> None:
    assert all(SECRET not in answer for answer in answers(role, thing))


@pytest.mark.parametrize(
    ("role", "thing"),
    [(role, thing) for role in ("writer", "publisher") for thing in THINGS]
    # The menus and redirects of a site manager lead to pages; administrators choose pages in the form of a role.
    + [("site manager", thing) for thing in ("page", "person", "topic")]
    + [("administrator", "page")],
)
def test_whoever_has_something_to_choose_for_reads_them(role: str, thing: str) -> None:
    assert SECRET in answers(role, thing)[0]


def test_whoever_only_answers_enquiries_is_told_so_in_a_sentence() -> None:
    answer = browser("enquiry team").get("/admin/choose-page/", follow=True)
    assert "you do not have permission" in answer.content.decode()
