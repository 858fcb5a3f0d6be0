"""The upgrade binds what version 1.0 stored to its reference. After that, no text without a reference is read."""

from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pages.enquiries import data_requests
from pages.enquiries.admin import actions
from pages.enquiries.crypto import encryption
from pages.enquiries.models.enquiry import Enquiry, EnquiryNote
from tests import builders
from tests.enquiries.senders import EVERYTHING, WORDS, stored
from tests.enquiries.staff import browser, main_of, open_
from tests.enquiries.test_bound_text import NEW, OLD, altered_entries, move_text

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

# "مدد چاہیے" (help is needed), encrypted by version 1.0 with the old key.
BY_VERSION_1_0 = (
    "gAAAAABrB3-LFmor2hrTvZ61mIUbXnWdRQnvnVgWKpIx5reQGfG74tTukIoKeLyO3JGc_ZBcyeEaeXHSP4It-9BIWJIVU9g2Pcnd"
    "HeVKBXvAIHgebLMqGNaw_PLeVafbjD2cYOB2te3pH3Ia8grHsx9peqL9s9IvhKZZYyFZ6Serorx-y_ptq0_1JtrOspqYTgQnN4xo"
    "0yw6QwLSq3rCB5CaA7jWBeUsJROglefHCjsAZBkk0ZhnxSedsAkPuyBYH04aWT5XtnNArtdZGd1RXbUVnm3ofoy2GoxCBEzZ6O2R"
    "aKUc3VEVG7xny6WEC0z5VH8KgPxAERizC38_zJFczqwZVVRGld_PHI-ukemAvwwjbD13LteXxZ1SLW3fiCDMWHGC1NRCwbap2v60"
    "Fo71aAqFWQEtEXsT_jSyx4QbXv1SKb1yrWxuqGd4ANM5WFwPAFEt1E4kFAPLarDlvs4a20jiasbaBWLQFwRt-xRw7HJOMntvrn3f"
    "OZ0="
)


@pytest.fixture(autouse=True)
def old_key(settings):
    """Have the key with which version 1.0 encrypted."""
    settings.ENQUIRY_KEYS = [OLD]


def as_stored_by_1_0(enquiry: Enquiry) -> None:
    """Encrypt a message and its notes as version 1.0 did: without the reference and the name of the key."""
    encrypted = encryption.encrypt(enquiry.decrypted_content().to_json(), encryption.CONTENT)
    Enquiry.objects.filter(pk=enquiry.pk).update(encrypted_content=encrypted, key_id="")
    for note in enquiry.notes.all():
        encrypted = encryption.encrypt(note.decrypted_text(), encryption.CONTENT)
        EnquiryNote.objects.filter(pk=note.pk).update(encrypted_content=encrypted, key_id="")
    enquiry.refresh_from_db()


def upgrade() -> None:
    """Bind what version 1.0 stored, as the migration does."""
    import_module("pages.enquiries.migrations.0005_bind_texts").bind(apps, connection.schema_editor())


def test_the_upgrade_binds_messages_and_notes_and_staff_read_them_at_once():
    enquiry = stored()
    actions.add_note(builders.user(), enquiry, "A note")
    as_stored_by_1_0(enquiry)
    upgrade()
    enquiry.refresh_from_db()
    assert enquiry.decrypted_content().message == WORDS["message"]
    assert enquiry.notes.get().decrypted_text() == "A note"


def test_a_message_is_found_by_her_number_after_the_upgrade_also_without_the_old_key(settings):
    as_stored_by_1_0(enquiry := stored(EVERYTHING))
    settings.ENQUIRY_KEYS = [NEW, OLD]
    upgrade()
    settings.ENQUIRY_KEYS = [NEW]
    assert data_requests.find(EVERYTHING["phone"]) == [enquiry]


