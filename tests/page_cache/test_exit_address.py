"""Where leaving leads is known without the database and without the cache."""

from pathlib import Path

import pytest

from pages.models import VisitorSafety
from pages.models.site_settings import DEFAULT_EXIT
from pages.safety.exit_address import exit_address, save_exit_address

CALM = "https://www.example.org/calm"


def test_a_new_machine_leads_to_a_harmless_place():
    assert exit_address() == DEFAULT_EXIT


def test_what_was_written_down_is_known():
    save_exit_address(CALM)
    assert exit_address() == CALM
    save_exit_address(DEFAULT_EXIT)
    assert exit_address() == DEFAULT_EXIT


@pytest.mark.parametrize("content", ["", "https://www.exa", "\n"])
def test_a_file_that_was_cut_short_leads_to_the_harmless_place(settings, content):
    (settings.VAR_DIR / "exit-address").write_text(content)
    assert exit_address() == DEFAULT_EXIT


def test_a_folder_that_cannot_be_written_changes_nothing(settings, tmp_path: Path):
    settings.VAR_DIR = tmp_path / "missing"
    save_exit_address(CALM)
    assert exit_address() == DEFAULT_EXIT


@pytest.mark.django_db
def test_a_page_that_is_rendered_writes_down_what_staff_chose_elsewhere(client):
    safety = VisitorSafety.objects.get()
    safety.exit_url = CALM
    # This machine is not told: nothing is called on commit here.
    safety.save()
    client.get("/")
    assert client.get("/exit/").headers["Location"] == CALM


@pytest.mark.django_db
def test_a_choice_that_is_not_committed_leads_nowhere(django_capture_on_commit_callbacks):
    safety = VisitorSafety.objects.get()
    safety.exit_url = CALM
    with django_capture_on_commit_callbacks():
        safety.save()
    assert exit_address() == DEFAULT_EXIT


@pytest.mark.django_db
def test_leaving_needs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/exit/").status_code == 303
