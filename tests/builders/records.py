"""Topics, people, organisations, terms, numbers and consents."""

from typing import Any

from django.utils.text import slugify
from wagtail.models import Locale

from pages.models import Consent, GlossaryTerm, Organisation, Person, Topic
from tests.builders.naming import named


def topic(**fields: Any) -> Topic:
    """Make a topic of the blog."""
    fields = named(fields, "name", "Sample topic")
    return Topic.objects.create(**{"slug": slugify(fields["name"]), "locale": Locale.get_default(), **fields})


def person(**fields: Any) -> Person:
    """Make a person."""
    return Person.objects.create(**named(fields, "name", "Sample Person"))


def organisation(**fields: Any) -> Organisation:
    """Make an organisation."""
    return Organisation.objects.create(**named(fields, "name", "Sample Organisation"))


def glossary_term(**fields: Any) -> GlossaryTerm:
    """Make a term of the glossary."""
    fields = named({"meaning": "a sample meaning", **fields}, "term", "Sampleterm")
    return GlossaryTerm.objects.create(**{"locale": Locale.get_default(), **fields})


def help_number(number: str, labels: dict[str, str], is_not_dialled: bool = False) -> tuple[str, dict[str, Any]]:
    """Return a block of the numbers to call, with the label of each language."""
    named = [{"language": language, "label": label, "note": ""} for language, label in labels.items()]
    return "number", {"number": number, "is_not_dialled": is_not_dialled, "labels": named}


def consent(**fields: Any) -> Consent:
    """Make a consent without an end."""
    fields = named({"scope": "The sample words", "agreed_by": "She herself", **fields}, "person", "Sample Consenter")
    return Consent.objects.create(**fields)
