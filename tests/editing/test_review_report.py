"""The report of pages that somebody must look at again."""

from datetime import date

import pytest

from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

PAST = date(2026, 1, 5)


def test_the_report_names_who_looks_after_what_and_what_is_due():
    amina = builders.user("Writer", first_name="Amina", last_name="Sample")
    builders.standard_page(title="Due page", review_on=PAST, responsible=amina)
    builders.standard_page(title="Later page", review_on=date(2090, 1, 1))
    publisher = browser("publisher")
    address = "/admin/reports/reviews/"
    shown = publisher.get(address).content.decode()
    assert "Due page" in shown and "Later page" in shown and "Amina Sample" in shown
    assert address in publisher.get("/admin/").content.decode()
    for query, found in {
        "overdue=true": {"Due page"},
        "overdue=false": {"Later page"},
        f"responsible={amina.pk}": {"Due page"},
        "responsible=null": {"Later page"},
    }.items():
        listed = publisher.get(f"{address}results/?{query}").content.decode()
        assert {title for title in ("Due page", "Later page") if title in listed} == found, query
    exported = b"".join(publisher.get(f"{address}?export=csv").streaming_content).decode()
    assert "Due page,2026-01-05,Amina Sample,live" in exported
    assert browser("enquiry team").get(address).status_code == 302


def test_the_form_offers_those_who_write_pages_by_their_names_and_whoever_is_chosen():
    builders.user("Writer", first_name="Wilma", last_name="Sample")
    builders.user("Enquiry team", first_name="Ena", last_name="Sample")
    left = builders.user(first_name="Lea", last_name="Sample")
    page = builders.standard_page(responsible=left)
    field = parsed(browser("publisher").get(editor.edit_address(page))).find(attrs={"name": "responsible"})
    names = {option.get_text(strip=True) for option in field.find_all("option")}
    assert {"Wilma Sample", "Lea Sample"} <= names and "Ena Sample" not in names
