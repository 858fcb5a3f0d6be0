"""Imports run one way, without cycles, and stand where they can be seen."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ["apnahaq", "campaigns", "pages"]
ALLOWED = {"apnahaq": {"campaigns", "pages"}, "campaigns": {"pages"}, "pages": set()}
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


@pytest.mark.parametrize("name", MODULES)
def test_imports_run_one_way(name: str) -> None:
    app = name.split(".")[0]
    others = {module.split(".")[0] for module in imported_by(name)} - {app}
    assert others <= ALLOWED[app]


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