def test_a_text_that_version_1_0_itself_encrypted_is_bound_and_rotated(settings):
    enquiry = stored()
    Enquiry.objects.update(encrypted_content=BY_VERSION_1_0, key_id="")
    settings.ENQUIRY_KEYS = [NEW, OLD]
    upgrade()
    settings.ENQUIRY_KEYS = [NEW]
    enquiry.refresh_from_db()
    assert enquiry.decrypted_content().message == "مدد چاہیے"


def test_a_text_of_an_old_backup_is_shown_in_no_row_after_the_upgrade():
    hers, other = stored(), stored()
    as_stored_by_1_0(hers)
    from_backup = Enquiry.objects.values("encrypted_content", "key_id").get(pk=hers.pk)
    upgrade()
    for target in (other, hers):
        Enquiry.objects.filter(pk=target.pk).update(**from_backup)
        screen = main_of(open_(browser("enquiry team"), target)).get_text()
        assert "This text does not say to which message it belongs." in screen
        assert "Masbrough" not in screen
        assert altered_entries(target.reference) == [""]


def test_a_note_of_an_old_backup_is_not_shown_either():
    enquiry = stored()
    actions.add_note(builders.user(), enquiry, "Her sister Rukhsana knows")
    encrypted = encryption.encrypt("Her sister Rukhsana knows", encryption.CONTENT)
    EnquiryNote.objects.update(encrypted_content=encrypted, key_id="")
    assert "Rukhsana" not in main_of(open_(browser("enquiry team"), enquiry)).get_text()


def test_a_rotation_does_not_bind_a_text_that_was_put_into_another_row(settings):
    hers, other, _with_another_key = stored(), stored(), stored()
    as_stored_by_1_0(hers)
    move_text(hers, other)
    settings.ENQUIRY_KEYS = [NEW, OLD]
    with pytest.raises(CommandError, match="changed in the database"):
        call_command("rotate_enquiry_keys", stdout=(output := StringIO()))
    assert "2 messages and notes are encrypted without their reference and are not read" in output.getvalue()
    assert not Enquiry.objects.get(pk=other.pk).key_id


def test_what_the_upgrade_could_not_decrypt_is_bound_once_its_key_is_back(settings):
    as_stored_by_1_0(enquiry := stored())
    settings.ENQUIRY_KEYS = [NEW]
    upgrade()
    assert not Enquiry.objects.get().key_id
    settings.ENQUIRY_KEYS = [NEW, OLD]
    call_command("rotate_enquiry_keys", "--bind", stdout=StringIO())
    settings.ENQUIRY_KEYS = [NEW]
    enquiry.refresh_from_db()
    assert enquiry.decrypted_content().message == WORDS["message"]


def test_a_key_that_is_still_missing_is_said(settings):
    as_stored_by_1_0(enquiry := stored())
    settings.ENQUIRY_KEYS = [NEW]
    with pytest.raises(CommandError, match=f"None of the ENQUIRY_KEYS decrypts {enquiry.reference}"):
        call_command("rotate_enquiry_keys", "--bind", stdout=StringIO())


def test_the_migration_binds_what_a_database_of_1_0_holds(transactional_db):
    before, after = [("enquiries", "0004_tell_staff_of_the_quarantine")], [("enquiries", "0005_bind_texts")]
    # Before: the pages of today cannot be read from the tables of then.
    enquiry = stored(EVERYTHING)
    MigrationExecutor(connection).migrate(before)
    as_stored_by_1_0(enquiry)
    MigrationExecutor(connection).migrate(after)
    enquiry.refresh_from_db()
    assert enquiry.key_id and enquiry.decrypted_content().message == EVERYTHING["message"]
    assert data_requests.find(EVERYTHING["phone"]) == [enquiry]


def test_without_any_key_the_upgrade_leaves_the_texts_as_they_are(settings):
    as_stored_by_1_0(stored())
    settings.ENQUIRY_KEYS = []
    upgrade()
    assert not Enquiry.objects.get().key_id
