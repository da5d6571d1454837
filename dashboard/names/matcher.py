"""Is this name on the list? Names and texts against every name in a catalog."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

import pandas as pd

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.names.answer import (
    STANDING_DATES,
    Answer,
    Hint,
    Mention,
    Standing,
    Way,
    gravest,
)
from dashboard.names.engine import Engine
from dashboard.names.entries import Entries, mentioned
from dashboard.names.index import Index
from dashboard.names.mentions import Finder
from dashboard.names.names import further_names, names_of
from dashboard.names.sites import Sites
from dashboard.names.suggesting import Suggester, Suggestion
from dashboard.words.memo import briefly, learning
from dashboard.words.slips import Shapes

LONGEST = 500
"""Characters beyond which a question is no name."""
LONGEST_CELL = 5_000
"""Characters of a cell that is still read, as a text."""


class Matcher:
    """Answers whether a name is that of a designated organization.

    Built once from a catalog; it keeps nothing of what it is asked but the words' spellings.
    """

    def __init__(self, catalog: Catalog) -> None:
        """Build the index.

        Args:
            catalog: The dataset; every name in it is entered.
        """
        table = catalog.designations
        with learning():
            further = further_names(catalog.names)
            self.index = Index(
                name
                for key, row in table.iterrows()
                for name in names_of(row, further.get(str(key), ()))
            )
            self._countries = {
                str(key): str(code) for key, code in table["country"].dropna().items()
            }
            self._standings = _standings(table)
            self.sites = Sites(_site_rows(catalog))
            self._table = table
            self._addresses = [(owner, value) for owner, _kind, value in _site_rows(catalog)]
            self._parts = {name.text for name in self.index.names if name.part}
            self._entries = Entries(
                Engine(self.index, self._countries, self._standings),
                self.sites,
                Shapes(word.plain for word in self.index.words),
                self.mentions,
            )

    @cached_property
    def _finder(self) -> Finder:
        """What finds names in texts; a check of plain names does without it."""
        with learning():
            return Finder(self.index, self._countries, self.sites)

    @cached_property
    def _suggester(self) -> Suggester:
        return Suggester(self._table, self.index.names, self._addresses, self.check)

    def ready(self) -> Matcher:
        """Build what is otherwise built when it is first needed, and return this matcher."""
        _ = self._finder, self._suggester
        return self

    def check(self, name: str) -> Answer:
        """Tell whether a name is listed.

        Args:
            name: What somebody typed, in any script.

        Returns:
            The answer; it never fails, whatever was typed.
        """
        if len(name) > LONGEST:
            return self._long(name)
        with briefly():
            return self._entries.answer(name)

    def _long(self, cell: str) -> Answer:
        """Return the answer to a cell that is too long for a name: what it mentions, as a text."""
        mentions = self.mentions(cell) if len(cell) <= LONGEST_CELL else []
        made = {each.designation_id: mentioned(each, sure=False) for each in reversed(mentions)}
        found = list(reversed(made.values()))
        if not found:
            return Answer(cell, "unchecked", hint=Hint.LONG)
        best = replace(gravest(found), query=cell)
        return replace(best, parts=tuple(found)) if len(found) > 1 else best

    def suggest(self, text: str, limit: int = 8) -> list[Suggestion]:
        """Suggest what a reader may be looking for, the likeliest first, with its status and dates.

        A field of a search shows these while somebody types: what the check answers, and beginnings
        of names, addresses and numbers besides.

        Args:
            text: What was typed so far.
            limit: The most to return.
        """
        with briefly():
            return self._suggester.suggest(text, limit)

    def country(self, designation_id: str) -> str | None:
        """Return the country of a designation, as an ISO 3166-1 alpha-2 code, or None."""
        return self._countries.get(designation_id)

    def check_many(self, names: Iterable[str]) -> list[Answer]:
        """Return the answers to many questions, in their order."""
        with briefly():
            return [self.check(name) for name in names]

    def mentions(self, text: str) -> list[Mention]:
        """Find where a text names designated organizations, in the order of the text.

        Args:
            text: Prose in Russian, Ukrainian, Belarusian, English, German, Polish or French; HTML
                and Markdown are read as a browser shows them.
        """
        with briefly():
            return [self._judged(each) for each in self._finder.find(text)]

    def _judged(self, mention: Mention) -> Mention:
        standing = self._standings.get(mention.designation_id)
        if mention.matched_name in self._parts:
            ways = mention.ways | {Way.MEMBER}
            return replace(mention, standing=standing, match="possible", ways=ways)
        return replace(mention, standing=standing)


def _standings(table: pd.DataFrame) -> dict[str, Standing]:
    """Return the status and the dates of each designation."""
    dates = [name for name in STANDING_DATES if name in table.columns]
    return {
        str(key): Standing(
            row["status"],
            **{name: row[name].date() for name in dates if not pd.isna(row[name])},
        )
        for key, row in table[["status", *dates]].iterrows()
    }


def _site_rows(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Yield the addresses of the designations; none in a dataset without that table."""
    table = getattr(catalog, "sites", None)
    if table is not None:
        yield from table[["designation_id", "kind", "value"]].itertuples(index=False, name=None)


@remembered(1)
def matcher(catalog: Catalog) -> Matcher:
    """Return the matcher of a catalog, built once."""
    return Matcher(catalog)
