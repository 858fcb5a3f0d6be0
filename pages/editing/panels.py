"""The parts of the editing form that all page types share."""

from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from pages.consents.panel import ConsentsPanel
from pages.editing.page_title import PageTitlePanel

# Every editing form begins with these: what lists, search engines and link cards say of the page.
OPENING_PANELS = [
    ConsentsPanel(),
    PageTitlePanel("title"),
    FieldPanel(
        "search_description",
        heading="Summary",
        help_text="One sentence, for lists, search engines and link cards. Needed before the page can be published.",
    ),
    InlinePanel(
        "page_recordings",
        heading="Recordings",
        label="Recording",
        classname="collapsed",
        help_text="To listen to, at the head of the page. Add the file under Recordings in the menu first.",
    ),
]

# An introduction is a few sentences without structure.
LEAD_FEATURES = ["bold", "link"]

# What is about the page rather than on it.
PROMOTE_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("slug"),
            FieldPanel("seo_title", heading="Title in search engines"),
            FieldPanel("is_sensitive"),
            FieldPanel("sample_note"),
        ],
        "In lists, search engines and link cards",
    ),
    MultiFieldPanel(
        [FieldPanel("names_person"), FieldPanel("review_on"), FieldPanel("responsible")],
        "Looking after this page",
    ),
]
