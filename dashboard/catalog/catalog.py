"""The dataset in memory: immutable typed tables and data derived from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from dashboard.catalog.accusations import accusations
from dashboard.catalog.building import folded, typed
from dashboard.catalog.digest import digest
from dashboard.catalog.joins import Groups, Joins, join
from dashboard.catalog.rows import Cells, Rows
from dashboard.catalog.search import Joined, WordIndex
from dashboard.dataset.choices import STATUSES
from dashboard.dataset.coverage import Coverage
from dashboard.dataset.derived import OF_STATEMENT
from dashboard.dataset.keys import positions
from dashboard.dataset.package import Package
from dashboard.dataset.tables import TABLES

PREPARED = (
    "joins", "newest_first", "words", "topics", "stances", "fingerprint", "ranks",
)  # fmt: skip
"""Cached properties that are computed before a catalog is served."""
GROUPED = ("mentions_of", "mentions_in", "told_about", "reported_about")
"""Cached properties of `joins` that are computed then too."""


@dataclass(frozen=True, eq=False)
class Catalog:
    """The whole dataset. Tables are returned as copy-on-write views, so that no caller can change them.

    Catalogs are compared by identity, so that a catalog can be a cache key.

    Attributes:
        title: The title of the package.
        version: Its version.
        as_of: The day of the state of the official register in this dataset.
        coverage: The days to which the register and the press were followed.
        homepage: The URL of the project.
        tables: The typed tables by name; lists are tuples, dates are timestamps, enumerations are
            categoricals in the order of the schema.
    """

    title: str
    version: str
    as_of: date
    coverage: Coverage
    homepage: str
    tables: Mapping[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name].copy(deep=False)

    def row(self, name: str, key: str) -> Mapping[str, Any]:
        """Return the row of a table that is indexed by ``id``.

        Args:
            name: The name of the table.
            key: The id.

        Raises:
            KeyError: There is no such row.
        """
        return self.cells(name)[self.place(name, key)]

    def rows(self, name: str, keys: Iterable[str]) -> list[Mapping[str, Any]]:
        """Return rows of a table that is indexed by ``id``, in the order of the ids.

        Args:
            name: The name of the table.
            keys: The ids.

        Raises:
            KeyError: There is no such row.
        """
        return [self.row(name, key) for key in keys]

    def rows_of(self, name: str, designation: str) -> list[Mapping[str, Any]]:
        """Return the rows of a table that belong to a designation, in the order of the table.

        Args:
            name: The name of the table, one of `owned`.
            designation: The id of the designation.

        Raises:
            KeyError: There is no such designation.
        """
        return self.cells(name).at(self.owned(name)[self.place("designations", designation)])

    def articles_about(self, designation: str) -> Rows:
        """Return the articles about a designation, newest first.

        Args:
            designation: The id of the designation.

        Raises:
            KeyError: There is no such designation.
        """
        mentions = self.owned("mentions")[self.place("designations", designation)]
        return self._newest(mentions[self.joins.mention_subject[mentions]])

    def articles_naming(self, designation: str) -> Rows:
        """Return the articles that name a designation or are about it, newest first.

        Args:
            designation: The id of the designation.

        Raises:
            KeyError: There is no such designation.
        """
        return self._newest(self.owned("mentions")[self.place("designations", designation)])

    def _newest(self, mentions: np.ndarray) -> Rows:
        ranks = np.unique(self.ranks[self.joins.mention_article[mentions]])
        return Rows(self.articles, self.newest_first["articles"][ranks])

    def mentions_in(self, article: str) -> list[Mapping[str, Any]]:
        """Return the mentions of an article, those of its subjects first.

        Args:
            article: The id of the article.

        Raises:
            KeyError: There is no such article.
        """
        rows = self.cells("mentions").at(self.joins.mentions_in[self.place("articles", article)])
        return sorted(rows, key=lambda row: row["role"] != "subject")

    def claims_in(self, article: str) -> list[Mapping[str, Any]]:
        """Return the claims of an article, in its order.

        Args:
            article: The id of the article.

        Raises:
            KeyError: There is no such article.
        """
        place = self.place("articles", article)
        return self.cells("claims").at(self.joins.claims_in[place])

    def reports_of(self, statement: str) -> list[Mapping[str, Any]]:
        """Return the claims that report a statement.

        Args:
            statement: The id of the statement.

        Raises:
            KeyError: There is no such statement.
        """
        place = self.place("statements", statement)
        return self.cells("claims").at(self.joins.reports_of[place])

    def place(self, name: str, key: str) -> int:
        """Return the position of a row in a table that is indexed by ``id``.

        Args:
            name: The name of the table.
            key: The id.

        Raises:
            KeyError: There is no such row.
        """
        place = self.tables[name].index.get_loc(key)
        assert isinstance(place, int), f"{key} is not unique"
        return place

    def statements_about(self, designation: str) -> list[Mapping[str, Any]]:
        """Return the statements about a designation, in the order of the table.

        Args:
            designation: The id of the designation.

        Raises:
            KeyError: There is no such designation.
        """
        places = self.joins.told_about[self.place("designations", designation)]
        return self.cells("statements").at(self.joins.told[places])

    def claims_about(self, designation: str) -> list[Mapping[str, Any]]:
        """Return the claims whose statement is about a designation and whose article names it.

        Args:
            designation: The id of the designation.

        Raises:
            KeyError: There is no such designation.
        """
        places = self.joins.reported_about[self.place("designations", designation)]
        return self.cells("claims").at(self.joins.reported[places])

    def cells(self, name: str) -> Cells:
        """Return a table for reading single rows.

        Args:
            name: The name of the table.
        """
        if name not in self._cells:
            self._cells[name] = Cells(self.tables[name])
        return self._cells[name]

    def owned(self, name: str) -> Groups:
        """Return the row positions of a table, grouped by designation.

        Args:
            name: The name of a table with ``designation_id``.
        """
        if name == "mentions":
            return self.joins.mentions_of
        if name not in self._owned:
            ids = self.tables["designations"]["id"]
            owners = positions(self.tables[name]["designation_id"], ids)
            self._owned[name] = Groups.of(owners, len(ids))
        return self._owned[name]

    def holding(self, name: str, part: str) -> np.ndarray:
        """Mark the rows of a table whose folded text contains `part`, with a boolean for each.

        Args:
            name: ``designations`` or ``publishers``.
            part: Folded, and not empty.
        """
        if name not in self._texts:
            self._texts[name] = Joined(self.tables[name]["text"].tolist())
        marked = np.zeros(len(self.tables[name]), dtype=bool)
        marked[self._texts[name].holding(part)] = True
        return marked

    @cached_property
    def _cells(self) -> dict[str, Cells]:
        return {}

    @cached_property
    def _texts(self) -> dict[str, Joined]:
        return {}

    @cached_property
    def _owned(self) -> dict[str, Groups]:
        return {}

    @property
    def designations(self) -> pd.DataFrame:
        """Indexed by ``id``. Besides the columns of the schema:

        - ``status``: announced, listed or delisted.
        - ``date``: the date of listing; if it is unknown, that of the announcement or decision.
        - ``days_to_listing``: from the decision to the Ministry's order, where both are known.
        - ``articles``: how many articles are about it.
        - ``other_registers``: the other registers that list the organization itself.
        - ``accusations``: what Russian authorities accuse it of.
        - ``text``: its names, folded for searching.
        """
        return self["designations"]

    @property
    def articles(self) -> pd.DataFrame:
        """Indexed by ``id``. Besides the columns of the schema:

        - ``date``: of publication; empty if unknown.
        - ``year``: its year.
        - ``publisher``, ``publisher_ru``: the publisher's name, and its Russian name.

        ``publisher_id``, ``publisher``, ``publisher_ru`` and ``language`` are categoricals, like the enumerations:
        a million articles have few distinct values.
        """
        return self["articles"]

    @property
    def mentions(self) -> pd.DataFrame:
        """The links between articles and the designations that they are about or name."""
        return self["mentions"]

    @property
    def statements(self) -> pd.DataFrame:
        """Statements, indexed by ``id``. Besides the columns of the schema:

        - ``reports``: how many articles report it.
        - ``date``, ``year``: of the earliest of these articles; empty if none has a date.
        """
        return self["statements"]

    @property
    def claims(self) -> pd.DataFrame:
        """Reports of statements, by article and position, with the columns of the statement."""
        return self["claims"]

    @property
    def publishers(self) -> pd.DataFrame:
        """Outlets, indexed by ``id``. Besides the columns of the schema:

        - ``text``: its names, folded for searching.
        """
        return self["publishers"]

    @property
    def evidence(self) -> pd.DataFrame:
        """Pages that support facts."""
        return self["evidence"]

    @property
    def milestones(self) -> pd.DataFrame:
        """Laws and events, by date."""
        return self["milestones"]

    @property
    def other_designations(self) -> pd.DataFrame:
        """The entries of designated organizations in other Russian registers."""
        return self["other_designations"]

    @property
    def prosecutions(self) -> pd.DataFrame:
        """Cases about designated organizations, by date; undated ones last."""
        return self["prosecutions"]

    @property
    def names(self) -> pd.DataFrame:
        """Further names of the designated organizations, and names of their parts."""
        return self["names"]

    @property
    def sites(self) -> pd.DataFrame:
        """The web addresses of the designated organizations."""
        return self["sites"]

    @property
    def identifiers_elsewhere(self) -> pd.DataFrame:
        """The records of the designated organizations in open catalogs."""
        return self["identifiers_elsewhere"]

    @cached_property
    def own_records(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """For each designation that has any, its own records in open catalogs: scheme and identifier."""
        rows = self.identifiers_elsewhere
        # A record of a related body would make two bodies one.
        own = rows[rows["relation"] == "same"]
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for key, *record in zip(own["designation_id"], own["scheme"], own["value"], strict=True):
            found[key] = (*found.get(key, ()), (record[0], record[1]))
        return found

    @property
    def published_counts(self) -> pd.DataFrame:
        """Counts published by others, to compare this dataset with."""
        return self["published_counts"]

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year in which anything was designated or published."""
        seen = pd.concat([self.designations["date"].dt.year, self.articles["year"]]).dropna()
        return (int(seen.min()), int(seen.max())) if len(seen) else (self.as_of.year,) * 2

    @cached_property
    def fingerprint(self) -> str:
        """A checksum of the data, which changes even if somebody forgot to raise the version."""
        tables = (self[table.name][table.columns] for table in TABLES)
        return digest(f"{self.version} {self.as_of} {self.coverage}", tables)

    @cached_property
    def newest_first(self) -> Mapping[str, np.ndarray]:
        """Row positions sorted by date, newest first, undated ones last.

        The keys are the date columns of the designations (``date``, ``decision_date``), and
        ``articles``. Selections
        keep this order, so they need not be sorted.
        """
        designations, articles = self.designations, self.articles
        return {
            "date": _newest_first(designations, "date", "name"),
            "decision_date": _newest_first(designations, "decision_date", "name"),
            "articles": _newest_first(articles, "date", "id"),
        }

    @cached_property
    def ranks(self) -> np.ndarray:
        """The rank of each article in the order of `newest_first`."""
        ranks = np.empty(len(self.articles), dtype="int64")
        ranks[self.newest_first["articles"]] = np.arange(len(ranks))
        return ranks

    @cached_property
    def joins(self) -> Joins:
        """The links between the tables, as row positions."""
        return join(self.designations, self.articles, self.mentions, self.claims, self.statements)

    @cached_property
    def words(self) -> WordIndex:
        """An index of the words in titles and summaries (in both languages) of articles."""
        texts = ("title", "title_ru", "summary", "summary_ru")
        return WordIndex.of(*(self.articles[name] for name in texts))

    @cached_property
    def topics(self) -> Mapping[str, np.ndarray]:
        """For each topic a boolean array of the articles that have it."""
        # Articles have few distinct combinations of topics.
        codes, combinations = pd.factorize(self.articles["topics"].to_numpy())
        return {
            topic: np.array([topic in each for each in combinations], dtype=bool)[codes]
            for topic in {topic for each in combinations for topic in each}
        }

    @cached_property
    def stances(self) -> Mapping[str, np.ndarray]:
        """For each stance a boolean array of the articles with such a claim."""
        stance = self.claims["stance"]
        return {
            each: self.joins.articles_with_claims((stance == each).to_numpy())
            for each in stance.cat.categories
        }

    def prepared(self) -> Catalog:
        """Compute the cached properties that the first request would need, and return this catalog."""
        for name in PREPARED:
            getattr(self, name)
        for name in GROUPED:
            getattr(self.joins, name)
        return self

    def with_prepared(self, parts: Mapping[str, Any]) -> Catalog:
        """Set cached properties that another process computed from the same tables, and return this catalog.

        Args:
            parts: Some of `PREPARED`, by name.
        """
        self.__dict__.update(parts)  # where cached_property stores its values
        return self


