"""`manage.py generate_sample_site`: let a seeded site grow with sample text, to measure how it bears that."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from apnahaq.sample_enquiries import add_enquiries
from apnahaq.sample_stories import add_stories
from pages.models import BlogIndexPage, BlogPage, InterviewIndexPage, InterviewPage


class Command(BaseCommand):
    """Add what is missing until there are so many sample posts, interviews and enquiries.

    The same numbers make the same site. Nothing but the words of the pages is searched or shown: revisions, logs and
    Wagtail's index of references, which no reader's page needs, are left out.
    """

    help = "Adds sample posts, interviews and enquiries to a seeded site. Refuses in production."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the numbers of each."""
        parser.add_argument("--posts", type=int, default=5000)
        parser.add_argument("--interviews", type=int, default=500)
        parser.add_argument("--enquiries", type=int, default=10000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Add everything or nothing. Raises `CommandError` in production and before the site is seeded."""
        if settings.PRODUCTION:
            raise CommandError("This is a production site: sample text has no place on it.")
        blog, interviews = BlogIndexPage.objects.first(), InterviewIndexPage.objects.first()
        if blog is None or interviews is None:
            raise CommandError("The site has no blog or no interviews yet: run `manage.py seed_site` first.")
        with transaction.atomic():
            added = {
                "posts": add_stories(blog, BlogPage, options["posts"]),
                "interviews": add_stories(interviews, InterviewPage, options["interviews"]),
                "enquiries": add_enquiries(options["enquiries"]),
            }
        self.stdout.write("Added " + ", ".join(f"{number} {name}" for name, number in added.items()) + ".")
