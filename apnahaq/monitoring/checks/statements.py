"""What only the organisation can decide, and the law wants visitors to be told: what of it the settings lack."""

from django.utils.text import get_text_list
from wagtail.models import Site

from apnahaq.monitoring.findings import Finding, Level
from pages.models import PersonalData

TITLE = "Privacy page"


def check() -> list[Finding]:
    """Check that the settings say who is responsible for personal data, and why the law allows us to use it."""
    missing = PersonalData.stored_for(Site.objects.filter(is_default_site=True).first()).missing
    if not missing:
        return [Finding("statements", TITLE, Level.OK, "It says who is responsible, and why the law allows it.")]
    found = f"It does not say yet: {get_text_list([f'“{name}”' for name in missing], 'and')}."
    advice = "Ask the trustees, and write their decision under Whole site, Personal data."
    return [Finding("statements", TITLE, Level.WARNING, found, advice)]
