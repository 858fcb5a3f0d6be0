"""What only the organisation can decide or know for its pages about privacy and accessibility.

They are settings, and no part of those pages, so that every site has them. Each shows nothing until it is filled in.
"""

from typing import Any, Self

from django.contrib.admin.utils import label_for_field
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, Site

from pages.blocks.languages import (
    OneForEachLanguageBlock,
    OtherLanguageBlock,
    PersonalDataWordsBlock,
    TestingWordsBlock,
    WordsBlock,
    entry_in,
)
from pages.fields import StreamField
from pages.models.site_settings import Navigation, SiteSetting
from pages.models.words import WordsInLanguages, words_field
from pages.text.fields import IdentifierInput
from pages.text.marking import Words


class Statement(SiteSetting):
    """A setting that one page shows, which the menus name in the field `shown_by`.

    `expected` are the fields without which visitors are not told what they should be.
    """

    shown_by = ""
    expected: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @classmethod
    def stored_for(cls, site: Site | None) -> Self:
        """Return the statement of a site, or an empty one. Unlike `for_site`, this never writes to the database."""
        return cls.objects.filter(site=site).first() or cls(site=site)

    @property
    def missing(self) -> list[str]:
        """What is not filled in yet, by the names that the form has for it."""
        return [str(label_for_field(name, type(self))) for name in self.expected if not getattr(self, name)]

    def page_for_preview(self, mode_name: str) -> Page | None:
        """Return the page that shows it in a language, or else in the main language, or else the home page."""
        navigation = Navigation.objects.filter(site=self.site).first()
        page = getattr(navigation, self.shown_by, None)
        if page is None:
            return super().page_for_preview(mode_name)
        return page.get_translations().filter(locale__language_code=mode_name, live=True).first() or page


# UK GDPR, article 6(1): what staff choose from, and what visitors read.
BASES = {
    "consent": (
        "Consent: article 6(1)(a)",
        _("You agree to it when you send it to us. You can take that back at any time (UK GDPR, article 6(1)(a))."),
    ),
    "contract": (
        "A contract: article 6(1)(b)",
        _("We need it to make or to keep a contract with you (UK GDPR, article 6(1)(b))."),
    ),
    "legal-obligation": (
        "A legal obligation: article 6(1)(c)",
        _("A law obliges us to (UK GDPR, article 6(1)(c))."),
    ),
    "vital-interests": (
        "Vital interests: article 6(1)(d)",
        _("It protects somebody’s life (UK GDPR, article 6(1)(d))."),
    ),
    "public-task": (
        "A public task: article 6(1)(e)",
        _("We need it for a task in the public interest that the law gives us (UK GDPR, article 6(1)(e))."),
    ),
    "legitimate-interests": (
        "Legitimate interests: article 6(1)(f)",
        _(
            "We need it to answer you and to do our work, and we have weighed that against your interests and rights "
            "(UK GDPR, article 6(1)(f))."
        ),
    ),
}

# UK GDPR, article 9(2), for what people write of their health, origin, beliefs or sex life.
SENSITIVE_BASES = {
    "explicit-consent": (
        "Explicit consent: article 9(2)(a)",
        _("You agree to that explicitly, and can take it back at any time (UK GDPR, article 9(2)(a))."),
    ),
    "vital-interests": (
        "Vital interests: article 9(2)(c)",
        _("It protects somebody’s life, and that person cannot agree (UK GDPR, article 9(2)(c))."),
    ),
    "legal-claims": (
        "Legal claims: article 9(2)(f)",
        _("It is needed for a legal claim (UK GDPR, article 9(2)(f))."),
    ),
    "public-interest": (
        "Substantial public interest: article 9(2)(g)",
        _(
            "The law allows it for a substantial public interest, such as to protect people at risk or to give "
            "confidential support (UK GDPR, article 9(2)(g); Data Protection Act 2018, schedule 1)."
        ),
    ),
}


def _choices(bases: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, label) for name, (label, _sentence) in bases.items()]


