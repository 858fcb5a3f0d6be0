"""The exit works without the database and without the cache."""

from pathlib import Path

import pytest

from pages.models import VisitorSafety
from pages.models.site_settings import DEFAULT_EXIT
from pages.safety.exit_address import exit_address, save_exit_address
from tests.editing.site_texts import SITE_TEXTS, form_of
from tests.enquiries.staff import browser

pytestmark = pytest.mark.each_database

CALM = "https://www.example.org/calm"


def test_a_new_machine_redirects_to_the_default_address():
    assert exit_address() == DEFAULT_EXIT


def test_a_saved_address_is_used():
    save_exit_address(CALM)
    assert exit_address() == CALM
    save_exit_address(DEFAULT_EXIT)
    assert exit_address() == DEFAULT_EXIT


@pytest.mark.parametrize("content", ["", "https://www.exa", "\n"])
def test_an_incomplete_file_means_the_default_address(settings, content):
    (settings.VAR_DIR / "exit-address").write_text(content)
    assert exit_address() == DEFAULT_EXIT


def test_the_address_stays_the_same_if_the_folder_cannot_be_written(settings, tmp_path: Path):
    settings.VAR_DIR = tmp_path / "missing"
    save_exit_address(CALM)
    assert exit_address() == DEFAULT_EXIT


def test_a_full_disk_leaves_the_address_as_it_is_and_no_file_behind(settings, monkeypatch, tmp_path: Path):
    settings.VAR_DIR = tmp_path

    def fail(*_paths: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    save_exit_address(CALM)
    assert exit_address() == DEFAULT_EXIT
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_rendering_a_page_saves_the_address_that_staff_chose_on_another_machine(client):
    safety = VisitorSafety.objects.get()
    safety.exit_url = CALM
    # The test transaction is not committed, so the signal handler does not save the address.
    safety.save()
    client.get("/")
    assert client.get("/exit/").headers["Location"] == CALM


@pytest.mark.django_db
def test_an_uncommitted_change_of_the_address_is_not_saved(django_capture_on_commit_callbacks):
    safety = VisitorSafety.objects.get()
    safety.exit_url = CALM
    with django_capture_on_commit_callbacks():
        safety.save()
    assert exit_address() == DEFAULT_EXIT


@pytest.mark.django_db
def test_the_exit_of_an_earlier_version_is_used_again_when_that_is_restored(django_capture_on_commit_callbacks):
    site_text, staff = SITE_TEXTS[2], browser("site manager")
    with django_capture_on_commit_callbacks(execute=True):
        form = form_of(staff.get(site_text.address()), site_text, exit_url=CALM, **site_text.typed())
        assert staff.post(site_text.address(), form).status_code == 302
    assert exit_address() == CALM
    revert = site_text.address("revisions_revert", site_text.find().revisions.earliest("pk").pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert staff.post(revert, form_of(staff.get(revert), site_text, **site_text.typed())).status_code == 302
    assert exit_address() == DEFAULT_EXIT


@pytest.mark.django_db
def test_the_exit_needs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/exit/").status_code == 303
