"""The threat model names tests that exist, for each thing that it says is denied."""

import ast
import re

from tools.pins import ROOT

MODEL = ROOT / "docs" / "threat-model.md"
TEXT = MODEL.read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def defined(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {
        each.name for each in tree.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(TEXT)
    assert len(named) > 80
    assert [f"{path}::{name}" for path, name in named if name not in defined(path)] == []
    assert TEXT.count("tests/") == len(named), "a test is named in another way"


def test_everything_that_is_denied_has_its_test() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 35
    assert [row for row in rows if not NAMED.search(row.split(" | ")[-1])] == []


def test_every_target_and_file_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for path in (MODEL, ROOT / "SECURITY.md"):
        text = path.read_text(encoding="utf-8")
        for target in re.findall(r"`make (\w+)`", text):
            assert f"\n{target}:" in makefile, target
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
            assert (path.parent / link).exists(), link


def test_a_reporter_finds_the_way_at_once_and_the_threat_model_from_there() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "Report a vulnerability" in text.partition("## ")[0]
    assert "(docs/threat-model.md)" in text
