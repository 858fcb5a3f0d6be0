"""Where pictures and documents are stored: in files under `VAR_DIR`, or on a server that speaks S3."""

import re
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
_BUCKET = re.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_REGION = re.compile("[a-z0-9-]+")
# What servers that have no regions call theirs.
DEFAULT_REGION = "us-east-1"
WRONG = (
    "MEDIA_STORAGE_URL cannot be read. Write it like s3://KEY:SECRET@storage.example.org/bucket?region=eu-west-2, with "
    "/ as %2F and @ as %40 in the secret, and &tls=0 at the end for a server without TLS."
)


class MediaStorageError(OSError):
    """The media storage did not answer, or refused. The message names the kind of error and nothing else."""


def media_storages(address: str, renditions_mode: int) -> dict[str, dict[str, Any]]:
    """Return the storages of uploads and of renditions: files of this mode, or the bucket at an address.

    Raises `ImproperlyConfigured`, without the address, which holds a secret, if it cannot be read.
    """
    if address:
        bucket = {"BACKEND": "apnahaq.s3.BucketStorage", "OPTIONS": bucket_options(address)}
        return {"default": bucket, "renditions": bucket}
    files = "apnahaq.file_storage.FileStorage"
    return {
        "default": {"BACKEND": files},
        "renditions": {"BACKEND": files, "OPTIONS": {"file_permissions_mode": renditions_mode}},
    }


def bucket_options(address: str) -> dict[str, str]:
    """Return what an address such as s3://KEY:SECRET@host:9000/bucket?region=eu-west-2&tls=0 says."""
    try:
        parts = urlsplit(address)
        _port = parts.port
        query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        # Without the cause, whose message repeats a part of the address.
        raise ImproperlyConfigured(WRONG) from None
    extra = {"region": DEFAULT_REGION, "tls": "1"} | dict(query)
    bucket = parts.path.removeprefix("/").removesuffix("/")
    if (
        parts.scheme != "s3"
        or not parts.hostname
        or not parts.username
        or not parts.password
        or parts.fragment
        or not _BUCKET.fullmatch(bucket)
        or len(query) != len(dict(query))
        or set(extra) != {"region", "tls"}
        or not _REGION.fullmatch(extra["region"])
        or extra["tls"] not in {"0", "1"}
    ):
        raise ImproperlyConfigured(WRONG)
    scheme = "https" if extra["tls"] == "1" else "http"
    return {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "bucket_name": bucket,
        "endpoint_url": f"{scheme}://{parts.netloc.rpartition('@')[2]}",
        "region_name": extra["region"],
    }