class PersonalData(WordsInLanguages, Statement):
    """Who is responsible for personal data, and why the law allows us to use it. Shown on the privacy page."""

    shown_by = "privacy_page"
    expected = ("controller", "controller_contact", "regulator_number", "enquiries_basis", "sensitive_basis")

    controller = models.CharField(
        "who is responsible",
        max_length=200,
        blank=True,
        help_text="The legal name of the organisation that decides what is done with personal data (the controller).",
    )
    controller_contact = models.CharField(
        "how to reach them",
        max_length=300,
        blank=True,
        help_text="An address, a number or an email address for questions about data. Never the address of a refuge.",
    )
    regulator_number = models.CharField(
        "registration number with the regulator",
        max_length=20,
        blank=True,
        help_text="The number in the register of the Information Commissioner’s Office (ICO).",
    )
    enquiries_basis = models.CharField(
        "why the law allows us to keep messages",
        max_length=30,
        blank=True,
        choices=_choices(BASES),
        help_text="The lawful basis on which the trustees decided. The privacy page explains it in a sentence.",
    )
    sensitive_basis = models.CharField(
        "why it allows us to keep what is sensitive in them",
        max_length=30,
        blank=True,
        choices=_choices(SENSITIVE_BASES),
        help_text="People write of their health, their origin or what they believe: this needs a second basis.",
    )
    in_other_languages = words_field(PersonalDataWordsBlock())

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("controller"),
                FieldPanel("controller_contact"),
                FieldPanel("regulator_number", widget=IdentifierInput),
            ],
            "The organisation",
        ),
        MultiFieldPanel([FieldPanel("enquiries_basis"), FieldPanel("sensitive_basis")], "Lawful bases"),
        FieldPanel("in_other_languages"),
    ]

    class Meta:
        verbose_name = verbose_name_plural = "personal data"

    @property
    def reasons(self) -> list[Any]:
        """Why the law allows us to keep messages, and what is sensitive in them: a sentence each, if decided."""
        bases = (BASES.get(self.enquiries_basis), SENSITIVE_BASES.get(self.sensitive_basis))
        return [basis[1] for basis in bases if basis]


class ProblemWordsBlock(blocks.StructBlock):
    """The same problem in another language."""

    language = OtherLanguageBlock()
    problem = WordsBlock(max_length=300, label="What does not work")
    instead = WordsBlock(max_length=300, required=False, label="What to do until then")

    class Meta:
        icon = "globe"
        label_format = "{problem}"


class KnownProblemValue(blocks.StructValue):
    """A problem with its words."""

    def words(self, name: str) -> Words:
        """Return what a child says in the active language, or else in the main one."""
        entry = entry_in(self.get("in_other_languages"), get_language())
        return Words.of(entry.get(name) if entry else "", self.get(name) or "")


class KnownProblemBlock(blocks.StructBlock):
    """Something on the website that does not work for everybody."""

    problem = blocks.CharBlock(max_length=300, label="What does not work", help_text="And for whom.")
    instead = blocks.CharBlock(
        max_length=300, required=False, label="What to do until then", help_text="Or by when it will be mended."
    )
    in_other_languages = OneForEachLanguageBlock(ProblemWordsBlock(label="Another language"), default=[])

    class Meta:
        icon = "warning"
        label_format = "{problem}"
        description = "Something that does not work for everybody yet."
        value_class = KnownProblemValue
        preview_template = "previews/known_problem.html"


class AccessibilityStatement(WordsInLanguages, Statement):
    """When and how the website was tested, and what does not work yet. Shown on the page about accessibility."""

    shown_by = "accessibility_page"
    expected = ("tested_on", "tested_how")

    tested_on = models.DateField(
        "last tested on", null=True, blank=True, help_text="The day on which people last tested the website."
    )
    tested_how = models.TextField(
        "how it was tested", blank=True, help_text="By whom, with what, and which pages. Only what was really done."
    )
    known_problems = StreamField(
        [("problem", KnownProblemBlock())],
        blank=True,
        verbose_name="what does not work yet",
        help_text="The most serious first. Take away what was mended.",
    )

    in_other_languages = words_field(TestingWordsBlock())

    panels = [FieldPanel(name) for name in ("tested_on", "tested_how", "known_problems", "in_other_languages")]

    class Meta:
        verbose_name = verbose_name_plural = "accessibility"
