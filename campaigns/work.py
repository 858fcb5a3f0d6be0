"""What pages about our work have in common: what readers can do; and what is new on those of one place."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from campaigns import readiness
from campaigns.actions import ACTIONS
from campaigns.blocks import PartnerBlock
from pages.access import public_pages
from pages.blocks import NEW_TEXT, BodyBlock, RelatedPageBlock
from pages.consents.parts import limit_to_consents
from pages.contact_topics import ContactTopic
from pages.editing.panels import LEAD_FEATURES
from pages.fields import ParentalManyToManyField, StreamField
from pages.languages import translated
from pages.models import BasePage, BlogPage, Consent, InterviewPage, PublicationPage, Topic
from pages.models.story_indexes import newest_stories
from pages.navigation.links import LinkTargets
from pages.navigation.listings import Card, ListItem, card, list_item, related_pages
from pages.navigation.site_context import get_site_context
from pages.page_cache.fragments import cached

# So many stories of its topics a page shows by itself, and of which types.
NEWEST_STORIES = 3
STORIES = (InterviewPage, BlogPage, PublicationPage)


class PageWithActions(BasePage):
    """A page that says what readers can do."""

    # The field is the models': parts of a page are named in the order in which a model has them.
    actions: Any

    readiness_rules = (*BasePage.readiness_rules, *readiness.RULES)

    class Meta:
        abstract = True

    @property
    def shown_actions(self) -> list[StreamValue.StreamChild]:
        """The actions that have what they are about."""
        return [action for action in self.actions if is_shown(action)]

    @property
    def searchable_actions(self) -> list[str]:
        """The words of these actions, for the search index."""
        return [text for action in self.shown_actions for text in action.block.get_searchable_content(action.value)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what to do, with the script for letters if there is one."""
        context = super().get_context(request, *args, **kwargs)
        context["actions"] = self.shown_actions
        if any(action.block_type == "letter" for action in context["actions"]):
            context["scripts"] = [*context["scripts"], "js/letter.js"]
        return context


class WorkPage(PageWithActions):
    """What we do against racism in one place."""

    new_page_values = {
        "body": NEW_TEXT,
        "call_title": "Be part of it",
        "call_text": "<p>Please get in touch to find out more.</p>",
        "call_button": "Get in touch",
    }

    link_texts = ("call_button",)

    lead = RichTextField("introduction", features=LEAD_FEATURES)
    body = StreamField(BodyBlock(), blank=True)
    partners = StreamField([("partner", PartnerBlock())], blank=True)
    related = StreamField(
        [("page", RelatedPageBlock(["pages.InterviewPage", "pages.BlogPage", "pages.PublicationPage"]))],
        blank=True,
        verbose_name="interviews, posts and publications to read",
    )
    # Without stubs.
    topics: Any = ParentalManyToManyField(Topic, blank=True)
    actions = StreamField(ACTIONS, blank=True)
    call_title = models.CharField("call to action", max_length=80, blank=True)
    call_text = RichTextField("text of the call to action", features=LEAD_FEATURES, blank=True)
    call_button = models.CharField("words on the button", max_length=40, blank=True)
    call_topic = models.CharField(
        "topic that is chosen on the contact page",
        max_length=20,
        choices=ContactTopic.choices,
        default=ContactTopic.ANTI_RACISM,
    )

    parent_page_types = ["campaigns.AntiRacismPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    closing_panels = [
        FieldPanel("partners"),
        MultiFieldPanel(
            [
                FieldPanel("related", help_text="They come first."),
                FieldPanel(
                    "topics",
                    widget=forms.CheckboxSelectMultiple,
                    help_text="The newest interviews, posts and publications of these topics follow by themselves.",
                ),
            ],
            "What is new",
        ),
        MultiFieldPanel(
            [
                FieldPanel("actions"),
                FieldPanel("call_title", heading="Getting in touch", help_text="The heading. It comes last."),
                FieldPanel("call_text", heading="Text about getting in touch"),
                FieldPanel("call_button"),
                FieldPanel("call_topic"),
            ],
            "What readers can do",
        ),
    ]
    search_fields = BasePage.search_fields + [
        index.SearchField("lead"),
        index.SearchField("searchable_body"),
        index.SearchField("searchable_actions"),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what to read, the partners, where to get in touch, and the card of the next page about our work."""
        context = super().get_context(request, *args, **kwargs)
        context["topics"], stories = cached(
            request, f"new:{self.pk}", lambda: self.new(context["link_targets"], request)
        )
        # A consent may end while the stories are cached.
        limit_to_consents(request, (consent for _item, consent in stories))
        context["stories"] = [item for item, consent in stories if not (consent and consent.has_ended())]
        # An organisation may have been deleted.
        context["partners"] = [block.value for block in self.partners if block.value.get("organisation")]
        contact_url = get_site_context(request).contact_url
        context["call_url"] = f"{contact_url}?topic={self.call_topic}" if contact_url else ""
        context["next_card"] = self.next_card(request)
        return context

    def new(
        self, targets: LinkTargets, request: HttpRequest
    ) -> tuple[list[Topic], list[tuple[ListItem, Consent | None]]]:
        """Return the topics of the page, and the stories that an editor chose with the newest ones of the topics.

        Each story has the consent that its text relies on. Those that the page lists elsewhere are left out.
        """
        topics = translated(self.topics.select_related("locale"), get_language())
        chosen = [page.pk for page in related_pages(self, targets, request)]
        shown = {page.pk for pk in self.linked_pages() if (page := targets.translated_page(pk))}
        count = NEWEST_STORIES if topics else 0
        stories = newest_stories(request, count, topics, first=chosen, without=shown, types=STORIES)
        return topics, [(list_item(story, request), story.text_consent) for story in stories]

    def linked_pages(self) -> list[int]:
        """Return the primary keys of the pages that the page lists or links elsewhere."""
        references = self.body.stream_block.extract_references(self.body)
        return [int(pk) for model, pk, _model_path, _content_path in references if issubclass(model, Page)]

    def next_card(self, request: HttpRequest) -> Card | None:
        """Return the card of the work that follows in the page tree, or of the first after the last."""
        if self.published_parent is None:
            return None
        siblings = published_children(self.published_parent, request)
        following = [page for page in siblings if page.path > self.path] or siblings
        return card(following[0], request) if following and following[0].pk != self.pk else None


def is_shown(action: StreamValue.StreamChild) -> bool:
    """Return whether an action has what it is about: visitors may not be able to open its document."""
    return action.block_type != "document" or action.value.shown_document is not None


def published_children(page: Page, request: HttpRequest) -> list[Page]:
    """Return the pages below one that everyone may read, in the order of the page tree."""
    return list(public_pages(page.get_children(), request))
