"""Pictures and documents in files of this machine."""

import errno
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

from apnahaq.media_storage import MediaStorageError

CANNOT_BE_WRITTEN = {errno.EDQUOT, errno.EIO, errno.ENOSPC, errno.EROFS}


class FileStorage(FileSystemStorage):
    """A folder. Raises `MediaStorageError` if a file cannot be written in full, and leaves nothing of it."""

    def read_part(self, name: str, part: range) -> bytes:
        """Return some bytes of a file."""
        with self.open(name) as file:
            file.seek(part.start)
            content: bytes = file.read(len(part))
            return content

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        is_new = not path.exists()
        try:
            return super()._save(name, content)  # type: ignore[misc]  # unknown to the types of Django
        except OSError as error:
            if error.errno not in CANNOT_BE_WRITTEN:
                raise
            if is_new:
                with suppress(OSError):
                    path.unlink()
            raise MediaStorageError(errno.errorcode[error.errno]) from error
