"""Add recordings, and which pages offer them.

To undo it deletes the files of the recordings, since nothing would know of them any more.
"""

import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import wagtail.fields
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import pages.models.recordings

LANGUAGES = [
    ("ar", "Arabic"),
    ("bn", "Bengali"),
    ("ckb", "Kurdish Sorani"),
    ("cs", "Czech"),
    ("en", "English"),
    ("fa", "Farsi"),
    ("fr", "French"),
    ("pa", "Punjabi"),
    ("phr", "Pahari"),
    ("pl", "Polish"),
    ("prs", "Dari"),
    ("ps", "Pashto"),
    ("ro", "Romanian"),
    ("rom", "Romani"),
    ("sk", "Slovak"),
    ("so", "Somali"),
    ("ti", "Tigrinya"),
    ("ur", "Urdu"),
    ("zh", "Chinese"),
]


def delete_recordings(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Delete the files of recordings, also of those that were deleted or replaced."""
    for name in apps.get_model("pages", "Recording").objects.values_list("file", flat=True):
        default_storage.delete(name)
    kept = apps.get_model("pages", "DeletedFile").objects.filter(content_type__model="recording")
    for name in kept.values_list("file", flat=True):
        default_storage.delete(name)
    kept.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0015_another_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "title",
                    models.CharField(
                        help_text="So that colleagues find it. Never shown on the site.", max_length=255
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        help_text="An MP3 or M4A file of at most 60 MB: about an hour of speech. Everything but the "
                        "sound is taken out of it: names, places and pictures.",
                        upload_to=pages.models.recordings.recording_path,
                    ),
                ),
                (
                    "language",
                    models.CharField(choices=LANGUAGES, max_length=10, verbose_name="language that is spoken"),
                ),
                (
                    "transcript",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Word for word, for people who cannot hear it.",
                        verbose_name="what is said",
                    ),
                ),
                (
                    "transcript_language",
                    models.CharField(
                        blank=True,
                        choices=LANGUAGES,
                        help_text="If it is not the one that is spoken: Pahari, for example, is mostly written in "
                        "Urdu.",
                        max_length=10,
                        verbose_name="language of these words",
                    ),
                ),
                (
                    "matches_page_text",
                    models.BooleanField(
                        default=False,
                        help_text="Tick this if somebody reads the page aloud, or says the same in another language. "
                        "The words need not be written down then.",
                        verbose_name="it says what the page says",
                    ),
                ),
                ("file_size", models.PositiveIntegerField(editable=False)),
                ("seconds", models.PositiveIntegerField(editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement of the person who speaks: a voice is a person’s. The recording is "
                        "left out when it has ended.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.consent",
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["title", "pk"]},
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="PageRecording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="page_recordings",
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "recording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pages.recording"
                    ),
                ),
            ],
            options={"verbose_name": "recording", "ordering": ["sort_order"], "abstract": False},
        ),
        migrations.RunPython(migrations.RunPython.noop, delete_recordings),
    ]
