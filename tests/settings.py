"""The real settings, with what tests must not share with the person at this machine."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

# What a developer has set for her own site must not reach the tests. VAR_DIR, STATIC_DIR and DATABASE_URL
# may be given.
FORGOTTEN = {
    "ADMIN_PASSWORD",
    "ADMIN_PATH",
    "CACHE_URL",
    "DEBUG",
    "EMAIL_FROM",
    "EMAIL_URL",
    "ENQUIRY_KEYS",
    "PORT",
    "SECRET_KEY",
    "SERVE_MEDIA",
    "SITE_URL",
    "THREADS",
    "WORKERS",
}
for name in FORGOTTEN:
    os.environ.pop(name, None)

if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="apnahaq-test-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
os.environ.setdefault("STATIC_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test-static"))

from apnahaq.settings import *  # noqa: E402 (the settings read the environment, which is made above)

if "pytest" in sys.modules and not (STATIC_ROOT / "staticfiles.json").exists():
    sys.exit(
        "The static files for the tests are not collected. Run: make test, or "
        "python manage.py prepare --static-only --settings tests.settings"
    )

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
