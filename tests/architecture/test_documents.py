"""The documents can be read in an editor as well as on a screen that shows them formatted."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
LONGEST_LINE = 120
# Markdown has no way to break a row of a table, or the description of a picture.
UNBREAKABLE = ("|", "![")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_lines_of_a_document_are_not_too_long(path):
    lines = enumerate(path.read_text().splitlines(), start=1)
    assert [n for n, line in lines if len(line) > LONGEST_LINE and not line.startswith(UNBREAKABLE)] == []
