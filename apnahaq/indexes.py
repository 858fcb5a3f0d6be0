"""The two indexes that Wagtail keeps of all content: for the search, and for what uses something."""

from django.core.management import call_command


def rebuild_indexes() -> None:
    """Build both anew, after migrations: a new version may index more."""
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
