"""The inbox and the lead's lists: what they show, how one finds something, and that they say nothing of content."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder

from pages.enquiries import data_requests
from pages.enquiries.admin import actions
from pages.enquiries.models.audit_log import AppendOnlyError, AuditLogEntry, DeletedEnquiry, EnquiryAction
from pages.enquiries.models.enquiry import EnquiryStatus
from tests.enquiries.staff import EMAIL, browser, enquiry, holds_typed_words, member

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

INBOX = "enquiries:index"


def table_of(client: Client, name: str = INBOX, **query: str) -> list[list[str]]:
    """Return a list as rows of cells, the heading in front."""
    response = client.get(reverse(name), query)
    rows = BeautifulSoup(response.content, "html.parser").select("table tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in rows]


def references(client: Client, name: str = INBOX, **query: str) -> set[str]:
    """Return the references in a list."""
    return {row[0] for row in table_of(client, name, **query)[1:]}


def test_the_inbox_shows_reference_topic_age_status_language_and_who_works_on_it() -> None:
    user = member("enquiry team")
    message = enquiry(topic="workshop", language="sk", received_at=timezone.now() - timedelta(days=3, hours=2))
    actions.assign(user, message, user)
    heading, row = table_of(browser("enquiry team"))
    assert heading == ["Reference", "Topic", "Age", "Status", "Language", "Who works on it"]
    assert [cell.replace("\xa0", " ") for cell in row] == [
        message.reference, "A workshop or a speaker", "3 days", "New", "slovenčina – Slovak", user.username,
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["enquiries:index", "enquiries:index_results"])
def test_no_list_loads_or_shows_anything_that_was_typed(name: str) -> None:
    for status in EnquiryStatus:
        enquiry(status=status)
    client = browser("superuser")
    for status in ["", *EnquiryStatus]:
        with CaptureQueriesContext(connection) as queries:
            html = client.get(reverse(name), {"status": status}).content.decode()
        assert not holds_typed_words(html)
        assert not [query["sql"] for query in queries if '"encrypted_content"' in query["sql"]]


@pytest.mark.parametrize("name", ["enquiry_audit_log:index", "enquiry_deletions:index"])
def test_what_the_lead_reads_holds_no_word_that_was_typed(name: str) -> None:
    user = member("enquiry team")
    message = enquiry(words={"email": EMAIL})
    actions.add_note(user, message, "Quixotic message of a sender")
    data_requests.look_up(user, EMAIL)
    data_requests.erase(user, message)
    client = browser("enquiry lead")
    for query in ({}, {"q": message.reference}):
        html = client.get(reverse(name), query).content.decode()
        assert message.reference in html
        assert not holds_typed_words(html)


def test_closed_and_quarantined_messages_are_not_in_the_way_and_a_choice_away() -> None:
    made = {status: enquiry(status=status).reference for status in EnquiryStatus}
    client = browser("enquiry team")
    to_do = {made[status] for status in (EnquiryStatus.NEW, EnquiryStatus.IN_PROGRESS, EnquiryStatus.ANSWERED)}
    assert references(client) == to_do
    for status, reference in made.items():
        assert references(client, status=status) == {reference}


def test_the_inbox_can_be_filtered_by_topic_language_and_who_works_on_it() -> None:
    user = member("enquiry team")
    mine = enquiry(topic="media", language="ur", assignee=user)
    nobodys = enquiry()
    client = browser("enquiry team")
    assert references(client, topic="media") == {mine.reference}
    assert references(client, language="ur") == {mine.reference}
    assert references(client, assignee=str(user.pk)) == {mine.reference}
    assert references(client, assignee="null") == {nobodys.reference}
    assert "Nobody yet" in client.get(reverse("enquiries:index_results"), {"assignee": "null"}).content.decode()


def test_messages_of_a_former_colleague_are_found_by_name() -> None:
    former = member("no group")
    assigned = enquiry(assignee=former)
    enquiry()
    assert references(browser("enquiry team"), assignee=str(former.pk)) == {assigned.reference}


def test_a_reference_is_found_however_it_is_typed_and_whatever_its_status() -> None:
    wanted = enquiry(reference="AH-7KQ2XM", status=EnquiryStatus.CLOSED)
    enquiry(reference="AH-9F33XY")
    client = browser("enquiry team")
    for text in ("AH-7KQ2XM", "ah7kq2xm", " 7kq 2xm ", "7KQ"):
        assert references(client, q=text) == {wanted.reference}, text


def test_the_search_of_the_inbox_knows_references_alone_and_has_no_room_for_an_address() -> None:
    enquiry()
    client = browser("enquiry team")
    for text in ("Quixotic", "zephyrine", "982", "sample@"):
        assert references(client, q=text) == set(), text
    box = BeautifulSoup(client.get(reverse(INBOX)).content, "html.parser").select_one("main [name=q]")
    assert len("AH-7KQ2XM") <= int(box["maxlength"]) < len("7700900982") < len(EMAIL)


@pytest.mark.parametrize("export_format", ["csv", "xlsx"])
@pytest.mark.parametrize("list_", ["index", "index_results"])
@pytest.mark.parametrize("viewset", ["enquiries", "enquiry_audit_log", "enquiry_deletions"])
def test_no_list_can_be_exported(viewset: str, list_: str, export_format: str) -> None:
    enquiry()
    response = browser("superuser").get(reverse(f"{viewset}:{list_}"), {"export": export_format})
    assert response.status_code == 404
    assert "Content-Disposition" not in response.headers


def heading(client: Client, name: str, **query: str) -> tuple[str, str]:
    """Return the title and the heading of a screen."""
    page = BeautifulSoup(client.get(reverse(name), query).content, "html.parser")
    return page.title.get_text(" ", strip=True).split(" - ")[0], page.select_one("h1").get_text(" ", strip=True)


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("enquiries:index", {}, "Inbox"),
        ("enquiries:index", {"status": "closed"}, "Inbox"),
        ("enquiries:index", {"status": "quarantined"}, "Quarantine"),
        ("enquiry_data_requests:index", {}, "Requests about data"),
        ("enquiry_audit_log:index", {}, "Audit log"),
        ("enquiry_deletions:index", {}, "Deleted"),
    ],
)
def test_a_screen_is_called_what_the_menu_calls_it(name: str, query: dict, words: str) -> None:
    assert heading(browser("enquiry lead"), name, **query) == (words, words)


def test_ten_messages_cost_as_many_queries_as_one() -> None:
    client = browser("enquiry team")
    counts = []
    for number in (1, 9):
        for _ in range(number):
            enquiry(assignee=member("enquiry team"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("enquiries:index_results"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_mail_to_staff_finds_the_screen_of_a_message() -> None:
    message = enquiry()
    address = AdminURLFinder().get_edit_url(message)
    assert message.reference in browser("enquiry team").get(address).content.decode()


def test_the_lead_reads_the_audit_log_and_filters_it_by_reference_and_action() -> None:
    user = member("enquiry team")
    message, other = enquiry(), enquiry()
    actions.open_message(user, message)
    actions.change_status(user, message, EnquiryStatus.CLOSED)
    actions.open_message(user, other)
    client = browser("enquiry lead")
    rows = table_of(client, "enquiry_audit_log:index", q=message.reference)
    assert rows[0] == ["Reference", "When", "Action", "Who", "Detail"]
    assert [(row[0], row[2], row[3], row[4]) for row in rows[1:]] == [
        (message.reference, "Changed the status", user.username, "New → Closed"),
        (message.reference, "Opened the message", user.username, ""),
    ]
    assert references(client, "enquiry_audit_log:index", action=EnquiryAction.STATUS) == {message.reference}


def test_the_lead_finds_what_one_person_did_and_what_was_done_on_some_days() -> None:
    first, second = member("enquiry team"), member("enquiry lead")
    early, late = enquiry(), enquiry()
    with time_machine.travel("2027-01-11 23:30Z", tick=False):
        actions.open_message(first, early)
    with time_machine.travel("2027-01-12 09:00Z", tick=False):
        actions.open_message(second, late)
    with time_machine.travel("2027-01-13 09:00Z"):
        client, name = browser("enquiry lead"), "enquiry_audit_log:index"
        assert references(client, name, who=first.username) == {early.reference}
        assert references(client, name, happened_at_from="2027-01-12") == {late.reference}
        assert references(client, name, happened_at_to="2027-01-11") == {early.reference}
        page = BeautifulSoup(client.get(reverse(name)).content, "html.parser")
        offered = {choice["value"] for choice in page.select("[name=who]")}
        assert {first.username, second.username} <= offered


def test_the_lead_reads_what_was_deleted_by_whom_and_why() -> None:
    user = member("enquiry team")
    message = enquiry()
    data_requests.erase(user, message)
    row = table_of(browser("enquiry lead"), "enquiry_deletions:index")[1]
    assert row[0] == message.reference
    assert row[-2:] == ["Somebody with the right to ask for it did", user.username]
    assert not holds_typed_words(" ".join(row))


@pytest.mark.parametrize("viewset", ["enquiry_audit_log", "enquiry_deletions"])
def test_nobody_can_change_or_delete_an_audit_log_entry_in_the_admin(viewset: str) -> None:
    user = member("enquiry team")
    message = enquiry()
    actions.open_message(user, message)
    data_requests.erase(user, message)
    model = AuditLogEntry if viewset == "enquiry_audit_log" else DeletedEnquiry
    before = list(model.objects.values())
    client = browser("superuser")
    index = reverse(f"{viewset}:index")
    for path in (f"edit/{before[0]['id']}/", f"delete/{before[0]['id']}/", "new/"):
        assert client.post(index + path, {"who": "nobody"}).status_code == 404
    assert client.post(index, {"who": "nobody"}).status_code == 405
    assert list(model.objects.values()) == before
    assert "<form" not in str(BeautifulSoup(client.get(index).content, "html.parser").select_one("#listing-results"))


@pytest.mark.parametrize("model", [AuditLogEntry, DeletedEnquiry])
def test_nobody_can_change_or_delete_an_audit_log_entry_in_the_code(model) -> None:
    user = member("enquiry team")
    message = enquiry()
    actions.open_message(user, message)
    data_requests.erase(user, message)
    row = model.objects.first()
    for attempt in (
        row.save,
        row.delete,
        model.objects.all().delete,
        lambda: model.objects.update(who="nobody"),
        lambda: model.objects.bulk_update([row], ["who"]),
        lambda: model.objects.filter(pk=row.pk).update(who="nobody"),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
