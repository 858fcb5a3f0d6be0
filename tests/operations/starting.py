"""Starting a site in a process of its own."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class FirstStart:
    """A site that was started once from nothing, which takes long. Tests that change something copy its folder."""

    folder: Path
    done: subprocess.CompletedProcess

    def copy_to(self, folder: Path) -> Path:
        """Copy the site with the modes of its files, and return the path of the copy."""
        return shutil.copytree(self.folder, folder)


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    """Run a command with these settings and no others, as from the shell of a person whose files everybody may read."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "STATIC_DIR": os.environ["STATIC_DIR"], **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        umask=0o022,
    )


def start_apart(**variables: str) -> subprocess.CompletedProcess:
    """Prepare a site in a process of its own with these settings and no others."""
    return manage("prepare", **variables)
