"""For how long deleted and replaced files are kept, and the tick that a person asked for hers not to be."""

from datetime import timedelta

from django.forms import BooleanField

KEPT_FOR = timedelta(days=30)
# The name of the tick.
ASKED_FOR = "asked_for"


def asked_for_field() -> BooleanField:
    """Return the tick for forms in which another file can be chosen."""
    return BooleanField(
        required=False,
        label="A person asked for the old file to be deleted",
        help_text=f"If you choose another file, the old one can be restored for {KEPT_FOR.days} days. With this tick "
        "it is deleted at once.",
    )
