"""The components of pages that are no blocks, each with sample values, for the block gallery in the admin."""

import datetime
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.text import slugify

from pages.glossary import Glossary, Term
from pages.models import AccessibilityStatement, Announcement, Organisation, OrganisationIdentity, Person, PersonalData
from pages.models.recordings import Recording
from pages.navigation.listings import MOTIFS, Card, ListItem
from pages.navigation.site_context import HelpLine, Link, SiteContext

# Where the links of samples lead.
NOWHERE = "#sample"
LINKS = [Link("A sample page", NOWHERE), Link("Another sample page", NOWHERE)]
CARDS = [Card(f"Sample {theme}", NOWHERE, "A sample summary.", theme, motif) for theme, motif in MOTIFS.items()]
LEAD = "<p>Sample words that introduce the page.</p>"
HEROES = [
    SimpleNamespace(title=f"A sample in {theme}", lead=LEAD, colour_theme=theme, motif=motif)
    for theme, motif in MOTIFS.items()
]
LIST_ITEMS = [ListItem("Sample", link.title, link.url, "A sample summary.", "Sample Author") for link in LINKS]
SITE = SiteContext(
    organisation=OrganisationIdentity(name="Sample Organisation", strapline="A sample line"),
    home_url=NOWHERE,
    contact_url=NOWHERE,
    help_lines=[HelpLine("A sample number, which nobody answers", "000 0000", "", "A sample note.", "")],
    main_menu=LINKS,
    footer_menu=LINKS,
    announcement=Announcement(text="A sample announcement."),
    announcement_link=LINKS[0],
)
ORGANISATION = OrganisationIdentity(
    name="Sample Organisation",
    email="sample@example.org",
    registered_name="Sample Organisation Limited",
    charity_number="0000000",
    company_number="00000000",
    registered_office="A sample office",
)
PUBLISHER = Organisation(name="A sample press", short_name="ASP", website=NOWHERE)
LONG_AGO = datetime.date(2000, 1, 1)
STORY = SimpleNamespace(
    publisher=PUBLISHER, original_title="A sample title", appeared_on=LONG_AGO, published_here_on=LONG_AGO
)
DOCUMENT = {
    "title": "A sample document",
    "shown_document": SimpleNamespace(url=NOWHERE, file_extension="pdf", file_size=250_000, language=""),
}
NUMBER = {"number": "0", "words": "sample words", "source": "A sample source", "link": NOWHERE, "date": ""}
RETENTION = [
    SimpleNamespace(what="Sample messages", topics=["A sample topic"], why="A sample reason.", how_long="Sample days")
]
TERMS = [Term("Sample", "A sample meaning", "A sample explanation.")]
GLOSSARY = Glossary(TERMS)
RECORDING = Recording(
    pk=0, file="sample.mp3", language="en", seconds=300, file_size=2_000_000, transcript="<p>Sample words.</p>"
)
# The classes of the element around samples that do not fill the width of a page.
COLUMN = "container section flow"


class SampleForm(forms.Form):
    """A form with one field of each type."""

    words = forms.CharField(label="A sample question", help_text="A sample hint.")
    text = forms.CharField(label="A sample question with a longer answer", widget=forms.Textarea(attrs={"rows": 3}))
    one = forms.ChoiceField(label="A sample choice", choices=[("a", "One"), ("b", "Other")], widget=forms.RadioSelect)
    listed = forms.ChoiceField(label="A sample list", choices=[("a", "One"), ("b", "Other")], required=False)
    box = forms.BooleanField(label="A sample box", required=False)


# Nothing was answered, which is an error where an answer is required.
FORM = SampleForm({})


@dataclass(frozen=True)
class Component:
    """What pages show beside blocks. `samples` are templates, each with its values."""

    name: str
    description: str
    samples: list[tuple[str, dict[str, Any]]]
    classes: str = ""

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return slugify(self.name)

    @property
    def url(self) -> str:
        """The address at which it is shown by itself."""
        return reverse("block_gallery_component", args=[self.slug])


def _component(name: str, description: str, template: str, classes: str = "", **values: Any) -> Component:
    """Return a component of which one sample is enough."""
    return Component(name, description, [(f"components/{template}.html", values)], classes)


