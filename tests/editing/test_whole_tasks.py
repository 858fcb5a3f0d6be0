"""Whole tasks in a real browser, from the login with a second factor to what visitors see; clicks are counted."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.builders import URDU_WORDS, picture_bytes
from tests.databases import execute
from tests.editing.tasks import Staff
from tests.enquiries.staff import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# The most clicks that a task may take: what it took before the site had its checks and its guide.
POST_WITH_PHOTOGRAPH, CORRECTION_AND_MILESTONE, READING = 16, 10, 3
INTERVIEW, ENQUIRY, TRANSLATION, UNPUBLISH = 16, 8, 11, 3

# One of the numbers that are kept for films and books.
NEW_NUMBER = "0114 496 0000"


@pytest.fixture(scope="module")
def staff(chromium: Browser, site_url: str) -> Iterator[Callable[[str], Staff]]:
    """Return a function that returns a member of staff by her name, on her dashboard: she logs in where she must."""
    people: dict[str, Staff] = {}

    def find(name: str) -> Staff:
        if name not in people:
            context = chromium.new_context(viewport={"width": 1440, "height": 900}, base_url=site_url)
            people[name] = Staff(context.new_page(), name)
        return people[name].go_to_dashboard()

    yield find
    for person in people.values():
        person.page.context.close()


def go_to_list(person: Staff, title: str) -> None:
    """Go from the dashboard to the list of the pages below a page, which is below the home page."""
    person.press("Pages")
    person.press_first("View child pages of")
    person.press(title)


def translate(person: Staff, originals: Sequence[str]) -> None:
    """Translate the page that is open in the admin, which has these texts, and publish the translation."""
    person.press("Actions")
    person.press("Translate this page")
    # The only other language is ticked.
    person.press("Submit")
    for number, original in enumerate(originals):
        # Each opens by itself.
        expect(person.page.get_by_text(original, exact=True).first).to_be_visible()
        field = person.page.get_by_role("textbox", name=", in Urdu").filter(visible=True).first
        expect(field).to_have_attribute("dir", "rtl")
        person.write(", in Urdu", f"{URDU_WORDS} {number}")
        person.page.keyboard.press("Enter")
    expect(person.page.get_by_text("Translated manually")).to_have_count(len(originals))
    expect(person.page.locator("li.complete [lang=ur]").first).to_have_attribute("dir", "rtl")
    assert Axe().run(person.page, context=".translation-state").response["violations"] == []
    person.press("Publish in Urdu")
    # Until then the page still shows that the translation was begun.
    expect(person.page.locator(".messages .success")).to_contain_text("” is published.")


def unpublish(person: Staff, menu: str) -> None:
    """Take a page off the site through its menu, with its translation."""
    person.clicks = 0
    person.press(menu)
    person.press("Unpublish")
    person.press("Yes, unpublish it")
    expect(person.page.locator(".messages .success").first).to_be_visible()


@pytest.mark.usefixtures("posts_are_taken_off")
def test_a_publisher_publishes_a_post_with_a_photograph(
    staff: Callable[[str], Staff], visit: Callable[..., Page], tmp_path: Path, attempt: str
) -> None:
    # Wagtail would ask about a picture that an earlier try has uploaded.
    (tmp_path / "meeting.jpg").write_bytes(picture_bytes("JPEG", (1200, 800 + int(attempt, 16) % 200)))
    title = f"What we heard at the meeting {attempt}"
    publisher = staff("amina")

    go_to_list(publisher, "Blog")
    publisher.press("Add child page")
    publisher.write("Title", title)
    publisher.write("Summary", "A sample summary.")
    publisher.write_text("Sample words of the meeting.")
    block = publisher.insert_block("Picture")
    publisher.press("Choose a picture", block)
    publisher.press("Upload")
    dialog = publisher.page.get_by_role("dialog")
    publisher.choose_file(tmp_path / "meeting.jpg", dialog)
    publisher.write("What it shows", "Sample hills", dialog)
    publisher.press("Upload", dialog.get_by_role("tabpanel"))
    expect(publisher.page.get_by_role("heading", name="Choose a picture")).to_be_hidden()
    publisher.publish()
    assert publisher.clicks <= POST_WITH_PHOTOGRAPH

    visitor = visit("/blog/")
    visitor.get_by_role("link", name=title).click()
    expect(visitor.get_by_role("main")).to_contain_text("Sample words of the meeting.")


@pytest.mark.usefixtures("posts_are_taken_off")
def test_a_post_is_stopped_and_mended_then_published_and_translated_and_taken_off_in_both_languages(
    staff: Callable[[str], Staff], visit: Callable[..., Page], attempt: str
) -> None:
    title = f"A walk in the park {attempt}"
    writer = staff("zahra")
    go_to_list(writer, "Blog")
    writer.press("Add child page")
    writer.write("Title", title)
    writer.write("Summary", "A sample summary.")
    writer.write_text("Sample words of the walk.")
    call = writer.insert_block("Call to action")
    writer.write("Title", "Come with us", call)
    writer.write("Button", "Click here", call)
    writer.write("Address", "https://www.example.org/", call)
    writer.send("Submit")
    stopped = writer.page.locator(".messages")
    expect(stopped).to_contain_text("Click here")
    writer.write("Button", "See when we walk")
    writer.send("Submit")
    expect(writer.page.locator(".messages .success")).to_contain_text(title)
    assert visit("/blog/").get_by_role("link", name=title).count() == 0

    publisher = staff("amina")
    expect(publisher.page.get_by_role("heading", name="For you to read and approve")).to_be_visible()
    publisher.press(title)
    publisher.send("Approve")
    expect(publisher.page.locator(".messages")).to_contain_text("visitors can read it now")
    assert publisher.clicks <= READING

    visitor = visit("/blog/")
    visitor.get_by_role("link", name=title).click()
    expect(visitor.get_by_role("link", name="See when we walk")).to_be_visible()

    publisher = staff("amina")
    go_to_list(publisher, "Blog")
    publisher.press(title)
    translate(publisher, [title, "A sample summary.", "Sample words of the walk.", "Come with us", "See when we walk"])
    assert publisher.clicks <= TRANSLATION
    urdu_visitor = visit(f"/ur/blog/a-walk-in-the-park-{attempt}/")
    expect(urdu_visitor.get_by_role("heading", name=URDU_WORDS).first).to_be_visible()

    publisher = staff("amina")
    go_to_list(publisher, "Blog")
    unpublish(publisher, f"More options for '{title}'")
    assert publisher.clicks <= UNPUBLISH
    assert [page.reload().status for page in (visitor, urdu_visitor)] == [404, 404]


@pytest.mark.usefixtures("posts_are_taken_off")
def test_an_interview_with_somebody_new_is_stopped_and_mended_then_published_and_taken_off_again(
    staff: Callable[[str], Staff], visit: Callable[..., Page], attempt: str
) -> None:
    title = f"What Hope heard {attempt}"
    writer = staff("zahra")
    go_to_list(writer, "Interviews")
    writer.press("Add child page")
    writer.write("Title", title)
    writer.press("Choose person")
    writer.press("New person")
    dialog = writer.page.get_by_role("dialog")
    writer.write("Name", "Hope Sample", dialog)
    writer.press("Save and choose", dialog)
    expect(dialog).to_be_hidden()
    body = writer.page.locator("#panel-child-content-body-section")
    writer.write("Text", "How it began", body)
    writer.write("Question", "What did you hear?", body)
    writer.write_text("Sample words of Hope.")
    writer.press("Promote")
    writer.tick("Names or shows a person")
    writer.send("Submit")
    summary = writer.page.get_by_role("region", name="Summary")
    expect(summary).to_contain_text("Say in one sentence what this page is about.")
    writer.write("Summary", "A sample summary.")
    writer.send("Submit")
    expect(writer.page.locator(".messages .success")).to_contain_text(title)
    assert writer.clicks <= INTERVIEW
    assert visit("/interviews/").get_by_role("link", name=title).count() == 0

    publisher = staff("amina")
    publisher.press(title)
    publisher.send("Approve")
    expect(publisher.page.locator(".messages")).to_contain_text("visitors can read it now")
    assert publisher.clicks <= READING
    visitor = visit("/interviews/")
    visitor.get_by_role("link", name=title).click()
    expect(visitor.get_by_role("main")).to_contain_text("Hope Sample")
    expect(visitor.get_by_role("main")).to_contain_text("Sample words of Hope.")

    publisher = staff("amina")
    go_to_list(publisher, "Interviews")
    unpublish(publisher, f"More options for '{title}'")
    assert publisher.clicks <= UNPUBLISH
    assert visitor.reload().status == 404


@pytest.fixture
def enquiry_is_new(served_database: str) -> None:
    """Let nobody have taken on the first enquiry, as an earlier try of the test may have done."""
    first = "SELECT min(id) FROM enquiries_enquiry"
    execute(served_database, f"UPDATE enquiries_enquiry SET status = 'new', assignee_id = NULL WHERE id = ({first})")


@pytest.mark.usefixtures("enquiry_is_new")
def test_a_member_of_the_enquiry_team_answers_an_enquiry(staff: Callable[[str], Staff]) -> None:
    member = staff("farah")
    member.press_first("Enquiries")
    member.press_first("Inbox")
    member.page.get_by_role("row").filter(has_text="AH-").last.get_by_role("link", name="AH-").click()
    member.clicks += 1
    expect(member.page.get_by_text(URDU_WORDS)).to_be_visible()
    assert member.page.get_by_text(PHONE).count() == 0
    member.press("I take this on")
    member.tick("I have read this*")
    member.press("Show phone number")
    expect(member.page.get_by_text(PHONE)).to_be_visible()
    member.choose("Status*", "Answered")
    member.press("Change status")
    expect(member.page.locator(".messages .success")).to_be_visible()
    assert member.clicks <= ENQUIRY


@pytest.mark.usefixtures("national_work_is_put_back")
def test_a_publisher_corrects_the_page_about_national_work_and_moves_a_milestone(
    staff: Callable[[str], Staff], visit: Callable[..., Page]
) -> None:
    publisher = staff("amina")
    go_to_list(publisher, "Anti-racism")
    publisher.press("National work")
    publisher.write("The ask", "A sample ask, corrected.")
    publisher.page.get_by_role("combobox", name="Status").last.select_option("Happening now")
    publisher.clicks += 1
    publisher.publish()
    assert publisher.clicks <= CORRECTION_AND_MILESTONE
    expect(visit("/anti-racism/national/").get_by_role("main")).to_contain_text("A sample ask, corrected.")


@pytest.mark.usefixtures("safety_is_put_back")
def test_a_site_manager_changes_a_number_to_call_and_restores_the_one_before(
    staff: Callable[[str], Staff], visit: Callable[..., Page]
) -> None:
    manager = staff("salma")
    manager.press("Whole site")
    manager.press("Numbers and exit")
    number = manager.page.get_by_role("textbox", name="Number").filter(visible=True).last
    before = number.input_value()
    number.fill(NEW_NUMBER)
    # The neutral site of the tests is none that the form accepts.
    manager.write("Where leaving leads", "https://www.example.org/")
    manager.press("Save")
    expect(manager.page.locator(".messages .success")).to_be_visible()
    visitor = visit("/about/")
    expect(visitor.get_by_role("link", name=NEW_NUMBER, include_hidden=True).first).to_have_attribute(
        "href", "tel:01144960000"
    )

    manager.press("Whole site")
    manager.press("Numbers and exit")
    manager.press("History")
    manager.press("Actions", manager.page.get_by_role("row").last)
    manager.press("Review this version")
    expect(manager.page.get_by_role("textbox", name="Number").filter(visible=True).last).to_have_value(before)
    manager.write("Where leaving leads", "https://www.example.org/")
    manager.press_first("Replace current")
    expect(manager.page.locator(".messages .success")).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_role("link", name=before, include_hidden=True).first).to_be_attached()
    assert visitor.get_by_role("link", name=NEW_NUMBER, include_hidden=True).count() == 0
