"""Add publications and their list. To undo it deletes them."""

import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import pages.fields
import pages.text.search_fields


def delete_pages(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Delete the publications and their lists, each with its row in the tree, which would show an empty page."""
    for name in ("PublicationPage", "PublicationIndexPage"):
        for page in apps.get_model("pages", name).objects.all():
            parent = apps.get_model("wagtailcore", "Page").objects.filter(path=page.path[:-4])
            parent.update(numchild=models.F("numchild") - 1)
            page.delete()
    # PostgreSQL drops no table that has constraints to check still.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0017_portraits"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicationIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "is_sensitive",
                    models.BooleanField(
                        default=False,
                        help_text="For pages that a visitor may want to read without others knowing. Link cards say "
                        "no more than the title, and the title, address and summary must be neutral.",
                        verbose_name="keep it discreet",
                    ),
                ),
                (
                    "sample_note",
                    models.CharField(
                        blank=True,
                        help_text="Says at the head of the page that its text is a sample, a draft or an unchecked "
                        "translation. Search engines are asked to leave such a page out.",
                        max_length=200,
                        verbose_name="note on a sample",
                    ),
                ),
                (
                    "review_on",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that all of it still holds. They are reminded of "
                        "it.",
                        null=True,
                        verbose_name="look at it again by",
                    ),
                ),
                (
                    "names_person",
                    models.BooleanField(
                        default=False,
                        help_text="A colleague then reads the page before it is published.",
                        verbose_name="names or shows a person",
                    ),
                ),
                ("lead", wagtail.fields.RichTextField(blank=True, verbose_name="introduction")),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        help_text="Is reminded when the page is due.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who looks after it",
                    ),
                ),
            ],
            options={"verbose_name": "list of publications"},
            bases=(pages.text.search_fields.FoldedIndexMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="PublicationPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "is_sensitive",
                    models.BooleanField(
                        default=False,
                        help_text="For pages that a visitor may want to read without others knowing. Link cards say "
                        "no more than the title, and the title, address and summary must be neutral.",
                        verbose_name="keep it discreet",
                    ),
                ),
                (
                    "sample_note",
                    models.CharField(
                        blank=True,
                        help_text="Says at the head of the page that its text is a sample, a draft or an unchecked "
                        "translation. Search engines are asked to leave such a page out.",
                        max_length=200,
                        verbose_name="note on a sample",
                    ),
                ),
                (
                    "review_on",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that all of it still holds. They are reminded of "
                        "it.",
                        null=True,
                        verbose_name="look at it again by",
                    ),
                ),
                (
                    "names_person",
                    models.BooleanField(
                        default=False,
                        help_text="A colleague then reads the page before it is published.",
                        verbose_name="names or shows a person",
                    ),
                ),
                (
                    "date",
                    models.DateField(
                        blank=True,
                        help_text="When it was first published. Leave empty if it is not known.",
                        null=True,
                    ),
                ),
                ("lead", wagtail.fields.RichTextField(blank=True, verbose_name="introduction")),
                ("body", pages.fields.StreamField(blank=True)),
                ("related", pages.fields.StreamField(blank=True, help_text="What to read next.")),
                ("listed_on", models.DateField(editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("briefing", "Briefing"),
                            ("report", "Report"),
                            ("response", "Response to a consultation"),
                        ],
                        default="briefing",
                        max_length=20,
                    ),
                ),
                (
                    "documents",
                    pages.fields.StreamField(
                        blank=True,
                        help_text="The publication as a file, for example as a PDF: one for each language.",
                    ),
                ),
                (
                    "authors",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="Leave empty if the organisation itself is the author.",
                        to="pages.person",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        help_text="Is reminded when the page is due.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who looks after it",
                    ),
                ),
                ("topics", modelcluster.fields.ParentalManyToManyField(blank=True, to="pages.topic")),
            ],
            options={
                "verbose_name": "publication",
                "abstract": False,
                "indexes": [models.Index(fields=["listed_on", "page_ptr"], name="publicationpage_listed_on")],
            },
            bases=(pages.text.search_fields.FoldedIndexMixin, "wagtailcore.page"),
        ),
        migrations.RunPython(migrations.RunPython.noop, delete_pages),
    ]
