"""Add the list of phrases to avoid. It is empty: only a new site starts with some."""

import uuid

import django.db.models.deletion
import modelsearch.index
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0007_history_of_site_texts"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="PhraseToAvoid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "phrase",
                    models.CharField(help_text="One or a few words, in any case of letters.", max_length=80),
                ),
                ("instead", models.CharField(blank=True, max_length=200, verbose_name="what to say instead")),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
            ],
            options={
                "verbose_name": "phrase to avoid",
                "verbose_name_plural": "phrases to avoid",
                "ordering": ["phrase"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("phrase", "locale"), name="one_entry_for_each_phrase_to_avoid")
                ],
                "unique_together": {("translation_key", "locale")},
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
    ]
