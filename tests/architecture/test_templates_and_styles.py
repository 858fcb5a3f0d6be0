"""Templates, style sheets and scripts keep to the project's conventions."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template
from wagtail.models import Page, get_page_models

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
SITE_SHEET = (ROOT / "static" / "css" / "site.css").read_text()
SITE_SCRIPT = "site.js"
LONGEST_LINE = 120
# Templates and styles of Wagtail's admin, which has classes of its own.
ADMIN_TEMPLATES = {
    "accounts",
    "consents",
    "enquiries",
    "jobs",
    "monitoring",
    "pages_admin",
    "previews",
    "readiness",
    "wagtail_localize",
    "wagtailadmin",
    "wagtailcore",
    "wagtaildocs",
    "wagtailimages",
    "wagtailsnippets",
    "wagtailusers",
}
ADMIN_STYLES = {
    "accounts-admin.css",
    "dashboard-panels.css",
    "enquiries-admin.css",
    "gallery-admin.css",
    "guide-admin.css",
    "health-admin.css",
    "link-card.css",
    "readiness-admin.css",
    "translations-admin.css",
    "wagtail-admin.css",
}
PAGE_MODELS = [model for model in get_page_models() if model is not Page]

# Classes that no template names literally.
CLASSES_FROM_ELSEWHERE = {
    "leaving": "set by guard.js",
    "is-done": "the status of a milestone",
    "is-now": "the status of a milestone",
}
# Classes that end in a value: colour-theme-{{ page.colour_theme }}.
CLASSES_WITH_A_VALUE = ("colour-theme-", "pattern-")
# Classes by which scripts and rules for other classes find an element.
CLASSES_WITHOUT_A_RULE = {"enquiry"}


def is_public(path: Path) -> bool:
    """Return whether visitors see what a template renders."""
    return not ADMIN_TEMPLATES & set(path.relative_to(ROOT / "templates").parts)


PUBLIC = [path for path in TEMPLATES if is_public(path)]
PUBLIC_STYLES = [path for path in STYLES if path.name not in ADMIN_STYLES]


def name_of(path: Path) -> str:
    """Return a template's name, as other templates include it."""
    return str(path.relative_to(ROOT / "templates"))


