"""Add what roles were given, the emails to staff that wait, reminders of pages, and the step with a second reader.

Reversing loses the emails that wait, and leaves the groups as they are.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def make_plain_tasks(apps, schema_editor):
    """Leave Wagtail's own type of step behind: the other one is unknown to earlier versions."""
    content_types = apps.get_model("contenttypes.ContentType").objects
    ours = content_types.filter(app_label="pages", model="secondreadertask").first()
    wagtails = content_types.filter(app_label="wagtailcore", model="groupapprovaltask").first()
    if ours and wagtails:
        apps.get_model("wagtailcore.Task").objects.filter(content_type=ours).update(content_type=wagtails)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("pages", "0010_consents_of_words"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecondReaderTask",
            fields=[],
            options={
                "default_permissions": (),
                "verbose_name": "second pair of eyes",
                "verbose_name_plural": "second pairs of eyes",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("wagtailcore.groupapprovaltask",),
        ),
        migrations.CreateModel(
            name="ReviewReminder",
            fields=[
                ("id", ID),
                ("review_on", models.DateField()),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.page"
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("id", ID),
                ("name", models.CharField(max_length=40, unique=True)),
                ("granted", models.JSONField(default=list)),
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="auth.group"
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="StaffEmail",
            fields=[
                ("id", ID),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(migrations.RunPython.noop, make_plain_tasks),
    ]
