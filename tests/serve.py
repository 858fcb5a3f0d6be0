"""Serve a seeded database as production would, for the tests that need a real server.

    python tests/serve.py EXIT_ADDRESS

`DATABASE_URL` names the database, which is for this server alone; `PORT` is where it answers.
"""

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from wagtail.models import Page

ROOT = Path(__file__).resolve().parent.parent
STAFF = {"amina": "Publisher", "zahra": "Writer", "salma": "Site manager", "farah": "Enquiry team"}


def prepare(exit_address: str) -> None:
    """Set the site's address and its exit, and add pages, pages in Urdu, staff and an enquiry."""
    from django.conf import settings
    from wagtail.models import Site

    from pages.models import VisitorSafety
    from tests import builders, optional_pages
    from tests.enquiries import staff

    Site.objects.update(hostname="127.0.0.1", port=settings.PORT)
    VisitorSafety.objects.update(exit_url=exit_address)
    optional_pages.publish_with_samples()
    _add_pages_in_urdu(_add_pages())
    builders.superuser("admin")
    for name in ("naomi", "ruth"):
        builders.user("Writer", name=name)
    # Each of them sets up her phone in one module, which no other may log in as.
    for name, role in STAFF.items():
        builders.user(role, name=name)
    # For the task of answering it.
    staff.enquiry(words={"message": builders.URDU_WORDS})


def _add_pages() -> list["Page"]:
    """Add seven pages, and return the four of them that are to be translated."""
    from tests import builders, sounds
    from tests.page_types import (
        COMPOUNDS_PATH,
        EVERY_ACTION_PATH,
        EVERY_BLOCK_PATH,
        EVERY_BLOCK_POST_PATH,
        ORIGINAL_PATH,
        PUBLICATION_PATH,
        WRITABLE_PATH,
    )

    page = builders.standard_page(title="Every block", slug=_slug(EVERY_BLOCK_PATH), body=builders.every_block())
    # Longer than one part in which it is sent.
    builders.offer(page, builders.recording(sounds.mp3(600), language="phr", transcript="<p>Sample words.</p>"))
    actions = builders.every_action()
    action_page = builders.local_work_page(title="Every action", slug=_slug(EVERY_ACTION_PATH), actions=actions)
    documents = [("document", {"document": builders.document(), "language": code, "pages": 2}) for code in ("en", "ur")]
    publication = builders.publication_page(
        title="Sample publication",
        slug=_slug(PUBLICATION_PATH),
        documents=documents,
        body=[("paragraph", "<p>Sample words.</p>")],
        topics=[builders.topic()],
    )
    # The posts stand behind that of a new site in every list.
    old, slug = date(2000, 1, 1), _slug(EVERY_BLOCK_POST_PATH)
    builders.blog_page(title="Every block in a post", slug=slug, date=old, body=builders.every_block())
    title = "Anti-racism and self-determination"
    builders.standard_page(title=title, slug=_slug(COMPOUNDS_PATH), body=builders.compounds())
    words = [("paragraph", "<p>Sample words.</p>")]
    builders.standard_page(title="A sample to write in", slug=_slug(WRITABLE_PATH), body=words)
    links = f'<a linktype="page" id="{page.pk}">Sample words</a> <a href="https://www.example.org/text">away</a>'
    post = builders.blog_page(
        title="Sample post",
        slug=_slug(ORIGINAL_PATH),
        date=old,
        original_url="https://www.example.org/original",
        body=[("paragraph", f"<p>Sample words. {links}</p>")],
    )
    return [page, action_page, publication, post]


def _add_pages_in_urdu(added: list["Page"]) -> None:
    """Translate these pages, and one of each type that a new site has in English alone."""
    from wagtail.models import Locale

    from pages.models import Topic
    from tests import builders, translated_site
    from tests.page_types import PAGE_TYPES, URDU_PATHS

    shown = translated_site.Shown(
        person=builders.person(
            role="Member of a sample board",
            in_other_languages=translated_site.in_urdu(name="نمونہ خاتون", role="نمونے کی رکن"),
        ),
        organisation=builders.organisation(
            short_name="SNE", in_other_languages=translated_site.in_urdu(name="نمونے کی تنظیم")
        ),
        topics=list(Topic.objects.filter(slug__in=["anti-racism", "europe"])),
    )
    examples = [each.example() for each in PAGE_TYPES if f"/ur{each.path}" not in URDU_PATHS and each.is_seeded]
    translated_site.translate([*examples, *added], shown)
    builders.glossary_term(
        locale=Locale.objects.get(language_code="ur"), term="نمونہ لفظ", meaning=translated_site.SENTENCE
    )


def _slug(path: str) -> str:
    return path.strip("/").split("/")[-1]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "apnahaq.settings"
    django.setup()
    prepare(sys.argv[1])
    os.execv(sys.executable, [sys.executable, "-m", "apnahaq.supervisor"])
