"""Quiet browsing and the practice run of the exit, in Chromium."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_practice_run_leaves_for_a_page_of_ours_and_leads_back(tab, site_url, pages):
    safe = site_url + "/staying-safe-online/"
    tab.visit(pages[0], safe)
    practice = tab.page.locator("main a[data-target]")
    harmless = site_url + practice.get_attribute("data-target")
    practice.click(no_wait_after=True)
    assert tab.arrives(harmless)
    tab.go(-1)
    tab.page.wait_for_timeout(500)
    assert tab.arrives(harmless)
    tab.visit(harmless)
    tab.follow("/staying-safe-online/")
    assert tab.shows_the_site()
    assert tab.evaluate("sessionStorage.length") == 0


def test_a_practice_run_leaves_quiet_browsing_on(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    one_tab.page.locator("button[data-quiet]").click()
    one_tab.page.locator("main a[data-target]").click(no_wait_after=True)
    one_tab.page.wait_for_url("**/exit/practice/")
    one_tab.follow("/staying-safe-online/")
    assert one_tab.page.locator("button[data-quiet]").get_attribute("aria-pressed") == "true"


def test_quiet_browsing_is_off_by_default(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    switch = one_tab.page.locator("button[data-quiet]")
    assert switch.is_visible()
    assert switch.get_attribute("aria-pressed") == "false"
    assert one_tab.evaluate("sessionStorage.length") == 0
    one_tab.follow("/anti-racism/")
    assert len(one_tab.addresses) == 3


def test_quiet_browsing_leaves_one_entry_in_the_history(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    before = len(one_tab.addresses)
    one_tab.page.locator("button[data-quiet]").click()
    for path in ["/anti-racism/", "/contact/", "/"]:
        one_tab.follow(path)
        assert one_tab.address == site_url + path
    assert len(one_tab.addresses) == before


def test_quiet_browsing_puts_no_search_into_the_history(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    before = len(one_tab.addresses)
    one_tab.page.locator("button[data-quiet]").click()
    one_tab.follow("/search/")
    one_tab.page.locator("main input[name=q]").fill("racism & more")
    one_tab.page.locator("main form button").click()
    one_tab.page.locator("[role=status]", has_text="found").wait_for()
    assert one_tab.address == site_url + "/search/?q=racism+%26+more"
    assert len(one_tab.addresses) == before


def test_quiet_browsing_leaves_a_click_for_a_new_tab_alone(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    one_tab.page.locator("button[data-quiet]").click()
    link = one_tab.page.locator("a[href^='/']:not([data-target]):visible").first
    with one_tab.context.expect_page():
        link.click(modifiers=["Control"])
    assert one_tab.address == site_url + "/staying-safe-online/"


def test_quiet_browsing_can_be_switched_off_and_forgets_itself(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    switch = one_tab.page.locator("button[data-quiet]")
    switch.click()
    assert switch.get_attribute("aria-pressed") == "true"
    switch.click()
    assert switch.get_attribute("aria-pressed") == "false"
    assert one_tab.evaluate("sessionStorage.length") == 0


def test_the_traces_of_this_visit_are_counted_live(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    storage = one_tab.page.locator("[data-trace=storage]")
    for kind in ["cookies", "storage", "third-parties"]:
        one_tab.page.wait_for_function(
            "kind => document.querySelector(`[data-trace=${kind}]`).textContent === '0'", arg=kind
        )
    one_tab.page.locator("button[data-quiet]").click()
    expect(storage).to_have_text("1")
