"""Restore the names and the status of every designation in an earlier version of the data.

`changes.csv` records the earlier value of a field, so undoing its newer rows gives the earlier
state. Prose whose earlier wording is withheld, and other tables, are not restored: the check needs
only names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.catalog.catalog import Catalog, build_catalog
from dashboard.dataset.package import Package
from dashboard.dataset.tables import WITHHELD
from dashboard.dataset.tables import table as table_named

_VERSION = re.compile(r"\d{4}(?:\.\d{1,4}){2,3}")
_TAKEN_BACK = ("designations", "names", "sites")


class VersionError(ValueError):
    """The version is unknown; the message lists the known ones."""


def order(version: str) -> tuple[int, ...]:
    """Return a sort key for versions.

    Raises:
        VersionError: The text is not a valid version.
    """
    if not _VERSION.fullmatch(version):
        raise VersionError(
            f"{version[:40]!r} is not a valid version: write it like 2026.11.30 or 2026.11.30.1."
        )
    return tuple(map(int, version.split(".")))


def earlier(package: Package, version: str) -> Catalog:
    """Return the names and the status of every designation in an earlier version.

    For a version older than the record of changes it returns the state before the first record.

    Args:
        package: The current package.
        version: An earlier version, or the current one.

    Returns:
        A catalog for the check of names: its other tables are empty.

    Raises:
        VersionError: The version is invalid, or newer than the package.
    """
    wanted = order(version)
    changes = package.tables["changes"]
    if wanted > order(package.version):
        raise VersionError(
            f"The data are version {package.version}: there is no version {version} yet."
        )
    newer = changes[[order(each) > wanted for each in changes["version"]]]
    tables = {name: table.iloc[:0] for name, table in package.tables.items()}
    for name in _TAKEN_BACK:
        own = newer[newer["table_name"] == name].to_dict("records")
        tables[name] = _before(package.tables[name], table_named(name).primary_key, own)
    known = set(tables["designations"]["id"])
    for name in _TAKEN_BACK[1:]:
        tables[name] = tables[name][tables[name]["designation_id"].isin(known)]
    return build_catalog(replace(package, version=version, tables=tables))


def before_record(package: Package, version: str) -> str:
    """Return the first version that the record of changes has, if `version` is older, else ""."""
    first = min(package.tables["changes"]["version"], key=order, default="")
    return str(first) if first and order(version) < order(first) else ""


def _before(
    table: pd.DataFrame, key: Iterable[str], changes: Iterable[Mapping[Any, Any]]
) -> pd.DataFrame:
    """Undo the changes of a table, newest first."""
    rows = table.set_index(
        table[list(key)].fillna("").agg("|".join, axis=1), drop=False
    ).rename_axis(None)
    for change in sorted(changes, key=lambda each: order(each["version"]), reverse=True):
        place = change["row_id"]
        if place not in rows.index:
            continue
        if change["change"] == "added":
            rows = rows.drop(index=place)
        elif change["field"] in rows.columns and change["old"] != WITHHELD:
            rows.loc[place, change["field"]] = change["old"]
    return rows.reset_index(drop=True)
