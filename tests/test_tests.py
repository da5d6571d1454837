"""What tests may not do: read the dataset where they are about code, use private names, wait a fixed time."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.support.reading import ABOUT_DATA, TESTS, reads_data

READERS = {"load_catalog", "data_directory"}
"""What reads the package that is served, where it is called without a folder."""


@cache
def trees() -> dict[str, ast.Module]:
    """Return every file of the tests, parsed, by its path."""
    return {
        path.relative_to(TESTS).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(TESTS.rglob("*.py"))
    }


def _is_checkout(node: ast.expr) -> bool:
    """Tell whether an expression is the root of the checkout: `ROOT`, or the parent of a file."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Attribute) and node.value.attr == "parents"
    return isinstance(node, ast.Name) and node.id == "ROOT"


def _at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what runs when a module is imported, before anything is served."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.With):
            waiting += ast.iter_child_nodes(node)


def data_read(tree: ast.Module) -> bool:
    """Tell whether a module reads `data/`, by its path or as what is served when it is imported."""
    by_path = any(
        isinstance(node, ast.BinOp)
        and isinstance(node.right, ast.Constant)
        and node.right.value == "data"
        and _is_checkout(node.left)
        for node in ast.walk(tree)
    )
    return by_path or any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr) in READERS
        and not node.args
        for node in _at_import(tree)
    )


def _is_private(name: object) -> bool:
    return isinstance(name, str) and bool(re.fullmatch(r"_[a-zA-Z]\w*", name))


def private_names(tree: ast.Module) -> Iterator[str]:
    """Yield each private name that a module takes from somewhere else."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (each.name for each in node.names if _is_private(each.name))
        elif isinstance(node, ast.Attribute) and _is_private(node.attr):
            if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")):
                yield node.attr
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".setattr"):
            texts = [str(each.value) for each in node.args[:2] if isinstance(each, ast.Constant)]
            yield from filter(_is_private, (each.rpartition(".")[2] for each in texts))


def _ends_early(loop: ast.For) -> bool:
    return any(isinstance(inside, ast.Break | ast.Return) for inside in ast.walk(loop))


def fixed_waits(tree: ast.Module) -> int:
    """Count the waits for a fixed time: outside a loop that ends as soon as something is so."""
    polled = {
        inside
        for loop in ast.walk(tree)
        if isinstance(loop, ast.While) or (isinstance(loop, ast.For) and _ends_early(loop))
        for inside in ast.walk(loop)
    }
    return sum(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node not in polled
        and (
            node.func.attr == "wait_for_timeout"
            or (node.func.attr == "sleep" and ast.unparse(node.func.value) == "time")
        )
        for node in ast.walk(tree)
    )


def test_code_is_tested_with_packages_that_the_test_builds() -> None:
    readers = {path for path, tree in trees().items() if data_read(tree)}
    assert {path for path in readers if not reads_data(TESTS / path)} == set()


def test_the_modules_that_may_read_the_dataset_exist() -> None:
    assert [each for each in ABOUT_DATA if not (TESTS / each).exists()] == []


def test_no_test_uses_a_private_name() -> None:
    found = {(path, name) for path, tree in trees().items() for name in private_names(tree)}
    assert found == set()


def test_no_test_waits_a_fixed_time() -> None:
    assert {path for path, tree in trees().items() if fixed_waits(tree)} == set()


def test_these_rules_find_their_violations() -> None:
    seen = ast.parse(
        "from dashboard.web.metrics import _Inner\n"
        "CATALOG = load_catalog()\n"
        "def test(page, monkeypatch):\n"
        "    page.wait_for_timeout(50)\n"
        "    while page.busy: time.sleep(0.1)\n"
        "    monkeypatch.setattr('dashboard.bulk.bundles._made', {})\n"
        "    module._hidden()\n"
    )
    assert data_read(seen)
    assert list(private_names(seen)) == ["_Inner", "_made", "_hidden"]
    assert fixed_waits(seen) == 1
    built = ast.parse("def test():\n    load_catalog()\n    self._own\n    tmp_path / 'data'\n")
    assert not data_read(built)
    assert list(private_names(built)) == []
