"""The chosen filters: the one translation between URL, widgets and a sentence.

`Filters` holds the chosen values of every facet (`dashboard.asking.facets`), the years, the day, the
basis of counting, and the words to look for. The URL contract is in the project's design, §3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal

from dashboard import locale
from dashboard.asking.facets import FACETS, Scope, sentence
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.locale import gettext as _
from dashboard.text.unseen import seen

Basis = Literal["listing", "decision"]

MAX_QUERY = 200
"""Longest search text, in characters: nobody types more, and work must stay bounded."""

LONGEST_QUERY = 8192
"""Longest query of an address, in bytes: more than a selection that somebody makes by hand."""


OPEN = 9999
"""The last of years that have no end: ``year=2022-`` is every year since 2022, also those to come."""


@dataclass(frozen=True)
class Dropped:
    """A parameter of a link that could not be used, and so was left out."""

    key: str
    value: str

    def __str__(self) -> str:
        return seen(f"{self.key}={self.value}")


@dataclass(frozen=True)
class Filters:
    """A selection. Without any value it is everything.

    Attributes:
        year: First and last year, both included; the last is `OPEN` where there is no end.
        day: One day: of listing or decision as ``basis`` says; of publication for articles.
        basis: Whether a designation counts in the year of its listing or of its decision.
        q: Words to look for.
        country: ISO codes, or `UNKNOWN`.
        category: Values of `CATEGORIES`.
        status: Values of `STATUSES`.
        register: Values of `REGISTERS`: other Russian registers in which it stands too.
        accusation: Values of `ACCUSATIONS`: what Russian authorities accuse it of.
        org: Ids of designations; articles only, like all that follow.
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
            params: Every value of every parameter; others than filters are passed over.
            catalog: Knows which values exist.

        Returns:
            The filters, and what was unknown or malformed and therefore left out.
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
        """Return the parameters of a URL that shows this selection; nothing for what is not chosen."""
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
        """Return whether anything at all is chosen."""
        return self != Filters()

    @property
    def typed(self) -> bool:
        """Whether they hold words that a reader typed, which no cache may keep."""
        return bool(self.q)

    def within(self, scope: Scope) -> Filters:
        """Return these filters without those that do not bear on `scope`."""
        if scope == "articles":
            return self
        unused: dict[str, Any] = {each.key: () for each in FACETS if each.scope == "articles"}
        return replace(self, **unused)

    def with_values(self, key: str, values: Iterable[str]) -> Filters:
        """Return these filters with other values of one facet."""
        chosen: dict[str, Any] = {key: tuple(values)}
        return replace(self, **chosen)

    def toggled(self, key: str, value: str) -> Filters:
        """Return these filters with one value of a facet more, or without it if it was chosen."""
        chosen = self[key]
        if value in chosen:
            return self.with_values(key, (each for each in chosen if each != value))
        return self.with_values(key, (*chosen, value))

    def toggled_year(self, year: int) -> Filters:
        """Return these filters narrowed to one year, or without a year if it was just that one."""
        return replace(self, year=None if self.year == (year, year) else (year, year))

    def sentence(self, catalog: Catalog, scope: Scope) -> str:
        """Return the selection in the reader's words: "Media outlets in Latvia and Germany, 2022–2024".

        Args:
            catalog: Knows the names of organizations and publishers.
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
        """Return the selection in words that stand alone: also of which country, and of when.

        Args:
            catalog: Knows the names of organizations and publishers.
            scope: What is shown: designations or articles.
            dated: Whether to say the years also where no filter does.

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
    """Return the years of a filter as a reader reads them: "2024", "2022–2024", "since 2022"."""
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
    """Return the years of everything: those of the first date and of the state of the register."""
    dates = catalog.articles["published"] if scope == "articles" else catalog.designations["date"]
    return None if dates.isna().all() else (int(dates.min().year), catalog.as_of.year)


_STARTS: Mapping[Scope, tuple[str, str]] = {
    "designations": (locale.mark("all organizations"), locale.mark("organizations")),
    "articles": (locale.mark("all articles"), locale.mark("articles")),
}
"""How a sentence calls what is shown: all of it, and some of it."""

FILTER_KEYS: tuple[str, ...] = tuple(field.name for field in fields(Filters))
"""The parameters of a URL that belong to the filters."""


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
    """Return the words to look for as `Filters` has them: one line of what is seen, and no longer than may be.

    Args:
        typed: What somebody typed, of any length.
    """
    # Cut before anything is done with it, too: it may be a million spaces.
    return " ".join(seen(typed[: 20 * MAX_QUERY]).split())[:MAX_QUERY].strip()


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _read_day(given: Sequence[str], dropped: list[Dropped]) -> date | None:
    day: date | None = None
    for value in given:
        try:
            # Python reads other ISO 8601 forms too, such as 2024-W01-1: one day, one address.
            if not _DAY.fullmatch(value):
                raise ValueError
            day = date.fromisoformat(value)
        except ValueError:
            dropped.append(Dropped("day", value[:MAX_QUERY]))
    return day
