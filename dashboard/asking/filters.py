"""The chosen filters, and their conversion from and to URLs and sentences.

`Filters` holds the chosen values of every facet (`dashboard.asking.facets`), the years, the day, the
basis of counting, and the search words. docs/urls.md documents the URL parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from dashboard import locale
from dashboard.asking.facets import FACETS, Scope, sentence
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.locale import gettext as _
from dashboard.text.unseen import seen

Basis = Literal["listing", "decision"]

MAX_QUERY = 200
"""Maximum length of a search text in characters; it limits the work of a search."""

LONGEST_QUERY = 8192
"""Maximum length of a URL query in bytes: more than any selection made by hand."""


OPEN = 9999
"""The last year of an open range: ``year=2022-`` means every year since 2022, including future ones."""


@dataclass(frozen=True)
class Dropped:
    """An invalid parameter of a link, which is ignored."""

    key: str
    value: str

    def __str__(self) -> str:
        return seen(f"{self.key}={self.value}")


@dataclass(frozen=True)
class Filters:
    """A selection; without any value it selects everything.

    Attributes:
        year: First and last year, both inclusive; the last is `OPEN` for an open range.
        day: One day: of listing or decision, depending on ``basis``; of publication for articles.
        basis: Whether designations are counted by the date of listing or of the decision.
        q: Search words.
        country: ISO codes, or `UNKNOWN`.
        category: Values of `CATEGORIES`.
        status: Values of `STATUSES`.
        register: Values of `REGISTERS`: other Russian registers that list the organization.
        accusation: Values of `ACCUSATIONS`: what Russian authorities accuse it of.
        org: Ids of designations. This and all following filters apply only to articles.
        publisher: Ids of publishers.
        language: ISO 639-1 codes.
        kind: Values of `KINDS`.
        topic: Values of `TOPICS`.
        stance: Values of `STANCES`.
    """

    year: tuple[int, int] | None = None
    day: date | None = None
    basis: Basis = "listing"
    q: str = ""
    country: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    register: tuple[str, ...] = ()
    accusation: tuple[str, ...] = ()
    org: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()

    @classmethod
    def from_params(
        cls, params: Mapping[str, Sequence[str]], catalog: Catalog
    ) -> tuple[Filters, list[Dropped]]:
        """Read the filters from the parameters of a URL.

        Args:
            params: All parameters with their values; those that are not filters are ignored.
            catalog: The dataset, which determines the valid values.

        Returns:
            The filters, and the invalid parameters.
        """
        dropped: list[Dropped] = []
        chosen: dict[str, Any] = {}
        chosen["year"] = _read_years(params.get("year", ()), catalog, dropped)
        chosen["day"] = _read_day(params.get("day", ()), dropped)
        for value in params.get("basis", ()):
            if value in ("listing", "decision"):
                chosen["basis"] = value
            else:
                dropped.append(Dropped("basis", value[:MAX_QUERY]))
        chosen["q"] = words_asked("".join(params.get("q", ())[:1]))
        for each in FACETS:
            chosen[each.key], unknown = each.read(params.get(each.key, ()), catalog)
            dropped += [Dropped(each.key, value[:MAX_QUERY]) for value in unknown]
        return cls(**chosen), dropped

    def to_params(self) -> list[tuple[str, str]]:
        """Return the URL parameters of this selection."""
        return list(self._params)

    @cached_property
    def _params(self) -> list[tuple[str, str]]:
        pairs: list[tuple[str, str]] = []
        if self.year:
            first, last = self.year
            ends = [f"{first}-"] if last == OPEN else dict.fromkeys(map(str, self.year))
            pairs += [("year", end) for end in ends]
        if self.day:
            pairs.append(("day", self.day.isoformat()))
        if self.basis != "listing":
            pairs.append(("basis", self.basis))
        if self.q:
            pairs.append(("q", self.q))
        for each in FACETS:
            pairs += [(each.key, value) for value in self[each.key]]
        return pairs

    def __getitem__(self, key: str) -> tuple[str, ...]:
        """Return the chosen values of a facet."""
        values: tuple[str, ...] = getattr(self, key)
        return values

    def __bool__(self) -> bool:
        """Return whether any filter is set."""
        return self != Filters()

    @property
    def typed(self) -> bool:
        """Whether they contain text that a reader typed, so that they must not be a cache key."""
        return bool(self.q)

    def within(self, scope: Scope) -> Filters:
        """Return only the filters that apply to `scope`."""
        if scope == "articles":
            return self
        unused: dict[str, Any] = {each.key: () for each in FACETS if each.scope == "articles"}
        return replace(self, **unused)

    def with_values(self, key: str, values: Iterable[str]) -> Filters:
        """Return these filters with other values of one facet."""
        chosen: dict[str, Any] = {key: tuple(values)}
        return replace(self, **chosen)

    def toggled(self, key: str, value: str) -> Filters:
        """Return these filters with one value of a facet added, or removed if it was chosen."""
        chosen = self[key]
        if value in chosen:
            return self.with_values(key, (each for each in chosen if each != value))
        return self.with_values(key, (*chosen, value))

    def toggled_year(self, year: int) -> Filters:
        """Return these filters for one year, or without a year if that year was chosen."""
        return replace(self, year=None if self.year == (year, year) else (year, year))

    def sentence(self, catalog: Catalog, scope: Scope) -> str:
        """Describe the selection in the reader's language: "Media outlets in Latvia and Germany, 2022–2024".

        Args:
            catalog: The dataset, with the names of organizations and publishers.
            scope: What is shown: designations or articles.

        Returns:
            A phrase that begins with a capital, without a full stop.
        """
        every, some = _STARTS[scope]
        start = _(some) if self else _(every)
        parts = [sentence(catalog, scope, self._chosen(), start)]
        if self.year:
            years = years_in_words(self.year)
            if self.basis == "decision":
                years = _("decided {years}").format(years=years)
            parts.append(years)
        return self._with_rest(parts, scope)

    def subject(self, catalog: Catalog, scope: Scope, *, dated: bool = True) -> str:
        """Describe the selection in a self-contained phrase, including Russia and the years.

        Args:
            catalog: The dataset, with the names of organizations and publishers.
            scope: What is shown: designations or articles.
            dated: Whether to name the years even if no filter sets them.

        Returns:
            A phrase without a full stop: "Media outlets declared “undesirable” in Russia since 2022".
        """
        year = self.year or (None if self.day or not dated else _whole(catalog, scope))

        def told(said: str) -> str:
            if scope == "designations":
                return _declared(said, year, catalog.as_of)
            about = _("on Russia's “undesirable” organizations")
            if year and (self.year or not self):
                about += f", {years_in_words(year)}"
            if self:
                return _("{articles} (collection {about})").format(articles=said, about=about)
            return _("collected {articles} {about}").format(articles=said, about=about)

        start = _(_STARTS[scope][1])
        return self._with_rest([sentence(catalog, scope, self._chosen(), start, told)], scope)

    def _chosen(self) -> dict[str, tuple[str, ...]]:
        return {each.key: self[each.key] for each in FACETS}

    def _with_rest(self, parts: list[str], scope: Scope) -> str:
        """Add the day and the search words to the parts of a sentence."""
        if self.day:
            if scope == "articles":
                parts.append(_("on {day}").format(day=locale.day(self.day)))
            elif self.basis == "decision":
                parts.append(_("decided on {day}").format(day=locale.day(self.day)))
            else:
                parts.append(_("listed or announced on {day}").format(day=locale.day(self.day)))
        if self.q:
            parts.append(_("matching “{query}”").format(query=self.q))
        return locale.capitalized(", ".join(parts))


def years_in_words(year: tuple[int, int]) -> str:
    """Format the years of a filter: "2024", "2022–2024", "since 2022"."""
    first, last = year
    if last == OPEN:
        return _("since {year}").format(year=first)
    return str(first) if first == last else f"{first}–{last}"


def _declared(organizations: str, year: tuple[int, int] | None, as_of: date) -> str:
    if year is None:
        said = _("{organizations} declared “undesirable” in Russia")
    elif year[1] == OPEN:
        said = _("{organizations} declared “undesirable” in Russia since {year}")
    elif year[0] == year[1]:
        said = _("{organizations} declared “undesirable” in Russia in {year}")
        if year[0] == as_of.year and as_of < date(as_of.year, 12, 31):
            said = _("{period} (to {day})").format(period=said, day=locale.day_of_year(as_of))
    else:
        said = _("{organizations} declared “undesirable” in Russia, {years}")
    first, last = year or (0, 0)
    return said.format(organizations=organizations, year=first, years=f"{first}–{last}")


@remembered(4)
def _whole(catalog: Catalog, scope: Scope) -> tuple[int, int] | None:
    """Return the years of the whole dataset: from the first date to the state of the register."""
    dates = catalog.articles["published"] if scope == "articles" else catalog.designations["date"]
    return None if dates.isna().all() else (int(dates.min().year), catalog.as_of.year)


_STARTS: Mapping[Scope, tuple[str, str]] = {
    "designations": (locale.mark("all organizations"), locale.mark("organizations")),
    "articles": (locale.mark("all articles"), locale.mark("articles")),
}
"""The nouns of each scope in a sentence: for all rows, and for some."""

FILTER_KEYS: tuple[str, ...] = tuple(field.name for field in fields(Filters))
"""The URL parameters that are filters."""


def _read_years(
    given: Sequence[str], catalog: Catalog, dropped: list[Dropped]
) -> tuple[int, int] | None:
    first, last = catalog.years
    years: list[int] = []
    for value in given:
        year = value.removesuffix("-")
        if year.isascii() and year.isdigit() and len(year) == 4 and first <= int(year) <= last:
            years += [int(year)] if year == value else [int(year), OPEN]
        else:
            dropped.append(Dropped("year", value[:MAX_QUERY]))
    return (min(years), max(years)) if years else None


def words_asked(typed: str) -> str:
    """Normalize search words: one line of visible characters, cut to the maximum length.

    Args:
        typed: What somebody typed, of any length.
    """
    # Cut before any other work, too: the text may be a million spaces.
    return " ".join(seen(typed[: 20 * MAX_QUERY]).split())[:MAX_QUERY].strip()


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _read_day(given: Sequence[str], dropped: list[Dropped]) -> date | None:
    day: date | None = None
    for value in given:
        try:
            # Python accepts other ISO 8601 forms too, such as 2024-W01-1, but a day must have only
            # one URL.
            if not _DAY.fullmatch(value):
                raise ValueError
            day = date.fromisoformat(value)
        except ValueError:
            dropped.append(Dropped("day", value[:MAX_QUERY]))
    return day
