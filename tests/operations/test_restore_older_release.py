"""A backup of version 1.0 is restored by this version, which then migrates it."""

import pytest

# Fills the database of version 1.0 with a message, a document and a menu setting.
FILL = """
from pages.enquiries.crypto import encryption
from tests.version_1_0 import models_of_1_0

apps = models_of_1_0()
text = EnquiryContent(message="Help is needed", phone="07700 900982").to_json()
content = encryption.encrypt(text, encryption.CONTENT)
old = apps.get_model("enquiries.Enquiry").objects.create(
    reference="AH-1010", topic="support", encrypted_content=content, form_digest="digest"
)
apps.get_model("enquiries.StaffNotice").objects.create(enquiry=old, sent_at=timezone.now())
collection = apps.get_model("wagtailcore.Collection").objects.first()
apps.get_model("pages.SiteDocument").objects.create(
    title="A report", file="documents/Report_of-2025.final.pdf", collection=collection
)
site = apps.get_model("wagtailcore.Site").objects.first()
apps.get_model("pages.Navigation").objects.create(site=site, contact_page=site.root_page)
"""
READ = """
from django.test import Client
from pages.enquiries import data_requests
from pages.models import SiteDocument
from wagtail.models import ReferenceIndex
message = Enquiry.objects.get()
result = {
    "message": message.decrypted_content().message,
    "is bound": bool(message.key_id),
    "found by number": [found.reference for found in data_requests.find("07700 900982")],
    "file name": SiteDocument.objects.get().file_name,
    "uses of the menus": ReferenceIndex.objects.filter(base_content_type__model="navigation").count(),
    "ready": Client().get("/health/ready", headers={"host": "127.0.0.1:8000"}).status_code,
}
"""


@pytest.fixture(scope="module")
def backup(new_site):
    """A backup of a site of version 1.0."""
    site = new_site(is_of_1_0=True)
    site.add_file("documents/Report_of-2025.final.pdf", "A report")
    tables = set(site.rows())
    assert "accounts_authenticatorapp" not in tables and "enquiries_enquiry" in tables
    site.run(FILL)
    return site.back_up()


@pytest.mark.parametrize(
    "is_empty",
    [
        pytest.param(True, id="into an empty place", marks=pytest.mark.each_database),
        # What is there is replaced as in test_restore_over_a_site.py, which runs on each database.
        pytest.param(False, id="over a site of this version"),
    ],
)
def test_a_backup_of_1_0_is_restored_and_brought_to_this_version(new_site, backup, is_empty):
    site = new_site(is_empty=is_empty)
    printed = site.restore(backup)
    assert "It was of an older version" in printed
    assert site.run(READ) == {
        "message": "Help is needed",
        "is bound": True,
        "found by number": ["AH-1010"],
        "file name": "Report_of-2025.final.pdf",
        "uses of the menus": 1,
        "ready": 200,
    }
    assert set(site.media()) == {"documents/Report_of-2025.final.pdf"}
    started = site.manage("prepare")
    assert "Database         up to date" in started.stdout, started.stderr
