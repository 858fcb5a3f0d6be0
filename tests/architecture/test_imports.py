"""Imports run one way, without cycles, and stand where they can be seen."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ["apnahaq", "campaigns", "pages"]
ALLOWED = {"apnahaq": {"campaigns", "pages"}, "campaigns": {"pages"}, "pages": set()}
# The order inside `pages`, as far as modules stand for its steps. What stands around pages (chrome, caching,
# listing) is asked by the base page, and enquiries have an order of their own: both are left out here, but what
# they import in turn counts.
STEPS = [
    {"pages.blocks", "pages.models.media", "pages.photographs"},
    {"pages.models.people", "pages.models.site_settings", "pages.models.users"},
    {"pages.models.base"},
    {"pages.models.home", "pages.models.standard", "pages.models.stories"},
    {"pages.feeds", "pages.search", "pages.sitemap", "pages.wagtail_hooks"},
]
READS_ENVIRONMENT = {"environ", "environb", "getenv", "getenvb"}
IMPORTS_BY_STRING = {"__import__", "import_module", "import_string"}
VAGUE_NAMES = {"utils", "core", "common", "helpers", "misc"}
LONGEST_MODULE = 400


def modules() -> dict[str, ast.Module]:
    """Return the syntax tree of every module of the three apps, by its dotted name."""
    trees = {}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                trees[name] = ast.parse(path.read_text(), str(path))
    return trees


MODULES = modules()


def imported_by(name: str) -> set[str]:
    """Return the modules of the project that a module imports by name: the module itself, not its package."""
    found = set()
    for node in ast.walk(MODULES[name]):
        if isinstance(node, ast.Import):
            candidates = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            candidates = [
                f"{node.module}.{alias.name}" if f"{node.module}.{alias.name}" in MODULES else node.module
                for alias in node.names
            ]
        else:
            continue
        found |= {candidate for candidate in candidates if candidate in MODULES}
    return found - {name}


def reached_from(name: str) -> set[str]:
    """Return the modules that a module imports, itself or through others."""
    found, waiting = set(), [name]
    while waiting:
        new = imported_by(waiting.pop()) - found
        found |= new
        waiting += new
    return found


def mentions(tree: ast.Module, names: set[str]) -> list[ast.AST]:
    """Return where any of the names stands in code: alone, behind a dot, or in an import."""
    return [
        node
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id in names)
        or (isinstance(node, ast.Attribute) and node.attr in names)
        or (isinstance(node, ast.alias) and node.name.rsplit(".", 1)[-1] in names)
    ]


@pytest.mark.parametrize("name", MODULES)
def test_imports_run_one_way(name: str) -> None:
    app = name.split(".")[0]
    others = {module.split(".")[0] for module in imported_by(name)} - {app}
    assert others <= ALLOWED[app]


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_no_step_inside_pages_asks_a_later_one(number: int) -> None:
    assert STEPS[number] <= set(MODULES)
    later = set().union(*STEPS[number + 1 :])
    assert {name: reached_from(name) & later for name in STEPS[number] if reached_from(name) & later} == {}


@pytest.mark.parametrize("name", MODULES)
def test_nothing_is_imported_by_a_string_that_these_rules_do_not_see(name: str) -> None:
    assert [node.lineno for node in mentions(MODULES[name], IMPORTS_BY_STRING)] == []


def test_the_environment_is_read_in_one_place() -> None:
    trees = MODULES | {name: ast.parse((ROOT / name).read_text()) for name in ("manage.py", "gunicorn.conf.py")}
    readers = {name for name, tree in trees.items() if mentions(tree, READS_ENVIRONMENT)}
    # These two say to Django where its settings are, before there are any.
    starters = {"manage.py", "apnahaq.wsgi"}
    assert readers == {"apnahaq.environment", *starters}
    for name in starters:
        tree = trees[name]
        told = [
            node.func.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and ast.unparse(node).startswith("os.environ.setdefault('DJANGO_SETTINGS_MODULE',")
        ]
        assert told == mentions(tree, READS_ENVIRONMENT)


def test_no_module_imports_itself_by_a_detour() -> None:
    def walk(name: str, trail: list[str]) -> None:
        assert name not in trail, " → ".join([*trail, name])
        if name not in done:
            for other in imported_by(name):
                walk(other, [*trail, name])
            done.add(name)

    done: set[str] = set()
    for name in MODULES:
        walk(name, [])


@pytest.mark.parametrize("name", MODULES)
def test_no_import_is_hidden_in_a_function(name: str) -> None:
    functions = [node for node in ast.walk(MODULES[name]) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    hidden = [
        node
        for function in functions
        # Django starts an app's listeners in `ready`, when its models can be imported.
        if not (function.name == "ready" and name.endswith(".apps"))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert [node.lineno for node in hidden] == []


def test_every_module_is_named_for_the_question_that_it_answers() -> None:
    assert [name for name in MODULES if VAGUE_NAMES & set(name.split("."))] == []


def test_no_module_has_grown_past_one_question() -> None:
    too_long = {
        path.name: len(path.read_text().splitlines())
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > LONGEST_MODULE
    }
    assert too_long == {"starter.py": too_long.get("starter.py")} or too_long == {}


@pytest.mark.parametrize("name", MODULES)
def test_whatever_is_public_says_what_it_is(name: str) -> None:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    # A class inside another, such as Meta, and what Python itself names are explained by where they stand.
    top = [node for node in MODULES[name].body if isinstance(node, kinds)]
    methods = [
        node
        for each in top
        if isinstance(each, ast.ClassDef)
        for node in each.body
        if isinstance(node, ast.FunctionDef)
    ]
    silent = [
        node.name for node in [*top, *methods] if not node.name.startswith("_") and ast.get_docstring(node) is None
    ]
    assert silent == []
