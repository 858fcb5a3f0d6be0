"""Compare the pinned packages with the published advisories, and say what was and what was not checked.

    python -m tests.audit [requirements.txt]

It always ends with 0: an advisory that is published today must not stop the release that mends something else. A
machine without access to a source of advisories checks nothing, and says so.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The tool asks about each package; without a connection, each question takes this many seconds.
TIMEOUT_SECONDS = 15
MAX_SECONDS = 600


def report(output: str) -> list[str]:
    """Return in lines what pip-audit's JSON says. Raises `ValueError` if it is none."""
    packages = json.loads(output)["dependencies"]
    lines = []
    for package in packages:
        for hole in package.get("vulns", []):
            fixed = ", ".join(hole["fix_versions"]) or "no release yet"
            lines.append(f"HOLE {package['name']} {package['version']}: {hole['id']}, mended in {fixed}")
    # Of these, pip-audit itself reports “no known vulnerabilities”.
    if skipped := [package["name"] for package in packages if "skip_reason" in package]:
        lines.append(f"NOT CHECKED, since no advisories were found for them: {', '.join(skipped)}")
    if clean := sum(package.get("vulns") == [] for package in packages):
        lines.append(f"Checked and without a known hole: {clean}")
    return lines


def audit(requirements: Path) -> list[str]:
    """Return in lines what is known about pinned packages."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(requirements), "--require-hashes"]
    command += ["--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", str(TIMEOUT_SECONDS)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=MAX_SECONDS)
    except subprocess.TimeoutExpired:
        return ["NOT CHECKED: the source of advisories took too long."]
    try:
        return report(done.stdout)
    except ValueError:
        # Without a connection it ends with a traceback, whose last line says why.
        return [f"NOT CHECKED: {done.stderr.strip().rpartition(chr(10))[2][:200]}"]


if __name__ == "__main__":
    requirements = ROOT / (sys.argv[1] if len(sys.argv) > 1 else "requirements.txt")
    print(f"Advisories about the packages in {requirements.name}:")
    print("\n".join(f"  {line}" for line in audit(requirements)))
