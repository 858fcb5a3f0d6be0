"""What is added to Wagtail's editor."""

from django.utils.html import escape
from wagtail import hooks
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.enquiries import hooks as enquiry_hooks
from pages.models import GlossaryTerm, Organisation, Person, Topic

# Wagtail looks for hooks in this module alone.
__all__ = ["enquiry_hooks"]


class ExternalLinkHandler(LinkHandler):
    """Links in rich text to other sites tell those sites nothing about where the reader comes from."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        """Return the opening tag."""
        return f'<a href="{escape(attrs["href"])}" rel="noreferrer">'


@hooks.register("register_rich_text_features")
def links_tell_nothing(features: FeatureRegistry) -> None:
    """Use our handler for links to other sites."""
    features.register_link_type(ExternalLinkHandler)


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
    """What stories are about."""

    model = Topic
    icon = "tag"
    list_display = ["name", "slug"]


class GlossaryTermViewSet(SnippetViewSet):
    """Words that are explained."""

    model = GlossaryTerm
    icon = "help"
    list_display = ["term", "meaning"]


@register_snippet
class PeopleAndWords(SnippetViewSetGroup):
    """Everything that several pages share, under one entry of the menu."""

    menu_label = "People and words"
    menu_icon = "group"
    menu_order = 300
    items = (PersonViewSet, OrganisationViewSet, TopicViewSet, GlossaryTermViewSet)
