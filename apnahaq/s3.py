"""Pictures and documents in a bucket of a server that speaks S3, shared by several machines.

Visitors never see that server: the site itself serves what is in the bucket, at its own address.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from django.utils.functional import cached_property
from storages.backends.s3 import S3Storage

from apnahaq.media_storage import MediaStorageError

# A request of the site waits for the storage for nine seconds at most: two attempts, and a second between them.
CONNECT_SECONDS = 2
READ_SECONDS = 4
ATTEMPTS = 2
# After a failure to reach it, only one request in so many seconds tries again, and all others fail at once: a storage
# that hangs must not occupy the threads that pages and the exit need.
PAUSE_SECONDS = 10
# Larger files are read into a temporary file on the disk, not into memory.
MAX_BYTES_IN_MEMORY = 512 * 1024
CHUNK_BYTES = 64 * 1024
MISSING = {"404", "NoSuchKey", "NotFound"}


class BucketStorage(S3Storage):
    """A bucket. Raises `FileNotFoundError` for what is not in it, and `MediaStorageError` if it cannot be used.

    A file replaces one of the same name without asking the server whether there is one: names of uploads are random,
    and that of a rendition says of what it is made.
    """

    resumes_at = 0.0

    def get_default_settings(self) -> dict[str, Any]:
        """Return the options that are the same for every server."""
        return super().get_default_settings() | {
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": "path"},
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
                # Many servers do not know the checksums that Amazon's takes since 2025.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            # In one request and this thread: no upload is larger than 60 MB.
            "transfer_config": TransferConfig(multipart_threshold=64 * 1024 * 1024, use_threads=False),
            "file_overwrite": True,
            "default_acl": None,
        }

    @cached_property
    def connection(self) -> Any:
        """The client, one for all threads: each would take 13 MB."""
        return super().connection

    def url(self, name: str, *args: Any, **options: Any) -> str:
        """Return the address of a file on the site itself."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))

    def exists(self, name: str) -> bool:
        """Return whether the bucket has a file."""
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        """Return the size of a file in bytes."""
        with self._request():
            size: int = self.bucket.Object(self._normalize_name(name)).content_length
            return size

    def get_modified_time(self, name: str) -> datetime:
        """Return when a file was last modified."""
        with self._request():
            modified: datetime = super().get_modified_time(name)
            return modified

    def read_part(self, name: str, part: range) -> bytes:
        """Return some bytes of a file, without reading the others."""
        with self._request():
            stored = self.bucket.Object(self._normalize_name(name))
            content: bytes = stored.get(Range=f"bytes={part.start}-{part.stop - 1}")["Body"].read()
            return content

    def delete(self, name: str) -> None:
        """Delete a file, if there is one."""
        with self._request():
            super().delete(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Return the names of the folders and of the files in a folder."""
        with self._request():
            folders, files = super().listdir(name)
            return folders, files

    def _open(self, name: str, mode: str = "rb") -> File:
        """Return a file to read from, once it has arrived in full: what fails, fails before the answer has begun."""
        if mode != "rb":
            raise ValueError("Files of the media storage are read in binary, and written with `save`.")
        folder = settings.FILE_UPLOAD_TEMP_DIR
        content = tempfile.SpooledTemporaryFile(MAX_BYTES_IN_MEMORY, dir=folder)  # noqa: SIM115 (closed by its reader)
        try:
            with self._request():
                body = self.bucket.Object(self._normalize_name(name)).get()["Body"]
                for chunk in body.iter_chunks(CHUNK_BYTES):
                    content.write(chunk)
        except BaseException:
            content.close()
            raise
        content.seek(0)
        return File(content, name)

    def _save(self, name: str, content: File) -> str:
        with self._request():
            stored: str = super()._save(name, content)
            return stored

    @contextmanager
    def _request(self) -> Iterator[None]:
        """Send a request inside of this. Its errors become the two that this storage raises."""
        if self.resumes_at:
            now = time.monotonic()
            if now < self.resumes_at:
                raise MediaStorageError("it did not answer a moment ago")
            # This request tries again; the others fail meanwhile.
            self.resumes_at = now + PAUSE_SECONDS
        try:
            yield
            self.resumes_at = 0.0
        except ClientError as error:
            self.resumes_at = 0.0
            code = error.response.get("Error", {}).get("Code", "")
            if code in MISSING:
                raise FileNotFoundError("The media storage has no such file.") from error
            raise MediaStorageError(code) from error
        except Boto3Error as error:
            raise MediaStorageError(type(error).__name__) from error
        except BotoCoreError as error:
            self.resumes_at = time.monotonic() + PAUSE_SECONDS
            raise MediaStorageError(type(error).__name__) from error
