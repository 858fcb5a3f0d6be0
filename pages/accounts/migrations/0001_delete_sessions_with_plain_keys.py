"""Delete the sessions from before this version: their keys are in the database as the browsers send them."""

from django.db import migrations


def delete_sessions(apps, schema_editor):
    """Delete every session; everybody logs in again."""
    apps.get_model("sessions.Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("sessions", "0001_initial")]

    operations = [
        # Deleted sessions are not brought back.
        migrations.RunPython(delete_sessions, migrations.RunPython.noop),
    ]
