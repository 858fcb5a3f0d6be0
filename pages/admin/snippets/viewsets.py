"""The lists and forms of people, organisations, topics and terms of the glossary."""

from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.admin.snippets.choosers import OrganisationChooserViewSet, PersonChooserViewSet
from pages.admin.snippets.consents import ConsentViewSet
from pages.admin.snippets.history import HistoryViewSet
from pages.admin.snippets.translations import TranslatableViewSet
from pages.models import GlossaryTerm, Organisation, Person, PhraseToAvoid, Topic


class PersonViewSet(HistoryViewSet):
    """People: authors, interviewees, holders of roles."""

    model = Person
    icon = "user"
    list_display = ["name", "role"]
    chooser_viewset_class = PersonChooserViewSet


class OrganisationViewSet(HistoryViewSet):
    """Organisations that we work with or that publish us."""

    model = Organisation
    icon = "group"
    list_display = ["name", "short_name", "website"]
    chooser_viewset_class = OrganisationChooserViewSet


class TopicViewSet(TranslatableViewSet):
    """Topics of stories."""

    model = Topic
    icon = "tag"
    list_display = ["name", "slug"]


class GlossaryTermViewSet(TranslatableViewSet):
    """Terms of the glossary."""

    model = GlossaryTerm
    icon = "help"
    list_display = ["term", "meaning"]


class PhraseToAvoidViewSet(SnippetViewSet):
    """Phrases that the checks before publishing point out."""

    model = PhraseToAvoid
    copy_view_enabled = False
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
