"""Let interviews and the home page's quotation rest on a consent, and consents be withdrawn."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0009_deleted_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="is_withdrawn",
            field=models.BooleanField(
                default=False,
                help_text="Tick this if she no longer agrees. "
                "The words or the picture are left out as soon as you save.",
                verbose_name="withdrawn",
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="told_stage",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "Runs"), (1, "Ends within a month"), (2, "Ends within a week"), (3, "Ended")],
                default=0,
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="end_is_applied",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="homepage",
            name="quotation_consent",
            field=models.ForeignKey(
                blank=True,
                help_text="The agreement of the person who is quoted. The quotation is left out when it has ended. "
                "Not needed for our own words or words that were published elsewhere.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.consent",
                verbose_name="consent",
            ),
        ),
        migrations.AddField(
            model_name="interviewpage",
            name="consent",
            field=models.ForeignKey(
                blank=True,
                help_text="The agreement of the person who answers. When it has ended, the text and her name are left "
                "out; the title, the summary and the standfirst stay. Not needed for an interview that was published "
                "elsewhere.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.consent",
            ),
        ),
    ]
