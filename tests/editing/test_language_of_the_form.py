"""What is typed into the form of a page is in the language of the page, for eyes and for screen readers."""

import pytest
from bs4 import Tag

from pages.models import BlogIndexPage, BlogPage
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = pytest.mark.django_db


def field(address: str, name: str) -> Tag:
    """Return a field of a form."""
    return parsed(browser("publisher").get(address)).select_one(f"#page-edit-form [name={name}]")


@pytest.mark.parametrize("name", ["title", "search_description", "seo_title"])
def test_texts_of_an_urdu_page_are_written_from_right_to_left(name):
    page = builders.in_urdu(builders.blog_page())
    typed = field(editor.edit_address(page), name)
    assert (typed["lang"], typed["dir"]) == ("ur", "rtl")


def test_so_are_those_of_a_new_urdu_page():
    blog = builders.in_urdu(builders.seeded(BlogIndexPage))
    typed = field(editor.add_address(BlogPage, blog), "title")
    assert (typed["lang"], typed["dir"]) == ("ur", "rtl")


def test_addresses_and_dates_of_an_urdu_page_are_written_from_left_to_right():
    page = builders.in_urdu(builders.blog_page())
    for name in ("slug", "original_url", "review_on"):
        assert "dir" not in field(editor.edit_address(page), name).attrs, name


def test_texts_of_an_english_page_are_written_from_left_to_right():
    typed = field(editor.edit_address(builders.blog_page()), "title")
    assert (typed["lang"], typed["dir"]) == ("en-gb", "ltr")
