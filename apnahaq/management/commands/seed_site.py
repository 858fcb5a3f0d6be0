"""`manage.py seed_site`: create the pages and settings that a new site starts with."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from apnahaq.starter.site import StarterContent
from pages.models import HomePage


class Command(BaseCommand):
    """Create the starter content, once. A site that has a home page is left as it is."""

    help = "Create the pages that a new site starts with, unless it has pages already."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create everything in one transaction."""
        if HomePage.objects.exists():
            self.stdout.write("The site has its pages already: nothing was changed.")
            return
        with transaction.atomic():
            StarterContent().create()
        self.stdout.write("The pages that the site starts with are in place.")
