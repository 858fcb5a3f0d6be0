"""Add what readers can do to the overview, empty on existing pages, and name publications among what to read."""

import pages.fields
from django.db import migrations

WORK_PAGES = ("antiracismpage", "localworkpage", "nationalworkpage", "europeanworkpage")


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
        *(
            migrations.AlterField(
                model_name=model,
                name="related",
                field=pages.fields.StreamField(
                    blank=True, verbose_name="interviews, posts and publications to read"
                ),
            )
            for model in WORK_PAGES
        ),
    ]
