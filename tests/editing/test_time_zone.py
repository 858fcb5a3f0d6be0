"""Where the admin asks for a time or shows one that was chosen, it says that it is UK time."""

import pytest
from django.urls import reverse

from pages.models import Announcement
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = pytest.mark.django_db
WINTER = "UK time (Europe/London; now GMT, UTC+0)"
SUMMER = "UK time (Europe/London; now BST, UTC+1)"


@pytest.mark.parametrize(("day", "said"), [("2030-01-15", WINTER), ("2030-07-15", SUMMER)])
def test_each_field_for_a_time_says_its_zone_with_the_present_offset(time_machine, day, said):
    time_machine.move_to(f"{day}T12:00:00Z", tick=False)
    announcement = reverse("wagtailsnippets_pages_announcement:edit", args=[Announcement.objects.get().pk])
    page = editor.edit_address(builders.standard_page())
    staff = browser("superuser")
    for address, names in ((announcement, ["starts_at", "ends_at"]), (page, ["go_live_at", "expire_at"])):
        screen = parsed(staff.get(address))
        for name in names:
            field = screen.find("input", attrs={"name": name})
            [helped] = screen.find_all(id=field["aria-describedby"].split())
            # The text of a dialog is in a template.
            assert said in str(helped), name


def test_a_date_without_a_time_has_no_zone():
    screen = parsed(browser("publisher").get(editor.edit_address(builders.standard_page())))
    field = screen.find("input", attrs={"name": "reviewed_on"}).find_parent(class_="w-field__wrapper")
    assert "UK time" not in field.get_text()


def test_the_status_of_a_scheduled_page_says_it_too(time_machine):
    time_machine.move_to("2030-07-15T12:00:00Z", tick=False)
    page, staff = builders.standard_page(lead="<p>Red.</p>"), browser("publisher")

    def status() -> str:
        return " ".join(
            parsed(staff.get(editor.edit_address(page))).select_one("[data-side-panel=status]").stripped_strings
        )

    assert SUMMER not in status()
    form = editor.opened(staff, page) | {"go_live_at": "2030-12-01 09:00"}
    assert staff.post(editor.edit_address(page), form | editor.PUBLISH).status_code == 302
    assert SUMMER in status()
    assert "1 Dec 2030, 9" in status()


def test_the_history_and_the_lock_of_a_scheduled_page_say_it_too(time_machine):
    time_machine.move_to("2030-06-15T12:00:00Z", tick=False)
    page, staff = builders.standard_page(lead="<p>Red.</p>"), browser("publisher")
    form = editor.opened(staff, page) | {"go_live_at": "2030-07-01 09:00"}
    assert staff.post(editor.edit_address(page), form | editor.PUBLISH).status_code == 302
    locked = staff.get(editor.edit_address(page)).content.decode()
    assert "has been scheduled to go live at 1 Jul 2030, 9 a.m. BST" in locked
    history = staff.get(editor.edit_address(page, "history")).content.decode()
    assert "cheduled for publishing at 1 Jul 2030, 9 a.m. BST" in history
