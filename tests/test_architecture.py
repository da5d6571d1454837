"""Who may import whom: the table of rooms, held against every import of the code."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.pins import ROOT

HOUSE = ROOT / "dashboard"

# Each room may import the rooms named, and those that these may import.
MAY = {
    "settings": (),
    "locale": (),
    "text": ("locale",),
    "dataset": ("text", "locale"),
    "catalog": ("dataset", "settings"),
    "asking": ("catalog",),
    "sheets": ("catalog",),
    "charts": ("asking", "sheets"),
    "words": ("text",),
    "names": ("asking", "sheets", "words"),
    "bulk": ("asking", "sheets"),
    "editing": ("dataset", "sheets", "names"),
    "register": ("editing", "names", "dataset"),
    "documents": ("charts", "names", "bulk", "asking"),
    "screen": ("documents",),
    "web": ("documents",),
    "mirror": ("web",),
    "cli": ("mirror", "register"),
}
ENTRIES = {"app", "main", "__main__", "__init__"}
"""The modules beside the rooms, which may import every room."""

STREAMLIT = {"screen", "app", "main"}
"""The rooms and modules that know Streamlit."""


def rooms_below(room: str) -> set[str]:
    found, waiting = {room}, list(MAY[room])
    while waiting:
        below = waiting.pop()
        if below not in found:
            found.add(below)
            waiting += MAY[below]
    return found


@cache
def trees() -> dict[Path, ast.Module]:
    """Return every module of the house, parsed."""
    return {
        path.relative_to(HOUSE): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(HOUSE.rglob("*.py"))
    }


def imports() -> Iterator[tuple[str, str, str]]:
    """Yield (importing module, its room, imported room or library) for each import."""
    for path, tree in trees().items():
        parts = path.with_suffix("").parts
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{each.name}" for each in node.names]
            else:
                continue
            for name in names:
                top, _, rest = name.partition(".")
                imported = rest.partition(".")[0] if top == "dashboard" else top
                yield "/".join(parts), parts[0], imported


def test_every_package_is_in_the_table() -> None:
    rooms = {path.name for path in HOUSE.iterdir() if (path / "__init__.py").is_file()}
    assert rooms | {"settings"} == MAY.keys()


def test_no_import_leads_up_and_streamlit_stays_in_its_room() -> None:
    wrong = set()
    for module, room, imported in imports():
        if imported == "streamlit":
            allowed = room in STREAMLIT
        elif imported in MAY:
            allowed = room in ENTRIES or imported in rooms_below(room)
        else:
            continue
        if not allowed:
            wrong.add((module, imported))
    assert wrong == set(), "these imports lead to a room above"


def test_nothing_but_the_entries_imports_the_screen() -> None:
    users = {module for module, room, imported in imports() if imported == "screen" != room}
    assert users <= ENTRIES


def test_private_interfaces_of_streamlit_are_used_in_one_file() -> None:
    users = set()
    for path, tree in trees().items():
        for node in ast.walk(tree):
            inner = isinstance(node, ast.ImportFrom) and str(node.module).startswith("streamlit")
            if isinstance(node, ast.Import):
                inner = any(each.name.startswith("streamlit.") for each in node.names)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                inner = node.value.id == "st" and node.attr.startswith("_")
            if inner:
                users.add(path.as_posix())
    assert users == {"screen/patches.py"}


def test_no_room_grows_beyond_a_sixth_of_the_code() -> None:
    lines: dict[str, int] = {}
    for path in HOUSE.rglob("*.py"):
        room = path.relative_to(HOUSE).parts[0]
        lines[room] = lines.get(room, 0) + len(path.read_text(encoding="utf-8").splitlines())
    largest = max(lines, key=lambda room: lines[room])
    assert lines[largest] < sum(lines.values()) / 6, (largest, lines)


def test_the_table_has_no_circle() -> None:
    for room, below in MAY.items():
        for each in below:
            assert room not in rooms_below(each), (room, each)


def test_this_test_reads_the_house() -> None:
    assert Path(HOUSE / "screen").is_dir()
    assert sum(1 for _ in imports()) > 500
