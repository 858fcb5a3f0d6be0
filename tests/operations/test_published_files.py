"""Each start copies the static files to where a proxy can read them."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from apnahaq import published_files
from apnahaq.published_files import KEPT_SECONDS, publish_static_files

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    """Return a folder of collected files."""
    folder = tmp_path / "collected"
    (folder / "css").mkdir(parents=True)
    for name in ("css/site.1a2b.css", "css/site.1a2b.css.br", "mark.3c4d.svg", "staticfiles.json"):
        (folder / name).write_text(name)
        (folder / name).chmod(0o600)
    return folder


def names(folder: Path) -> set[str]:
    """Return the names of the files in a folder and below it."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_everybody_may_read_the_copies(collected, tmp_path):
    target = tmp_path / "proxy"
    assert publish_static_files(collected, target) == 3
    assert names(target) == {"css/site.1a2b.css", "css/site.1a2b.css.br", "mark.3c4d.svg"}
    for path in (target, *target.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_what_is_there_is_not_copied_again(collected, tmp_path):
    publish_static_files(collected, tmp_path / "proxy")
    assert publish_static_files(collected, tmp_path / "proxy") == 0


def test_after_an_upgrade_the_files_of_the_release_before_stay_for_a_week(collected, tmp_path):
    target = tmp_path / "proxy"
    publish_static_files(collected, target)
    (collected / "css" / "site.1a2b.css").rename(collected / "css" / "site.5e6f.css")
    assert publish_static_files(collected, target) == 1
    assert {"css/site.1a2b.css", "css/site.5e6f.css"} <= names(target)
    long_ago = time.time() - KEPT_SECONDS - 60
    for path in target.rglob("*"):
        os.utime(path, (long_ago, long_ago))
    publish_static_files(collected, target)
    assert "css/site.1a2b.css" not in names(target)
    assert {"css/site.5e6f.css", "mark.3c4d.svg"} <= names(target)


def test_they_stay_for_a_week_however_long_ago_they_were_published(collected, tmp_path):
    target = tmp_path / "proxy"
    publish_static_files(collected, target)
    long_ago = time.time() - 5 * KEPT_SECONDS
    for path in target.rglob("*"):
        os.utime(path, (long_ago, long_ago))
    (collected / "css" / "site.1a2b.css").rename(collected / "css" / "site.5e6f.css")
    for _start in range(2):
        publish_static_files(collected, target)
        assert {"css/site.1a2b.css", "css/site.5e6f.css"} <= names(target)


def test_files_of_an_early_release_go_after_a_week_also_where_every_start_is_a_release(collected, tmp_path):
    target = tmp_path / "proxy"
    publish_static_files(collected, target)
    (collected / "css" / "site.1a2b.css").unlink()
    (collected / "css" / "site.2b.css").touch()
    assert publish_static_files(collected, target) == 1
    long_ago = time.time() - KEPT_SECONDS - 60
    os.utime(target / "css" / "site.1a2b.css", (long_ago, long_ago))
    (collected / "css" / "site.3c.css").touch()
    assert publish_static_files(collected, target) == 1
    assert "css/site.1a2b.css" not in names(target)


def test_they_stay_for_a_week_also_where_the_start_with_the_new_release_was_interrupted(
    collected, tmp_path, monkeypatch
):
    target = tmp_path / "proxy"
    publish_static_files(collected, target)
    long_ago = time.time() - KEPT_SECONDS - 60
    for path in target.rglob("*"):
        os.utime(path, (long_ago, long_ago))
    (collected / "css" / "site.1a2b.css").rename(collected / "css" / "site.5e6f.css")
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        # The copies are made, and nothing has been done with the files of the release before.
        patch.setattr(published_files.os, "utime", lambda *_arguments: sys.exit("interrupted"))
        publish_static_files(collected, target)
    publish_static_files(collected, target)
    assert "css/site.1a2b.css" in names(target)


def test_a_file_that_is_in_use_again_stays_for_a_week_after_that(collected, tmp_path):
    target = tmp_path / "proxy"
    sheet, copy = collected / "css" / "site.1a2b.css", target / "css" / "site.1a2b.css"
    publish_static_files(collected, target)
    sheet.unlink()
    publish_static_files(collected, target)
    sheet.touch()
    publish_static_files(collected, target)
    long_ago = time.time() - KEPT_SECONDS - 60
    os.utime(copy, (long_ago, long_ago))
    sheet.unlink()
    publish_static_files(collected, target)
    assert copy.exists()


def test_a_folder_that_the_proxy_could_not_read_is_refused(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare", "--static-only"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "PROXY_STATIC_DIR": str(tmp_path / "static")},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "PROXY_STATIC_DIR must be outside of VAR_DIR" in done.stderr
