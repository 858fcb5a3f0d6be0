"""Run all checks, and all tests on both databases: what `make test` calls.

    python tests/run.py [--checks-only] [arguments for pytest]

DATABASES=sqlite (or postgresql) limits the tests to one database. What this machine lacks (a browser, a
PostgreSQL server) is named at the end; with REQUIRE_ALL=1 it fails instead. The last line sums up: each
check counts as one, each test once per database.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
CHECKS = {
    "ruff check": [PROGRAMS / "ruff", "check", "--quiet", "."],
    "ruff format": [PROGRAMS / "ruff", "format", "--check", "--quiet", "."],
    "djlint": [PROGRAMS / "djlint", "templates", "--lint", "--quiet"],
    "hadolint": [PROGRAMS / "hadolint", "Dockerfile"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
}
BROWSERS = {"Chromium": ("chromium", "chromium-browser", "google-chrome"), "Firefox": ("firefox-esr", "firefox")}
DATABASES = ("sqlite", "postgresql")
# Tests of what only one of the databases does say so with this beginning; it is not something that is lacking.
BELONGS_ELSEWHERE = "only on "
REQUIRE_ALL = os.environ.get("REQUIRE_ALL", "") not in {"", "0"}


@dataclass
class Process:
    """A program that runs beside others, with its output kept until it is done."""

    name: str
    command: list
    environment: dict[str, str]
    is_shown_at_once: bool = False
    started: float = 0
    seconds: float = 0
    output: Path | None = None
    popen: subprocess.Popen | None = None

    def start(self, folder: Path) -> None:
        """Start the program in the project's folder, without input, out of reach of this terminal's Ctrl-C."""
        self.started = time.monotonic()
        self.output = folder / f"{self.name.replace(' ', '-')}.log"
        with open(self.output, "w") as file:
            self.popen = subprocess.Popen(
                [str(part) for part in self.command],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=None if self.is_shown_at_once else file,
                stderr=None if self.is_shown_at_once else subprocess.STDOUT,
                start_new_session=True,
            )

    def is_done(self) -> bool:
        """Say whether the program has ended; note how long it took."""
        if self.popen.poll() is None:
            return False
        self.seconds = time.monotonic() - self.started
        return True

    def stop(self) -> None:
        """End the program as Ctrl-C would, so that it can put its own house in order; then for certain."""
        if self.popen is None or self.popen.poll() is not None:
            return
        self.popen.send_signal(signal.SIGINT)
        try:
            self.popen.wait(20)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()

    def text(self) -> str:
        """Return what the program printed."""
        return self.output.read_text(errors="replace").rstrip()


def run_together(processes: list[Process], at_once: int, folder: Path) -> Iterator[Process]:
    """Run the programs, at most `at_once` at a time, and yield each when it is done."""
    waiting, running = list(processes), []
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                waiting[0].start(folder)
                running.append(waiting.pop(0))
            for process in [each for each in running if each.is_done()]:
                running.remove(process)
                yield process
            time.sleep(0.1)
    finally:
        for process in running:
            process.stop()


@dataclass
class Result:
    """What all checks and tests came to."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: Counter = field(default_factory=Counter)

    def check(self, process: Process) -> None:
        """Count a check; show what it found, and nothing if it found nothing."""
        is_passed = process.popen.returncode == 0
        self.passed += is_passed
        self.failed += not is_passed
        print(f"{process.name:<16} {'ok' if is_passed else 'FAILED'}", flush=True)
        if not is_passed:
            print(process.text(), flush=True)

    def read(self, report: Path, exit_code: int) -> str:
        """Count the tests in a report of pytest's, and return their sum in words.

        A pass that ended without a report, or badly although no test failed, counts as one failure.
        """
        passed = failed = skipped = 0
        for case in ElementTree.parse(report).iter("testcase") if report.exists() else []:
            outcomes = {part.tag: part for part in case}
            if "failure" in outcomes or "error" in outcomes:
                failed += 1
            elif "skipped" in outcomes:
                skipped += 1
                self.reasons[outcomes["skipped"].get("message", "")] += 1
            else:
                passed += 1
        failed = failed or int(exit_code != 0)
        self.passed, self.failed, self.skipped = self.passed + passed, self.failed + failed, self.skipped + skipped
        return f"{passed} passed, {failed} failed, {skipped} skipped"


def postgresql_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL server programs of this machine."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