def without_comments(css: str) -> str:
    """Return a style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def offenders(search: Callable[[str], object], paths: list[Path]) -> dict[str, object]:
    """Return what a search finds in the text of each file, by the names of the files in which it finds anything."""
    return {name_of(path): result for path in paths if (result := search(path.read_text()))}


def test_every_template_begins_with_a_comment_that_describes_it() -> None:
    assert offenders(lambda html: not re.match(r"\{# \S.{10,}? #\}", html), TEMPLATES) == {}


def test_a_comment_of_a_template_ends_in_its_line() -> None:
    # Django shows one that does not to whoever opens the page.
    assert offenders(lambda html: re.findall(r"\{#(?!.*#\}).*", html), TEMPLATES) == {}


def test_no_line_of_a_template_is_long() -> None:
    assert offenders(lambda html: [line for line in html.splitlines() if len(line) > LONGEST_LINE], TEMPLATES) == {}


def test_no_template_is_indented_by_anything_but_two_spaces() -> None:
    def wrong(html: str) -> list[str]:
        lines = html.splitlines()
        return [line for line in lines if "\t" in line or line != line.rstrip() or re.match(r"(  )* \S", line)]

    assert offenders(wrong, PUBLIC) == {}


def test_no_public_template_holds_an_inline_script_or_style() -> None:
    def inline(html: str) -> list[str]:
        scripts = [tag for tag in re.findall(r"<script[^>]*>", html) if "src=" not in tag]
        others = re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
        return others + [tag for tag in scripts if 'type="application/ld+json"' not in tag]

    assert offenders(inline, PUBLIC) == {}


def test_a_date_that_visitors_read_is_written_as_their_language_does() -> None:
    def fixed(html: str) -> list[str]:
        # For machines, dates are in ISO 8601.
        return [form for form in re.findall(r'\|date:"([^"]+)"', html) if form not in {"DATE_FORMAT", "Y-m-d", "c"}]

    assert offenders(fixed, PUBLIC) == {}


def test_rich_text_in_public_templates_is_rendered_with_checked_links() -> None:
    assert [name_of(path) for path in PUBLIC if "|richtext" in path.read_text()] == []


def test_no_public_template_needs_a_cookie() -> None:
    assert offenders(lambda html: "csrf_token" in html, PUBLIC) == {}


def test_every_template_is_used() -> None:
    everything = "\n".join(
        path.read_text()
        for folder in ("templates", "pages", "campaigns", "apnahaq")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".html", ".py", ".txt"}
    )
    by_convention = {model._meta.app_label + "/" + Path(model.template).name for model in PAGE_MODELS}
    found_by_django = {"404.html", "500.html"}
    unused = [
        name_of(path)
        for path in TEMPLATES
        if name_of(path) not in by_convention | found_by_django
        and not name_of(path).startswith(
            ("wagtailadmin/", "wagtailcore/", "wagtaildocs/", "wagtailimages/", "wagtailusers/")
        )
        and f'"{name_of(path)}"' not in everything
    ]
    assert unused == []


@pytest.mark.parametrize("model", PAGE_MODELS, ids=lambda model: model.__name__)
def test_every_page_type_is_described_to_editors(model: type[Page]) -> None:
    assert get_template(model.template)
    assert model.page_description
    assert "parent_page_types" in {name for each in model.__mro__ for name in vars(each) if each is not Page}
    assert model.parent_page_types, "can be created anywhere"
    assert model.subpage_types is not None
    assert len(model.search_fields) > len(Page.search_fields)
    assert model._meta.verbose_name != model.__name__.lower()


def test_every_page_type_belongs_to_one_of_the_three_applications() -> None:
    assert {model._meta.app_label for model in PAGE_MODELS} == {"campaigns", "enquiries", "pages"}
    assert apps.get_app_config("pages")


@pytest.mark.parametrize("path", PUBLIC_STYLES, ids=lambda path: path.name)
def test_every_style_sheet_begins_with_a_comment_that_describes_it(path: Path) -> None:
    assert path.read_text().startswith("/* ")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_declaration_has_a_line_of_its_own(path: Path) -> None:
    assert [line for line in path.read_text().splitlines() if len(line) > LONGEST_LINE] == []
    lines = without_comments(path.read_text()).splitlines()
    # A declaration ends its line, and so do the two braces of a rule.
    crowded = re.compile(r"[;{}]\s*\S|\S\}")
    assert [line for line in lines if crowded.search(line) and "@import" not in line] == []


def test_the_site_sheet_imports_every_other_one() -> None:
    imported = set(re.findall(r'@import url\("([\w/-]+\.css)"\)', SITE_SHEET))
    folder = ROOT / "static" / "css"
    alone = {"site.css", "urdu-page.css"}
    assert imported == {str(path.relative_to(folder)) for path in PUBLIC_STYLES} - alone


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_use_logical_properties(path: Path) -> None:
    rules = re.sub(r"@(?:media|container|supports)[^{]*", "", without_comments(path.read_text()))
    physical = re.findall(
        r"(?<![-\w])(?:"
        r"(?:margin|padding|border)-(?:left|right|top|bottom)[\w-]*"
        r"|left|right|top|bottom"
        r"|(?:min-|max-)?(?:width|height)"
        r")\s*:",
        rules,
    )
    assert physical == []
    assert not re.search(r"(?:text-align|float|clear)\s*:\s*(?:left|right)", rules)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_important_is_used_in_print_only(path: Path) -> None:
    assert path.name == "print.css" or "!important" not in path.read_text()


def styled_classes() -> set[str]:
    """Return every class that a public style sheet names."""
    css = without_comments("\n".join(path.read_text() for path in PUBLIC_STYLES))
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r'url\("[^"]*"\)', "", css)))


def classes_of_templates() -> set[str]:
    """Return every class that a public template gives to an element, whichever way its conditions go."""
    html = "\n".join(path.read_text() for path in PUBLIC)
    values = re.findall(r'(?:class|look)="([^"]*)"', html)
    return {word for value in values for word in re.sub(r"\{[{%].*?[%}]\}", " ", value).split()}


def classes_of_python() -> set[str]:
    """Return every class that Python or a script gives to an element."""
    files = [*(ROOT / "pages").rglob("*.py"), *SCRIPTS]
    source = "\n".join(path.read_text() for path in files)
    return {
        word for value in re.findall(r'(?:class=|"class": |className = )"([^"]*)"', source) for word in value.split()
    }


def test_every_styled_class_is_used() -> None:
    used = classes_of_templates() | classes_of_python() | set(CLASSES_FROM_ELSEWHERE)
    assert {name for name in styled_classes() - used if not name.startswith(CLASSES_WITH_A_VALUE)} == set()


def test_every_used_class_is_styled() -> None:
    used = {name for name in classes_of_templates() | classes_of_python() if not name.endswith("-")}
    assert used - styled_classes() - CLASSES_WITHOUT_A_RULE == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_script_is_short_and_needs_no_other(path: Path) -> None:
    script = path.read_text()
    assert len(script.splitlines()) < 100
    assert "import(" not in script
    assert not re.search(r"https?://", script)
    assert path.name == SITE_SCRIPT or not re.search(r"^\s*(?:import|export)\s", script, flags=re.MULTILINE)
    assert script.startswith("//"), "begins with a comment that describes it"
