"""The documents for contributors name files, functions and targets that exist."""

import re
from pathlib import Path

import pytest

from tools.pins import ROOT

CONTRIBUTING = ROOT / "CONTRIBUTING.md"
DOCUMENTS = [CONTRIBUTING, ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CODE = ("dashboard", "tests", "tools", "benchmarks", "deploy", ".streamlit")
QUOTED = re.compile(r"`([^`\s]+)`")
FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)*(?:/|\.(?:py|toml|m?js|css|conf|pot?|md|csv|cff|txt|json))")
NAME = re.compile(r"@?([A-Za-z_]\w*(?:\.\w+)*)(?:\(.*\))?")
MADE = re.compile(r"\.hypothesis/|build/|dist/")
"""Folders that commands write."""
THEIRS = {"reproduce_failure", "name_de"}
"""Names of a library, and of a column that a package may have."""


def files() -> set[str]:
    """The path of each file and folder, and each of its ends: `documents/chart.py`, `panel.py`."""
    found = set()
    for top in (*CODE, "data", "docs"):
        for path in (ROOT / top).rglob("*"):
            parts = path.relative_to(ROOT).parts
            found |= {"/".join(parts[start:]) for start in range(len(parts))}
    return found | {path.name for path in ROOT.iterdir()}


def words() -> set[str]:
    """Every word of the code and of the dataset's description."""
    paths = [path for top in CODE for path in (ROOT / top).rglob("*")]
    texts = [
        path.read_text(encoding="utf-8")
        for path in (*paths, ROOT / "data" / "datapackage.json", ROOT / "Makefile")
        if path.suffix in (".py", ".html", ".js", ".toml", ".json", ".conf", "")
        and path.is_file()
        and path != Path(__file__)
    ]
    return set(re.findall(r"\w+", "\n".join(texts)))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_the_documents_name_exists(document: Path) -> None:
    text = re.sub(r"(?s)^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.M)
    known_files = files()
    known_words = words() | THEIRS | {Path(path).stem for path in known_files}
    missing = []
    for quoted in sorted(set(QUOTED.findall(text))):
        if FILE.fullmatch(quoted):
            if quoted.rstrip("/") not in known_files and not MADE.match(quoted):
                missing.append(quoted)
        elif document == CONTRIBUTING and (name := NAME.fullmatch(quoted)):
            missing += [quoted] if set(name[1].split(".")) - known_words else []
    assert missing == []


def test_every_target_that_the_documents_name_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for document in DOCUMENTS:
        for target in re.findall(r"`make ([\w-]+)", document.read_text(encoding="utf-8")):
            assert f"\n{target}:" in makefile, f"{document.name} names the target {target}"
