"""The five packages as they are installed and laid out (house style)."""

import ast
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("vaguemestre", "gateway", "pipeline", "api", "storage")
MIGRATIONS = "storage/migrations/versions"
NOT_FOR_IMPORT = {"storage.migrations.env"}
"""Alembic runs it, with a configuration that is only there then."""
MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 40
"""Without the docstring, whose length is no fault."""
READS_ENVIRONMENT = "vaguemestre/settings.py"

Function = ast.FunctionDef | ast.AsyncFunctionDef

SOURCES = {
    str(path.relative_to(ROOT)): path.read_text()
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
}
TREES = {name: ast.parse(text) for name, text in SOURCES.items()}


def module_name(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def nodes() -> Iterator[tuple[str, ast.AST]]:
    """Yield every node of every module, with its file."""
    for file, tree in TREES.items():
        for node in ast.walk(tree):
            yield file, node


def code_lines(function: Function) -> int:
    """Return how many lines a function has from ``def`` to its end, without its docstring."""
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def test_nobody_else_installs_packages_of_our_names() -> None:
    owners = packages_distributions()
    assert not {
        name: others for name in PACKAGES if (others := set(owners.get(name, [])) - {"vaguemestre"})
    }


def test_our_packages_are_the_ones_in_this_checkout() -> None:
    for name in PACKAGES:
        file = import_module(name).__file__
        assert file is not None
        assert Path(file).parent == ROOT / name


@pytest.mark.parametrize("file", SOURCES)
def test_every_module_can_be_imported(file: str) -> None:
    if module_name(file) not in NOT_FOR_IMPORT:
        import_module(module_name(file))


def test_every_folder_of_code_is_a_package() -> None:
    folders = {str(Path(file).parent) for file in SOURCES}
    assert not [folder for folder in folders if f"{folder}/__init__.py" not in SOURCES]


def test_modules_are_short() -> None:
    lengths = {file: text.count("\n") for file, text in SOURCES.items()}
    assert not {
        file: lines
        for file, lines in lengths.items()
        if lines > MAX_MODULE_LINES and not file.startswith(MIGRATIONS)
    }


def test_functions_are_short() -> None:
    too_long = [
        f"{file}:{node.lineno}: {node.name} has {lines} lines"
        for file, node in nodes()
        if isinstance(node, Function)
        and (lines := code_lines(node)) > MAX_FUNCTION_LINES
        and not file.startswith(MIGRATIONS)
    ]
    assert not too_long, "\n".join(too_long)


def test_imports_are_absolute() -> None:
    assert not [
        f"{file}:{node.lineno}"
        for file, node in nodes()
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def test_only_settings_read_the_environment() -> None:
    names = {"environ", "environb", "getenv", "getenvb"}
    assert not [
        f"{file}:{node.lineno}"
        for file, node in nodes()
        if file != READS_ENVIRONMENT
        and (
            (isinstance(node, ast.Attribute) and node.attr in names)
            or (isinstance(node, ast.ImportFrom) and names & {alias.name for alias in node.names})
        )
    ]