@contextmanager
def postgresql(programs: Path) -> Iterator[str]:
    """Run a PostgreSQL server that is thrown away afterwards, and yield the address of a database on it.

    It listens on a socket in a folder of its own and nowhere else.
    """
    folder = Path(tempfile.mkdtemp(prefix="apnahaq-pg-"))
    # The server refuses to run as root.
    as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_owner:
        shutil.chown(folder, "postgres")

    def call(program: str, *arguments: str) -> None:
        command = [*as_owner, str(programs / program), *arguments]
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            log = folder / "log"
            raise SystemExit(f"{program} failed: {done.stderr}{log.read_text() if log.exists() else ''}")

    options = f"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    data = str(folder / "data")
    try:
        call("initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        # Detached from this terminal, so that Ctrl-C reaches the tests first and the server last.
        call("pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield f"postgres://tester@{str(folder).replace('/', '%2F')}/postgres"
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(kind: str) -> Iterator[dict[str, str]]:
    """Yield the environment that leads the tests to a database of this kind."""
    if kind == "sqlite":
        yield {"DATABASE_URL": ""}
    else:
        with postgresql(postgresql_programs()) as address:
            yield {"DATABASE_URL": address}


def run_checks(result: Result, folder: Path, is_static_wanted: bool) -> None:
    """Run the checks and collect the static files for the tests."""
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "VAR_DIR": str(folder / "checks"), "DATABASE_URL": ""}
    processes = [Process(name, command, environment) for name, command in CHECKS.items()]
    if is_static_wanted:
        processes.insert(0, Process("static files", [*MANAGE, "prepare", "--static-only"], environment))
    for process in run_together(processes, os.cpu_count() or 1, folder):
        result.check(process)


def run_tests(kinds: list[str], arguments: list[str], result: Result, folder: Path) -> None:
    """Run the tests on each kind of database, side by side if there is more than one processor."""
    summaries, passes = [], []
    with ExitStack() as databases:
        for kind in kinds:
            command = [sys.executable, "-m", "pytest", f"--junitxml={folder / kind}.xml", *arguments]
            environment = {**databases.enter_context(database(kind)), "VAR_DIR": str(folder / f"var-{kind}")}
            passes.append(Process(kind, command, environment, is_shown_at_once=len(kinds) == 1))
        print(f"\nTests on {' and '.join(kinds)}...", flush=True)
        for process in run_together(passes, min(os.cpu_count() or 1, 2), folder):
            if text := process.text():
                print(f"\n──── {process.name} ────\n{text}", flush=True)
            words = result.read(folder / f"{process.name}.xml", process.popen.returncode)
            summaries.append(f"{process.name:<16} {words}, in {process.seconds:.0f} s")
    print("\n" + "\n".join(summaries))


def lacking(kinds: list[str]) -> list[str]:
    """Return what this machine lacks to run all tests."""
    missing = [name for name, programs in BROWSERS.items() if not any(map(shutil.which, programs))]
    if "postgresql" in kinds and not postgresql_programs():
        missing.append("a PostgreSQL server")
    return missing


def main(arguments: list[str]) -> int:
    """Run everything, say what came of it, and return the exit code."""
    # A plain end (of a job, of a shell) puts things in order as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    kinds = [kind for kind in os.environ.get("DATABASES", ",".join(DATABASES)).split(",") if kind]
    if unknown := set(kinds) - set(DATABASES):
        print(f"DATABASES names what there are no tests for: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    is_checks_only = "--checks-only" in arguments
    missing = [] if is_checks_only else lacking(kinds)
    if missing and REQUIRE_ALL:
        print(f"REQUIRE_ALL is set, and this machine lacks {', '.join(missing)}.", file=sys.stderr)
        return 1
    result = Result()
    folder = Path(tempfile.mkdtemp(prefix="apnahaq-test-"))
    try:
        run_checks(result, folder, is_static_wanted=not is_checks_only)
        if not is_checks_only:
            possible = [kind for kind in kinds if kind == "sqlite" or postgresql_programs()]
            run_tests(possible, arguments, result, folder)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for reason, count in result.reasons.most_common():
        print(f"skipped {count}: {reason}")
    if missing:
        print(f"This machine lacks {', '.join(missing)}: the tests that need it were skipped.")
    must_fail = REQUIRE_ALL and [text for text in result.reasons if not text.lower().startswith(BELONGS_ELSEWHERE)]
    if must_fail:
        print("REQUIRE_ALL is set, and tests were skipped that this machine must run.")
        result.failed += sum(result.reasons[text] for text in must_fail)
        result.skipped -= sum(result.reasons[text] for text in must_fail)
    print(f"{result.passed} passed, {result.failed} failed, {result.skipped} skipped")
    return int(result.failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
