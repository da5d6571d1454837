"""Figures about the dataset itself: what is filled, what is missing, and how it compares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dashboard.catalog import schema
from dashboard.catalog.catalog import Catalog


@dataclass(frozen=True)
class Tally:
    """A count that somebody published, to hold ours against.

    Attributes:
        period: What it covers, in words.
        first: First day, or "" for from the beginning.
        last: Last day.
        by: Which of our dates to count by: of listing, of decision or announcement, or whichever
            stands for the designation.
        what: What was counted.
        count: Their number.
        source: Whose.
    """

    period: str
    first: str
    last: str
    by: Literal["listed", "decided", "either"]
    what: str
    count: int
    source: str


TALLIES: tuple[Tally, ...] = (
    Tally("2022", "2022-01-01", "2022-12-31", "listed", "listed", 22, "source not recorded"),
    Tally(
        "2023",
        "2023-01-01",
        "2023-12-31",
        "listed",
        "orders dated",
        57,
        "Vyorstka (50 without duplicates)",
    ),
    Tally("2024 to 24 December", "2024-01-01", "2024-12-24", "listed", "listed", 65, "Vyorstka"),
    Tally("2024", "2024-01-01", "2024-12-31", "listed", "listed", 66, "Idel.Realii"),
    Tally("2024", "2024-01-01", "2024-12-31", "decided", "decisions", 71, "Prosecutor General"),
    Tally("2025", "2025-01-01", "2025-12-31", "listed", "listed", 95, "Vyorstka"),
    Tally(
        "2025 to 14 September",
        "2025-01-01",
        "2025-09-14",
        "decided",
        "decisions",
        62,
        "Prosecutor General",
    ),
    Tally(
        "2025 to 11 December",
        "2025-01-01",
        "2025-12-11",
        "decided",
        "decisions",
        90,
        "Prosecutor General",
    ),
    Tally(
        "to the end of 2025",
        "",
        "2025-12-31",
        "either",
        "in the register",
        281,
        "Vyorstka (without duplicates)",
    ),
    Tally("to 30 December 2025", "", "2025-12-30", "either", "in the register", 293, "RIA Novosti"),
    Tally(
        "to 18 February 2026",
        "",
        "2026-02-18",
        "either",
        "in the register",
        335,
        "RBC (perhaps counting differently)",
    ),
    Tally(
        "to 14 August 2026",
        "",
        "2026-08-14",
        "either",
        "in the register",
        390,
        "the register's own export",
    ),
)
"""Counted in different ways: with or without duplicates, by decision or by order."""


@dataclass(frozen=True)
class Filled:
    """How many rows of a table have a value in a field."""

    table: str
    field: str
    filled: int
    rows: int

    @property
    def share(self) -> float:
        """Filled rows as a share of all; 0 for an empty table."""
        return self.filled / self.rows if self.rows else 0.0


@dataclass(frozen=True)
class Quality:
    """What can be said about the completeness of a catalog.

    Attributes:
        rows: Rows by table.
        filled: A record for each field.
        listed_by_year: Designations by year of listing.
        decided_by_year: Designations by year of decision.
        tallies: Each published count with ours for the same period.
        undated: Designations without any date.
        uncovered: Names of designations without an article about them, by id.
        undated_articles: Articles without a date of publication.
        median_days: Median days from decision to listing, or None.
        longest_days: Most days from decision to listing, or None.
        without_russian_name: Designations without a name in Russian, by id.
    """

    rows: Mapping[str, int]
    filled: tuple[Filled, ...]
    listed_by_year: Mapping[int, int]
    decided_by_year: Mapping[int, int]
    tallies: tuple[tuple[Tally, int], ...]
    undated: int
    uncovered: Mapping[str, str]
    undated_articles: int
    median_days: float | None
    longest_days: int | None
    without_russian_name: tuple[str, ...]


def assess(catalog: Catalog) -> Quality:
    """Work out the figures of a catalog."""
    designations, articles = catalog.designations, catalog.articles
    days = designations["days_to_listing"].dropna()
    uncovered = designations.loc[designations["articles"] == 0, "name"]
    return Quality(
        rows={table.name: len(catalog[table.name]) for table in schema.TABLES},
        filled=tuple(
            Filled(
                table.name,
                field.name,
                _filled(catalog[table.name][field.name]),
                len(catalog[table.name]),
            )
            for table in schema.TABLES
            for field in table.fields
        ),
        listed_by_year=_by_year(designations["listed_date"]),
        decided_by_year=_by_year(designations["decision_date"]),
        tallies=tuple((tally, _own(designations, tally)) for tally in TALLIES),
        undated=int(designations["date"].isna().sum()),
        uncovered={str(key): str(name) for key, name in uncovered.items()},
        undated_articles=int(articles["published"].isna().sum()),
        median_days=float(days.median()) if len(days) else None,
        longest_days=int(days.max()) if len(days) else None,
        without_russian_name=tuple(designations.index[designations["name_ru"].isna()]),
    )


def _filled(cells: pd.Series) -> int:
    return int(
        cells.map(lambda cell: cell != () if isinstance(cell, tuple) else not pd.isna(cell)).sum()
    )


def _by_year(dates: pd.Series) -> dict[int, int]:
    counted = dates.dropna().dt.year.value_counts().sort_index()
    return {int(str(year)): int(count) for year, count in counted.items()}


def _own(designations: pd.DataFrame, tally: Tally) -> int:
    dates = {
        "listed": designations["listed_date"],
        # For most later designations the announcement is all that is known of the decision.
        "decided": designations["decision_date"].fillna(designations["announced_date"]),
        "either": designations["date"],
    }[tally.by]
    kept = dates <= tally.last
    if tally.first:
        kept &= dates >= tally.first
    return int(kept.sum())


def as_markdown(quality: Quality) -> str:
    """The figures as Markdown, for the README of the data and for the terminal."""
    lines = ["| table | rows |", "|---|---|"]
    lines += [f"| {name} | {count:,} |" for name, count in quality.rows.items()]
    lines += ["", "Designations by year, ours:", "", "| year | listed | decided |", "|---|---|---|"]
    years = sorted({*quality.listed_by_year, *quality.decided_by_year})
    lines += [
        f"| {year} | {quality.listed_by_year.get(year, 0)} | {quality.decided_by_year.get(year, 0)} |"
        for year in years
    ]
    lines += ["", "Published counts, and ours for the same period:", ""]
    lines += ["| period | what | published | ours | source |", "|---|---|---|---|---|"]
    lines += [
        f"| {tally.period} | {tally.what} | {tally.count} | {own} | {tally.source} |"
        for tally, own in quality.tallies
    ]
    lines += [
        "",
        "Share of rows in which a field is filled:",
        "",
        "| table | field | filled | share |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {each.table} | {each.field} | {each.filled:,} | {each.share:.0%} |"
        for each in quality.filled
    ]
    lines += [
        "",
        f"- Designations without any date: {quality.undated}.",
        f"- Articles without a date: {quality.undated_articles:,} of {quality.rows['articles']:,}.",
        f"- Designations without a name in Russian: {len(quality.without_russian_name)}.",
    ]
    if quality.median_days is not None:
        lines.append(
            f"- Days from decision to listing, where both are known: median {quality.median_days:g}, "
            f"longest {quality.longest_days}."
        )
    lines.append(
        "- Order of dates: no decision after its announcement or listing (a rule of the schema)."
    )
    names = ", ".join(quality.uncovered.values())
    lines.append(
        f"- Designations without an article about them: {len(quality.uncovered)}"
        + (f" ({names})." if names else ".")
    )
    return "\n".join(lines) + "\n"
