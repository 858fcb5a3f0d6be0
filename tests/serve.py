"""Serve a seeded database as production would, for the tests that need a real server.

    python tests/serve.py EXIT_ADDRESS

`DATABASE_URL` names the database, which is for this server alone; `PORT` is where it answers.
"""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
STAFF = {"amina": "Publisher", "zahra": "Writer", "salma": "Site manager", "farah": "Enquiry team"}


def prepare(exit_address: str) -> None:
    """Set the site's address and its exit, and add a page with every block."""
    from django.conf import settings
    from wagtail.models import Site

    from pages.models import VisitorSafety
    from tests import builders, sounds
    from tests.enquiries import staff
    from tests.page_types import EVERY_ACTION_PATH, EVERY_BLOCK_PATH, PUBLICATION_PATH

    Site.objects.update(hostname="127.0.0.1", port=settings.PORT)
    VisitorSafety.objects.update(exit_url=exit_address)
    page = builders.standard_page(title="Every block", slug=EVERY_BLOCK_PATH.strip("/"), body=builders.every_block())
    # Longer than one part in which it is sent.
    builders.offer(page, builders.recording(sounds.mp3(600), language="phr", transcript="<p>Sample words.</p>"))
    slug = EVERY_ACTION_PATH.strip("/").split("/")[-1]
    builders.local_work_page(title="Every action", slug=slug, actions=builders.every_action())
    documents = [("document", {"document": builders.document(), "language": code, "pages": 2}) for code in ("en", "ur")]
    builders.publication_page(
        title="Sample publication",
        slug=PUBLICATION_PATH.split("/")[-2],
        documents=documents,
        body=[("paragraph", "<p>Sample words.</p>")],
        topics=[builders.topic()],
    )
    # For the task of translating it. Its Urdu home page is live.
    builders.standard_page(title="Page to translate", slug="to-translate", lead="<p>Sample words.</p>")
    builders.superuser("admin")
    for name in ("naomi", "ruth"):
        builders.user("Writer", name=name)
    # Each of them sets up her phone in one module, which no other may log in as.
    for name, role in STAFF.items():
        builders.user(role, name=name)
    # For the task of answering it.
    staff.enquiry(words={"message": builders.URDU_WORDS})


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "apnahaq.settings"
    django.setup()
    prepare(sys.argv[1])
    os.execv(sys.executable, [sys.executable, "-m", "apnahaq.supervisor"])
