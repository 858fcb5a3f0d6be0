"""Add the pages about people and accountability, and the statements about personal data and accessibility.

To undo it deletes the statements and what those pages hold; delete the pages in the admin first.
"""

import django.db.models.deletion
import wagtail.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models

import pages.fields
import pages.text.search_fields

BASES = [
    ("consent", "Consent: article 6(1)(a)"),
    ("contract", "A contract: article 6(1)(b)"),
    ("legal-obligation", "A legal obligation: article 6(1)(c)"),
    ("vital-interests", "Vital interests: article 6(1)(d)"),
    ("public-task", "A public task: article 6(1)(e)"),
    ("legitimate-interests", "Legitimate interests: article 6(1)(f)"),
]
SENSITIVE_BASES = [
    ("explicit-consent", "Explicit consent: article 9(2)(a)"),
    ("vital-interests", "Vital interests: article 9(2)(c)"),
    ("legal-claims", "Legal claims: article 9(2)(f)"),
    ("public-interest", "Substantial public interest: article 9(2)(g)"),
]


def fields_of_page() -> list[tuple[str, models.Field]]:
    """Return the fields that both page types have."""
    return [
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
                help_text="For pages that a visitor may want to read without others knowing. Link cards say no more "
                "than the title, and the title, address and summary must be neutral.",
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
                help_text="The day by which somebody checks that all of it still holds. They are reminded of it.",
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
            "reviewed_on",
            models.DateField(
                blank=True,
                help_text="When somebody last checked that all of it still holds.",
                null=True,
                verbose_name="last reviewed",
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
    ]


def fields_of_statement() -> list[tuple[str, models.Field]]:
    """Return the fields that both statements have."""
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        (
            "latest_revision",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.revision",
                verbose_name="latest revision",
            ),
        ),
        (
            "site",
            models.OneToOneField(
                editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0018_publications"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="PeoplePage",
            fields=[
                *fields_of_page(),
                ("people", pages.fields.StreamField(blank=True, help_text="In the order in which they are shown.")),
            ],
            options={"verbose_name": "people page"},
            bases=(pages.text.search_fields.FoldedIndexMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="AccountabilityPage",
            fields=[
                *fields_of_page(),
                ("trustees", pages.fields.StreamField(blank=True)),
                (
                    "documents",
                    pages.fields.StreamField(
                        blank=True,
                        help_text="Accounts, annual reports and policies. They are shown by kind and year, whatever "
                        "their order here.",
                    ),
                ),
            ],
            options={"verbose_name": "accountability page"},
            bases=(pages.text.search_fields.FoldedIndexMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="PersonalData",
            fields=[
                *fields_of_statement(),
                (
                    "controller",
                    models.CharField(
                        blank=True,
                        help_text="The legal name of the organisation that decides what is done with personal data "
                        "(the controller).",
                        max_length=200,
                        verbose_name="who is responsible",
                    ),
                ),
                (
                    "controller_contact",
                    models.CharField(
                        blank=True,
                        help_text="An address, a number or an email address for questions about data. Never the "
                        "address of a refuge.",
                        max_length=300,
                        verbose_name="how to reach them",
                    ),
                ),
                (
                    "regulator_number",
                    models.CharField(
                        blank=True,
                        help_text="The number in the register of the Information Commissioner’s Office (ICO).",
                        max_length=20,
                        verbose_name="registration number with the regulator",
                    ),
                ),
                (
                    "enquiries_basis",
                    models.CharField(
                        blank=True,
                        choices=BASES,
                        help_text="The lawful basis on which the trustees decided. The privacy page explains it in a "
                        "sentence.",
                        max_length=30,
                        verbose_name="why the law allows us to keep messages",
                    ),
                ),
                (
                    "sensitive_basis",
                    models.CharField(
                        blank=True,
                        choices=SENSITIVE_BASES,
                        help_text="People write of their health, their origin or what they believe: this needs a "
                        "second basis.",
                        max_length=30,
                        verbose_name="why it allows us to keep what is sensitive in them",
                    ),
                ),
            ],
            options={"verbose_name": "personal data", "verbose_name_plural": "personal data"},
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name="AccessibilityStatement",
            fields=[
                *fields_of_statement(),
                (
                    "tested_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which people last tested the website.",
                        null=True,
                        verbose_name="last tested on",
                    ),
                ),
                (
                    "tested_how",
                    models.TextField(
                        blank=True,
                        help_text="By whom, with what, and which pages. Only what was really done.",
                        verbose_name="how it was tested",
                    ),
                ),
                (
                    "known_problems",
                    pages.fields.StreamField(
                        blank=True,
                        help_text="The most serious first. Take away what was mended.",
                        verbose_name="what does not work yet",
                    ),
                ),
            ],
            options={"verbose_name": "accessibility", "verbose_name_plural": "accessibility"},
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
    ]
