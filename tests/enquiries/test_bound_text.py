"""The text of a message is read with its own reference only, also by somebody who can write to the database."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pages.enquiries import data_requests
from pages.enquiries.admin import actions
from pages.enquiries.crypto import encryption
from pages.enquiries.models.audit_log import AuditLogEntry
from pages.enquiries.models.enquiry import Enquiry, EnquiryNote
from tests import builders
from tests.enquiries.senders import WORDS, stored
from tests.enquiries.staff import browser, main_of, open_

pytestmark = pytest.mark.django_db

OLD, NEW = "o" * 40, "n" * 40
# "مدد چاہیے" (help is needed), encrypted by version 1.0 with the old key.
BY_VERSION_1_0 = (
    "gAAAAABrB3-LFmor2hrTvZ61mIUbXnWdRQnvnVgWKpIx5reQGfG74tTukIoKeLyO3JGc_ZBcyeEaeXHSP4It-9BIWJIVU9g2Pcnd"
    "HeVKBXvAIHgebLMqGNaw_PLeVafbjD2cYOB2te3pH3Ia8grHsx9peqL9s9IvhKZZYyFZ6Serorx-y_ptq0_1JtrOspqYTgQnN4xo"
    "0yw6QwLSq3rCB5CaA7jWBeUsJROglefHCjsAZBkk0ZhnxSedsAkPuyBYH04aWT5XtnNArtdZGd1RXbUVnm3ofoy2GoxCBEzZ6O2R"
    "aKUc3VEVG7xny6WEC0z5VH8KgPxAERizC38_zJFczqwZVVRGld_PHI-ukemAvwwjbD13LteXxZ1SLW3fiCDMWHGC1NRCwbap2v60"
    "Fo71aAqFWQEtEXsT_jSyx4QbXv1SKb1yrWxuqGd4ANM5WFwPAFEt1E4kFAPLarDlvs4a20jiasbaBWLQFwRt-xRw7HJOMntvrn3f"
    "OZ0="
)
ALTERED = "This is not the text that was stored with this message: somebody has changed the database."


def move_text(source: Enquiry, target: Enquiry) -> None:
    """Put the encrypted text of a message into another row, with everything that belongs to it."""
    values = Enquiry.objects.filter(pk=source.pk).values("encrypted_content", "key_id").get()
    Enquiry.objects.filter(pk=target.pk).update(**values)
    target.refresh_from_db()


def as_stored_by_1_0(enquiry: Enquiry) -> None:
    """Encrypt a message and its notes as version 1.0 did: without the reference and the name of the key."""
    text = enquiry.decrypted_content().to_json()
    Enquiry.objects.filter(pk=enquiry.pk).update(encrypted_content=encryption.encrypt(text), key_id="")
    for note in enquiry.notes.all():
        encrypted = encryption.encrypt(note.decrypted_text())
        EnquiryNote.objects.filter(pk=note.pk).update(encrypted_content=encrypted, key_id="")
    enquiry.refresh_from_db()


def rotate() -> str:
    """Rotate the keys and return what is printed."""
    call_command("rotate_enquiry_keys", stdout=(output := StringIO()))
    return output.getvalue()


def altered_entries(reference: str) -> list[str]:
    """Return the details of the entries that say that a text was changed."""
    entries = AuditLogEntry.objects.filter(reference=reference, action="altered")
    return list(entries.values_list("detail", flat=True))


def test_a_text_that_was_moved_to_another_message_is_not_shown_there_and_staff_are_told():
    hers, other = stored(), stored(WORDS | {"message": "Could you speak at our school in June?"})
    move_text(hers, other)
    screen = main_of(open_(browser("enquiry team"), other)).get_text()
    assert ALTERED in screen
    assert "Masbrough" not in screen
    assert altered_entries(other.reference) == [""]
    assert hers.decrypted_content().message == WORDS["message"]


def test_a_moved_text_is_not_exported_either_and_that_is_recorded():
    hers, other = stored(), stored()
    move_text(hers, other)
    with pytest.raises(encryption.AlteredError):
        data_requests.export(builders.user(), [hers, other])
    assert altered_entries(other.reference) == [""]
    assert not AuditLogEntry.objects.filter(action="exported").exists()


def test_a_text_that_was_changed_says_so_and_not_that_a_key_is_missing():
    enquiry = stored()
    Enquiry.objects.update(encrypted_content=encryption.encrypt("{}", purpose=encryption.NOTE))
    enquiry.refresh_from_db()
    with pytest.raises(encryption.AlteredError, match="somebody has changed the database"):
        enquiry.decrypted_content()


def test_with_its_key_missing_a_text_says_which_remedy_there_is(settings):
    settings.ENQUIRY_KEYS = [OLD]
    enquiry = stored()
    for keys in ([NEW], []):
        settings.ENQUIRY_KEYS = keys
        with pytest.raises(encryption.DecryptionError, match="put the key back") as caught:
            enquiry.decrypted_content()
        assert not isinstance(caught.value, encryption.AlteredError)


def test_a_note_that_was_moved_to_another_message_is_not_shown_there():
    hers, other = stored(), stored()
    note = actions.add_note(builders.user(), hers, "Her sister Rukhsana knows")
    EnquiryNote.objects.update(enquiry=other)
    screen = main_of(open_(browser("enquiry team"), other)).get_text()
    assert "Rukhsana" not in screen and "This note was changed in the database." in screen
    assert altered_entries(other.reference) == ["a hand-over note"]
    EnquiryNote.objects.update(enquiry=hers)
    assert EnquiryNote.objects.get(pk=note.pk).decrypted_text() == "Her sister Rukhsana knows"


def test_a_note_cannot_stand_in_for_the_message():
    enquiry = stored()
    actions.add_note(builders.user(), enquiry, '{"message": "Another message"}')
    note = EnquiryNote.objects.get()
    Enquiry.objects.update(encrypted_content=note.encrypted_content, key_id=note.key_id)
    enquiry.refresh_from_db()
    with pytest.raises(encryption.AlteredError):
        enquiry.decrypted_content()


def test_what_version_1_0_stored_is_read_and_bound_by_a_rotation(settings):
    settings.ENQUIRY_KEYS = [OLD]
    enquiry, other = stored(), stored()
    actions.add_note(builders.user(), enquiry, "A note")
    for each in (enquiry, other):
        as_stored_by_1_0(each)
    assert enquiry.decrypted_content().message == WORDS["message"]
    assert enquiry.notes.get().decrypted_text() == "A note"
    rotate()
    enquiry.refresh_from_db()
    assert enquiry.decrypted_content().message == WORDS["message"]
    assert enquiry.notes.get().decrypted_text() == "A note"
    move_text(enquiry, other)
    with pytest.raises(encryption.AlteredError):
        other.decrypted_content()


def test_what_version_1_0_stored_with_an_old_key_is_encrypted_with_the_newest(settings):
    settings.ENQUIRY_KEYS = [OLD]
    as_stored_by_1_0(enquiry := stored())
    settings.ENQUIRY_KEYS = [NEW, OLD]
    rotate()
    settings.ENQUIRY_KEYS = [NEW]
    enquiry.refresh_from_db()
    assert enquiry.decrypted_content().message == WORDS["message"]


def test_the_keys_in_the_wrong_order_are_noticed_also_with_what_version_1_0_stored(settings):
    settings.ENQUIRY_KEYS = [OLD]
    as_stored_by_1_0(stored())
    settings.ENQUIRY_KEYS = [OLD, NEW]
    with pytest.raises(CommandError, match="put the new one in front"):
        rotate()


def test_a_rotation_says_what_is_left_with_which_key(settings):
    settings.ENQUIRY_KEYS = [OLD]
    lost = stored()
    lost_key = lost.key_id
    settings.ENQUIRY_KEYS = [NEW]
    stored()
    with pytest.raises(CommandError, match=lost.reference):
        call_command("rotate_enquiry_keys", stdout=(output := StringIO()))
    assert f"1 messages and notes are encrypted with a key that is missing ({lost_key})" in output.getvalue()
    assert "1 messages and notes are encrypted with key 1 of ENQUIRY_KEYS" in output.getvalue()
    assert OLD not in output.getvalue() and NEW not in output.getvalue()


def test_a_rotation_names_a_moved_text_leaves_it_and_does_the_rest(settings):
    settings.ENQUIRY_KEYS = [OLD]
    hers, other = stored(), stored()
    move_text(hers, other)
    settings.ENQUIRY_KEYS = [NEW, OLD]
    with pytest.raises(CommandError, match=f"The text of {other.reference} was changed in the database"):
        rotate()
    assert altered_entries(other.reference) == [""]
    settings.ENQUIRY_KEYS = [NEW]
    hers.refresh_from_db()
    assert hers.decrypted_content().message == WORDS["message"]


def test_a_text_that_version_1_0_itself_encrypted_is_read_and_rotated(settings):
    settings.ENQUIRY_KEYS = [OLD]
    enquiry = stored()
    Enquiry.objects.update(encrypted_content=BY_VERSION_1_0, key_id="")
    enquiry.refresh_from_db()
    assert enquiry.decrypted_content().message == "مدد چاہیے"
    assert "1 messages and notes are encrypted with key 1" in rotate()
    enquiry.refresh_from_db()
    assert enquiry.key_id and enquiry.decrypted_content().message == "مدد چاہیے"
