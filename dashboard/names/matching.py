"""Check names and texts against every name in a catalog."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from dashboard.names.answer import Answer, Hint, Mention, Way, gravest
from dashboard.names.engine import Engine
from dashboard.names.entries import Entries, mentioned
from dashboard.names.index import Index
from dashboard.names.known import Known, known_of
from dashboard.names.sites import Sites
from dashboard.names.uncollected import uncollected
from dashboard.words.memo import briefly, learning
from dashboard.words.slips import Shapes

if TYPE_CHECKING:
    from dashboard.catalog.catalog import Catalog
    from dashboard.names.mentions import Finder
    from dashboard.names.suggesting import Suggester
    from dashboard.names.suggestion import Suggestion

LONGEST = 500
"""Maximum number of characters of a name."""
LONG_TEXT = 100_000
"""Number of characters from which on searching a text creates enough objects to trigger garbage collections."""
LONGEST_CELL = 5_000
"""Maximum number of characters of a cell, which is searched as a text if it is too long for a name."""


class Matcher:
    """Checks whether a name is that of a designated organization.

    It is built once from a catalog, and does not store questions.
    """

    def __init__(self, source: Catalog | Known) -> None:
        """Build the index.

        Args:
            source: The dataset, or its prepared data. Suggestions need the dataset itself.
        """
        with learning():
            known = source if isinstance(source, Known) else known_of(source)
            self._catalog = None if isinstance(source, Known) else source
            self.known = known
            self.index = Index(known.names)
            self._countries = known.countries
            self._standings = known.standings
            self.sites = Sites(known.addresses)
            self._parts = {name.text for name in self.index.names if name.part}
            self._entries = Entries(
                Engine(self.index, self._countries, self._standings),
                self.sites,
                Shapes(word.plain for word in self.index.words),
                self.mentions,
            )

    @cached_property
    def _finder(self) -> Finder:
        """The finder of names in texts, built lazily because checks of names do not need it."""
        from dashboard.names.mentions import Finder

        with learning():
            return Finder(self.index, self._countries, self.sites)

    @cached_property
    def _suggester(self) -> Suggester | None:
        from dashboard.names.suggesting import Suggester

        if self._catalog is None:
            return None
        addresses = [(owner, value) for owner, _kind, value in self.known.addresses]
        return Suggester(self._catalog.designations, self.index.names, addresses, self.check)

    def ready(self) -> Matcher:
        """Build the lazy parts now, and return this matcher."""
        _ = self._finder, self._suggester
        return self

    def check(self, name: str) -> Answer:
        """Check one name.

        Args:
            name: The name, in any script.

        Returns:
            The answer, for any input.
        """
        if len(name) > LONGEST:
            return self._long(name)
        with briefly():
            return self._entries.answer(name).fair

    def _long(self, cell: str) -> Answer:
        """Answer a cell that is too long for a name: search it as a text."""
        mentions = self.mentions(cell) if len(cell) <= LONGEST_CELL else []
        made = {each.designation_id: mentioned(each, sure=False) for each in reversed(mentions)}
        found = list(reversed(made.values()))
        if not found:
            return Answer(cell, "unchecked", hint=Hint.LONG)
        best = replace(gravest(found), query=cell)
        return replace(best, parts=tuple(found)) if len(found) > 1 else best

    def suggest(self, text: str, limit: int = 8) -> list[Suggestion]:
        """Suggest organizations with status and dates, the likeliest first, for a search field.

        Suggestions come from the check and from prefixes of names, web addresses and numbers.

        Args:
            text: The typed text.
            limit: Maximum number of suggestions.
        """
        if self._suggester is None:
            return []
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
        with briefly(), uncollected() if len(text) > LONG_TEXT else nullcontext():
            return [self._judged(each) for each in self._finder.find(text)]

    def _judged(self, mention: Mention) -> Mention:
        standing = self._standings.get(mention.designation_id)
        if mention.matched_name in self._parts:
            ways = mention.ways | {Way.MEMBER}
            return replace(mention, standing=standing, match="possible", ways=ways)
        return replace(mention, standing=standing)
