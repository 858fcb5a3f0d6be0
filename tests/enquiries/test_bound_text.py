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

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

OLD, NEW = "o" * 40, "n" * 40
ALTERED = "This is not the text that was stored with this message: somebody has changed the database."


def move_text(source: Enquiry, target: Enquiry) -> None:
    """Put the encrypted text of a message into another row, with everything that belongs to it."""
    values = Enquiry.objects.filter(pk=source.pk).values("encrypted_content", "key_id").get()
    Enquiry.objects.filter(pk=target.pk).update(**values)
    target.refresh_from_db()


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
    Enquiry.objects.update(encrypted_content=encryption.encrypt("{}", encryption.NOTE))
    enquiry.refresh_from_db()
    with pytest.raises(encryption.AlteredError, match="somebody has changed the database"):
        enquiry.decrypted_content()


def test_with_its_key_missing_a_text_says_which_remedy_there_is(settings):
    settings.ENQUIRY_KEYS = [OLD]
    enquiry = stored()
    for keys in ([NEW], []):
        settings.ENQUIRY_KEYS = keys
        with pytest.raises(encryption.DecryptionError, match="add the key that it was encrypted with back") as caught:
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
