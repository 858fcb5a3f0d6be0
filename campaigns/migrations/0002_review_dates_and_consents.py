"""Add the review date, who looks after a page, and the tick for pages that name or show a person."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="antiracismpage",
            name="names_person",
            field=models.BooleanField(
                default=False,
                help_text="A colleague then reads the page before it is published.",
                verbose_name="names or shows a person",
            ),
        ),
        migrations.AddField(
            model_name="antiracismpage",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Is reminded when the page is due.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who looks after it",
            ),
        ),
        migrations.AddField(
            model_name="antiracismpage",
            name="review_on",
            field=models.DateField(
                blank=True,
                help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
                null=True,
                verbose_name="look at it again by",
            ),
        ),
        migrations.AddField(
            model_name="europeanworkpage",
            name="names_person",
            field=models.BooleanField(
                default=False,
                help_text="A colleague then reads the page before it is published.",
                verbose_name="names or shows a person",
            ),
        ),
        migrations.AddField(
            model_name="europeanworkpage",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Is reminded when the page is due.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who looks after it",
            ),
        ),
        migrations.AddField(
            model_name="europeanworkpage",
            name="review_on",
            field=models.DateField(
                blank=True,
                help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
                null=True,
                verbose_name="look at it again by",
            ),
        ),
        migrations.AddField(
            model_name="localworkpage",
            name="names_person",
            field=models.BooleanField(
                default=False,
                help_text="A colleague then reads the page before it is published.",
                verbose_name="names or shows a person",
            ),
        ),
        migrations.AddField(
            model_name="localworkpage",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Is reminded when the page is due.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who looks after it",
            ),
        ),
        migrations.AddField(
            model_name="localworkpage",
            name="review_on",
            field=models.DateField(
                blank=True,
                help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
                null=True,
                verbose_name="look at it again by",
            ),
        ),
        migrations.AddField(
            model_name="nationalworkpage",
            name="names_person",
            field=models.BooleanField(
                default=False,
                help_text="A colleague then reads the page before it is published.",
                verbose_name="names or shows a person",
            ),
        ),
        migrations.AddField(
            model_name="nationalworkpage",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Is reminded when the page is due.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who looks after it",
            ),
        ),
        migrations.AddField(
            model_name="nationalworkpage",
            name="review_on",
            field=models.DateField(
                blank=True,
                help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
                null=True,
                verbose_name="look at it again by",
            ),
        ),
    ]
