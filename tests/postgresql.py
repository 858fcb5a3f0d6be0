"""A PostgreSQL server for one run of the tests, deleted afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_server_programs() -> Path | None:
    """Return the folder of this machine's newest PostgreSQL server programs, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


@contextmanager
def temporary_server(programs: Path) -> Iterator[str]:
    """Run a server and yield its DATABASE_URL. It listens on a socket in its own folder and nowhere else."""
    folder = Path(tempfile.mkdtemp(prefix="apnahaq-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    try:
        initial = ["-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        _call(programs / "initdb", folder, "-D", data, *initial)
        start_again(programs, folder)
        try:
            yield f"postgres://tester@{str(folder).replace('/', '%2F')}/postgres"
        finally:
            _call(programs / "pg_ctl", folder, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start_again(programs: Path, folder: Path) -> None:
    """Start the server whose data is in a folder. Raises `RuntimeError`."""
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    # pg_ctl detaches it from the terminal: Ctrl-C ends the tests first and the server last.
    _call(
        programs / "pg_ctl", folder, "-D", str(folder / "data"), "-o", options, "-l", str(folder / "log"), "-w", "start"
    )


def _call(program: Path, folder: Path, *arguments: str) -> None:
    # The server refuses to run as root.
    as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_owner, str(program), *arguments]
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        log = folder / "log"
        raise RuntimeError(f"{program.name} failed: {done.stderr}{log.read_text() if log.exists() else ''}")
