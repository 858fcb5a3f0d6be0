"""Add the address of the source of a figure, and name the organisation as the source of the figure of new sites.

The figure of the starter content is a statement of the organisation itself, but sites from before 0003 have no source of
it: readers saw a bare number, and the page could not be published again before somebody wrote one. What staff wrote
themselves stays as it is. Reversed, the source stays.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

STARTER_FIGURE = {"figure": "0", "figure_words": "National Plans Against Racism in the UK"}
SOURCE = {"figure_source": "Apna Haq"}


def name_source(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Name the source in pages that still say what new sites say, and in the newest version of each."""
    work_page = apps.get_model("campaigns", "NationalWorkPage")
    work_page.objects.filter(figure_source="", **STARTER_FIGURE).update(**SOURCE)
    newest = work_page.objects.exclude(latest_revision=None).values("latest_revision")
    for revision in apps.get_model("wagtailcore", "Revision").objects.filter(pk__in=newest):
        content = revision.content
        if STARTER_FIGURE.items() <= content.items() and not content.get("figure_source"):
            revision.content = {**content, **SOURCE}
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0003_source_of_a_figure"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="nationalworkpage",
            name="figure_link",
            field=models.URLField(blank=True, verbose_name="address of its source"),
        ),
        migrations.AlterField(
            model_name="nationalworkpage",
            name="figure_source",
            field=models.CharField(
                blank=True,
                help_text="Who counted; for a statement of our own, the organisation. "
                "Needed before the page can be published.",
                max_length=200,
                verbose_name="its source",
            ),
        ),
        migrations.RunPython(name_source, migrations.RunPython.noop),
    ]
