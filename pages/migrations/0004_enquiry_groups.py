"""Make the two groups for enquiries. See `pages.enquiries.permissions` for who may do what, and why here."""

from django.db import migrations

TEAM = "Enquiry team"
LEAD = "Enquiry lead"

# Django makes permissions after all migrations, which is too late for the groups: as Wagtail does for its own
# groups, they are made here with the names that Django would give them.
TEAM_PERMISSIONS = [
    ("enquiry", "view_enquiry", "Can view enquiry"),
    ("enquiry", "change_enquiry", "Can change enquiry"),
    ("enquiry", "delete_enquiry", "Can delete enquiry"),
    ("enquiry", "export_enquiry", "Can export an enquiry"),
    ("jobrun", "view_jobrun", "Can view job run"),
]
LEAD_PERMISSIONS = [
    ("enquiryrecord", "view_enquiryrecord", "Can view record of an enquiry"),
    ("deletedenquiry", "view_deletedenquiry", "Can view deleted enquiry"),
    ("enquirysettings", "change_enquirysettings", "Can change enquiries"),
]


def make_groups(apps, schema_editor):
    """Make the groups; one that bears the name already keeps what it has and gains what it needs."""
    groups = apps.get_model("auth.Group").objects
    permissions = apps.get_model("auth.Permission").objects
    access = permissions.get(content_type__app_label="wagtailadmin", codename="access_admin")
    team = [permission(apps, *row) for row in TEAM_PERMISSIONS]
    lead = [permission(apps, *row) for row in LEAD_PERMISSIONS]
    groups.get_or_create(name=TEAM)[0].permissions.add(access, *team)
    groups.get_or_create(name=LEAD)[0].permissions.add(access, *team, *lead)


def permission(apps, model, codename, name):
    """Return a permission, made if Django has not done so yet."""
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label="pages", model=model)
    found, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0003_enquiries"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        # These let every group that there is choose pictures and documents: they must come before.
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]

    operations = [
        # Going back leaves the groups: their members would be lost with them.
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
