"""The storage backend for static files."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLE_SHEET = "css/site.css"
SCRIPT = re.compile(r"js/[\w-]+\.js")
_STYLE_IMPORT = re.compile(r'@import url\("(?P<file>[\w/-]+\.css)"\) (?:layer\((?P<layer>[\w-]+)\)|(?P<media>\w+));')
_SCRIPT_IMPORT = re.compile(r'import "\./(?P<file>[\w-]+\.js)";')
# Comments are removed, and of style sheets the indentation and the line ends: a quarter of the compressed bytes.
_STYLE_COMMENTS_AND_SPACE = re.compile(r"/\*.*?\*/\n?|^ +|(?<=[{};,])\n+", re.DOTALL | re.MULTILINE)
_SCRIPT_COMMENTS = re.compile(r"^ *//.*\n", re.MULTILINE)
# Relative URLs in css/components/ are adjusted, because the joined style sheet is one folder higher.
_DEEPER_ADDRESS = re.compile(r'url\("\.\./\.\./')


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files. The main style sheet and our scripts are joined with the files that they import.

    A browser needs one request for each of them, instead of one for each imported file. Comments are for those who read
    the source.
    """

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Join the style sheets and the scripts, then hash and compress every file."""
        if not dry_run:
            self._join(paths, STYLE_SHEET, _STYLE_IMPORT, self._style_block)
            for name in filter(SCRIPT.fullmatch, list(paths)):
                self._join(paths, name, _SCRIPT_IMPORT, self._script_block)
        yield from super().post_process(paths, dry_run, **options)

    def _join(self, paths: dict[str, Any], name: str, pattern: re.Pattern, replace: Callable[[re.Match], str]) -> None:
        if name not in paths:
            return
        left_out = _STYLE_COMMENTS_AND_SPACE if name == STYLE_SHEET else _SCRIPT_COMMENTS
        joined = left_out.sub("", pattern.sub(replace, self._text(name)))
        self.delete(name)
        self._save(name, ContentFile(joined.encode()))
        _, path = paths[name]
        paths[name] = (self, path)

    def _style_block(self, match: re.Match) -> str:
        sheet = _DEEPER_ADDRESS.sub('url("../', self._text(f"css/{match['file']}"))
        rule = f"layer {match['layer']}" if match["layer"] else f"media {match['media']}"
        return f"@{rule} {{\n{sheet}}}\n"

    def _script_block(self, match: re.Match) -> str:
        # In a block, so that files can declare the same names.
        return f"{{\n{self._text('js/' + match['file'])}}}\n"

    def _text(self, name: str) -> str:
        with self.open(name) as file:
            return file.read().decode()
