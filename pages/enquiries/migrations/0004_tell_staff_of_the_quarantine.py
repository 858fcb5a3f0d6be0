"""Tell staff, in the first daily email, of the messages that are in quarantine and of which nobody was told so far."""

from django.db import migrations


def add_notices(apps, schema_editor):
    """Add a notice for each message in quarantine that has none."""
    untold = apps.get_model("enquiries.Enquiry").objects.filter(status="quarantined", notice=None)
    notices = apps.get_model("enquiries.StaffNotice").objects
    notices.bulk_create([notices.model(enquiry=enquiry, email="daily") for enquiry in untold.only("pk")])


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0003_key_ids_sizes_and_daily_email")]

    operations = [
        # Reversing leaves the notices: version 1.0 would tell staff of each.
        migrations.RunPython(add_notices, migrations.RunPython.noop),
    ]
