"""How the static files are collected."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY_SHEET = "css/site.css"
_IMPORT = re.compile(r'@import url\("(?P<file>[\w-]+\.css)"\) layer\((?P<layer>[\w-]+)\);')


class OneSheetStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files, in which the style sheet's layers are one file.

    The layers are written as one file each, joined by `@import` in `site.css`. A browser would fetch them
    one after the other; joined, a visitor's first page needs one.
    """

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Join the layers, then hash and compress everything as usual."""
        if not dry_run and ENTRY_SHEET in paths:
            joined = _IMPORT.sub(self._layer, self._text(ENTRY_SHEET))
            self.delete(ENTRY_SHEET)
            self._save(ENTRY_SHEET, ContentFile(joined.encode()))
            _, path = paths[ENTRY_SHEET]
            paths[ENTRY_SHEET] = (self, path)
        yield from super().post_process(paths, dry_run, **options)

    def _layer(self, match: re.Match) -> str:
        return f"@layer {match['layer']} {{\n{self._text('css/' + match['file'])}}}\n"

    def _text(self, name: str) -> str:
        with self.open(name) as file:
            return file.read().decode()
