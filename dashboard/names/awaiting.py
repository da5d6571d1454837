"""Store entries of the official register that the dataset does not describe yet, for the check of
names.

A running site may fetch the register once a day (`register/watching.py`). New entries are kept
separately from the
dataset: only the check of names and `/data` use them, and no other page, count or download.
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
        id: A temporary id: `identifiers.PREFIX` and a slug of its name.
        wording: Its wording in the register.
        name: Its name in Latin letters, read from the wording.
        name_ru: Its Russian name in the wording, or "".
        names: Further names in the wording.
        country: ISO code of its country in the wording, or "".
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
    """The result of the last fetch of the register.

    Attributes:
        looked: When the register was last read (UTC), or None if never.
        day: The day of its state, if known.
        entries: The number of its entries.
        undescribed: The entries that the dataset did not have at that time.
        failed: When a later fetch failed (UTC), or None.
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
    """Return the result of the last fetch; None if this process does not fetch the register."""
    return _last[0] if _last else None


def keep_look(look: Look | None) -> None:
    """Store the result of a fetch for the pages and the check; None to clear it."""
    _last[:] = [look] if look else []


def undescribed(catalog: Catalog) -> tuple[Undescribed, ...]:
    """Return the undescribed entries of the last fetch that a catalog, which may be newer, does not have."""
    look = last_look()
    if look is None or not look.undescribed:
        return ()
    known = set(catalog.designations["register_name"].dropna())
    return tuple(each for each in look.undescribed if each.wording not in known)


def with_undescribed(catalog: Catalog) -> Catalog:
    """Return a catalog for the check of names, in which undescribed entries are listed designations.

    Args:
        catalog: The served catalog.

    Returns:
        An extended catalog, or the same if there are no such entries.
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
