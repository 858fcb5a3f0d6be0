"""Files and folders are private to the site's user; what the proxy serves itself is readable to a group they share."""

import grp
import os
import stat
import urllib.request
from pathlib import Path

import pytest

from apnahaq.file_modes import protect_files
from tests.operations.starting import manage

UPLOADS = "from tests import builders; builders.image(); builders.document()"


def modes(folder: Path) -> dict[str, str]:
    """Return the mode of a folder and of everything in it, by path."""
    paths = [folder, *folder.rglob("*")]
    return {str(path.relative_to(folder)): f"{stat.S_IMODE(path.stat().st_mode):o}" for path in paths}


def not_private(folder: Path) -> dict[str, str]:
    return {path: mode for path, mode in modes(folder).items() if int(mode, 8) & 0o077}


@pytest.fixture(scope="module")
def folder(first_start, tmp_path_factory) -> Path:
    """The folder of a site that was started once."""
    return first_start.copy_to(tmp_path_factory.mktemp("site") / "var")


def test_nobody_else_on_the_machine_reads_what_the_site_stores(folder):
    uploaded = manage("shell", "-c", UPLOADS, VAR_DIR=str(folder))
    assert uploaded.returncode == 0, uploaded.stderr
    stored = modes(folder)
    for part in ("db.sqlite3", "media/documents/", "media/original_images/", "media/images/", "cache/"):
        assert any(path.startswith(part) for path in stored), part
    assert not_private(folder) == {}


def test_files_of_an_earlier_version_become_private_at_the_next_start(folder):
    document = folder / "media" / "documents" / "report.txt"
    document.parent.mkdir(parents=True, exist_ok=True)
    document.write_text("Dear Amina")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert manage("prepare", VAR_DIR=str(folder)).returncode == 0
    assert document.read_text() == "Dear Amina"
    assert not_private(folder) == {}


def test_a_proxy_of_the_shared_group_reads_renditions_and_nothing_else(folder):
    variables = {"VAR_DIR": str(folder), "MEDIA_GROUP": str(os.getgid())}
    assert manage("prepare", **variables).returncode == 0
    uploaded = manage("shell", "-c", UPLOADS, **variables)
    assert uploaded.returncode == 0, uploaded.stderr
    opened = not_private(folder)
    # The group passes through two folders without listing them.
    assert opened.pop(".") == opened.pop("media") == "710"
    assert opened.pop("media/images") == "2750"
    assert opened
    for path, mode in opened.items():
        assert path.startswith("media/images/")
        assert mode == "640"
        assert (folder / path).stat().st_gid == os.getgid()


def test_a_group_that_does_not_exist_stops_the_start_with_a_sentence(tmp_path):
    stopped = manage("prepare", VAR_DIR=str(tmp_path / "var"), MEDIA_GROUP="zaubergarten")
    assert stopped.returncode != 0
    assert stopped.stderr.strip().startswith("The site cannot start. MEDIA_GROUP names a group that")
    assert "Traceback" not in stopped.stderr


@pytest.mark.django_db
def test_the_running_server_writes_private_files_only(site_url, server_log):
    with urllib.request.urlopen(f"{site_url}/about/") as answer:
        assert answer.status == 200
    folder = server_log.parent / "var"
    assert any(path.startswith("cache/") for path in modes(folder))
    assert not_private(folder) == {}


def test_a_rendition_that_the_worker_deletes_meanwhile_does_not_stop_the_start(tmp_path, settings, monkeypatch):
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    renditions = settings.MEDIA_ROOT / "images"
    renditions.mkdir(parents=True)
    for name in ("a.webp", "b.webp"):
        (renditions / name).touch()
    real = os.chown

    def delete_first(path: Path, *ids: int) -> None:
        if path.suffix:
            path.unlink(missing_ok=True)
        real(path, *ids)

    monkeypatch.setattr(os, "chown", delete_first)
    settings.MEDIA_GROUP = grp.getgrgid(os.getgid()).gr_name
    protect_files()
    assert list(renditions.iterdir()) == []
