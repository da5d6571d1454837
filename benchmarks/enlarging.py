"""Enlarge the dataset by copying rows under new ids, with the same distributions.

Run `python -m benchmarks.enlarging TIMES FOLDER` from the checkout to write it as a package, which
`DASHBOARD_DATA=FOLDER` serves.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard import settings
from dashboard.dataset.fields import LIST_DELIMITER
from dashboard.dataset.package import Package, read_package, write_descriptor
from dashboard.dataset.tables import TABLES

_DATES = {"published", "decision_date", "announced_date", "listed_date"}
_WORDED = 5
"""Every fifth copied article gets a unique word, so that the vocabulary grows realistically.

Half, a quarter and an eighth of the dataset have as many distinct words as their length to the power of
0.55: a million articles would have some 190,000.
"""
_MARK = "-copy-"
"""Separates an identifier from the number of its copy; "-2" alone could be another identifier."""

_LINKS = {
    "mentions": {"article_id": "articles", "designation_id": "designations"},
    "statements": {"id": "statements", "designation_id": "designations"},
    "claims": {"article_id": "articles", "statement_id": "statements"},
    "evidence": {"designation_id": "designations"},
}


def enlarge(package: Package, times: int, *, seed: int = 1) -> Package:
    """Enlarge a package `times`-fold: articles without limit, designations up to tenfold.

    The register grows by hundreds of entries a year, the articles by thousands, so designations are
    limited to tenfold. Every copy keeps its mentions, statements, claims and evidence; dates move
    by up to a year, which keeps their distribution and spreads the copies.

    Args:
        package: The real package.
        times: The number of copies of each article.
        seed: The random seed.

    Returns:
        A valid package in memory, whose texts repeat except for a few words.
    """
    if times == 1:
        return package
    random = np.random.default_rng(seed)
    copies = {
        "articles": times,
        "statements": times,
        "designations": min(times, 10),
        "publishers": min(times, 10),
    }
    tables = dict(package.tables)
    for name in ("designations", "publishers", "articles"):
        tables[name] = _copies(package.tables[name], copies[name], random)
    tables["articles"] = tables["articles"].assign(
        publisher_id=_linked(tables["articles"], "publisher_id", copies["publishers"])
    )
    for name, links in _LINKS.items():
        many = max(copies[target] for target in links.values())
        table = pd.concat(
            [package.tables[name].assign(_copy=copy) for copy in range(many)], ignore_index=True
        )
        for column, target in links.items():
            table[column] = (
                _articles_linked(table, tables["articles"], package.tables["articles"])
                if target == "articles"
                else _linked(table, column, copies[target])
            )
        if name == "statements":
            # Further organizations of a statement are of the same copy.
            copy = table["_copy"] % copies["designations"]
            table["also_about"] = [
                also if not number or pd.isna(also) else _each_suffixed(also, number)
                for also, number in zip(table["also_about"], copy, strict=True)
            ]
        tables[name] = table.drop(columns="_copy")
    tables["designations"]["reason_id"] = _linked(
        tables["designations"], "reason_id", copies["statements"]
    )
    # A stated reason that no article reports has no more copies than its designation.
    statements = tables["statements"]
    told = statements["id"].isin(tables["claims"]["statement_id"])
    reasons = statements["id"].isin(tables["designations"]["reason_id"])
    tables["statements"] = statements[told | reasons].reset_index(drop=True)
    tables["articles"] = tables["articles"].drop(columns="_copy")
    tables["designations"] = tables["designations"].drop(columns="_copy")
    tables["publishers"] = tables["publishers"].drop(columns="_copy").assign(designation_id=pd.NA)
    return replace(package, tables=tables)


def _copies(table: pd.DataFrame, many: int, random: np.random.Generator) -> pd.DataFrame:
    grown = pd.concat([table.assign(_copy=copy) for copy in range(many)], ignore_index=True)
    further = grown["_copy"] > 0
    # The dates of a row move together, so that they keep their order.
    days = pd.to_timedelta(pd.Series(random.integers(0, 365, len(grown))).where(further, 0), "D")
    if "published_precision" in grown:
        days = days.where(grown["published_precision"].isna(), pd.Timedelta(0))
    for column in _DATES & set(grown.columns):
        moved = pd.to_datetime(grown[column]) - days
        grown[column] = moved.dt.strftime("%Y-%m-%d").astype("str").where(moved.notna(), pd.NA)
    if "published" in grown:
        # The id of an article begins with its date, but for one that was found later.
        rest = grown["id"].str.replace(r"^(\d{4}-\d{2}-\d{2}|undated)", "", regex=True)
        grown["id"] = grown["id"].where(~further, grown["published"].fillna("undated") + rest)
        row = grown.index.to_series()
        grown["id"] = _suffixed(grown["id"], row.where(further, 0))
        grown["url"] = _suffixed(grown["url"], grown["_copy"], "?copy=")
        worded = further & (row % _WORDED == 0)
        grown["summary"] = _suffixed(grown["summary"], row.where(worded, 0), " No. N")
    else:
        grown["name"] = _suffixed(grown["name"], grown["_copy"], " ")
        grown["id"] = _suffixed(grown["id"], grown["_copy"])
    if "order_number" in grown:
        # No second designation may have the same.
        copy = grown["_copy"].astype("str")
        for column in ("register_number", "order_number"):
            grown[column] = grown[column].mask(further, copy + "000" + grown[column])
        grown["register_name"] = _suffixed(grown["register_name"], grown["_copy"], " ")
    return grown


def _articles_linked(table: pd.DataFrame, grown: pd.DataFrame, first: pd.DataFrame) -> pd.Series:
    place = pd.Series(range(len(first)), index=first["id"])
    position = table["article_id"].map(place) + table["_copy"] * len(first)
    return grown["id"].iloc[position].set_axis(table.index)


def _linked(table: pd.DataFrame, column: str, copies: int) -> pd.Series:
    return _suffixed(table[column], table["_copy"] % copies)


def _each_suffixed(items: str, copy: int) -> str:
    return LIST_DELIMITER.join(f"{item}{_MARK}{copy}" for item in items.split(LIST_DELIMITER))


def _suffixed(texts: pd.Series, copy: pd.Series, mark: str = _MARK) -> pd.Series:
    return texts.where((copy == 0) | texts.isna(), texts + mark + copy.astype("str"))


def write(package: Package, directory: Path) -> None:
    """Write a package into a folder, which is created if missing."""
    directory.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        package.tables[table.name].to_csv(directory / table.path, index=False, lineterminator="\n")
    write_descriptor(directory, version=package.version, as_of=package.as_of)


def main() -> None:
    """Write the served package, enlarged, into a folder."""
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        raise SystemExit(f"{__doc__}\nFor example: python -m benchmarks.enlarging 10 /tmp/ten")
    write(enlarge(read_package(settings.data_directory()), int(sys.argv[1])), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
