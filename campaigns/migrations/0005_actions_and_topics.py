"""Add what readers can do and the topics of pages about our work. Both are empty on existing pages."""

import modelcluster.fields
import pages.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0004_address_of_a_figure"),
    ]

    operations = [
        migrations.AddField(
            model_name="localworkpage",
            name="actions",
            field=pages.fields.StreamField(blank=True),
        ),
        migrations.AddField(
            model_name="localworkpage",
            name="topics",
            field=modelcluster.fields.ParentalManyToManyField(blank=True, to="pages.topic"),
        ),
        migrations.AddField(
            model_name="nationalworkpage",
            name="actions",
            field=pages.fields.StreamField(blank=True),
        ),
        migrations.AddField(
            model_name="nationalworkpage",
            name="topics",
            field=modelcluster.fields.ParentalManyToManyField(blank=True, to="pages.topic"),
        ),
        migrations.AddField(
            model_name="europeanworkpage",
            name="actions",
            field=pages.fields.StreamField(blank=True),
        ),
        migrations.AddField(
            model_name="europeanworkpage",
            name="topics",
            field=modelcluster.fields.ParentalManyToManyField(blank=True, to="pages.topic"),
        ),
    ]
