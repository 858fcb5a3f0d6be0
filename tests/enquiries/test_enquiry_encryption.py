"""What a copy of the database reveals, and how encryption keys are checked and replaced."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pages.accounts.models import AuthenticatorApp
from pages.enquiries import data_requests
from pages.enquiries.admin import actions
from pages.enquiries.crypto import blind_index, encryption
from pages.enquiries.models.enquiry import Enquiry
from tests import builders
from tests.enquiries.raw_rows import everything_in_the_database
from tests.enquiries.senders import EVERYTHING, WORDS, stored

pytestmark = pytest.mark.each_database

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW, WRONG = ("o" * 40, "n" * 40, "w" * 40)


@pytest.mark.django_db
def test_a_dump_of_the_database_holds_no_plain_text():
    enquiry = stored(EVERYTHING)
    stored(WORDS | {"reply_by": "email", "email": "zarqa@example.org"})
    actions.add_note(builders.user(), enquiry, "Spoke to her sister Rukhsana")
    dump = everything_in_the_database()
    assert enquiry.reference in dump
    # Digits only in a long row: times and digests hold short rows of any digits by chance.
    typed = ["Masbrough", "landlord", "Zarqa", "Quraishi", "7700900982", "7700 900", "Fridays", "zarqa@",
             "example.org\n", "Rukhsana", "may_leave_voicemail", "safe_times"]  # fmt: skip
    assert [words for words in typed if words.casefold() in dump.casefold()] == []


@pytest.mark.django_db
def test_the_same_words_are_encrypted_differently_each_time():
    assert stored().encrypted_content != stored().encrypted_content


def test_any_text_is_decrypted_to_what_was_encrypted(settings):
    settings.ENQUIRY_KEYS = [NEW]
    for text in ("", "سلام", "👩🏽‍👧🏽", "\x00", "\ud800", "a" * 100_000):
        assert encryption.decrypt(encryption.encrypt(text, encryption.NOTE), encryption.NOTE) == text


def test_a_changed_ciphertext_cannot_be_decrypted(settings):
    settings.ENQUIRY_KEYS = [NEW]
    encrypted = encryption.encrypt("words", encryption.NOTE)
    for wrong in (encrypted[:-4] + "AAA=", "", "nonsense", "سلام"):
        with pytest.raises(encryption.DecryptionError):
            encryption.decrypt(wrong, encryption.NOTE)


@pytest.mark.parametrize("keys", [[], [WRONG]])
@pytest.mark.django_db
def test_a_missing_or_wrong_key_is_a_clear_sentence(settings, keys):
    enquiry = stored()
    settings.ENQUIRY_KEYS = keys
    with pytest.raises(encryption.DecryptionError) as caught:
        enquiry.decrypted_content()
    assert "cannot be decrypted with the present ENQUIRY_KEYS" in str(caught.value)
    assert "Masbrough" not in str(caught.value) and WRONG not in str(caught.value)


@pytest.mark.django_db
def test_old_and_new_messages_are_read_while_both_keys_are_there(settings):
    settings.ENQUIRY_KEYS = [OLD]
    before = stored()
    settings.ENQUIRY_KEYS = [NEW, OLD]
    after = stored()
    assert before.decrypted_content() == after.decrypted_content()
    settings.ENQUIRY_KEYS = [NEW]
    assert after.decrypted_content()
    with pytest.raises(encryption.DecryptionError):
        before.decrypted_content()


@pytest.mark.django_db
def test_after_the_rotation_the_old_key_is_not_needed_any_more(settings):
    settings.ENQUIRY_KEYS = [OLD]
    enquiry = stored(EVERYTHING)
    actions.add_note(builders.user(), enquiry, "A note")
    before = enquiry.decrypted_content()
    settings.ENQUIRY_KEYS = [NEW, OLD]
    assert data_requests.find("07700900982") == [enquiry]
    call_command("rotate_enquiry_keys", stdout=(output := StringIO()))
    assert output.getvalue().startswith("1 encrypted with the newest key\n")
    settings.ENQUIRY_KEYS = [NEW]
    enquiry.refresh_from_db()
    assert enquiry.decrypted_content() == before
    assert enquiry.notes.get().decrypted_text() == "A note"
    assert data_requests.find("07700900982") == [enquiry]


@pytest.mark.django_db
def test_the_rotation_names_what_no_key_decrypts_and_does_the_rest(settings):
    settings.ENQUIRY_KEYS = [WRONG]
    lost = stored()
    settings.ENQUIRY_KEYS = [OLD]
    fine = stored()
    settings.ENQUIRY_KEYS = [NEW, OLD]
    with pytest.raises(CommandError, match=lost.reference):
        call_command("rotate_enquiry_keys", stdout=StringIO())
    settings.ENQUIRY_KEYS = [NEW, WRONG]
    assert Enquiry.objects.get(pk=fine.pk).decrypted_content()
    assert Enquiry.objects.get(pk=lost.pk).decrypted_content()


@pytest.mark.django_db
def test_with_the_keys_in_the_wrong_order_the_rotation_changes_nothing_and_says_so(settings):
    settings.ENQUIRY_KEYS = [OLD]
    enquiry = stored()
    actions.add_note(builders.user(), enquiry, "A note")
    settings.ENQUIRY_KEYS = [OLD, NEW]
    with pytest.raises(CommandError, match="put the new one in front"):
        call_command("rotate_enquiry_keys", stdout=(output := StringIO()))
    assert output.getvalue() == ""
    assert Enquiry.objects.get().encrypted_content == enquiry.encrypted_content


@pytest.mark.django_db
def test_a_second_factor_that_no_key_decrypts_is_named_where_no_message_is_left_to_encrypt(settings):
    AuthenticatorApp.objects.create(user=builders.user(), encrypted_seed="Not a seed")
    settings.ENQUIRY_KEYS = [NEW, OLD]
    stored()
    with pytest.raises(CommandError) as caught:
        call_command("rotate_enquiry_keys", stdout=StringIO())
    assert str(caught.value).startswith("No message was encrypted anew")
    assert "None of the ENQUIRY_KEYS decrypts 1 second factors" in str(caught.value)


@pytest.mark.django_db
def test_one_note_encrypted_with_another_key_is_enough_to_rotate(settings):
    settings.ENQUIRY_KEYS = [NEW]
    enquiry = stored()
    settings.ENQUIRY_KEYS = [OLD]
    actions.add_note(builders.user(), enquiry, "A note")
    settings.ENQUIRY_KEYS = [NEW, OLD]
    call_command("rotate_enquiry_keys", stdout=StringIO())
    settings.ENQUIRY_KEYS = [NEW]
    assert enquiry.notes.get().decrypted_text() == "A note"


@pytest.mark.django_db
def test_where_there_are_no_messages_there_is_nothing_to_rotate(settings):
    settings.ENQUIRY_KEYS = [NEW, OLD]
    call_command("rotate_enquiry_keys", stdout=(output := StringIO()))
    assert output.getvalue() == "0 encrypted with the newest key\n"


def test_nobody_can_compute_a_digest_without_the_key(settings):
    settings.ENQUIRY_KEYS = [OLD]
    digest = encryption.digest("phone:07700900982")
    settings.ENQUIRY_KEYS = [NEW]
    assert encryption.digest("phone:07700900982") != digest


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("07700 900982", "+44 7700 900982"),
        ("07700 900982", "0044 (0)7700-900982"),
        ("+44 (0) 7700 900 982", "07700900982"),
        ("٠٧٧٠٠٩٠٠٩٨٢", "07700 900982"),
        ("+421 900 123 456", "00421900123456"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(written, searched):
    assert blind_index.phone_key(written) == blind_index.phone_key(searched) != ""


def test_an_address_is_the_same_however_it_is_written():
    assert blind_index.email_key(" Zarqa@Example.ORG ") == blind_index.email_key("zarqa@example.org") != ""
    assert (
        blind_index.email_key("nobody") == blind_index.phone_key("z9@example.org") == blind_index.phone_key("-") == ""
    )


def output_of_start(**environment: str) -> str:
    """Try to load the settings in another process and return its output."""
    run = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return run.stdout + run.stderr


PRODUCTION = {
    "SITE_URL": "https://www.example.org",
    "SECRET_KEY": "s" * 50,
    "DATABASE_URL": "sqlite:///nowhere.sqlite3",
    "EMAIL_URL": "smtp://mail.example.org",
}


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ("", "The site cannot start. ENQUIRY_KEYS is missing: set it in the environment"),
        ("short", "The site cannot start. ENQUIRY_KEYS holds a key that is too short"),
        (f"{NEW},short", "The site cannot start. ENQUIRY_KEYS holds a key that is too short"),
        (f"{NEW}, {NEW}", "The site cannot start. ENQUIRY_KEYS names the same key twice"),
    ],
)
def test_production_does_not_start_without_good_keys_and_says_so_in_one_sentence(tmp_path, keys, sentence):
    output = output_of_start(VAR_DIR=str(tmp_path), ENQUIRY_KEYS=keys, **PRODUCTION)
    assert output.startswith(sentence)
    assert len(output.splitlines()) == 1 and NEW not in output


def test_a_local_start_makes_a_key_and_keeps_it(tmp_path):
    output = output_of_start(VAR_DIR=str(tmp_path))
    key = tmp_path / "enquiry-keys"
    first = key.read_text()
    assert "cannot start" not in output and len(first) >= 32
    assert key.stat().st_mode & 0o777 == 0o600
    output_of_start(VAR_DIR=str(tmp_path))
    assert key.read_text() == first


@pytest.mark.django_db
def test_the_confirmation_page_decrypts_nothing_that_was_encrypted_for_another_purpose(client):
    for text in ("words that somebody wrote", "AH-7KQ2XM"):
        encrypted = encryption.encrypt(text, encryption.MESSAGE)
        html = client.get("/contact/sent/", {"r": encrypted}).content.decode()
        assert "somebody wrote" not in html
        assert "AH-7KQ2XM" not in html
