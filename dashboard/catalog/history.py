"""Additions and changes of the data, version by version.

It stands in `changes.csv`, a row for each added row and for each changed field, and goes back to the
first release. What a version says about itself in prose stands in `CHANGELOG.md`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from dashboard.catalog.catalog import Catalog
from dashboard.dataset.atomic import read_files
from dashboard.dataset.package import CHANGELOG


@dataclass(frozen=True)
class FieldChange:
    """One field of a row that was changed.

    Attributes:
        field: The field.
        old: What stood there before, as text; "" where nothing did.
        new: What stands there since.
    """

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """What happened to one designation or article in one version of the data.

    Attributes:
        version: The version.
        date: The day of that version.
        kind: A value of `CHANGE_KINDS`: added, listed, changed or delisted.
        table: ``designations`` or ``articles``.
        row_id: The row's ``id``.
        title: Its name or title today; the ``id`` if the row is gone.
        fields: What was changed; empty for an added row.
        source: Where the change comes from, as the maintainer recorded it; "" if not.
    """

    version: str
    date: date
    kind: str
    table: str
    row_id: str
    title: str
    fields: tuple[FieldChange, ...] = ()
    source: str = ""

    @property
    def key(self) -> str:
        """The permanent identifier of its feed entry."""
        return f"{self.version}/{self.table}/{self.row_id}"


@dataclass(frozen=True)
class Release:
    """A version of the data and what it brought.

    Attributes:
        version: The version.
        date: Its day, or None where no change of it is recorded.
        changes: What it brought, in the order in which it was written.
    """

    version: str
    date: date | None
    changes: tuple[Change, ...] = ()

    def count(self, table: str, kind: str) -> int:
        """Count the rows of a table that it added, listed, changed or delisted."""
        return sum(each.table == table and each.kind == kind for each in self.changes)


_FIRST = ("delisted", "listed", "added", "changed")
"""Of several things that happened to one row the one that names the change."""


def history(catalog: Catalog) -> tuple[Release, ...]:
    """Return every recorded version of the data, and the present one.

    Args:
        catalog: The dataset.

    Returns:
        The versions, the newest first.

    Example:
        The changes of the newest version, for a feed::

            for change in history(catalog)[0].changes:
                print(change.date, change.kind, change.title)
    """
    table = catalog["changes"]
    titles = {
        "designations": catalog.designations["name"],
        "articles": catalog.articles["title"],
    }
    releases = []
    for version, rows in table.groupby("version", sort=False):
        changes = tuple(
            _change(records, titles)
            for _row, records in rows.groupby(["table_name", "row_id"], sort=False, observed=True)
        )
        releases.append(Release(str(version), rows["date"].max().date(), changes))
    releases.reverse()
    if catalog.version not in {release.version for release in releases}:
        releases.insert(0, Release(catalog.version, None))
    return tuple(releases)


def _change(records: pd.DataFrame, titles: Mapping[str, pd.Series]) -> Change:
    first = records.iloc[0]
    table, row_id = str(first["table_name"]), str(first["row_id"])
    kinds = set(records["change"])
    changed = records[records["change"] != "added"]
    return Change(
        version=str(first["version"]),
        date=first["date"].date(),
        kind=next(kind for kind in _FIRST if kind in kinds),
        table=table,
        row_id=row_id,
        title=str(titles[table].get(row_id, row_id)),
        fields=tuple(
            FieldChange(str(field), _text(old), _text(new))
            for field, old, new in zip(
                changed["field"], changed["old"], changed["new"], strict=True
            )
        ),
        source=_text(first["source"]),
    )


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def changelog(directory: Path) -> str:
    """Return the text of a package's changelog; "" if it is missing."""
    try:
        found = read_files(directory, [CHANGELOG])
    except OSError:
        return ""
    return found.get(CHANGELOG, b"").decode("utf-8", "replace")


def notes(text: str) -> dict[str, str]:
    """Return the notes of each version.

    Args:
        text: The text of `CHANGELOG.md`, with a heading of the second level for each version.

    Returns:
        The Markdown below each heading, by version.
    """
    parts = re.split(r"^##[ \t]+(.+?)[ \t]*$", text, flags=re.MULTILINE)
    return {version: body.strip() for version, body in zip(parts[1::2], parts[2::2], strict=True)}
