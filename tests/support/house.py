"""What the house rules look at: the files git knows or would take, and the modules as trees."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Return every file that is committed, or would be by the next `git add`."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, check=True, cwd=HOUSE, capture_output=True, text=True).stdout
    paths = sorted({HOUSE / name for name in listed.split("\0") if name})
    return tuple(path for path in paths if path.is_file())


def named(path: Path) -> str:
    """Return the path as a reader of the repository knows it."""
    return path.relative_to(HOUSE).as_posix()


def texts() -> Iterator[tuple[str, str]]:
    """Yield name and text of every file that is text."""
    for path in files():
        try:
            yield named(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def modules(folder: str = "") -> Iterator[tuple[str, str]]:
    """Yield name and source of every Python module under *folder*."""
    for path in files():
        if path.suffix == ".py" and named(path).startswith(folder):
            yield named(path), path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Import:
    """One name that a module imports, and where."""

    name: str
    line: int
    hidden: bool
    """Inside a function, where it hides from a reader and from the linter's graph."""


def imports(source: str) -> list[Import]:
    """Return every import of *source*; `from a import b` counts as `a.b`."""
    tree = ast.parse(source)
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, functions)
        for node in ast.walk(function)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names]
        else:
            continue
        found += [Import(name, node.lineno, id(node) in inside) for name in names]
    return found
