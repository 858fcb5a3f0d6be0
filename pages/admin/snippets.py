"""The lists and forms of people, consents, organisations, topics and terms of the glossary."""

from wagtail.snippets.views.snippets import SnippetViewSetGroup

from pages.admin.permissions import InUseViewSet
from pages.models import Consent, GlossaryTerm, Organisation, Person, Topic


class PersonViewSet(InUseViewSet):
    """People: authors, interviewees, holders of roles."""

    model = Person
    icon = "user"
    list_display = ["name", "role"]


class OrganisationViewSet(InUseViewSet):
    """Organisations that we work with or that publish us."""

    model = Organisation
    icon = "group"
    list_display = ["name", "short_name", "website"]


class TopicViewSet(InUseViewSet):
    """Topics of stories."""

    model = Topic
    icon = "tag"
    list_display = ["name", "slug"]


class GlossaryTermViewSet(InUseViewSet):
    """Terms of the glossary."""

    model = GlossaryTerm
    icon = "help"
    list_display = ["term", "meaning"]


class ConsentViewSet(InUseViewSet):
    """What people agreed to."""

    model = Consent
    icon = "check"
    list_display = ["person", "agreed_on", "ends_on", "responsible"]


class PeopleAndTermsViewSetGroup(SnippetViewSetGroup):
    """All snippets under one entry of the menu."""

    menu_label = "People and terms"
    menu_icon = "group"
    menu_order = 300
    items = (PersonViewSet, ConsentViewSet, OrganisationViewSet, TopicViewSet, GlossaryTermViewSet)
