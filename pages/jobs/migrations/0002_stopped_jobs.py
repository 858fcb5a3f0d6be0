"""Store that a job waits for a decision. Reversing drops the column: the job runs again and stops again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='jobrun',
            name='is_stopped',
            field=models.BooleanField(default=False),
        ),
    ]