def build_catalog(package: Package) -> Catalog:
    """Convert the tables of a valid package to types, and add the derived columns."""
    tables = {table.name: typed(package.tables[table.name], table) for table in TABLES}
    designations = tables["designations"].set_index("id", drop=False).rename_axis(None)
    publishers = tables["publishers"].set_index("id", drop=False).rename_axis(None)
    articles = tables["articles"].set_index("id", drop=False).rename_axis(None)
    statements = tables["statements"].set_index("id", drop=False).rename_axis(None)
    joins = join(designations, articles, tables["mentions"], tables["claims"], statements)

    designations["status"] = _status(designations)
    designations["date"] = (
        designations["listed_date"]
        .fillna(designations["announced_date"])
        .fillna(designations["decision_date"])
    )
    # The delay is computed only to the date of an order: other listing dates, such as that of a
    # report, would distort it.
    ordered = designations["listed_date"].where(
        (designations["listed_date_basis"] == "order").astype(bool)
    )
    designations["days_to_listing"] = (ordered - designations["decision_date"]).dt.days.astype(
        "Int64"
    )
    subjects = joins.mention_designation[joins.mention_subject]
    designations["articles"] = np.bincount(subjects, minlength=len(designations))
    others = tables["other_designations"]
    # Leave out entries of related bodies, and withdrawn ones.
    others = others[(others["relation"] != "related") & others["date_out"].isna()]
    others = others.drop_duplicates(["designation_id", "register"])
    registers = others.groupby("designation_id")["register"].agg(tuple)
    designations["other_registers"] = [registers.get(each, ()) for each in designations.index]
    designations["text"] = folded(
        designations,
        [
            "name",
            "name_ru",
            "name_native",
            "abbreviation",
            "aliases",
            "register_name",
            "order_number",
        ],
    )
    further = tables["names"][tables["names"]["kind"] != "part"]
    named = folded(further, ["name"]).groupby(further["designation_id"].to_numpy()).agg(" ".join)
    designations["text"] += " " + named.reindex(designations.index).fillna("").astype("str")

    articles["date"] = articles["published"]
    articles["year"] = articles["date"].dt.year.astype("Int64")
    # Articles have few distinct publishers and languages. The category codes of publishers are
    # their row positions.
    by = articles["publisher_id"].astype(pd.CategoricalDtype(publishers.index))
    articles["publisher_id"] = by
    for name, of in (("publisher", "name"), ("publisher_ru", "name_ru")):
        articles[name] = publishers[of].astype("category").array.take(by.cat.codes)
    articles["language"] = articles["language"].astype("category")
    publishers["text"] = folded(publishers, ["name", "name_ru"])

    statements["reports"] = np.bincount(joins.claim_statement, minlength=len(statements))
    reported = articles["published"].array.take(joins.claim_article)
    earliest = pd.Series(reported).groupby(joins.claim_statement).min()
    statements["date"] = earliest.reindex(range(len(statements))).to_numpy()
    statements["year"] = statements["date"].dt.year.astype("Int64")
    repeated = {name: statements[name].array.take(joins.claim_statement) for name in OF_STATEMENT}
    claims = tables["claims"].assign(**repeated)
    told = Rows(statements, joins.told).columns("speaker_type", "stance", "accusations")
    told["about"] = designations.index.take(joins.told_of)
    designations["accusations"] = accusations(designations, told)

    tables |= {
        "designations": designations,
        "publishers": publishers,
        "articles": articles,
        "statements": statements,
        "claims": claims,
        "milestones": tables["milestones"].sort_values("date", ignore_index=True),
        "prosecutions": tables["prosecutions"].sort_values(["date", "id"], ignore_index=True),
    }
    return Catalog(
        title=package.title,
        version=package.version,
        as_of=package.as_of,
        coverage=package.coverage,
        homepage=package.homepage,
        tables=tables,
    )


def _newest_first(table: pd.DataFrame, column: str, then: str) -> np.ndarray:
    keys = table[[column, then]].reset_index(drop=True)
    ordered = keys.sort_values([column, then], ascending=[False, True], na_position="last")
    return ordered.index.to_numpy()


def _status(designations: pd.DataFrame) -> pd.Series:
    # An entry exists if its wording or number is known, even if its date is not.
    entered = designations[["listed_date", "register_name", "register_number"]].notna().any(axis=1)
    status = entered.map({True: "listed", False: "announced"})
    status[designations["delisted_date"].notna()] = "delisted"
    return status.astype(pd.CategoricalDtype([choice.value for choice in STATUSES]))
