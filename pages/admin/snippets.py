"""The lists and forms of people, consents, organisations, topics and terms of the glossary."""

from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.models import Consent, GlossaryTerm, Organisation, Person, PhraseToAvoid, Topic


class PersonViewSet(SnippetViewSet):
    """People: authors, interviewees, holders of roles."""

    model = Person
    icon = "user"
    list_display = ["name", "role"]


class OrganisationViewSet(SnippetViewSet):
    """Organisations that we work with or that publish us."""

    model = Organisation
    icon = "group"
    list_display = ["name", "short_name", "website"]


class TopicViewSet(SnippetViewSet):
    """Topics of stories."""

    model = Topic
    icon = "tag"
    list_display = ["name", "slug"]


class GlossaryTermViewSet(SnippetViewSet):
    """Terms of the glossary."""

    model = GlossaryTerm
    icon = "help"
    list_display = ["term", "meaning"]


class ConsentViewSet(SnippetViewSet):
    """What people agreed to."""

    model = Consent
    icon = "check"
    list_display = ["person", "agreed_on", "ends_on", "responsible"]


class PhraseToAvoidViewSet(SnippetViewSet):
    """Phrases that the checks before publishing point out."""

    model = PhraseToAvoid
    icon = "cross"
    list_display = ["phrase", "instead"]


class PeopleAndTermsViewSetGroup(SnippetViewSetGroup):
    """All snippets under one entry of the menu."""

    menu_label = "People and terms"
    menu_icon = "group"
    menu_order = 300
    items = (
        PersonViewSet,
        ConsentViewSet,
        OrganisationViewSet,
        TopicViewSet,
        GlossaryTermViewSet,
        PhraseToAvoidViewSet,
    )
