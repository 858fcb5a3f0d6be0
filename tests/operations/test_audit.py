"""What CI says about published advisories: the holes, and what could not be checked."""

import subprocess
import sys
from pathlib import Path

from packaging.version import Version
from pip_audit._format import JsonFormat
from pip_audit._service import ResolvedDependency, SkippedDependency, VulnerabilityResult

from tests.audit import report

ROOT = Path(__file__).resolve().parents[2]

# As pip-audit 2.10 wrote it on 26 November 2026, with a source that has no advisories.
NOTHING_FOUND = (
    '{"dependencies": [{"name": "segno", "skip_reason": "Dependency not found on PyPI and could not be audited: segno '
    '(1.6.6)"}, {"name": "zxcvbn", "skip_reason": "Dependency not found on PyPI and could not be audited: zxcvbn '
    '(4.5.0)"}], "fixes": []}'
)


def written_by_pip_audit(*skipped: str, holes: int) -> str:
    """Return the JSON that pip-audit writes about Django, with so many holes, and packages that it skipped."""
    found = [VulnerabilityResult(f"PYSEC-{number}", "", [Version("5.2.20")], set()) for number in range(holes)]
    result = {ResolvedDependency("django", Version("5.2.19")): found}
    return JsonFormat(False, False).format(result | {SkippedDependency(name, "unknown"): [] for name in skipped}, [])


def test_packages_without_advisories_at_hand_are_not_called_safe():
    assert report(NOTHING_FOUND) == ["NOT CHECKED, since no advisories were found for them: segno, zxcvbn"]


def test_a_hole_is_named_with_the_release_that_mends_it():
    assert report(written_by_pip_audit(holes=1)) == ["HOLE django 5.2.19: PYSEC-0, mended in 5.2.20"]


def test_what_was_checked_is_counted_apart_from_what_was_not():
    assert report(written_by_pip_audit("segno", holes=0)) == [
        "NOT CHECKED, since no advisories were found for them: segno",
        "Checked and without a known hole: 1",
    ]


def test_a_tool_that_fails_is_no_clean_bill_and_stops_nothing(tmp_path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("django\n")
    command = [sys.executable, "-m", "tests.audit", str(requirements)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0
    assert "NOT CHECKED: " in done.stdout and "without a known hole" not in done.stdout


def test_ci_runs_it_and_goes_on_whatever_it_finds():
    assert "\nmake audit\n" in (ROOT / ".ci" / "run").read_text()
