"""Templates, styles and scripts keep to the rules of the house."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template
from wagtail.models import Page, get_page_models

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
# These style Wagtail's screens for the enquiry team, which have classes of Wagtail's own.
ADMIN_TEMPLATES = {"enquiries", "jobs", "wagtailadmin", "wagtailcore"}
ADMIN_STYLES = {"dashboard-panels.css", "enquiries-admin.css"}
OURS = [model for model in get_page_models() if model is not Page]

# Set by scripts, by Python, or by a choice of an editor: no template holds them as they stand.
CLASSES_FROM_ELSEWHERE = {
    "leaving": "the script that leaves sets it",
    "vh": "also on the live region that the exit's script makes",
    "light": "set by the headline filter",
    "nb": "set around an explained term",
    "term": "set around an explained term",
    "done": "the status of a milestone",
    "now": "the status of a milestone",
}


def is_public(path: Path) -> bool:
    """Tell whether visitors see what a template makes."""
    return not ADMIN_TEMPLATES & set(path.relative_to(ROOT / "templates").parts)


PUBLIC = [path for path in TEMPLATES if is_public(path)]


def name_of(path: Path) -> str:
    """Return a template's name, as other templates call it."""
    return str(path.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_template_begins_by_saying_what_it_is_and_needs(path: Path) -> None:
    assert re.match(r"\{# \S.{10,}? #\}", path.read_text()), path.read_text()[:80]


@pytest.mark.parametrize("path", PUBLIC, ids=name_of)
def test_no_public_template_holds_script_style_or_handler(path: Path) -> None:
    html = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
    inline = [tag for tag in re.findall(r"<script[^>]*>", html) if "src=" not in tag]
    assert all('type="application/ld+json"' in tag for tag in inline)


def test_no_public_template_lets_links_in_rich_text_lead_nowhere() -> None:
    assert [name_of(path) for path in PUBLIC if "|richtext" in path.read_text()] == []


@pytest.mark.parametrize("path", PUBLIC, ids=name_of)
def test_no_public_template_asks_for_a_cookie(path: Path) -> None:
    assert "csrf_token" not in path.read_text()


def test_every_template_is_used() -> None:
    everything = "\n".join(
        path.read_text()
        for folder in ("templates", "pages", "campaigns", "apnahaq")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".html", ".py", ".txt"}
    )
    by_convention = {model._meta.app_label + "/" + Path(model.template).name for model in OURS}
    found_by_django = {"404.html", "500.html"}
    unused = [
        name_of(path)
        for path in TEMPLATES
        if name_of(path) not in by_convention | found_by_django
        and not name_of(path).startswith(("wagtailadmin/", "wagtailcore/"))
        and f'"{name_of(path)}"' not in everything
    ]
    assert unused == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_page_type_tells_the_editors_story(model: type[Page]) -> None:
    assert get_template(model.template)
    assert model.page_description
    assert "parent_page_types" in {name for each in model.__mro__ for name in vars(each) if each is not Page}
    assert model.parent_page_types, "can stand anywhere"
    assert model.subpage_types is not None
    assert len(model.search_fields) > len(Page.search_fields)
    assert model._meta.verbose_name != model.__name__.lower()


def test_no_model_is_without_a_place() -> None:
    assert {model._meta.app_label for model in OURS} == {"campaigns", "pages"}
    assert apps.get_app_config("pages")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_know_no_left_and_right(path: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    rules = re.sub(r"@(?:media|container|supports)[^{]*", "", css)
    physical = re.findall(
        r"(?<![-\w])(?:(?:margin|padding|border)-(?:left|right|top|bottom)[\w-]*|(?:left|right|top|bottom|(?:min-|max-)?"
        r"(?:width|height)))\s*:",
        rules,
    )
    assert physical == []
    assert not re.search(r"(?:text-align|float|clear)\s*:\s*(?:left|right)", rules)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_nothing_is_important_but_in_print(path: Path) -> None:
    assert path.name == "print.css" or "!important" not in path.read_text()


def test_every_class_of_the_styles_is_used_and_every_used_class_has_a_style() -> None:
    css = "\n".join(path.read_text() for path in STYLES if path.name not in ADMIN_STYLES)
    css = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", css, flags=re.DOTALL)
    styled = set(re.findall(r"\.([a-z][\w-]*)", css))
    html = "\n".join(path.read_text() for path in PUBLIC)
    # Of a class list, the words that stand there whichever way its conditions go.
    lists = re.findall(r'class="([^"]*)"', html) + re.findall(r'look="([^"]*)"', html)
    used = {word for each in lists for word in re.sub(r"\{[{%].*?[%}]\}", " ", each).split()}
    cloths = {"rani", "mari", "madder", "teal", "ink", "bagh", "phul", "leher", "jaal"}
    python = "\n".join(path.read_text() for path in (ROOT / "pages").rglob("*.py"))
    unused = {
        name
        for name in styled - used - cloths - set(CLASSES_FROM_ELSEWHERE)
        if not re.search(rf'["\s]{re.escape(name)}["\s]', python)
    }
    assert unused == set()
    assert used - styled - {"enquiry", "lang"} == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_script_is_short_and_stands_alone(path: Path) -> None:
    script = path.read_text()
    assert len(script.splitlines()) < 100
    assert not re.search(r"^\s*import\s|import\(|https?://", script, flags=re.MULTILINE)
    assert script.startswith("//"), "says first what it is for"
