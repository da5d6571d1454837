"""Data packages whose free texts are hostile, and still keep every rule that packages must keep."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd

from dashboard.dataset.package import write_descriptor
from dashboard.dataset.tables import table as table_named
from tests.conftest import ROWS

FREE = {
    "designations": ("name", "name_ru", "name_native", "abbreviation", "register_name", "stated_reason", "review", "note"),
    "articles": ("title", "title_ru", "summary"),
    "statements": ("speaker", "speaker_ru", "text", "text_ru"),
    "claims": ("note",),
    "publishers": ("name",),
    "milestones": ("label_en", "label_ru"),
    "other_designations": ("name_there", "note"),
    "names": ("name",),
    "identifiers_elsewhere": ("name_there",),
    "published_counts": ("source", "source_ru", "note"),
    "prosecutions": ("defendant", "note"),
    "changes": ("version", "old", "new", "source"),
}  # fmt: skip
"""The fields that hold text of any kind."""

LINKED = {
    "articles": "url", "evidence": "url", "milestones": "url", "other_designations": "url", "prosecutions": "url",
}  # fmt: skip

CHANGES = [
    {
        "version": "2026.01.02", "date": "2026-01-02", "change": "changed", "table_name": "designations",
        "row_id": "alpha", "field": "note", "old": "x", "new": "y", "source": "z",
    },
    {
        "version": "2026.01.02", "date": "2026-01-02", "change": "added", "table_name": "articles",
        "row_id": "2022-01-31-alpha-listed", "field": "id", "new": "2022-01-31-alpha-listed",
    },
]  # fmt: skip


@lru_cache(maxsize=512)
def fits(text: str) -> str:
    """Return a text as the rules want it: not empty, in one line, with nothing of `artefacts` in it."""
    from dashboard.dataset import artefacts
    from dashboard.text.unseen import seen

    def passes(check: Callable[[pd.Series], pd.Series], part: str) -> bool:
        return bool(check(pd.Series([part], dtype="str")).all())

    def passing(check: Callable[[pd.Series], pd.Series], whole: str) -> set[str]:
        """Return which characters pass, each asked once, all together: a series of each takes most of the time."""
        characters = sorted(set(whole))
        found = check(pd.Series(characters, dtype="str"))
        return {each for each, fine in zip(characters, found, strict=True) if fine}

    text = seen(text)[:30_000]
    for check in (artefacts.are_free_of_invisible, artefacts.are_readable):
        if not passes(check, text):
            fine = passing(check, text)
            text = "".join(each for each in text if each in fine)
    if not passes(artefacts.have_plain_spaces, text):
        fine = passing(artefacts.have_plain_spaces, text)
        text = "".join(each if each in fine else " " for each in text)
    if not passes(artefacts.are_unescaped, text):
        text = text.replace("&", "& ").replace("_x", "_ x")
    text = " ".join(text.split())
    while lost := artefacts.lost_letters(text):
        text = text.replace(lost, lost.replace("?", "").encode("ascii", "ignore").decode()).strip()
    return no_formula(" ".join(text.split()) or "x")


def no_formula(cell: str) -> str:
    """Return a cell that does not begin as a formula does."""
    from dashboard.dataset.validation import begins_formula

    return f"x {cell}" if begins_formula(pd.Series([cell], dtype="str")).any() else cell


def write(folder: Path, text: Callable[[str, str, int], str], *, rule: bool = True) -> Path:
    """Return a package in a folder, each free text of which is `text(table, field, row)`.

    Args:
        folder: An empty folder.
        text: What is to stand in a cell.
        rule: Whether to make it keep the rules.
    """
    reasons = {
        row["reason_id"]: number
        for number, row in enumerate(ROWS["designations"])
        if row.get("reason_id")
    }
    make = (lambda *where: fits(text(*where))) if rule else text
    for table, rows in {**ROWS, "changes": CHANGES}.items():
        made = []
        for number, row in enumerate(rows):
            changed = {field: make(table, field, number) for field in FREE.get(table, ())}
            if table == "designations" and number < 2:
                alias = make(table, "aliases", number).replace("|", "/").strip() or "x"
                # A number may begin with a sign; two of them in one cell may not.
                changed["aliases"] = no_formula(f"{alias}|{alias} 2")
            if table == "statements" and row["id"] in reasons:
                # A stated reason is the text of its statement.
                changed["text"] = make("designations", "stated_reason", reasons[row["id"]])
                changed.pop("text_ru", None)
            if table == "designations" and not row.get("stated_reason"):
                changed.pop("stated_reason", None)
            if table == "articles" and row.get("title_supplied") == "true":
                changed["title"] = changed["title"].strip("[]").strip() or "x"
            elif table == "articles":
                changed.pop("title_ru", None)  # only a title of ours has a Russian one of ours
            if table == "changes":
                changed["version"] = f"v {changed['version']}"[:200].strip()
            made.append(row | changed)
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(
                file, table_named(table).columns, restval="", lineterminator="\n"
            )
            writer.writeheader()
            writer.writerows(made)
    write_descriptor(folder, version="2026.01.02", as_of=date(2026, 1, 2))
    return folder
