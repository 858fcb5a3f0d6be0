"""How often the worker has failed to make the renditions of a picture."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pages", "0004_files_and_renditions")]

    operations = [
        migrations.AddField(
            model_name="siteimage",
            name="renditions_failures",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
    ]
