"""After a restore nothing that was deleted is there again, and no notice is sent twice."""

import pytest

pytestmark = pytest.mark.each_database

BEFORE = """
from datetime import timedelta
from pages.enquiries.models.settings import EnquirySettings
EnquirySettings.objects.update_or_create(defaults={"notify": "team@example.org"})
for reference in ("AH-ERASED", "AH-KEPT"):
    message(reference)
message("AH-HELD", is_on_legal_hold=True)
message("AH-TOLD", told=False)
message("AH-WAITS", told=False)
long_ago = timezone.now() - timedelta(days=31)
for number in range(25):
    message(f"AH-DUE{number}", status="closed", closed_at=long_ago)
"""
SINCE = """
from pages.enquiries.data_requests import erase
from pages.models import User
from tests import builders
user = builders.user()
erase(user, Enquiry.objects.get(reference="AH-ERASED"))
Enquiry.objects.filter(reference="AH-HELD").update(is_on_legal_hold=False)
erase(user, Enquiry.objects.get(reference="AH-HELD"))
StaffNotice.objects.filter(enquiry__reference="AH-TOLD").update(sent_at=timezone.now())
"""
FOUND = """
from pages.enquiries.models.audit_log import AuditLogEntry, DeletedEnquiry
result = {
    "messages": sorted(Enquiry.objects.values_list("reference", flat=True)),
    "deleted": dict(DeletedEnquiry.objects.values_list("reference", "reason")),
    "log": sorted(AuditLogEntry.objects.exclude(detail="").values_list("reference", "action")),
    "waiting": sorted(StaffNotice.objects.filter(sent_at=None).values_list("enquiry__reference", flat=True)),
    "unread": sorted(Enquiry.objects.unread().values_list("reference", flat=True)),
}
"""
KEPT = ["AH-KEPT", "AH-TOLD", "AH-WAITS"]


@pytest.fixture(scope="module")
def site(new_site):
    """A site of which a backup was made, then some of its messages were deleted, and staff were told of one."""
    site = new_site()
    site.run(BEFORE)
    site.backup = site.back_up()
    site.run(SINCE)
    return site


@pytest.fixture(scope="module")
def printed(site):
    """What the restore over that site printed."""
    assert site.run("from apnahaq.backups.deletions import record_deletions; record_deletions()") is None
    return site.restore(site.backup)


@pytest.fixture(scope="module")
def found(site, printed):
    """What is in the restored site."""
    return site.run(FOUND)


def test_what_was_erased_since_the_backup_is_erased_again_also_where_it_was_on_hold(found):
    assert found["messages"] == KEPT
    assert found["deleted"]["AH-ERASED"] == found["deleted"]["AH-HELD"] == "erased"
    assert ["AH-ERASED", "erased"] in found["log"] and ["AH-HELD", "erased"] in found["log"]


def test_what_is_due_is_deleted_before_the_site_starts_however_much_it_is(found, printed):
    assert found["deleted"]["AH-DUE24"] == "closed"
    assert "Deleted again: 25 whose time has passed, 2 that were deleted since the backup." in printed


def test_a_notice_that_was_sent_since_is_not_sent_again_and_one_that_waits_is_sent(site, found, printed):
    assert found["waiting"] == ["AH-WAITS"]
    assert "not be told again" not in printed
    worked = site.manage("work", "--once", BACKUP_DAYS="0")
    assert worked.returncode == 0, worked.stderr
    assert "AH-WAITS" in worked.stdout
    assert "AH-TOLD" not in worked.stdout


def test_where_the_database_is_lost_the_record_beside_the_backups_knows_what_was_deleted(new_site, site, printed):
    lost = new_site(is_empty=True)
    said = lost.restore(site.backup, BACKUP_DIR=str(site.backups))
    found = lost.run(FOUND)
    assert found["messages"] == KEPT
    assert set(found["deleted"]) >= {"AH-ERASED", "AH-HELD"}
    # Nobody knows whether staff were told.
    assert found["waiting"] == []
    assert set(found["unread"]) == set(KEPT)
    assert "Staff may not have been told of these messages" in said
    assert "AH-TOLD, AH-WAITS" in said


def test_the_record_holds_references_and_dates_and_nothing_else(site, printed):
    lines = (site.backups / "deleted-messages.txt").read_text().splitlines()
    assert len(lines) == 27
    for line in lines:
        reference, moment = line.split(" ")
        assert reference.startswith("AH-") and moment[:2] == "20"
