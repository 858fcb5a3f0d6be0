"""Add the source and the date of the figure on the page about national work. Both are empty on existing pages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0002_review_dates_and_consents"),
    ]

    operations = [
        migrations.AddField(
            model_name="nationalworkpage",
            name="figure_source",
            field=models.CharField(
                blank=True,
                help_text="Who counted. Needed before the page can be published.",
                max_length=200,
                verbose_name="its source",
            ),
        ),
        migrations.AddField(
            model_name="nationalworkpage",
            name="figure_date",
            field=models.CharField(
                blank=True,
                help_text="When it was counted or published, for example March 2024. Leave empty if it is not known.",
                max_length=40,
                verbose_name="its date",
            ),
        ),
    ]
