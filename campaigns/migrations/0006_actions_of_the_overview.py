"""Add what readers can do to the overview. It is empty on existing pages."""

import pages.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0005_actions_and_topics"),
    ]

    operations = [
        migrations.AddField(
            model_name="antiracismpage",
            name="actions",
            field=pages.fields.StreamField(blank=True),
        ),
    ]
