"""Backups that only the owner of a private key can read: age, https://age-encryption.org/v1."""

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import pyrage

from apnahaq.backups.errors import BackupError

# How every file begins that age has encrypted.
HEADER = b"age-encryption.org/v1\n"
PRIVATE_KEY_PREFIX = "AGE-SECRET-KEY-1"


@contextmanager
def encrypting(target: IO[bytes], public_key: str) -> Iterator[IO[bytes]]:
    """Yield a file that encrypts what is written to it into `target`. Raises `OSError` if that cannot be written."""
    recipient = pyrage.x25519.Recipient.from_str(public_key)
    failures: list[Exception] = []
    reading, writing = os.pipe()

    def encrypt() -> None:
        # Closing the pipe ends the writer on the other side too.
        with os.fdopen(reading, "rb") as plain:
            try:
                pyrage.encrypt_io(plain, target, [recipient])
            except Exception as error:
                failures.append(error)

    # The library reads from a file and writes to another, so that one of both needs a thread of its own.
    thread = threading.Thread(target=encrypt)
    thread.start()
    try:
        with os.fdopen(writing, "wb") as plain:
            yield plain
    except BrokenPipeError as error:
        thread.join()
        raise OSError(f"could not be encrypted: {failures}") from error
    finally:
        thread.join()
    if failures:
        raise OSError(f"could not be encrypted: {failures}")


@contextmanager
def decrypted(file: IO[bytes], identity: Path | None, folder: Path) -> Iterator[IO[bytes]]:
    """Yield what `file` contains: `file` itself, or a file without a name in `folder` if it is encrypted.

    Raises `BackupError` if no private key is given, or another one than it was encrypted for.
    """
    is_encrypted = file.read(len(HEADER)) == HEADER
    file.seek(0)
    if not is_encrypted:
        yield file
        return
    if identity is None:
        raise BackupError("This backup is encrypted. Name the file with your private key: --identity FILE")
    keys = _private_keys(identity)
    with tempfile.TemporaryFile(dir=folder) as plain:
        try:
            pyrage.decrypt_io(file, plain, keys)
        except pyrage.DecryptError as error:
            raise BackupError(
                "This backup cannot be decrypted: it was encrypted for another key than the one in the file that "
                "--identity names, or it is damaged."
            ) from error
        except OSError as error:
            if error.errno is not None:
                raise
            raise BackupError("This backup is damaged or not complete: it cannot be decrypted to its end.") from error
        plain.seek(0)
        yield plain


def _private_keys(identity: Path) -> list[pyrage.x25519.Identity]:
    """Return the private keys in a file as `age-keygen` writes it."""
    try:
        lines = identity.read_text().split()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"The file that --identity names cannot be read: {identity}") from error
    keys = []
    for line in lines:
        if line.startswith(PRIVATE_KEY_PREFIX):
            with suppress(pyrage.IdentityError):
                keys.append(pyrage.x25519.Identity.from_str(line))
    if not keys:
        raise BackupError(f"The file that --identity names holds no private key ({PRIVATE_KEY_PREFIX}…): {identity}")
    return keys
