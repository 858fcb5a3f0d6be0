"""Create the two groups for enquiries. See `pages.enquiries.permissions` for who may do what, and why here."""

from django.db import migrations

TEAM = "Enquiry team"
LEAD = "Enquiry lead"

# Django creates permissions after all migrations, which is too late for the groups: as Wagtail does for its own
# groups, they are created here with the names that Django would give them.
TEAM_PERMISSIONS = [
    ("enquiries", "enquiry", "view_enquiry", "Can view enquiry"),
    ("enquiries", "enquiry", "change_enquiry", "Can change enquiry"),
    ("enquiries", "enquiry", "delete_enquiry", "Can delete enquiry"),
    ("enquiries", "enquiry", "export_enquiry", "Can export an enquiry"),
    ("jobs", "jobrun", "view_jobrun", "Can view job run"),
]
LEAD_PERMISSIONS = [
    ("enquiries", "auditlogentry", "view_auditlogentry", "Can view audit log entry"),
    ("enquiries", "deletedenquiry", "view_deletedenquiry", "Can view deleted enquiry"),
    ("enquiries", "enquirysettings", "change_enquirysettings", "Can change enquiries"),
]


def create_groups(apps, schema_editor):
    """Create the groups; an existing group with the name keeps its permissions and is given those that are missing."""
    groups = apps.get_model("auth.Group").objects
    permissions = apps.get_model("auth.Permission").objects
    access = permissions.get(content_type__app_label="wagtailadmin", codename="access_admin")
    team = [get_permission(apps, *row) for row in TEAM_PERMISSIONS]
    lead = [get_permission(apps, *row) for row in LEAD_PERMISSIONS]
    groups.get_or_create(name=TEAM)[0].permissions.add(access, *team)
    groups.get_or_create(name=LEAD)[0].permissions.add(access, *team, *lead)


def get_permission(apps, app_label, model, codename, name):
    """Return a permission, created if Django has not done so yet."""
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label=app_label, model=model)
    permission, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0001_initial"),
        ("jobs", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        # These give permissions to every existing group: they must come before.
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]

    operations = [
        # Reversing leaves the groups: their members would be lost with them.
        migrations.RunPython(create_groups, migrations.RunPython.noop),
    ]
