"""The guide for staff in the admin: `docs/editors.md`, one task a page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from markdown_it.token import Token
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

SOURCE = settings.BASE_DIR / "docs" / "editors.md"
# How the guide, which is in a folder beside theirs, refers to static files.
STATIC_FILES = "../static/"
# The size of every picture, in pixels.
WIDTH, HEIGHT = 1000, 640
# HTML in the text is shown as it is typed.
MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")


@dataclass
class Task:
    """One task: what it is called, and how it is done."""

    title: str
    tokens: list[Token] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """The last part of its address; the same as of its heading where the guide is read in a repository."""
        return slugify(self.title)

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("guide_task", args=[self.slug])

    def html(self) -> SafeString:
        """Return the text below the title. Headings, links to other tasks and pictures become those of the admin."""
        return mark_safe(MARKDOWN.renderer.render(list(_for_the_admin(self.tokens)), MARKDOWN.options, {}))


@dataclass
class Part:
    """Tasks that belong together."""

    title: str
    tasks: list[Task] = field(default_factory=list)


@cache
def parts() -> list[Part]:
    """Return the guide: each heading of the second level is a part, each of the third a task."""
    found: list[Part] = []
    tokens = MARKDOWN.parse(SOURCE.read_text())
    for position, token in enumerate(tokens):
        title = tokens[position + 1].content if token.type == "heading_open" else ""
        if token.type == "heading_open" and token.tag == "h2":
            found.append(Part(title))
        elif token.type == "heading_open" and token.tag == "h3":
            found[-1].tasks.append(Task(title))
        elif found and found[-1].tasks:
            found[-1].tasks[-1].tokens.append(token)
    for task in tasks(found):
        # What is left of the heading: its text and its end.
        del task.tokens[:2]
    return found


def tasks(guide: list[Part]) -> Iterator[Task]:
    """Yield every task of the guide."""
    for part in guide:
        yield from part.tasks


def _for_the_admin(tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens of a task with the headings and addresses that they have in the admin."""
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            # The title of the task is the first level there.
            yield token.copy(tag=f"h{int(token.tag[1]) - 2}")
        elif token.children:
            yield token.copy(children=[_with_address(child) for child in token.children])
        else:
            yield token


def _with_address(token: Token) -> Token:
    """Return a link or a picture with its address in the admin, and any other token as it is."""
    if token.type == "link_open" and str(token.attrs["href"]).startswith("#"):
        return token.copy(attrs={**token.attrs, "href": reverse("guide_task", args=[str(token.attrs["href"])[1:]])})
    if token.type == "image" and str(token.attrs["src"]).startswith(STATIC_FILES):
        address = static(str(token.attrs["src"]).removeprefix(STATIC_FILES))
        return token.copy(attrs={**token.attrs, "src": address, "width": WIDTH, "height": HEIGHT, "loading": "lazy"})
    return token


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """All tasks."""

    template_name = "wagtailadmin/guide/index.html"
    page_title = "Guide"
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to this page."""
        return [*super().get_breadcrumbs_items(), {"url": reverse("guide"), "label": GuideView.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the parts of the guide."""
        return super().get_context_data(**kwargs) | {"parts": parts()}


class TaskView(GuideView):
    """How one task is done."""

    template_name = "wagtailadmin/guide/task.html"

    @property
    def task(self) -> Task:
        """The task at this address. Raises `Http404` if there is none."""
        for task in tasks(parts()):
            if task.slug == self.kwargs["slug"]:
                return task
        raise Http404("There is no such task in the guide.")

    def get_page_title(self) -> str:
        """Return the title of the task."""
        return self.task.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to this page."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.task.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the task."""
        return super().get_context_data(**kwargs) | {"task": self.task}


def urls() -> list[URLPattern]:
    """Return the addresses of the guide."""
    return [
        path("guide/", GuideView.as_view(), name="guide"),
        path("guide/<slug:slug>/", TaskView.as_view(), name="guide_task"),
    ]


def menu_item() -> MenuItem:
    """Return the entry of the guide in the menu Help."""
    return MenuItem(GuideView.page_title, reverse("guide"), name="guide", icon_name="help", order=100)


def remove_links_about_wagtail(request: Any, items: list[MenuItem]) -> None:
    """Remove "What's new" and Wagtail's own guide from the menu Help: neither is about this site."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new", "editor-guide"))]
