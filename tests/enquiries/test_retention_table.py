"""The table of the privacy page: messages that are kept for the same time share a row."""

import pytest

from pages.contact_topics import ContactTopic
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.retention import retention_table
from tests.reading import main_words, parsed

pytestmark = pytest.mark.django_db


def message_rows(**days: int) -> list[tuple[str, ...]]:
    """Return the topics of each row about messages with some settings."""
    rows = retention_table(EnquirySettings(**days))
    of_messages = [row for row in rows if "we close it" in row.how_long]
    return [row.topics or (row.what.removeprefix("Message: "),) for row in of_messages]


def test_topics_that_are_kept_for_the_same_time_share_a_row():
    support, *others = (str(topic.label) for topic in ContactTopic)
    assert message_rows() == [(support,), tuple(others)]


def test_each_topic_has_its_row_where_all_times_differ():
    days = {f"{topic.replace('-', '_')}_days": 30 + number for number, topic in enumerate(ContactTopic.values)}
    assert message_rows(**days) == [(str(topic.label),) for topic in ContactTopic]


def test_all_topics_are_in_one_row_where_no_times_differ():
    assert message_rows(support_days=90) == [tuple(str(topic.label) for topic in ContactTopic)]


def test_every_topic_is_on_the_page_once_and_each_cell_says_what_it_is(client):
    table = parsed(client.get("/privacy/")).select_one("table.retention")
    shown = table.get_text(" ", strip=True)
    assert [shown.count(str(topic.label)) for topic in ContactTopic] == [1] * len(ContactTopic)
    for row in table.select("tbody tr"):
        assert [label.get_text() for label in row.select("td .cell-label")] == ["Why", "How long"]
    assert "90 days after we close it" in main_words(client.get("/privacy/"))


@pytest.mark.browser
def test_on_a_narrow_screen_the_rows_are_read_one_below_the_other_and_it_is_still_a_table(visit):
    page = visit("/privacy/", width=320)
    cells = page.locator("table.retention td")
    widths = cells.evaluate_all("cells => cells.map(each => [each.clientWidth, each.scrollWidth, each.offsetLeft])")
    assert widths
    for shown, needed, start in widths:
        assert needed <= shown and start >= 0
        assert shown > 250
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.get_by_role("rowheader").count() == page.get_by_role("row").count()
    assert all(label.is_visible() for label in page.locator("table.retention .cell-label").all())
