"""Random names for stored files, a name of its own for each document, and when renditions are due.

Documents keep the name that they have, so that links from other websites go on working. All pictures are due: the
worker stores each of them again, under a random name, and makes its renditions.
"""

from pathlib import PurePath

import django.utils.timezone
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import pages.models.media


def name_documents(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give each document the name of its file."""
    for document in apps.get_model("pages", "SiteDocument").objects.only("file").iterator():
        document.file_name = PurePath(document.file.name).name
        document.save(update_fields=["file_name"])


class Migration(migrations.Migration):
    dependencies = [("pages", "0003_search_configuration")]

    operations = [
        migrations.AddField(
            model_name="sitedocument",
            name="file_name",
            field=models.CharField(
                blank=True,
                help_text="The name under which visitors save the file. Made from the title if you leave it empty; "
                "links from other websites stop working when it changes.",
                max_length=100,
            ),
        ),
        migrations.AddField(
            model_name="siteimage",
            name="renditions_due_at",
            field=models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="sitedocument",
            name="file",
            field=models.FileField(upload_to=pages.models.media.document_path),
        ),
        # Nothing to undo: the column goes with the field.
        migrations.RunPython(name_documents, migrations.RunPython.noop),
    ]
