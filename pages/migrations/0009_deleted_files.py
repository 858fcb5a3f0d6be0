"""Add deleted pictures and documents that can be had back, and settings for two more pages.

To undo it deletes the files that are kept, since nothing would know of them any more.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def delete_kept_files(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Delete the files of what was deleted or replaced."""
    for name in apps.get_model("pages", "DeletedFile").objects.values_list("file", flat=True):
        default_storage.delete(name)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("pages", "0008_phrases_to_avoid"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeletedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.PositiveBigIntegerField()),
                ("title", models.CharField(max_length=255)),
                ("file", models.FileField(max_length=255, upload_to="")),
                ("was_replaced", models.BooleanField(default=False)),
                ("fields", models.JSONField()),
                ("tags", models.JSONField(default=list)),
                ("used_by", models.JSONField(default=list)),
                ("deleted_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-deleted_at", "-pk"],
                "indexes": [models.Index(fields=["content_type", "object_id"], name="deleted_file_of_object")],
            },
        ),
        migrations.AddField(
            model_name="navigation",
            name="privacy_page",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.page",
            ),
        ),
        migrations.AddField(
            model_name="navigation",
            name="accessibility_page",
            field=models.ForeignKey(
                blank=True,
                help_text="These four pages stay where visitors can read them: none of them can be deleted or "
                "unpublished.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.page",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, delete_kept_files),
    ]
