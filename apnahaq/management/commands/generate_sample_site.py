"""`manage.py generate_sample_site`: fill a seeded site with sample content, to measure its performance."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from apnahaq.sample_enquiries import add_enquiries
from apnahaq.sample_stories import add_stories
from pages.models import BlogIndexPage, BlogPage, InterviewIndexPage, InterviewPage


class Command(BaseCommand):
    """Add sample posts, interviews and enquiries up to the given numbers.

    The content is the same each time. Revisions, log entries and the reference index, which public pages do not use,
    are not created.
    """

    help = "Adds sample posts, interviews and enquiries to a seeded site. Refuses in production."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options for the numbers."""
        parser.add_argument("--posts", type=int, default=5000)
        parser.add_argument("--interviews", type=int, default=500)
        parser.add_argument("--enquiries", type=int, default=10000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Add the content in one transaction. Raises `CommandError` in production and before the site is seeded."""
        if settings.PRODUCTION:
            raise CommandError("Sample content cannot be added to a production site.")
        blog, interviews = BlogIndexPage.objects.first(), InterviewIndexPage.objects.first()
        if blog is None or interviews is None:
            raise CommandError("The site has no blog or no list of interviews: run `manage.py seed_site` first.")
        with transaction.atomic():
            added = {
                "posts": add_stories(blog, BlogPage, options["posts"]),
                "interviews": add_stories(interviews, InterviewPage, options["interviews"]),
                "enquiries": add_enquiries(options["enquiries"]),
            }
        self.stdout.write("Added " + ", ".join(f"{number} {name}" for name, number in added.items()) + ".")
