"""Imports run one way, without cycles, and none is hidden in a function."""

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ["apnahaq", "campaigns", "pages"]
# What each application may import. `pages` contains three applications of their own.
ALLOWED = {
    "pages.jobs": set(),
    "pages": {"pages.jobs"},
    "pages.accounts": {"pages", "pages.jobs"},
    "pages.enquiries": {"pages", "pages.accounts", "pages.jobs"},
    "campaigns": {"pages"},
    "apnahaq": {"campaigns", "pages", "pages.accounts", "pages.enquiries", "pages.jobs"},
}
# The order inside `pages`: a module imports modules of its own step and of earlier ones. A package stands for all
# modules in it that are not named themselves.
STEPS = [
    {
        "pages.access",
        "pages.aliases",
        "pages.checks",
        "pages.contact_topics",
        "pages.empty_lists",
        "pages.encryption_keys",
        "pages.fields",
        "pages.languages",
        "pages.link_cards",
        "pages.media",
        "pages.page_cache",
        "pages.pagination",
        "pages.request_cache",
        "pages.safety",
        "pages.text",
    },
    {"pages.blocks"},
    {
        "pages.models.consents",
        "pages.models.deleted_files",
        "pages.models.media",
        "pages.models.people",
        "pages.models.phrases",
        "pages.models.previews",
        "pages.models.recordings",
        "pages.models.roles",
        "pages.models.search",
        "pages.models.site_settings",
        "pages.models.statements",
        "pages.models.staff_emails",
        "pages.models.text_changes",
        "pages.models.users",
        "pages.models.words",
    },
    {
        "pages.consents",
        "pages.editing",
        "pages.glossary",
        "pages.linked_data",
        "pages.media.deleted_files",
        "pages.media.forms",
        "pages.media.recordings.form",
        "pages.navigation",
        "pages.page_cache.invalidation",
        "pages.staff.emails",
        "pages.staff.page_permissions",
        "pages.protected_pages",
        "pages.readiness",
        "pages.revisions",
        "pages.safety.exit_address",
        "pages.staff.second_reader",
        "pages.seo",
        "pages.translations",
        "pages.usage",
    },
    {"pages.models.base"},
    {"pages.models"},
    {
        "pages.admin",
        "pages.apps",
        "pages.emptied_pages",
        "pages.feed_texts",
        "pages.feeds",
        "pages.management",
        "pages.scheduled_jobs",
        "pages.search",
        "pages.sitemap",
        "pages.staff",
        "pages.templatetags",
        "pages.wagtail_hooks",
    },
]
READS_ENVIRONMENT = {"environ", "environb", "getenv", "getenvb"}
IMPORTS_BY_STRING = {"__import__", "import_module", "import_string"}
VAGUE_NAMES = {"utils", "core", "common", "helpers", "misc"}
LONGEST_MODULE = 300


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


def mentions(tree: ast.Module, names: set[str]) -> list[ast.AST]:
    """Return where any of the names is used in code: alone, after a dot, or in an import."""
    return [
        node
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id in names)
        or (isinstance(node, ast.Attribute) and node.attr in names)
        or (isinstance(node, ast.alias) and node.name.rsplit(".", 1)[-1] in names)
    ]


def app_of(name: str) -> str:
    """Return the application that a module belongs to: the longest name of one that it begins with."""
    return max((app for app in ALLOWED if f"{name}.".startswith(f"{app}.")), key=len)


def step_of(name: str) -> int:
    """Return the step of a module of `pages`: that of the longest listed name that it begins with."""
    listed = [
        (len(entry), number)
        for number, step in enumerate(STEPS)
        for entry in step
        if f"{name}.".startswith(f"{entry}.")
    ]
    assert listed, f"{name} is in no step"
    return max(listed)[1]


def offenders(search: Callable[[str], Iterable[object]]) -> dict[str, list[object]]:
    """Return what a search finds in each module, by the names of the modules in which it finds anything."""
    return {name: result for name in MODULES if (result := list(search(name)))}


def test_applications_import_one_way() -> None:
    def forbidden(name: str) -> set[str]:
        app = app_of(name)
        return {app_of(module) for module in imported_by(name)} - {app} - ALLOWED[app]

    assert offenders(forbidden) == {}


def test_no_module_of_pages_imports_a_later_step() -> None:
    inside = {name for name in MODULES if app_of(name) == "pages" and name != "pages"}

    def later(name: str) -> list[str]:
        return [module for module in imported_by(name) & inside if step_of(module) > step_of(name)]

    assert offenders(lambda name: later(name) if name in inside else []) == {}


def test_nothing_is_imported_by_a_string_that_these_rules_do_not_see() -> None:
    assert offenders(lambda name: [node.lineno for node in mentions(MODULES[name], IMPORTS_BY_STRING)]) == {}


def test_the_environment_is_read_in_one_place() -> None:
    trees = MODULES | {name: ast.parse((ROOT / name).read_text()) for name in ("manage.py", "gunicorn.conf.py")}
    # Not `environ` by itself, nor `self.environ`: these are the WSGI environment of a request.
    readers = {
        name
        for name, tree in trees.items()
        if [
            node for node in mentions(tree, READS_ENVIRONMENT) if not ast.unparse(node).startswith(("environ", "self."))
        ]
    }
    # These two set the module of Django's settings.
    starters = {"manage.py", "apnahaq.wsgi"}
    assert readers == {"apnahaq.environment", *starters}
    for name in starters:
        tree = trees[name]
        calls = [
            node.func.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and ast.unparse(node).startswith("os.environ.setdefault('DJANGO_SETTINGS_MODULE',")
        ]
        assert calls == mentions(tree, READS_ENVIRONMENT)


def test_there_are_no_import_cycles() -> None:
    def walk(name: str, path: list[str]) -> None:
        assert name not in path, " → ".join([*path, name])
        if name not in done:
            for other in imported_by(name):
                walk(other, [*path, name])
            done.add(name)

    done: set[str] = set()
    for name in MODULES:
        walk(name, [])


def test_no_import_is_hidden_in_a_function() -> None:
    def hidden(name: str) -> list[int]:
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        return [
            node.lineno
            for function in ast.walk(MODULES[name])
            if isinstance(function, functions)
            # Django starts an app's listeners in `ready`, when its models can be imported.
            and not (function.name == "ready" and name.endswith(".apps"))
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]

    assert offenders(hidden) == {}


def test_no_module_has_a_vague_name() -> None:
    assert [name for name in MODULES if VAGUE_NAMES & set(name.split("."))] == []


def test_modules_are_short() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
    }
    # Settings are read from top to bottom, and stay in one file.
    assert {path for path, lines in lengths.items() if lines > LONGEST_MODULE} <= {"apnahaq/settings.py"}


def test_public_functions_and_classes_have_docstrings() -> None:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

    def undocumented(name: str) -> list[str]:
        # Not classes inside others, such as Meta, nor special methods.
        top = [node for node in MODULES[name].body if isinstance(node, kinds)]
        methods = [
            node
            for each in top
            if isinstance(each, ast.ClassDef)
            for node in each.body
            if isinstance(node, ast.FunctionDef)
        ]
        return [
            node.name for node in [*top, *methods] if not node.name.startswith("_") and ast.get_docstring(node) is None
        ]

    assert offenders(undocumented) == {}
