"""Name the pages about privacy and accessibility in the settings, so that they stay.

By itself, since a restored backup is migrated in the transaction that loads it: PostgreSQL alters no table of which it
has rows to check. Reversing leaves the pages named.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def name_pages(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Name the live privacy page of each site, and its live page at the address that new sites start with."""
    page_model = apps.get_model("wagtailcore", "Page")
    for navigation in apps.get_model("pages", "Navigation").objects.select_related("site__root_page"):
        home = navigation.site.root_page
        pages = page_model.objects.filter(path__startswith=home.path, depth=home.depth + 1, live=True)
        privacy = {"content_type__app_label": "enquiries", "content_type__model": "privacypage"}
        navigation.privacy_page = pages.filter(**privacy).order_by("path").first()
        navigation.accessibility_page = pages.filter(slug="accessibility").first()
        navigation.save(update_fields=["privacy_page", "accessibility_page"])


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("pages", "0011_roles_and_staff_emails"),
    ]

    operations = [migrations.RunPython(name_pages, migrations.RunPython.noop)]
