"""The block gallery in the admin: every block and every component of a page, each with sample text."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.apps import apps
from django.core.paginator import Paginator
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst, slugify
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.blocks import Block
from wagtail.fields import StreamField
from wagtail.utils.decorators import xframe_options_sameorigin_override

from pages.blocks import BodyBlock
from pages.models import Announcement, OrganisationIdentity
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
RECORDING = Recording(
    pk=0, file="sample.mp3", language="en", seconds=300, file_size=2_000_000, transcript="<p>Sample words.</p>"
)
# The classes of the element around samples that do not fill the width of a page.
COLUMN = "container section flow"


class SampleForm(forms.Form):
    """A question of each kind."""

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
    _component("Header", "The name of the organisation, the search and the menu.", "header", site_context=SITE),
    _component("Announcement", "A message above every page, between two dates.", "announcement", site_context=SITE),
    _component("Breadcrumbs", "The pages above this one.", "breadcrumbs", COLUMN, breadcrumbs=LINKS),
    Component(
        "Hero",
        "The title of a page beside its pattern, in each colour theme.",
        [("components/hero.html", {"page": page, "breadcrumbs": LINKS}) for page in HEROES],
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
        "A button, a quieter one beside it, and a link with an arrow.",
        [("previews/buttons.html", {"url": NOWHERE})],
        COLUMN,
    ),
    _component("Cards", "Pages as cards, in each colour theme.", "cards", cards=CARDS),
    Component(
        "Page list with pagination",
        "Pages one below the other, and the rest of a long list.",
        [
            ("components/page_list.html", {"items": LIST_ITEMS, "level": 2}),
            ("components/pagination.html", {"pagination": Paginator(range(90), 10).get_page(4)}),
        ],
        COLUMN,
    ),
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
    _component("Help lines", "The numbers to call.", "help_lines", COLUMN, site_context=SITE),
    _component(
        "Call to action",
        "What readers can do, at the end of a page.",
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
    _component("Footer", "Numbers to call, the organisation and a menu.", "footer", site_context=SITE),
]


@dataclass
class Entry:
    """A block in the gallery: where it is used, and the block as the first of these places has it."""

    block: Block
    used_in: dict[str, list[str]]

    @property
    def url(self) -> str:
        """The address of Wagtail's preview of the block."""
        return f"{reverse('wagtailadmin_block_preview')}?{urlencode({'id': self.block.definition_prefix})}"

    @property
    def places(self) -> str:
        """The fields in which the block is used, each with what has it."""
        return "; ".join(f"{name} of {', '.join(models)}" for name, models in self.used_in.items())


def entries() -> list[Entry]:
    """Return every block that can be chosen in a stream field, once: those of bodies first."""
    found: dict[tuple[type[Block], str], Entry] = {}
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField) and field.model is model
    ]
    for field in sorted(fields, key=lambda field: not isinstance(field.stream_block, BodyBlock)):
        for block in field.stream_block.child_blocks.values():
            entry = found.setdefault((type(block), block.name), Entry(block, {}))
            entry.used_in.setdefault(capfirst(field.verbose_name), []).append(str(field.model._meta.verbose_name))
    return list(found.values())


class GalleryView(WagtailAdminTemplateMixin, TemplateView):
    """All blocks and components."""

    template_name = "pages_admin/gallery.html"
    page_title = "Block gallery"
    header_icon = "grip"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to this page."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the blocks and the components."""
        return super().get_context_data(**kwargs) | {"blocks": entries(), "components": COMPONENTS}


@method_decorator(xframe_options_sameorigin_override, name="get")
class ComponentView(TemplateView):
    """One component by itself."""

    template_name = "previews/component.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the component and its samples. Raises `Http404` if there is none of this name."""
        component = next((each for each in COMPONENTS if each.slug == self.kwargs["slug"]), None)
        if component is None:
            raise Http404("There is no such component in the gallery.")
        samples = [render_to_string(name, values, self.request) for name, values in component.samples]
        context = {"page_title": component.name, "classes": component.classes, "samples": samples}
        return super().get_context_data(**kwargs) | context


def urls() -> list[URLPattern]:
    """Return the addresses of the gallery."""
    return [
        path("block-gallery/", GalleryView.as_view(), name="block_gallery"),
        path("block-gallery/<slug:slug>/", ComponentView.as_view(), name="block_gallery_component"),
    ]


def menu_item() -> MenuItem:
    """Return the entry of the gallery in the menu Help."""
    name = GalleryView.page_title
    return MenuItem(name, reverse("block_gallery"), name="block-gallery", icon_name=GalleryView.header_icon, order=110)
