"""Blocks of the pages about the people of the organisation and about its accounts."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.blocks.consents import ConsentChooserBlock
from pages.blocks.media import DocumentValue, PictureBlock


class PersonBlock(blocks.StructBlock):
    """Somebody with her role, words about her and a portrait."""

    person = SnippetChooserBlock("pages.Person")
    role = blocks.CharBlock(
        max_length=120, required=False, help_text="If empty, the one under People and terms is shown."
    )
    words = blocks.RichTextBlock(
        features=["bold", "link"],
        required=False,
        help_text="Her own words, or words about her. If empty, those under People and terms are shown.",
    )
    portrait = PictureBlock(required=False, label="Portrait and what it shows")
    consent = ConsentChooserBlock(
        required=False, help_text="Her agreement to be shown here. She is left out when it has ended."
    )

    class Meta:
        icon = "user"
        label_format = "{person}"
        description = "Somebody of us, with a role, a few words and a portrait."
        preview_template = "previews/person.html"


class TrusteeBlock(blocks.StructBlock):
    """Somebody who governs the organisation."""

    person = SnippetChooserBlock("pages.Person")
    role = blocks.CharBlock(max_length=120, required=False, help_text="For example: Chair, Treasurer")
    consent = ConsentChooserBlock(
        required=False, help_text="Her agreement to be shown here. She is left out when it has ended."
    )

    class Meta:
        icon = "user"
        label_format = "{person} {role}"
        description = "A trustee, with an office if they hold one."
        preview_template = "previews/trustee.html"


class AccountsBlock(blocks.StructBlock):
    """A document by which the organisation can be held to account."""

    # In the order in which they are shown.
    KINDS = [("accounts", _("Accounts and annual reports")), ("policy", _("Policies")), ("other", _("Other documents"))]

    kind = blocks.ChoiceBlock(KINDS, default="accounts")
    year = blocks.IntegerBlock(
        min_value=1900, max_value=2100, help_text="The year that ended with these accounts, or of the policy."
    )
    document = DocumentChooserBlock()
    title = blocks.CharBlock(max_length=200, required=False, help_text="If the document’s own title is not clear.")

    class Meta:
        icon = "doc-full"
        label_format = "{year} {title}"
        description = "Accounts, an annual report or a policy, with its year."
        preview_template = "previews/accounts.html"
        value_class = DocumentValue
