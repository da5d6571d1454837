"""Compute figures about the dataset: completeness, gaps, and comparison with published counts.

The same figures are shown in the terminal (`python -m dashboard validate`), in `data/README.md` and
on the page about the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.delays import delays, delays_by_year
from dashboard.catalog.reasons import repeats_the_law
from dashboard.dataset.choices import LISTED_DATE_BASES
from dashboard.dataset.tables import PUBLISHED_COUNTS, TABLES
from dashboard.dataset.validation import DATE_ORDER
from dashboard.text.markdown import escaped


@dataclass(frozen=True)
class Tally:
    """A count published by others, to compare the dataset with: a row of `published_counts.csv`.

    Attributes:
        first: First day as an ISO date, or "" for the beginning of the register.
        last: Last day as an ISO date.
        what: What was counted, a value of `COUNTED`.
        count: Their number.
        source: Who published it, or "" if that was not recorded.
        source_ru: The same in Russian, or "".
        note: How it differs from the count of the dataset, or "".
    """

    first: str
    last: str
    what: str
    count: int
    source: str = ""
    source_ru: str = ""
    note: str = ""

    @property
    def year(self) -> str:
        """The year, if the period is a calendar year, else ""."""
        year = self.last[:4]
        return year if (self.first, self.last) == (f"{year}-01-01", f"{year}-12-31") else ""

    @property
    def period(self) -> str:
        """The period in English words with ISO dates."""
        return self.year or (f"{self.first} to {self.last}" if self.first else f"to {self.last}")


def tallies(catalog: Catalog) -> tuple[Tally, ...]:
    """Return the published counts of a catalog, in the order of the table.

    Args:
        catalog: The dataset.
    """
    table = catalog.published_counts
    return tuple(
        Tally(
            *_bounds(str(row["period"])),
            str(row["what"]),
            int(row["count"]),
            *(
                "" if pd.isna(row[name]) else str(row[name])
                for name in ("source", "source_ru", "note")
            ),
        )
        for row in table.to_dict("records")
    )


def _bounds(period: str) -> tuple[str, str]:
    first, _slash, last = period.partition("/")
    if not last:
        return f"{period}-01-01", f"{period}-12-31"
    return first.replace("..", ""), last


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
class Share:
    """A share of rows, with its goal.

    Attributes:
        what: What is counted, as the beginning of a sentence.
        part: The number of such rows.
        whole: The number of all rows.
        goal: The share to reach.
        note: A remark about the part, or "".
    """

    what: str
    part: int
    whole: int
    goal: float
    note: str = ""


@dataclass(frozen=True)
class Order:
    """The order of two dates of the designations.

    Attributes:
        earlier: The field of the date that comes first.
        later: The field of the date that may not be before it.
        compared: The number of designations with both dates.
        reversed: The number of those in the wrong order.
    """

    earlier: str
    later: str
    compared: int
    reversed: int


@dataclass(frozen=True)
class EnglishOnly:
    """Rows that have a text in English and none in Russian.

    Attributes:
        table: The table.
        field: The field in English; the Russian one has the same name with `_ru`.
        keys: The key of each such row, with vertical bars between its fields.
        whole: How many rows have the text in English.
    """

    table: str
    field: str
    keys: tuple[str, ...]
    whole: int


@dataclass(frozen=True)
class Quality:
    """The completeness of a catalog.

    Attributes:
        rows: Rows by table.
        filled: A record for each field.
        listed_by_year: Designations by year of listing.
        decided_by_year: Designations by year of decision.
        days_by_year: Median days from decision to order by year of the order.
        tallies: Each published count with the dataset's count for the same period.
        shares: The completeness of the dataset, with goals.
        bases: The number of listing dates of each kind.
        undated: Designations without any date.
        without_listing_date: Designations without a listing date, the undated ones included.
        without_decision_date: Designations without a decision date, the undated ones included.
        undated_entries: Entries of the register without any date, which counts by period leave out.
        uncovered: Names of designations without an article about them, by id.
        undated_articles: Articles without a date of publication.
        supplied_titles: Articles with a title supplied by this project.
        median_days: Median days from decision to listing, or None.
        longest_days: Most days from decision to listing, or None.
        orders: Checks of the order of dates.
        without_russian_name: Designations without a name in Russian, by id.
        english_only: For each field with a Russian counterpart, the rows without it.
        publishers_without_country: Publishers without a country.
        publishers_without_ownership: Publishers without ownership.
    """

    rows: Mapping[str, int]
    filled: tuple[Filled, ...]
    listed_by_year: Mapping[int, int]
    decided_by_year: Mapping[int, int]
    days_by_year: Mapping[int, float]
    tallies: tuple[tuple[Tally, int], ...]
    shares: tuple[Share, ...]
    bases: Mapping[str, int]
    undated: int
    without_listing_date: int
    without_decision_date: int
    undated_entries: int
    uncovered: Mapping[str, str]
    undated_articles: int
    supplied_titles: int
    median_days: float | None
    longest_days: int | None
    orders: tuple[Order, ...]
    without_russian_name: tuple[str, ...]
    english_only: tuple[EnglishOnly, ...]
    publishers_without_country: int
    publishers_without_ownership: int


def assess(catalog: Catalog) -> Quality:
    """Compute the figures of a catalog.

    Args:
        catalog: The dataset.

    Returns:
        The figures.
    """
    designations, articles, publishers = catalog.designations, catalog.articles, catalog.publishers
    undated = designations["date"].isna()
    days = designations["days_to_listing"].dropna()
    uncovered = designations.loc[designations["articles"] == 0, "name"]
    return Quality(
        rows={table.name: len(catalog[table.name]) for table in TABLES},
        filled=tuple(
            Filled(
                table.name,
                field.name,
                _filled(catalog[table.name][field.name]),
                len(catalog[table.name]),
            )
            for table in TABLES
            for field in table.fields
        ),
        listed_by_year=_by_year(designations["listed_date"]),
        decided_by_year=_by_year(designations["decision_date"]),
        days_by_year={
            int(row["year"]): float(row["median"])
            for row in delays_by_year(delays(designations)).to_dict("records")
        },
        tallies=tuple((tally, _own(designations, tally)) for tally in tallies(catalog)),
        shares=_shares(catalog),
        bases={
            choice.value: int((designations["listed_date_basis"] == choice.value).sum())
            for choice in LISTED_DATE_BASES
        },
        undated=int(undated.sum()),
        without_listing_date=int(designations["listed_date"].isna().sum()),
        without_decision_date=int(designations["decision_date"].isna().sum()),
        undated_entries=int((undated & (designations["status"] != "announced")).sum()),
        uncovered={str(key): str(name) for key, name in uncovered.items()},
        undated_articles=int(articles["published"].isna().sum()),
        supplied_titles=int(articles["title_supplied"].sum()),
        median_days=float(days.median()) if len(days) else None,
        longest_days=int(days.max()) if len(days) else None,
        orders=tuple(_order(designations, *pair) for pair in DATE_ORDER),
        without_russian_name=tuple(designations.index[designations["name_ru"].isna()]),
        english_only=tuple(_english_only(catalog)),
        publishers_without_country=int(publishers["country"].isna().sum()),
        publishers_without_ownership=int(publishers["ownership"].isna().sum()),
    )


_NAMED = frozenset({("designations", "name"), ("publishers", "name")})
"""Fields with a Russian counterpart that are names, not translations."""


def _english_only(catalog: Catalog) -> Iterator[EnglishOnly]:
    """Yield each field with a Russian counterpart, with the rows without it."""
    for table in TABLES:
        for name in table.columns:
            if f"{name}_ru" not in table.columns or (table.name, name) in _NAMED:
                continue
            rows = catalog[table.name]
            rows = rows[rows[name].notna()]
            if (table.name, name) == ("articles", "title"):
                rows = rows[rows["title_supplied"]]
            lacking = rows.loc[rows[f"{name}_ru"].isna(), list(table.primary_key)]
            keys = ("|".join(map(str, key)) for key in lacking.itertuples(index=False, name=None))
            yield EnglishOnly(table.name, name, tuple(keys), len(rows))


def _shares(catalog: Catalog) -> tuple[Share, ...]:
    designations, articles = catalog.designations, catalog.articles
    reasons = designations["stated_reason"].notna()
    silent = int((designations["reason_source"] == "none-made-public").sum())
    bare = sum(map(repeats_the_law, designations["stated_reason"], designations["reason_source"]))
    return (
        Share(
            "A stated reason",
            int(reasons.sum()),
            len(designations),
            0.9,
            f"of which {silent} say that none was made public, and {bare} only repeat the words of the law",
        ),
        Share(
            "An article about it",
            int((designations["articles"] > 0).sum()),
            len(designations),
            0.98,
        ),
        Share(
            "A date of publication", int(articles["published"].notna().sum()), len(articles), 0.75
        ),
        Share(
            "A decision date",
            int(designations["decision_date"].notna().sum()),
            len(designations),
            0.9,
        ),
        Share(
            "An announcement or a publication date",
            int(designations[["announced_date", "published_date"]].notna().any(axis=1).sum()),
            len(designations),
            0.9,
        ),
        Share(
            "A listing date", int(designations["listed_date"].notna().sum()), len(designations), 1
        ),
    )


def _filled(cells: pd.Series) -> int:
    if cells.dtype == "object" and len(cells):  # lists: a missing one is an empty tuple
        return int((cells.map(len) > 0).sum())
    return int(cells.notna().sum())


def _by_year(dates: pd.Series) -> dict[int, int]:
    counted = dates.dropna().dt.year.value_counts().sort_index()
    return {int(str(year)): int(count) for year, count in counted.items()}


def _order(designations: pd.DataFrame, earlier: str, later: str) -> Order:
    both = designations[[earlier, later]].dropna()
    return Order(earlier, later, len(both), int((both[later] < both[earlier]).sum()))


def _own(designations: pd.DataFrame, tally: Tally) -> int:
    dates = {
        "listed": designations["listed_date"],
        # For most later designations only the announcement of the decision is dated.
        "decided": designations["decision_date"].fillna(designations["announced_date"]),
        "registered": designations["date"],
    }[tally.what]
    kept = dates <= tally.last
    if tally.first:
        kept &= dates >= tally.first
    if tally.what == "registered":  # listed by that day, and not yet delisted
        kept &= designations["status"] != "announced"
        kept &= ~(designations["delisted_date"] <= tally.last)
    return int(kept.sum())


# In words ----------------------------------------------------------------------------------------


def report(quality: Quality) -> str:
    """Write the figures as plain text for a terminal.

    Args:
        quality: The figures.

    Returns:
        Lines with aligned columns, without a line break at the end.
    """
    parts = [
        ("Quality", _sentences(quality)),
        *((title, _aligned(rows)) for title, rows in _grids(quality)),
        (
            "Designations without an article about them",
            [f"{name} ({key})" for key, name in quality.uncovered.items()] or ["None."],
        ),
        ("Designations without a name in Russian", list(quality.without_russian_name) or ["None."]),
        *(
            (f"In English only: {each.field} of {each.table}", list(each.keys) or ["None."])
            for each in quality.english_only
        ),
    ]
    return "\n\n".join("\n  ".join((title, *lines)) for title, lines in parts)


def as_markdown(quality: Quality) -> str:
    """Write the figures as Markdown for `data/README.md`.

    Args:
        quality: The figures.

    Returns:
        Markdown with headings of the third level, without a line break at the end.
    """
    blocks = ["\n".join(f"- {sentence}" for sentence in _sentences(quality))]
    for title, rows in _grids(quality):
        head, *body = (f"| {' | '.join(row)} |" for row in rows)
        rule = "|" + "|".join("---:" if _is_number(cell) else "---" for cell in rows[-1]) + "|"
        blocks += [f"### {title}", "\n".join((head, rule, *body))]
    uncovered = ", ".join(f"{escaped(name)} (`{key}`)" for key, name in quality.uncovered.items())
    unnamed = ", ".join(f"`{key}`" for key in quality.without_russian_name)
    blocks += ["### Designations without an article about them", uncovered or "None."]
    blocks += ["### Designations without a name in Russian", unnamed or "None."]
    return "\n\n".join(blocks)


def _sentences(quality: Quality) -> list[str]:
    designations, articles = quality.rows["designations"], quality.rows["articles"]
    publishers = quality.rows["publishers"]
    return [
        f"Designations without any date: {_of(quality.undated, designations)}; "
        f"without a listing date: {_of(quality.without_listing_date, designations)}; "
        f"without a decision date: {_of(quality.without_decision_date, designations)}.",
        "Entries of the register without any date, which no count by period includes: "
        f"{quality.undated_entries}.",
        f"Designations without an article about them: {_of(len(quality.uncovered), designations)}.",
        f"Articles without a date: {_of(quality.undated_articles, articles)}; "
        f"with a title of ours: {_of(quality.supplied_titles, articles)}.",
        *(
            f"{share.what}: {_of(share.part, share.whole)}"
            + (f", {share.note}" if share.note else "")
            + f"; to reach: {share.goal:.0%}."
            for share in quality.shares
        ),
        "Listing dates by what they are the date of: "
        + ", ".join(f"{basis} {count:,}" for basis, count in quality.bases.items())
        + ".",
        "Days from decision to order: "
        + (
            "not known."
            if quality.median_days is None
            else f"median {quality.median_days:g}, longest {quality.longest_days}."
        ),
        *(
            f"Order of dates: `{each.later}` before `{each.earlier}` in {each.reversed} of the "
            f"{each.compared} designations that have both."
            for each in quality.orders
        ),
        "Where published counts are compared with ours, an announcement stands for a decision "
        "whose date is unknown, and in totals either stands for such a listing.",
        "Designations without a name in Russian: "
        f"{_of(len(quality.without_russian_name), designations)}.",
        *(
            f"In English only, `{each.field}` of {each.table}: {_of(len(each.keys), each.whole)}."
            for each in quality.english_only
        ),
        f"Publishers without a country: {_of(quality.publishers_without_country, publishers)}; "
        f"without ownership: {_of(quality.publishers_without_ownership, publishers)}.",
    ]


def _grids(quality: Quality) -> list[tuple[str, list[list[str]]]]:
    """Return the tables of figures: a title, and rows of which the first is the heading."""
    listed, decided = quality.listed_by_year, quality.decided_by_year
    return [
        (
            "Rows of each table",
            [["table", "rows"], *([name, f"{count:,}"] for name, count in quality.rows.items())],
        ),
        (
            "Designations by year",
            [
                ["year", "listed", "decided", "median days from decision to order"],
                *(
                    [
                        str(year),
                        str(listed.get(year, 0)),
                        str(decided.get(year, 0)),
                        f"{quality.days_by_year[year]:g}" if year in quality.days_by_year else "",
                    ]
                    for year in sorted({*listed, *decided})
                ),
            ],
        ),
        (
            "Published counts, and ours for the same period",
            [
                ["period", "what", "source", "note", "published", "ours"],
                *(
                    [
                        tally.period,
                        PUBLISHED_COUNTS["what"].choice(tally.what).label,
                        tally.source or "not recorded",
                        tally.note,
                        str(tally.count),
                        str(own),
                    ]
                    for tally, own in quality.tallies
                ),
            ],
        ),
        (
            "Share of rows in which a field is filled",
            [
                ["table", "field", "filled", "share"],
                *(
                    [each.table, each.field, f"{each.filled:,}", f"{each.share:.0%}"]
                    for each in quality.filled
                ),
            ],
        ),
    ]


def _of(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({part / whole if whole else 0:.0%})"


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    right = [_is_number(cell) for cell in rows[-1]]
    return [
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in rows
    ]


def _is_number(cell: str) -> bool:
    return cell.removesuffix("%").replace(",", "").isdigit()
