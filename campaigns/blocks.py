"""Blocks of the pages about our work: partners, milestones, roles and activities."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class PartnerBlock(blocks.StructBlock):
    """An organisation that we work with."""

    organisation = SnippetChooserBlock("pages.Organisation")
    note = blocks.CharBlock(max_length=200, required=False, help_text="What we do together, in one sentence.")

    class Meta:
        icon = "group"
        label_format = "{organisation}"
        description = "An organisation that we work with, and what we do together."
        preview_template = "previews/partner.html"


class MilestoneBlock(blocks.StructBlock):
    """A step towards a demand, with its status in words."""

    title = blocks.CharBlock(max_length=120)
    status = blocks.ChoiceBlock(
        [("done", _("Done")), ("now", _("Happening now")), ("next", _("To come"))], default="next"
    )
    status_words = blocks.CharBlock(
        max_length=60, required=False, help_text="If other words say it better, for example: Exploring"
    )
    date = blocks.CharBlock(max_length=40, required=False, help_text="In words, if it is known: Spring 2024")
    text = blocks.RichTextBlock(features=["bold", "link"], required=False)

    class Meta:
        icon = "tick"
        label_format = "{title}"
        description = "A step towards what we ask for: done, happening now or to come."
        preview_template = "previews/milestone.html"
        preview_value = {"title": "A sample step", "status": "now", "text": "<p>Sample text.</p>"}


class RoleBlock(blocks.StructBlock):
    """A role that one of us has in the network."""

    person = SnippetChooserBlock("pages.Person")
    role = blocks.CharBlock(max_length=120, help_text="For example: Member of the Board")
    text = blocks.RichTextBlock(features=["bold", "link"], required=False)

    class Meta:
        icon = "user"
        label_format = "{person} {role}"
        description = "A role that one of us has in the network."
        preview_template = "previews/role.html"


class ActivityBlock(blocks.StructBlock):
    """Something that we did: a workshop, a board, an article."""

    activity_type = blocks.CharBlock(max_length=30, help_text="In one word: Workshop, Article, Panel")
    title = blocks.CharBlock(max_length=200)
    text = blocks.RichTextBlock(features=["bold", "link"], required=False)
    date = blocks.DateBlock(required=False, help_text="Leave empty if it is not known.")
    partner = SnippetChooserBlock("pages.Organisation", required=False)
    page = blocks.PageChooserBlock(required=False, help_text="A page of this site about it.")
    address = blocks.URLBlock(required=False, help_text="Or a page of another website about it.")

    class Meta:
        icon = "date"
        label_format = "{activity_type} {title}"
        description = "Something that we did: a workshop, a panel, an article."
        preview_template = "previews/activity.html"
        preview_value = {"activity_type": "Workshop", "title": "A sample workshop", "text": "<p>Sample text.</p>"}


class BenefitBlock(blocks.CharBlock):
    """Something that a change would bring."""

    has_notes = True

    class Meta:
        icon = "list-ul"
        description = "One thing that the change would bring, in a sentence."
        preview_template = "previews/benefit.html"
        preview_value = "A sample benefit."
