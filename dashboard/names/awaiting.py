"""Entries of the official register that the dataset does not describe yet, and the check of them.

A running site may look at the register once a day (`register/watching.py`). What it finds there stands
beside the dataset: the check of names answers for it, and no other page, count or download knows it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.text.folding import fold


@dataclass(frozen=True)
class Undescribed:
    """An entry of the register that the dataset does not describe yet.

    Attributes:
        id: `identifiers.PREFIX` and a slug of its name, for as long as it is not described.
        wording: Its wording in the register.
        name: The name that the wording gives it, in Latin letters.
        name_ru: Its Russian name, "" where the wording has none.
        names: Further names in the wording.
        country: ISO code of its country, "" where the wording names none.
        listed: The date of the order, or None.
    """

    id: str
    wording: str
    name: str
    name_ru: str = ""
    names: tuple[str, ...] = ()
    country: str = ""
    listed: date | None = None


@dataclass(frozen=True)
class Look:
    """The findings of the last look at the register.

    Attributes:
        looked: When the register was last read (UTC), or None if it never was.
        day: The day whose state that was, where it says so.
        entries: How many entries it had.
        undescribed: Those that the dataset of that moment did not have.
        failed: When a later look failed (UTC), or None.
        reason: Why it failed.
    """

    looked: datetime | None = None
    day: date | None = None
    entries: int = 0
    undescribed: tuple[Undescribed, ...] = ()
    failed: datetime | None = None
    reason: str = ""


_last: list[Look] = []


def last_look() -> Look | None:
    """Return the findings of the last look; None if this process does not look at the register."""
    return _last[0] if _last else None


def keep_look(look: Look | None) -> None:
    """Let the pages and the check know what a look found; None for no look at all."""
    _last[:] = [look] if look else []


def undescribed(catalog: Catalog) -> tuple[Undescribed, ...]:
    """Return the entries of the last look that a catalog does not describe; it may be newer than the look."""
    look = last_look()
    if look is None or not look.undescribed:
        return ()
    known = set(catalog.designations["register_name"].dropna())
    return tuple(each for each in look.undescribed if each.wording not in known)


def with_undescribed(catalog: Catalog) -> Catalog:
    """Return a catalog for the check of names: with the entries that are not described yet, as listed.

    Args:
        catalog: The catalog that is served.

    Returns:
        Another one, or the same where there are no such entries.
    """
    found = undescribed(catalog)
    return _extended(catalog, found) if found else catalog


@remembered(1)
def _extended(catalog: Catalog, found: tuple[Undescribed, ...]) -> Catalog:
    table = catalog.designations
    values: dict[str, list[Any]] = {
        "id": [each.id for each in found],
        "name": [each.name for each in found],
        "name_ru": [each.name_ru or None for each in found],
        "aliases": [each.names for each in found],
        "register_name": [each.wording for each in found],
        "country": [each.country or None for each in found],
        "category": ["other"] * len(found),
        "listed_date": [each.listed for each in found],
        "date": [each.listed for each in found],
        "status": ["listed"] * len(found),
        "articles": [0] * len(found),
        "text": [fold(" ".join((each.name, each.name_ru, each.wording))) for each in found],
    }
    more = pd.DataFrame(
        {
            name: pd.Series(
                values.get(str(name), [_nothing(column)] * len(found)), dtype=column.dtype
            )
            for name, column in table.items()
        }
    )
    more.index = pd.Index(values["id"], name=table.index.name)
    return replace(catalog, tables={**catalog.tables, "designations": pd.concat([table, more])})


def _nothing(column: pd.Series) -> tuple[()] | None:
    """Return the empty value of a column: no items in a column of lists."""
    return () if len(column) and isinstance(column.iloc[0], tuple) else None
