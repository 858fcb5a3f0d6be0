"""All checks, and how they are run: one that fails or hangs stops no other."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.db import Error as DatabaseError
from django.db import connections

from apnahaq.monitoring import server_errors
from apnahaq.monitoring.checks import backups, certificate, database, jobs, mail, statements, storage, versions
from apnahaq.monitoring.findings import Finding, Level

# Longer than any check takes that does not hang.
DEADLINE_SECONDS = 10


@dataclass(frozen=True)
class Check:
    """A check of a part of the site, and what it needs."""

    name: str
    title: str
    run: Callable[[], list[Finding]]
    needs_database: bool = False
    # Whether the worker runs it each minute, for the emails.
    is_watched: bool = True


# The database comes first: those that need it are left out without it.
CHECKS = [
    Check("database", "Database", database.check),
    Check("errors", "Errors", server_errors.check),
    Check("worker", "Scheduled jobs", jobs.check, needs_database=True),
    Check("mail", "Email", mail.check, needs_database=True),
    Check("alerts", "Email about problems", mail.check_alerts),
    Check("disk", "Disk", storage.check_disks),
    # It writes, which a storage of many versions would keep for ever.
    Check("media", "Pictures and documents", storage.check_media, is_watched=False),
    Check("backups", "Backups", backups.check, needs_database=True),
    Check("certificate", "Certificate", certificate.check),
    Check("versions", "Versions", versions.check, is_watched=False),
    Check("statements", "Privacy and accessibility pages", statements.check, needs_database=True, is_watched=False),
]


def all_findings() -> list[Finding]:
    """Run all checks and return what they find, the most urgent first."""
    urgency = [Level.PROBLEM, Level.WARNING, Level.OK]
    return sorted(_findings(CHECKS, _run), key=lambda finding: urgency.index(finding.level))


def watched_findings() -> list[Finding]:
    """Run the checks of what is told by email, for a process that nothing else ends if one of them hangs."""
    return _findings([check for check in CHECKS if check.is_watched], _run_until_deadline)


def _findings(checks: list[Check], run: Callable[[Check], list[Finding]]) -> list[Finding]:
    findings: list[Finding] = []
    has_database = True
    for check in checks:
        if check.needs_database and not has_database:
            findings.append(_unknown(check, "This is not known while the database does not answer."))
            continue
        found = run(check)
        findings += found
        if check.name == "database":
            has_database = found[0].level == Level.OK
    return findings


def _run(check: Check) -> list[Finding]:
    """Run a check. What it raises is a finding too."""
    try:
        return check.run()
    except DatabaseError:
        return [_unknown(check, "This is not known: the database stopped answering.")]
    except Exception as error:
        return [_unknown(check, f"This could not be checked: {type(error).__name__}.")]


def _unknown(check: Check, found: str) -> Finding:
    return Finding(check.name, check.title, Level.WARNING, found, "Look at the other parts first.")


_threads: dict[str, threading.Thread] = {}


def _run_until_deadline(check: Check) -> list[Finding]:
    """Run a check in a thread, and do not wait for one that hangs, nor begin another while it does.

    A frozen database or disk answers nothing, not even with an error.
    """
    results: list[list[Finding]] = []

    def work() -> None:
        results.append(_run(check))
        connections.close_all()

    thread = _threads.get(check.name)
    if thread is None or not thread.is_alive():
        thread = _threads[check.name] = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(DEADLINE_SECONDS)
    if results:
        return results[0]
    found = f"There was no answer within {DEADLINE_SECONDS} seconds."
    return [Finding(check.name, check.title, Level.PROBLEM, found, "It may be frozen: start it again.")]
