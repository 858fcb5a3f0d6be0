"""How the static files are collected."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLE_SHEET = "css/site.css"
SCRIPT = "js/site.js"
_STYLE_IMPORT = re.compile(r'@import url\("(?P<file>[\w/-]+\.css)"\) layer\((?P<layer>[\w-]+)\);')
_SCRIPT_IMPORT = re.compile(r'import "\./(?P<file>[\w-]+\.js)";')
# Files in css/components/ stand one folder deeper than the style sheet that they are joined into.
_DEEPER_ADDRESS = re.compile(r'url\("\.\./\.\./')


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files, in which the style sheet and the script of every page are one file each.

    Both import their parts. A browser would fetch these one after the other; joined, a first visit needs one
    request for each.
    """

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Join the style sheets and the scripts, then hash and compress every file."""
        if not dry_run:
            self._join(paths, STYLE_SHEET, _STYLE_IMPORT, self._layer)
            self._join(paths, SCRIPT, _SCRIPT_IMPORT, self._block)
        yield from super().post_process(paths, dry_run, **options)

    def _join(self, paths: dict[str, Any], name: str, pattern: re.Pattern, part: Callable[[re.Match], str]) -> None:
        if name not in paths:
            return
        joined = pattern.sub(part, self._text(name))
        self.delete(name)
        self._save(name, ContentFile(joined.encode()))
        _, path = paths[name]
        paths[name] = (self, path)

    def _layer(self, match: re.Match) -> str:
        sheet = _DEEPER_ADDRESS.sub('url("../', self._text(f"css/{match['file']}"))
        return f"@layer {match['layer']} {{\n{sheet}}}\n"

    def _block(self, match: re.Match) -> str:
        # In a block, so that two files may use the same name.
        return f"{{\n{self._text('js/' + match['file'])}}}\n"

    def _text(self, name: str) -> str:
        with self.open(name) as file:
            return file.read().decode()
