"""A second name of the organisation, for search engines."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pages", "0014_search_answers")]

    operations = [
        migrations.AddField(
            model_name="organisationidentity",
            name="alternate_name",
            field=models.CharField(
                blank=True,
                help_text="For search engines: the name in another script, or one by which people know you.",
                max_length=100,
                verbose_name="another name",
            ),
        ),
    ]
