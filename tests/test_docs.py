"""The documents name files, functions, targets, links and limits that exist."""

import ast
import importlib
import re
from functools import cache
from pathlib import Path

import pytest

from dashboard.dataset import identifiers
from dashboard.dataset.package import CHANGELOG, DESCRIPTOR, README
from dashboard.dataset.tables import TABLES
from tools.pins import ROOT

DOCS = ROOT / "docs"
DOCUMENTS = [
    *(ROOT / name for name in ("CONTRIBUTING.md", "README.md", "SECURITY.md")),
    *sorted(DOCS.glob("*.md")),
]
FOR_CONTRIBUTORS = [ROOT / "CONTRIBUTING.md", DOCS / "architecture.md", DOCS / "testing.md"]
"""Documents whose every quoted name is one of the code."""
CODE = ("dashboard", "tests", "tools", "benchmarks", "deploy", ".streamlit")
QUOTED = re.compile(r"`([^`\s]+)`")
FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)*(?:/|\.(?:py|toml|m?js|css|conf|pot?|md|csv|cff|txt|json))")
NAME = re.compile(r"@?([A-Za-z_]\w*(?:\.\w+)*)(?:\(.*\))?")
MADE = re.compile(r"\.hypothesis/|build/|dist/")
"""Folders that commands write."""
THEIRS = {"reproduce_failure", "name_de"}
"""Names of a library, and of a column that a package may have."""


@cache
def files() -> set[str]:
    """Return the path of each file and folder, and each of its ends: `documents/chart.py`, `panel.py`."""
    found = set()
    published = [
        Path("data") / name
        for name in (
            DESCRIPTOR,
            README,
            CHANGELOG,
            identifiers.PATH,
            *(table.path for table in TABLES),
        )
    ]
    written = [
        path.relative_to(ROOT) for top in (*CODE, "docs") for path in (ROOT / top).rglob("*")
    ]
    for path in (Path("data"), *published, *written):
        found |= {"/".join(path.parts[start:]) for start in range(len(path.parts))}
    return found | {path.name for path in ROOT.iterdir()}


@cache
def words() -> set[str]:
    """Return every word of the code, of the columns of the dataset and of the names of files."""
    paths = [path for top in CODE for path in (ROOT / top).rglob("*")]
    texts = [
        path.read_text(encoding="utf-8")
        for path in (*paths, ROOT / "Makefile")
        if path.suffix in (".py", ".html", ".js", ".toml", ".json", ".conf", "")
        and path.is_file()
        and path != Path(__file__)
    ]
    return (
        set(re.findall(r"\w+", "\n".join(texts))) | THEIRS | {Path(each).stem for each in files()}
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_the_documents_name_exists(document: Path) -> None:
    text = re.sub(r"(?s)^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.M)
    missing = []
    for quoted in sorted(set(QUOTED.findall(text))):
        if FILE.fullmatch(quoted):
            if quoted.rstrip("/") not in files() and not MADE.match(quoted):
                missing.append(quoted)
        elif document in FOR_CONTRIBUTORS and (name := NAME.fullmatch(quoted)):
            missing += [quoted] if set(name[1].split(".")) - words() else []
    assert missing == []


def test_every_target_that_the_documents_name_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for document in DOCUMENTS:
        for target in re.findall(r"`make ([\w-]+)", document.read_text(encoding="utf-8")):
            assert f"\n{target}:" in makefile, f"{document.name} names the target {target}"


def anchors(document: Path) -> set[str]:
    """Return the names by which links reach the headings of a document."""
    headings = re.findall(r"(?m)^#+ (.+)$", document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\s-]", "", each).strip().lower().replace(" ", "-") for each in headings}


@pytest.mark.parametrize(
    "document",
    [*DOCUMENTS, ROOT / "CHANGELOG.md", ROOT / "benchmarks" / "README.md"],
    ids=lambda path: path.name,
)
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        path, _hash, anchor = link.partition("#")
        target = (document.parent / path) if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_limit_is_documented_as_it_is() -> None:
    text = (DOCS / "deploy.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| [^|]+ \| (\d+) \| `([\w.]+):(\w+)` \|$", text)
    assert len(rows) > 10
    for number, module, name in rows:
        assert float(number) == getattr(importlib.import_module(module), name), name


def test_docstrings_of_functions_begin_with_a_verb() -> None:
    # ruff's D401 knows nouns and articles, but no clauses; a property may be described by either.
    clause = re.compile(r"(?:What|Whatever|Who|Whose|Whoever|Which|How|Where|When|Whether|Why)\b")
    nominal = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for top in ("dashboard", "tools", "benchmarks")
        for path in sorted((ROOT / top).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and clause.match(ast.get_docstring(node) or "")
        and not any("property" in ast.unparse(each) for each in node.decorator_list)
    ]
    assert nominal == []
