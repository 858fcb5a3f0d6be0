"""Encrypt what version 1.0 stored together with the reference of its message, and index it anew.

After this no text without its reference is read. Those whose key is missing stay as they are: see `docs/operations.md`.
"""

from django.db import migrations

from pages.enquiries.crypto.binding import bind_texts


def bind(apps, schema_editor):
    """Bind every text whose key is present."""
    bind_texts(apps.get_model("enquiries.Enquiry").objects, apps.get_model("enquiries.EnquiryNote").objects)


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0004_tell_staff_of_the_quarantine")]

    operations = [
        # Reversing leaves the texts: every 1.1 reads them.
        migrations.RunPython(bind, migrations.RunPython.noop),
    ]
