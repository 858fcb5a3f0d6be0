"""The block gallery in the admin: every block and every component of a page, each with sample text."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.blocks import Block
from wagtail.fields import StreamField
from wagtail.utils.decorators import xframe_options_sameorigin_override

from pages.admin.components import COMPONENTS
from pages.blocks import BodyBlock


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
