"""What is added to Wagtail's editor."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.links import ExternalLinkHandler, UnknownPageHandler
from pages.models import GlossaryTerm, Organisation, Person, Topic
from pages.pillars import pillar_within


@hooks.register("register_rich_text_features", order=1)
def links_tell_nothing(features: FeatureRegistry) -> None:
    """Use our handlers for links, after Wagtail has named its own."""
    features.register_link_type(ExternalLinkHandler)
    features.register_link_type(UnknownPageHandler)


@hooks.register("before_bulk_action")
def publish_one_at_a_time(
    request: HttpRequest, action_type: str, objects: list[Model], action: BulkAction
) -> HttpResponse | None:
    """Refuse to publish pages from a list: Wagtail would not look whether they are finished."""
    if action_type != "publish":
        return None
    messages.error(request, "Nothing was published. Open each page and publish it there: it says what is missing.")
    return redirect(action.next_url)


def _pillar_stays(request: HttpRequest, pages: list[Page], next_url: str) -> HttpResponse | None:
    """Say why a page cannot go, and lead back; None if all of them can."""
    pillar = next(filter(None, map(pillar_within, pages)), None)
    if pillar is None:
        return None
    messages.error(
        request,
        f"“{pillar.title}” has to stay: other pages lead to it. Its words can be changed.",
    )
    return redirect(next_url)


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def keep_what_others_lead_to(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to take away a page that the site stands on."""
    return _pillar_stays(request, [page], reverse("wagtailadmin_pages:edit", args=[page.pk]))


@hooks.register("before_bulk_action")
def keep_what_others_lead_to_in_lists(
    request: HttpRequest, action_type: str, objects: list[Model], action: BulkAction
) -> HttpResponse | None:
    """Refuse the same where several pages are chosen at once."""
    if action_type not in {"delete", "unpublish"} or not all(isinstance(each, Page) for each in objects):
        return None
    return _pillar_stays(request, objects, action.next_url)


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

    menu_label = "People, words"
    menu_icon = "group"
    menu_order = 300
    items = (PersonViewSet, OrganisationViewSet, TopicViewSet, GlossaryTermViewSet)
