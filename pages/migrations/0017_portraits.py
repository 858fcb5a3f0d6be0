"""Add portraits to interviews and posts, and say anew what follows where the address of an original is not known."""

import django.db.models.deletion
from django.db import migrations, models

PORTRAIT = {
    "blank": True,
    "help_text": "Of the person who answers or writes, if she agreed. It is left out when her consent has ended.",
    "null": True,
    "on_delete": django.db.models.deletion.SET_NULL,
    "related_name": "+",
    "to": "pages.siteimage",
}
ORIGINAL_URL = {
    "blank": True,
    "help_text": "Where the whole text can be read. If it is empty, the page says in a sentence who published it.",
    "verbose_name": "address of the original",
}


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0016_recordings"),
    ]

    operations = [
        migrations.AddField(model_name="blogpage", name="portrait", field=models.ForeignKey(**PORTRAIT)),
        migrations.AddField(model_name="interviewpage", name="portrait", field=models.ForeignKey(**PORTRAIT)),
        migrations.AlterField(model_name="blogpage", name="original_url", field=models.URLField(**ORIGINAL_URL)),
        migrations.AlterField(model_name="interviewpage", name="original_url", field=models.URLField(**ORIGINAL_URL)),
    ]