# In the order in which a page shows them.
COMPONENTS = [
    _component("Safety bar", "The exit, and the numbers to call.", "safety_bar", site_context=SITE),
    _component("Header", "The name of the organisation, the search and the menu.", "header", site_context=SITE),
    _component("Announcement", "A message above every page, between two dates.", "announcement", site_context=SITE),
    _component(
        "Page header",
        "The title of a page without a pattern.",
        "page_header",
        "container plain-page",
        page=SimpleNamespace(title="A sample page"),
        breadcrumbs=LINKS,
    ),
    _component("Breadcrumbs", "The pages above this one.", "breadcrumbs", COLUMN, breadcrumbs=LINKS),
    Component(
        "Hero",
        "The title of a page beside its pattern, in each colour theme.",
        [("components/hero.html", {"page": page, "breadcrumbs": LINKS}) for page in HEROES],
    ),
    Component(
        "Story header",
        "The title of an interview, above its pattern.",
        [("previews/story_header.html", {"breadcrumbs": LINKS})],
    ),
    _component(
        "Changed original",
        "Says on a translation that its original has changed since.",
        "changed_original",
        COLUMN,
        changed_original=Link("sample", NOWHERE),
    ),
    _component(
        "Note on a sample",
        "Says that the text of a page is not final.",
        "sample_note",
        COLUMN,
        page={"sample_note": "This is a sample note."},
        site_context=SITE,
    ),
    _component(
        "Recordings",
        "A page to listen to, with its words, and saved on the device.",
        "recordings",
        COLUMN,
        recordings=[RECORDING],
    ),
    Component(
        "Buttons",
        "A button, a quieter one beside it, a link with an arrow, and the way to the contact page.",
        [
            ("previews/buttons.html", {"url": NOWHERE}),
            ("components/contact_link.html", {"site_context": SITE, "look": "button"}),
        ],
        COLUMN,
    ),
    _component("Cards", "Pages as cards, in each colour theme.", "cards", cards=CARDS),
    Component(
        "Page list with pagination",
        "Pages one below the other, and the rest of a long list.",
        [
            ("components/page_list.html", {"items": LIST_ITEMS, "level": 2}),
            (
                "components/pagination.html",
                {"pagination": Paginator(range(90), 10).get_page(4), "preserved_parameters": ()},
            ),
        ],
        COLUMN,
    ),
    _component("Read more", "What to read next, at the end of a page.", "related_pages", related=LIST_ITEMS),
    Component(
        "Search form",
        "The field for the words to look for, above what was found.",
        [
            ("components/search_form.html", {"query": "sample"}),
            ("components/page_list.html", {"items": LIST_ITEMS, "level": 2}),
        ],
        COLUMN,
    ),
    Component(
        "Meaning of a word",
        "A word of the glossary: its meaning opens beside it.",
        [
            ("previews/glossary_word.html", {"text": GLOSSARY.explain("Sample is a word that is explained here.")}),
            ("components/glossary_meanings.html", {"glossary": GLOSSARY}),
        ],
        COLUMN,
    ),
    _component("Glossary", "Terms beside their meanings.", "glossary_list", COLUMN, terms=TERMS),
    Component("Portrait", "Who answers or writes.", [("previews/portrait.html", {})], COLUMN),
    Component(
        "Facts of a story", "Where and when it first appeared.", [("previews/facts.html", {"page": STORY})], COLUMN
    ),
    Component(
        "The original",
        "Where a story first appeared: a button, or a sentence where its address is not known.",
        [
            (template, {"page": SimpleNamespace(publisher=PUBLISHER, original_url=url), "verb": "Read the sample"})
            for template, url in [("components/original_link.html", NOWHERE), ("components/original_link.html", "")]
        ],
        COLUMN,
    ),
    _component(
        "About a person",
        "What is known of an author or interviewee.",
        "about_person",
        COLUMN,
        person=Person(name="Sample Author", bio="<p>Sample words.</p>"),
    ),
    _component(
        "Organisation", "An organisation with a link to its website.", "organisation", COLUMN, organisation=PUBLISHER
    ),
    _component("Documents", "Several documents in one list.", "documents", COLUMN, values=[DOCUMENT, DOCUMENT]),
    _component("Number", "A number, what it counts, and its source.", "statistic", COLUMN, **NUMBER),
    _component("Tags", "What a story is about.", "topics", COLUMN, topics=LINKS),
    Component(
        "Error summary and form fields",
        "A form that nobody has filled in, with what is to be corrected.",
        [
            ("components/error_summary.html", {"form": FORM}),
            *(("components/field.html", {"field": bound_field}) for bound_field in FORM),
        ],
        f"{COLUMN} form",
    ),
    Component(
        "Messages above a form",
        "What was not sent, and why.",
        [
            ("components/send_again.html", {}),
            ("components/too_many_messages.html", {"minutes_to_wait": 5, "site_context": SITE}),
        ],
        COLUMN,
    ),
    _component(
        "Emergency number", "The first number to call, in a line.", "emergency_number", COLUMN, site_context=SITE
    ),
    _component("Help lines", "The numbers to call.", "help_lines", COLUMN, site_context=SITE),
    _component(
        "Contact details",
        "The organisation’s own number and address.",
        "contact_details",
        COLUMN,
        site_context=SiteContext(organisation=ORGANISATION),
    ),
    _component(
        "Personal data",
        "Who is responsible for it, and why the law allows it.",
        "personal_data",
        COLUMN,
        personal_data=PersonalData(controller="Sample Organisation", enquiries_basis="consent"),
    ),
    _component("Retention table", "What is kept of messages.", "retention_table", COLUMN, retention=RETENTION),
    _component(
        "Accessibility statement",
        "When and how the website was tested.",
        "accessibility_statement",
        COLUMN,
        accessibility=AccessibilityStatement(tested_on=LONG_AGO, tested_how="Sample words about a sample test."),
        site_context=SITE,
    ),
    _component(
        "Registration", "How the organisation is registered.", "registration", COLUMN, organisation=ORGANISATION
    ),
    _component(
        "Call to action",
        "What readers can do, at the end of a page, and the ways to take part.",
        "call_to_action",
        title="A sample call",
        text="<p>Sample words.</p>",
        button="A sample button",
        url=NOWHERE,
        site_context=SITE,
    ),
    _component(
        "Cite and share",
        "How to cite a page, at its end.",
        "cite",
        page=SimpleNamespace(title="A sample page"),
        meta=SimpleNamespace(is_sensitive=False, canonical="https://www.example.org/sample/"),
        site_context=SITE,
    ),
    _component("Next page", "A link to the next page of a series.", "next_page", next_card=CARDS[0]),
    Component("Name in Urdu", "The name of the organisation as a picture.", [("previews/name_in_urdu.html", {})]),
    _component("Footer", "Numbers to call, the organisation and a menu.", "footer", site_context=SITE),
]
