"""Actions on a message are performed and logged together, and people who ask for their data get it."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from pages.contact_topics import ContactTopic
from pages.enquiries import data_requests
from pages.enquiries.admin import actions
from pages.enquiries.models.audit_log import AppendOnlyError, AuditLogEntry, DeletedEnquiry
from pages.enquiries.models.content import EnquiryContent
from pages.enquiries.models.enquiry import ContactIndex, Enquiry, EnquiryStatus
from pages.enquiries.submissions.references import PATTERN, new_reference, normal_reference
from tests import builders
from tests.enquiries.raw_rows import everything_in_the_database
from tests.enquiries.senders import EVERYTHING, WORDS, stored

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

LONDON = ZoneInfo("Europe/London")


def logged_actions(enquiry: Enquiry) -> list[tuple[str, str]]:
    """Return the logged actions on an enquiry, the first one first."""
    return list(
        AuditLogEntry.objects.filter(reference=enquiry.reference).order_by("pk").values_list("action", "detail")
    )


def test_every_action_is_logged_with_who_and_when():
    user = builders.user(name="samina", first_name="Samina", last_name="Khan")
    colleague = builders.user(name="lucia")
    enquiry = stored(EVERYTHING)
    actions.open_message(user, enquiry)
    actions.reveal_contact_detail(user, enquiry)
    actions.confirm_preferences(user, enquiry)
    actions.change_status(user, enquiry, EnquiryStatus.IN_PROGRESS)
    actions.assign(user, enquiry, colleague)
    actions.assign(user, enquiry, None)
    actions.add_note(user, enquiry, "A note")
    actions.hold(user, enquiry)
    actions.release(user, enquiry)
    data_requests.export(user, [enquiry])
    data_requests.erase(user, enquiry)
    assert logged_actions(enquiry) == [
        ("opened", ""),
        ("revealed", ""),
        ("confirmed", ""),
        ("status", "New → In progress"),
        ("assigned", "to lucia"),
        ("assigned", "to nobody"),
        ("noted", ""),
        ("held", ""),
        ("released", ""),
        ("exported", ""),
        ("erased", "Somebody with the right to ask for it did"),
    ]
    assert set(AuditLogEntry.objects.values_list("who", flat=True)) == {"Samina Khan (samina)"}


def test_an_action_that_changes_nothing_is_not_logged():
    enquiry = stored()
    actions.change_status(builders.user(), enquiry, EnquiryStatus.NEW)
    actions.assign(builders.user(), enquiry, None)
    assert logged_actions(enquiry) == []


def test_a_message_that_cannot_be_decrypted_is_not_logged_as_opened(settings):
    enquiry = stored()
    settings.ENQUIRY_KEYS = ["w" * 40]
    assert actions.open_message(builders.user(), enquiry).content is None
    assert logged_actions(enquiry) == []


def test_audit_log_entries_can_be_neither_changed_nor_deleted():
    enquiry = stored()
    actions.open_message(builders.user(), enquiry)
    record = AuditLogEntry.objects.get()
    record.who = "somebody else"
    for attempt in (
        record.save,
        record.delete,
        AuditLogEntry.objects.all().delete,
        lambda: AuditLogEntry.objects.update(who="somebody else"),
        lambda: AuditLogEntry.objects.bulk_update([record], ["who"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
    assert AuditLogEntry.objects.get().who != "somebody else"


@pytest.mark.parametrize("model", [AuditLogEntry, DeletedEnquiry])
def test_an_entry_is_not_replaced_by_another_with_its_primary_key(model):
    user, enquiry = builders.user(name="samina"), stored()
    data_requests.erase(user, enquiry)
    before = list(model.objects.values())
    row = model(**{**before[0], "who": "nobody"})
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    assert list(model.objects.values()) == before


def test_an_action_of_a_user_with_a_very_long_name_is_performed_and_logged():
    user = builders.user(name="u" * 150, first_name="F" * 150, last_name="L" * 150)
    enquiry = stored()
    actions.add_note(user, enquiry, "A note")
    data_requests.erase(user, enquiry)
    assert {len(who) for who in AuditLogEntry.objects.values_list("who", flat=True)} == {200}
    assert len(DeletedEnquiry.objects.get().who) == 200


def test_audit_log_entries_outlive_the_account_of_the_user():
    user = builders.user(name="samina")
    enquiry = stored()
    actions.open_message(user, enquiry)
    actions.assign(user, enquiry, user)
    user.delete()
    assert AuditLogEntry.objects.filter(who="samina").count() == 2
    assert Enquiry.objects.get().assignee is None


def test_a_message_is_found_by_reference_address_and_number():
    enquiry = stored(EVERYTHING)
    letter = stored(WORDS | {"reply_by": "email", "email": "zarqa@example.org"})
    reference = enquiry.reference
    for query in (reference, reference.lower(), reference[3:], f" {reference[:6]} {reference[6:]} "):
        assert data_requests.find(query) == [enquiry]
    assert data_requests.find("+44 7700 900982") == [enquiry]
    assert data_requests.find("ZARQA@example.org") == [letter]
    for query in ("", "   ", "zarqa", "AH-", "07700 900983", "nobody@example.org", "سلام"):
        assert data_requests.find(query) == []


def test_an_export_is_everything_as_json():
    user = builders.user()
    enquiry = stored(EVERYTHING)
    actions.add_note(user, enquiry, "A note")
    exported = json.loads(json.dumps(data_requests.export(user, [enquiry])))["enquiries"][0]
    assert exported["reference"] == enquiry.reference
    assert exported["content"]["message"] == EVERYTHING["message"]
    assert exported["content"]["phone"] == "07700 900982"
    assert exported["notes"][0]["text"] == "A note"
    assert [each["what"] for each in exported["audit_log"]] == ["Left a hand-over note"]


def test_erasing_leaves_that_there_was_a_message_and_nothing_of_it():
    user = builders.user(name="samina")
    enquiry = stored(EVERYTHING)
    data_requests.erase(user, enquiry)
    assert not Enquiry.objects.exists() and not ContactIndex.objects.exists()
    deleted = DeletedEnquiry.objects.get()
    assert (deleted.reference, deleted.reason, deleted.who) == (enquiry.reference, "erased", "samina")
    assert enquiry.encrypted_content not in everything_in_the_database()
    assert data_requests.find("07700 900982") == []


def test_a_request_about_data_has_thirty_days():
    with time_machine.travel("2026-03-01 09:00Z"):
        enquiry = stored(WORDS | {"topic": "data"})
    assert enquiry.answer_due_on == date(2026, 3, 31)
    assert list(Enquiry.objects.open_data_requests()) == [enquiry]
    actions.change_status(builders.user(), enquiry, EnquiryStatus.ANSWERED)
    assert enquiry.answer_due_on is None and not Enquiry.objects.open_data_requests()
    assert stored().answer_due_on is None


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        ("2026-03-10 23:30", date(2026, 4, 9)),  # the clocks go forward in between
        ("2026-10-20 00:30", date(2026, 11, 19)),  # and back; in summer this is still the day before in UTC
    ],
)
def test_the_last_day_for_a_request_about_data_is_a_day_of_the_calendar_in_britain(received, last_day):
    enquiry = Enquiry(topic="data", received_at=datetime.fromisoformat(received).replace(tzinfo=LONDON))
    assert enquiry.answer_due_on == last_day


def test_a_complaint_that_came_under_another_topic_gets_its_deadline_when_its_topic_is_changed():
    user = builders.user()
    enquiry = stored(WORDS | {"topic": "other"})
    actions.change_topic(user, enquiry, ContactTopic.DATA)
    assert list(Enquiry.objects.open_data_requests()) == [enquiry]
    actions.change_topic(user, enquiry, ContactTopic.DATA)
    assert logged_actions(enquiry) == [("topic", "Something else → Something about my data")]


def test_answers_about_safe_contact_must_be_confirmed_after_a_fortnight():
    with time_machine.travel("2026-03-01 09:00Z") as clock:
        enquiry = stored(EVERYTHING)
        clock.shift(timedelta(days=13))
        assert not enquiry.must_confirm_preferences
        clock.shift(timedelta(days=2))
        assert enquiry.must_confirm_preferences
        actions.confirm_preferences(builders.user(), enquiry)
        assert not enquiry.must_confirm_preferences


@pytest.mark.parametrize(
    ("moment", "is_safe"),
    [
        ("2026-11-23 09:00", True),  # a Monday
        ("2026-11-23 08:59", False),
        ("2026-11-23 12:00", False),
        ("2026-11-28 10:00", False),  # a Saturday
        ("2026-07-06 09:30", True),  # summer time
    ],
)
def test_the_safe_hours_are_hours_of_british_time(moment, is_safe):
    content = EnquiryContent("m", "phone", safe_times=["weekday-morning"])
    assert content.is_safe_now(datetime.fromisoformat(moment).replace(tzinfo=LONDON)) is is_safe


def test_without_safe_hours_only_the_senders_own_words_can_say():
    assert EnquiryContent("m", "phone", safe_times_in_words="only at night").is_safe_now(datetime.now(UTC)) is None


def test_references_are_plain_and_never_used_twice(monkeypatch):
    assert all(PATTERN.fullmatch(new_reference()) for _ in range(200))
    assert normal_reference("AH-AEIOU1") == ""
    enquiry = stored()
    data_requests.erase(builders.user(), enquiry)
    drawn = iter([enquiry.reference, "AH-234678"])
    monkeypatch.setattr("pages.enquiries.submissions.submit.new_reference", lambda: next(drawn))
    assert stored().reference == "AH-234678"
