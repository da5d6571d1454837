"""Additions and changes of the data, version by version.

It stands in `changes.csv`, a row for each added row and for each changed field, and goes back to the
first release. What a version says about itself in prose stands in `CHANGELOG.md`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.dataset.atomic import read_files
from dashboard.dataset.package import CHANGELOG

Record: TypeAlias = Mapping[Any, Any]
"""One row of the table."""


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
        kind: A value of `CHANGE_KINDS`: added, listed, changed, delisted or removed.
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
        changes: What it brought to designations and articles, in the order in which it was written.
        others: What happened in the other tables: table, kind of change and number of records.
    """

    version: str
    date: date | None
    changes: tuple[Change, ...] = ()
    others: tuple[tuple[str, str, int], ...] = ()

    def count(self, table: str, kind: str) -> int:
        """Count the rows of a table that it added, listed, changed or delisted."""
        return sum(each.table == table and each.kind == kind for each in self.changes)


_FIRST = ("delisted", "listed", "added", "removed", "changed")
"""Of several things that happened to one row the one that names the change."""


@remembered(1)
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
    titles: Mapping[str, Mapping[Any, Any]] = {
        "designations": dict(catalog.designations["name"].items()),
        "articles": dict(catalog.articles["title"].items()),
    }
    days: dict[str, date] = {}
    records: dict[str, dict[tuple[str, str], list[Record]]] = {}
    others: dict[str, Counter[tuple[str, str]]] = {}
    for record in catalog["changes"].to_dict("records"):
        version, table = str(record["version"]), str(record["table_name"])
        days[version] = max(record["date"].date(), days.get(version, date.min))
        rows = records.setdefault(version, {})
        if table in titles:
            rows.setdefault((table, str(record["row_id"])), []).append(record)
        else:
            others.setdefault(version, Counter())[table, str(record["change"])] += 1
    releases = [
        Release(
            version,
            days[version],
            tuple(_change(each, titles) for each in rows.values()),
            tuple((*what, number) for what, number in others.get(version, Counter()).items()),
        )
        for version, rows in records.items()
    ]
    releases.reverse()
    if catalog.version not in records:
        releases.insert(0, Release(catalog.version, None))
    return tuple(releases)


def _change(records: Sequence[Record], titles: Mapping[str, Mapping[Any, Any]]) -> Change:
    first = records[0]
    table, row_id = str(first["table_name"]), str(first["row_id"])
    kinds = {str(each["change"]) for each in records}
    return Change(
        version=str(first["version"]),
        date=first["date"].date(),
        kind=next(kind for kind in _FIRST if kind in kinds),
        table=table,
        row_id=row_id,
        title=str(titles[table].get(row_id, row_id)),
        fields=tuple(
            FieldChange(str(each["field"]), _text(each["old"]), _text(each["new"]))
            for each in records
            if each["change"] not in {"added", "removed"}
        ),
        source=_text(first["source"]),
    )


def newest_first(changes: Iterable[Change]) -> list[Change]:
    """Order the changes of one version for readers who follow the register.

    Args:
        changes: Those of one version.

    Returns:
        First what happened to designations in the register (removed from it, listed, added), then
        added articles, then what was changed; otherwise in the order in which it was written.
    """
    return sorted(
        changes,
        key=lambda each: (
            each.kind == "changed",
            each.table != "designations",
            _FIRST.index(each.kind),
        ),
    )


@remembered(2)
def entered(catalog: Catalog, table: str = "designations") -> Mapping[str, date]:
    """Find the day on which each row came into the data, as far as it is recorded.

    Args:
        catalog: The dataset.
        table: ``designations`` or ``articles``.

    Returns:
        For each row that a recorded version added, listed or removed from the register the day of the
        newest such version. What the first release had is not among them.
    """
    return {
        change.row_id: change.date
        for release in reversed(history(catalog))
        for change in release.changes
        if change.table == table and change.kind in ("added", "listed", "delisted")
    }


def came_since(catalog: Catalog, version: str) -> frozenset[str]:
    """Return the designations that versions after one added, listed or removed from the register.

    Args:
        catalog: The dataset.
        version: A recorded version.
    """
    newer: set[str] = set()
    for release in history(catalog):
        if release.version == version:
            break
        newer.update(
            change.row_id
            for change in release.changes
            if change.table == "designations" and change.kind in ("added", "listed", "delisted")
        )
    return frozenset(newer)


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
