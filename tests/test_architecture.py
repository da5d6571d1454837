"""Who may import whom: the table of rooms, held against every import of the code."""

import ast
from collections.abc import Iterator
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
    "cli": ("web", "register"),
}
ENTRIES = {"app", "main", "__main__", "__init__"}
"""The modules beside the rooms, which may import every room."""

STREAMLIT = {"screen", "app", "main"}
"""The rooms and modules that know Streamlit."""

# What still breaks the table: (importing module, imported room). The list only shrinks.
EXCEPTIONS: set[tuple[str, str]] = {
    # The command that starts Streamlit's server.
    ("cli/serve", "streamlit"),
}


def rooms_below(room: str) -> set[str]:
    found, waiting = {room}, list(MAY[room])
    while waiting:
        below = waiting.pop()
        if below not in found:
            found.add(below)
            waiting += MAY[below]
    return found


def imports() -> Iterator[tuple[str, str, str]]:
    """Yield (importing module, its room, imported room or library) for each import."""
    for path in sorted(HOUSE.rglob("*.py")):
        parts = path.relative_to(HOUSE).with_suffix("").parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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


def test_every_room_stands_in_the_table() -> None:
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
    assert wrong - EXCEPTIONS == set(), "these imports lead to a room above"
    assert EXCEPTIONS - wrong == set(), "these exceptions are no longer needed: remove them"


def test_nothing_but_the_entries_imports_the_screen() -> None:
    users = {module for module, room, imported in imports() if imported == "screen" != room}
    assert {each for each in users if each not in ENTRIES} <= {module for module, _ in EXCEPTIONS}


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
