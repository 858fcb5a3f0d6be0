"""Remember when the text of each public page last changed.

What is public now counts as changed when it was last published, as the dashboard of version 1.0 counted. Reversed, the
table is dropped: nothing else is stored in it.
"""

import django.db.models.deletion
from django.db import migrations, models


def record_public_pages(apps, schema_editor):
    """Record the last publishing of every public page."""
    pages = apps.get_model("wagtailcore", "Page").objects.filter(live=True, alias_of=None)
    text_change = apps.get_model("pages", "TextChange")
    rows = pages.filter(last_published_at__isnull=False).values_list("pk", "last_published_at")
    text_change.objects.bulk_create(
        [text_change(page_id=pk, changed_at=published_at) for pk, published_at in rows.iterator()], batch_size=500
    )


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0012_name_privacy_and_accessibility_pages"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="TextChange",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(record_public_pages, migrations.RunPython.noop),
    ]
