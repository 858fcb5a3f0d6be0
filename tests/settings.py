"""The real settings, without those of the developer at this machine.

The name of a pytest-xdist process says on which database it runs which tests: `sqlite-each` and `postgresql-each` those
that are marked `each_database`, `postgresql-editing` and `postgresql-once` the others that use the database, and
`postgresql-browser` those that drive a browser or use no database.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# What developers set for their own site must not reach the tests. DATABASE_URL and STATIC_DIR may be given.
UNSET_VARIABLES = {
    "ADMIN_PASSWORD",
    "ADMIN_PATH",
    "BACKUP_DAYS",
    "BACKUP_DIR",
    "BACKUP_PUBLIC_KEY",
    "CACHE_URL",
    "DEBUG",
    "EMAIL_FROM",
    "EMAIL_URL",
    "ENQUIRY_KEYS",
    "MEDIA_GROUP",
    "MEDIA_STORAGE_URL",
    "PORT",
    "PROXY_STATIC_DIR",
    "REQUIRE_SECOND_FACTOR",
    "REVISION_DAYS",
    "SECRET_KEY",
    "SEED_TRANSLATIONS",
    "SERVE_MEDIA",
    "SITE_URL",
    "TECHNICAL_EMAIL",
    "THREADS",
    "WORKERS",
}
for name in UNSET_VARIABLES:
    os.environ.pop(name, None)

# The servers and commands that tests start find the code compiled, also where a shell forbids that: it takes a fifth of
# each start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# No server that a test starts makes backups, unless the test asks for them.
os.environ["BACKUP_DAYS"] = "0"

# The site of the tests has pages in a second language.
os.environ["SEED_TRANSLATIONS"] = "1"

PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "main")
# One folder for each run of the tests; the processes that a run starts inherit it.
if PROCESS == "main":
    os.environ["TEST_RUN_DIR"] = tempfile.mkdtemp(prefix="apnahaq-test-")
    atexit.register(shutil.rmtree, os.environ["TEST_RUN_DIR"], ignore_errors=True)
RUN_DIR = Path(os.environ["TEST_RUN_DIR"])
os.environ["VAR_DIR"] = str(RUN_DIR / PROCESS)
os.environ.setdefault("STATIC_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test-static"))
if PROCESS.startswith("sqlite"):
    os.environ["DATABASE_URL"] = ""
elif PROCESS.startswith("postgresql"):
    os.environ["DATABASE_URL"] = os.environ["TEST_POSTGRESQL_URL"]

from apnahaq.settings import *  # noqa: E402 (the settings read the environment, which is made above)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Otherwise each test client would read the list of all static files.
WHITENOISE_AUTOREFRESH = True
