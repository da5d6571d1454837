"""The dataset in memory: typed tables with what is derived from them, loaded once, never changed."""

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
"""Preparations that run before a catalog is served."""
GROUPED = ("mentions_of", "mentions_in", "told_about", "reported_about")
"""Those of `joins`, which pages look rows up by."""


@dataclass(frozen=True, eq=False)
class Catalog:
    """The whole dataset. Every table comes as a copy-on-write view: no caller can change it.

    Two are equal only if they are the same, so that what was computed from one can be kept for it.

    Attributes:
        title: The title of the package.
        version: Its version.
        as_of: The day of the official register that was taken over.
        coverage: How far the register and the press were followed.
        homepage: Where the project lives.
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
        """Return the rows of a table one by one.

        Args:
            name: The name of the table.
        """
        if name not in self._cells:
            self._cells[name] = Cells(self.tables[name])
        return self._cells[name]

    def owned(self, name: str) -> Groups:
        """Return the positions of the rows of a table that belong to each designation.

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
        - ``date``: of listing, or of announcement or decision while no listing date is known.
        - ``days_to_listing``: from the decision to the Ministry's order, where both are known.
        - ``articles``: how many articles are about it.
        - ``other_registers``: in which other registers it stands itself.
        - ``accusations``: what Russian authorities accuse it of.
        - ``text``: its names, folded for searching.
        """
        return self["designations"]

    @property
    def articles(self) -> pd.DataFrame:
        """Indexed by ``id``. Besides the columns of the schema:

        - ``date``: of publication; empty where that is unknown.
        - ``year``: its year.
        - ``publisher``, ``publisher_ru``: the publisher's name, and that in Russian.

        ``publisher_id``, ``publisher``, ``publisher_ru`` and ``language`` are categoricals, like the enumerations:
        a million articles share few of them.
        """
        return self["articles"]

    @property
    def mentions(self) -> pd.DataFrame:
        """The links between articles and the designations that they are about or name."""
        return self["mentions"]

    @property
    def statements(self) -> pd.DataFrame:
        """What somebody said, indexed by ``id``. Besides the columns of the schema:

        - ``reports``: how many articles report it.
        - ``date``, ``year``: of the earliest of them; empty where none has a date.
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
        """Cases about designated organizations, by date, those without one last."""
        return self["prosecutions"]

    @property
    def names(self) -> pd.DataFrame:
        """Further names of the designated organizations, and names of their parts."""
        return self["names"]

    @property
    def sites(self) -> pd.DataFrame:
        """Addresses under which the designated organizations publish."""
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
        """Counts that others published."""
        return self["published_counts"]

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year in which anything was designated or published."""
        seen = pd.concat([self.designations["date"].dt.year, self.articles["year"]]).dropna()
        return (int(seen.min()), int(seen.max())) if len(seen) else (self.as_of.year,) * 2

    @cached_property
    def fingerprint(self) -> str:
        """Another for other data, also where somebody forgot to raise the version."""
        tables = (self[table.name][table.columns] for table in TABLES)
        return digest(f"{self.version} {self.as_of} {self.coverage}", tables)

    @cached_property
    def newest_first(self) -> Mapping[str, np.ndarray]:
        """The positions of rows in the order in which lists show them, undated ones last.

        Of designations by each date that a selection may count by (``date``, ``decision_date``),
        and of ``articles``. Sorted once here, no selection needs to be.
        """
        designations, articles = self.designations, self.articles
        return {
            "date": _newest_first(designations, "date", "name"),
            "decision_date": _newest_first(designations, "decision_date", "name"),
            "articles": _newest_first(articles, "date", "id"),
        }

    @cached_property
    def ranks(self) -> np.ndarray:
        """For each article its place among all, newest first."""
        ranks = np.empty(len(self.articles), dtype="int64")
        ranks[self.newest_first["articles"]] = np.arange(len(ranks))
        return ranks

    @cached_property
    def joins(self) -> Joins:
        """The rows of the tables that belong together."""
        return join(self.designations, self.articles, self.mentions, self.claims, self.statements)

    @cached_property
    def words(self) -> WordIndex:
        """The words of titles and summaries in either language, with the articles that hold them."""
        texts = ("title", "title_ru", "summary", "summary_ru")
        return WordIndex.of(*(self.articles[name] for name in texts))

    @cached_property
    def topics(self) -> Mapping[str, np.ndarray]:
        """For each topic which articles have it, by position."""
        # Few combinations of topics occur, whatever the number of articles.
        codes, combinations = pd.factorize(self.articles["topics"].to_numpy())
        return {
            topic: np.array([topic in each for each in combinations], dtype=bool)[codes]
            for topic in {topic for each in combinations for topic in each}
        }

    @cached_property
    def stances(self) -> Mapping[str, np.ndarray]:
        """For each stance of a claim which articles hold one, by position."""
        stance = self.claims["stance"]
        return {
            each: self.joins.articles_with_claims((stance == each).to_numpy())
            for each in stance.cat.categories
        }

    def prepared(self) -> Catalog:
        """Compute what readers would otherwise wait for at their first filter, and return this catalog."""
        for name in PREPARED:
            getattr(self, name)
        for name in GROUPED:
            getattr(self.joins, name)
        return self

    def with_prepared(self, parts: Mapping[str, Any]) -> Catalog:
        """Take over what another process has prepared of the same tables, and return this catalog.

        Args:
            parts: Some of `PREPARED`, by name.
        """
        self.__dict__.update(parts)  # as a cached property does
        return self


def build_catalog(package: Package) -> Catalog:
    """Type the tables of a valid package and derive what pages need from them."""
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
    # A listing date that is the day of a report would make a delay that nobody caused.
    ordered = designations["listed_date"].where(
        (designations["listed_date_basis"] == "order").astype(bool)
    )
    designations["days_to_listing"] = (ordered - designations["decision_date"]).dt.days.astype(
        "Int64"
    )
    subjects = joins.mention_designation[joins.mention_subject]
    designations["articles"] = np.bincount(subjects, minlength=len(designations))
    others = tables["other_designations"]
    # An entry of a related body, or one that was withdrawn, is not one of the organization itself.
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
    # Few publishers and languages have many articles; the codes of publishers are their positions.
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
    # The wording or the number of an entry proves that there is one, even while its date is unknown.
    entered = designations[["listed_date", "register_name", "register_number"]].notna().any(axis=1)
    status = entered.map({True: "listed", False: "announced"})
    status[designations["delisted_date"].notna()] = "delisted"
    return status.astype(pd.CategoricalDtype([choice.value for choice in STATUSES]))
