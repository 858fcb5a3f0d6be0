"""What only the organisation can decide or know, and visitors are to be told: what of it the settings lack."""

from django.utils.text import get_text_list
from wagtail.models import Site

from apnahaq.monitoring.findings import Finding, Level
from pages.models import AccessibilityStatement, PersonalData
from pages.models.statements import Statement

# Of each setting: the name of the finding, the page that shows it, what that says when nothing is missing, and what to
# do otherwise.
STATEMENTS: list[tuple[type[Statement], str, str, str, str]] = [
    (
        PersonalData,
        "statements",
        "Privacy page",
        "It says who is responsible, and why the law allows it.",
        "Ask the trustees, and write their decision under Whole site, Personal data.",
    ),
    (
        AccessibilityStatement,
        "accessibility",
        "Accessibility page",
        "It says when and how the website was tested.",
        "Ask people to test the website, and write the day and how they did it under Whole site, Accessibility.",
    ),
]


def check() -> list[Finding]:
    """Check what the settings say about personal data, and about when people tested the website."""
    site = Site.objects.filter(is_default_site=True).first()
    return [_finding(model.stored_for(site).missing, *words) for model, *words in STATEMENTS]


def _finding(missing: list[str], name: str, title: str, says: str, advice: str) -> Finding:
    if not missing:
        return Finding(name, title, Level.OK, says)
    found = f"It does not say yet: {get_text_list([f'“{name}”' for name in missing], 'and')}."
    return Finding(name, title, Level.WARNING, found, advice)
