"""One quiet box at the end of a page says how to cite it and copies its address, and tells nobody else."""

import datetime
import re
from collections.abc import Callable

import pytest
from bs4 import Tag
from django.test import Client
from playwright.sync_api import Page, expect
from wagtail.models import Page as WagtailPage

from pages.models import BlogPage
from tests import builders
from tests.reading import parsed, words
from tests.structure import unmarked_english

ADDRESS = "http://testserver"
STORIES = [builders.interview_page, builders.blog_page, builders.publication_page]
WORK = ["/anti-racism/", "/anti-racism/local/", "/anti-racism/national/", "/anti-racism/european/"]


def box(path: str) -> Tag | None:
    """Return the box on a page, if it has one."""
    return parsed(Client().get(path)).select_one("section.cite")


def citation(path: str) -> str:
    """Return how a page is to be cited."""
    return words(box(path).select_one(".citation"))


@pytest.mark.django_db
@pytest.mark.parametrize("path", WORK)
def test_a_page_about_our_work_is_cited_with_its_title_organisation_date_and_address(path: str) -> None:
    page = WagtailPage.objects.get(url_path=f"/apna-haq{path}")
    day = page.last_published_at
    assert citation(path) == (f"Apna Haq, “{page.title}”, {day:%-d %B %Y}, {ADDRESS}{path}, read on [day, month, year]")


@pytest.mark.django_db
@pytest.mark.parametrize("build", STORIES)
def test_a_story_and_a_publication_are_cited_with_the_day_on_which_they_were_published(build: Callable) -> None:
    page = build(title="A sample & more", date=datetime.date(2022, 2, 2))
    assert "“A sample & more”, 2 February 2022," in citation(page.url)


@pytest.mark.django_db
def test_a_post_of_ours_is_cited_by_its_authors_and_our_introduction_to_another_is_not() -> None:
    people = [builders.person(name="A Sample"), builders.person(name="Other Sample")]
    assert citation(builders.blog_page(authors=people).url).startswith("A Sample and Other Sample, Apna Haq, “")
    theirs = builders.blog_page(
        authors=people, publisher=builders.organisation(), date=datetime.date(2020, 11, 3), title="Sample"
    )
    assert citation(theirs.url).startswith("Apna Haq, “Sample”, ")
    assert "2020" not in citation(theirs.url)
    assert citation(builders.publication_page(authors=people).url).startswith("A Sample and Other Sample, Apna Haq, “")


@pytest.mark.django_db
@pytest.mark.parametrize("build", [*STORIES, builders.local_work_page])
def test_a_discreet_page_has_no_such_box(build: Callable) -> None:
    if build is builders.local_work_page:
        builders.english("anti-racism").get_children().get(slug="local").delete()
    assert box(build().url)
    assert box(build(title="A walk", is_sensitive=True).url) is None


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/contact/", "/staying-safe-online/", "/about/", "/blog/", "/search/"])
def test_other_pages_have_none(path: str) -> None:
    assert box(path) is None


@pytest.mark.django_db
def test_nothing_in_it_leads_anywhere_and_its_button_waits_for_a_script() -> None:
    found = box("/anti-racism/national/")
    assert not found.select("a, img, form, input, iframe, script")
    assert found.select_one("p[hidden] button[type=button]").get_text(strip=True) == "Copy the address"


@pytest.mark.django_db
def test_in_urdu_it_is_urdu_and_the_address_runs_from_left_to_right() -> None:
    page = builders.in_urdu(builders.seeded(BlogPage))
    found = box(page.get_url())
    assert found.select_one("bdi[dir=ltr]").get_text() == f"{ADDRESS}{page.get_url()}"
    assert list(unmarked_english(parsed(Client().get(page.get_url())))) == []


@pytest.mark.browser
def test_the_button_copies_the_address_and_says_so(visit: Callable[..., Page], site_url: str) -> None:
    page = visit("/anti-racism/national/", width=360, permissions=["clipboard-read", "clipboard-write"])
    status = page.locator(".cite [role=status]")
    expect(status).to_have_text("")
    page.get_by_role("button", name="Copy the address").focus()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("The address is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site_url}/anti-racism/national/"


@pytest.mark.browser
def test_where_nothing_may_be_copied_it_says_what_to_do(visit: Callable[..., Page]) -> None:
    page = visit("/anti-racism/national/")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")
    page.get_by_role("button", name="Copy the address").click()
    expect(page.locator(".cite [role=status]")).to_have_text(re.compile("Select the address above"))


@pytest.mark.browser
def test_without_a_script_there_is_no_button_and_the_address_can_be_selected(visit: Callable[..., Page]) -> None:
    page = visit("/anti-racism/national/", java_script_enabled=False)
    expect(page.get_by_role("button", name="Copy the address")).to_have_count(0)
    address = page.locator(".cite bdi[dir]")
    assert address.evaluate("each => getComputedStyle(each).userSelect") == "all"
