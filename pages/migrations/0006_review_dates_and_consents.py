"""Add review dates and who looks after a page, and consents with the pictures that rest on them."""

import django.db.models.deletion
import modelsearch.index
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0005_renditions_failures"),
    ]

    operations = [
        migrations.AddField(
            model_name="blogindexpage",
            name="names_person",
            field=models.BooleanField(
                default=False,
                help_text="A colleague then reads the page before it is published.",
                verbose_name="names or shows a person",
            ),
        ),
        migrations.AddField(
            model_name="blogindexpage",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Is reminded when the page is due.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who looks after it",
            ),
        ),
        migrations.AddField(
            model_name="blogindexpage",
            name="review_on",
            field=models.DateField(
                blank=True,
                help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
                null=True,
                verbose_name="look at it again by",
            ),
        ),
        migrations.AddField(
            model_name="blogpage",
            name="names_person",
            field=models.BooleanField(
                default=False,
                help_text="A colleague then reads the page before it is published.",
                verbose_name="names or shows a person",
            ),
        ),
        migrations.AddField(
            model_name="blogpage",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Is reminded when the page is due.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who looks after it",
            ),
        ),
        migrations.AddField(
            model_name="blogpage",
            name="review_on",
            field=models.DateField(
                blank=True,
                help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
                null=True,
                verbose_name="look at it again by",
            ),
        ),
        migrations.AddField(
            model_name="glossarypage",
            name="names_person",
            field=models.BooleanField(
                default=False,
                help_text="A colleague then reads the page before it is published.",
                verbose_name="names or shows a person",
            ),
        ),
        migrations.AddField(
            model_name="glossarypage",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Is reminded when the page is due.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who looks after it",
            ),
        ),
        migrations.AddField(
            model_name="glossarypage",
            name="review_on",
            field=models.DateField(
                blank=True,
                help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
                null=True,
                verbose_name="look at it again by",
            ),
        ),
        migrations.AddField(
            model_name="homepage",
            name="names_person",
            field=models.BooleanField(
                default=False,
                help_text="A colleague then reads the page before it is published.",
                verbose_name="names or shows a person",
            ),
        ),
        migrations.AddField(
            model_name="homepage",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Is reminded when the page is due.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who looks after it",
            ),
        ),
        migrations.AddField(
            model_name="homepage",
            name="review_on",
            field=models.DateField(
                blank=True,
                help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
                null=True,
                verbose_name="look at it again by",
            ),
        ),
        migrations.AddField(
            model_name="interviewindexpage",
            name="names_person",
            field=models.BooleanField(
                default=False,
                help_text="A colleague then reads the page before it is published.",
                verbose_name="names or shows a person",
            ),
        ),
        migrations.AddField(
            model_name="interviewindexpage",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Is reminded when the page is due.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who looks after it",
            ),
        ),
        migrations.AddField(
            model_name="interviewindexpage",
            name="review_on",
            field=models.DateField(
                blank=True,
                help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
                null=True,
                verbose_name="look at it again by",
            ),
        ),
        migrations.AddField(
            model_name="interviewpage",
            name="names_person",
            field=models.BooleanField(
                default=False,
                help_text="A colleague then reads the page before it is published.",
                verbose_name="names or shows a person",
            ),
        ),
        migrations.AddField(
            model_name="interviewpage",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Is reminded when the page is due.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who looks after it",
            ),
        ),
        migrations.AddField(
            model_name="interviewpage",
            name="review_on",
            field=models.DateField(
                blank=True,
                help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
                null=True,
                verbose_name="look at it again by",
            ),
        ),
        migrations.AddField(
            model_name="safetypage",
            name="names_person",
            field=models.BooleanField(
                default=False,
                help_text="A colleague then reads the page before it is published.",
                verbose_name="names or shows a person",
            ),
        ),
        migrations.AddField(
            model_name="safetypage",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Is reminded when the page is due.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who looks after it",
            ),
        ),
        migrations.AddField(
            model_name="safetypage",
            name="review_on",
            field=models.DateField(
                blank=True,
                help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
                null=True,
                verbose_name="look at it again by",
            ),
        ),
        migrations.AddField(
            model_name="siteimage",
            name="shows_people",
            field=models.BooleanField(
                default=False,
                help_text="Their consent is then needed before the picture can be published.",
                verbose_name="people can be recognised in it",
            ),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="names_person",
            field=models.BooleanField(
                default=False,
                help_text="A colleague then reads the page before it is published.",
                verbose_name="names or shows a person",
            ),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Is reminded when the page is due.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who looks after it",
            ),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="review_on",
            field=models.DateField(
                blank=True,
                help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
                null=True,
                verbose_name="look at it again by",
            ),
        ),
        migrations.AlterField(
            model_name="siteimage",
            name="consent_notes",
            field=models.TextField(
                blank=True,
                help_text="What else colleagues should know about who is shown and who agreed. "
                "Never shown on the site.",
            ),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.CharField(
                        help_text="So that colleagues know who is meant. Never shown on the site.",
                        max_length=200,
                        verbose_name="whose words or picture",
                    ),
                ),
                (
                    "scope",
                    models.TextField(
                        help_text="Which words or pictures, where they may be shown, and with which name.",
                        verbose_name="what was agreed",
                    ),
                ),
                (
                    "agreed_by",
                    models.CharField(
                        help_text="The person herself, or who may agree for her, for example a parent.",
                        max_length=200,
                        verbose_name="who agreed",
                    ),
                ),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True,
                        help_text="The last day. The words or the picture are left out after it. "
                        "Leave empty if there is no end.",
                        null=True,
                        verbose_name="until when",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        help_text="Is told by email before it ends, so that the person can be asked again.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who looks after it",
                    ),
                ),
            ],
            options={
                "ordering": ["person", "-agreed_on"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name="siteimage",
            name="consent",
            field=models.ForeignKey(
                blank=True,
                help_text="The agreement of the people who are shown. The picture is left out when it has ended.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.consent",
            ),
        ),
    ]
