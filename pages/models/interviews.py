"""Interviews."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.blocks import NEW_INTERVIEW
from pages.consents.parts import Part
from pages.editing.panels import OPENING_PANELS
from pages.linked_data import organisation_of, person, publisher
from pages.models.consents import Consent
from pages.models.media import SiteImage
from pages.models.people import Organisation, Person
from pages.models.stories import StoryPage
from pages.text.marking import fill_in


class InterviewPage(StoryPage):
    """An interview: the whole of it, or our introduction and a link to the original."""

    type_label = _("Interview")
    select_related = [*StoryPage.select_related, "interviewee", "interviewer", "consent"]
    page_description = "An interview: the whole of it, or our introduction and a link to the original."
    new_page_values = {"body": NEW_INTERVIEW}

    interviewee = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="Who answers."
    )
    interviewer = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="Who asks."
    )
    consent = models.ForeignKey(
        Consent,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The agreement of the person who answers. When it has ended, the text, the name and all recordings "
        "are left out; the title, the summary and the standfirst stay. Not needed for an interview that was published "
        "elsewhere.",
    )

    parent_page_types = ["pages.InterviewIndexPage"]
    content_panels = OPENING_PANELS + [
        FieldPanel("interviewee"),
        FieldPanel("interviewer"),
        FieldPanel("consent"),
        FieldPanel("portrait"),
        FieldPanel("lead", heading="Standfirst"),
        *StoryPage.closing_panels,
    ]

    class Meta(StoryPage.Meta):
        verbose_name = "interview"

    @property
    def text_consent(self) -> Consent | None:
        """The consent of the person who answers."""
        return self.consent

    @property
    def parts_on_consent(self) -> list[Part]:
        """Add the text, with the name of the person who answers."""
        own = [Part("The text of the interview, and the interviewee", self.consent)] if self.consent else []
        return [*own, *super().parts_on_consent]

    @property
    def shown_interviewee(self) -> Person | None:
        """Who answers, unless the consent to that has ended."""
        return None if self.consent and self.consent.has_ended() else self.interviewee

    @property
    def shown_portrait(self) -> SiteImage | None:
        """The portrait, unless the consent of the person who answers has ended."""
        return None if self.consent and self.consent.has_ended() else self.portrait

    @property
    def byline(self) -> str:
        """Who was interviewed by whom."""
        interviewee = self.shown_interviewee.words("name").marked if self.shown_interviewee else ""
        if interviewee and self.interviewer:
            return fill_in(
                _("%(interviewee)s, interviewed by the %(interviewer)s"),
                interviewee=interviewee,
                interviewer=self.interviewer.words("name").marked,
            )
        return interviewee

    def link_sources(self) -> list[models.Model]:
        """Add the interviewee, whose biography follows the text."""
        return [*super().link_sources(), *([self.shown_interviewee] if self.shown_interviewee else [])]

    def people_data(self, request: HttpRequest) -> dict[str, Any]:
        """Name who asks, and who answers."""
        interviewee, interviewer = self.shown_interviewee, self.interviewer
        return {
            "about": person(interviewee.words("name").text) if interviewee else {},
            "author": [organisation_of(interviewer.words("name").text) if interviewer else publisher(request)],
        }
