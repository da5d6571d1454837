"""What somebody asked to see: the one translation between URL, widgets and a sentence.

A `Facet` is one filter: its key in the URL, its label, the values it may take and the words for
them. `Filters` holds a chosen value for each. The URL contract is in the project's design, §3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal

import pandas as pd

from dashboard import locale
from dashboard.catalog import naming
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.dataset.choices import (
    CATEGORIES,
    KINDS,
    REGISTERS,
    STANCES,
    STATUSES,
    TOPICS,
    Choice,
)
from dashboard.dataset.fields import Field
from dashboard.dataset.tables import ARTICLES, CLAIMS, DESIGNATIONS
from dashboard.locale import gettext as _
from dashboard.text.unseen import seen

Basis = Literal["listing", "decision"]
Scope = Literal["designations", "articles"]

UNKNOWN = "unknown"
"""Stands in URLs for an empty value ("country=unknown")."""

MAX_QUERY = 200
"""Longest search text, in characters: nobody types more, and work must stay bounded."""

LONGEST_QUERY = 8192
"""Longest query of an address, in bytes: more than a selection that somebody makes by hand."""


@dataclass(frozen=True)
class Facet:
    """A filter with several values to choose from.

    Attributes:
        key: Its name in URLs and in `Filters`.
        title: Its label in English; translated where shown.
        scope: Whether it narrows designations (and the articles about them) or articles only.
        options: The values that the catalog knows, in the order in which to offer them.
        label: What a reader sees for a value.
    """

    key: str
    title: str
    scope: Scope
    options: Callable[[Catalog], Sequence[str]]
    label: Callable[[Catalog, str], str]


def _choices(field: Field | tuple[Choice, ...]) -> Callable[[Catalog], Sequence[str]]:
    choices = field.choices if isinstance(field, Field) else field
    return lambda catalog: [choice.value for choice in choices]


def _choice_label(choices: tuple[Choice, ...]) -> Callable[[Catalog, str], str]:
    labels = {choice.value: choice.label for choice in choices}
    return lambda catalog, value: _(labels[value])


def _countries(catalog: Catalog) -> list[str]:
    known = catalog.designations["country"]
    return [*sorted(known.dropna().unique()), *([UNKNOWN] if known.isna().any() else [])]


def _organization_label(catalog: Catalog, value: str) -> str:
    return _organization_names(catalog, locale.current().code)[value]


@remembered(8)
def _organization_names(catalog: Catalog, language: str) -> Mapping[str, str]:
    # The names of thousands are asked for at once, to be sorted.
    return dict(naming.titles(catalog.designations).items())  # type: ignore[arg-type]


def _publisher_label(catalog: Catalog, value: str) -> str:
    return _publisher_names(catalog)[value]


@remembered(1)
def _publisher_names(catalog: Catalog) -> Mapping[str, str]:
    return dict(catalog.publishers["name"].items())  # type: ignore[arg-type]


def _country_label(catalog: Catalog, value: str) -> str:
    return locale.country("" if value == UNKNOWN else value)


FACETS: tuple[Facet, ...] = (
    Facet("country", locale.mark("Country"), "designations", _countries, _country_label),
    Facet(
        "category",
        locale.mark("Category"),
        "designations",
        _choices(DESIGNATIONS["category"]),
        _choice_label(CATEGORIES),
    ),
    Facet(
        "status",
        locale.mark("Status"),
        "designations",
        _choices(STATUSES),
        _choice_label(STATUSES),
    ),
    Facet(
        "register",
        locale.mark("Also in another register"),
        "designations",
        _choices(REGISTERS),
        _choice_label(REGISTERS),
    ),
    Facet(
        "org",
        locale.mark("Organization"),
        "articles",
        lambda catalog: list(catalog.designations["id"]),
        _organization_label,
    ),
    Facet(
        "publisher",
        locale.mark("Publisher"),
        "articles",
        lambda catalog: list(catalog.publishers["id"]),
        _publisher_label,
    ),
    Facet(
        "language",
        locale.mark("Language"),
        "articles",
        lambda catalog: list(catalog.articles["language"].cat.categories),
        lambda catalog, value: locale.language(value),
    ),
    Facet(
        "kind",
        locale.mark("Kind"),
        "articles",
        _choices(ARTICLES["kind"]),
        _choice_label(KINDS),
    ),
    Facet(
        "topic",
        locale.mark("Topic"),
        "articles",
        _choices(ARTICLES["topics"]),
        _choice_label(TOPICS),
    ),
    Facet(
        "stance",
        locale.mark("Stance of a claim"),
        "articles",
        _choices(CLAIMS["stance"]),
        _choice_label(STANCES),
    ),
)


def offered(catalog: Catalog, key: str) -> Mapping[str, str]:
    """The values of a facet in the order in which to offer them, with the words for each.

    Values without an order of their own are in that of the alphabet.

    Args:
        catalog: The dataset.
        key: The key of the facet.

    Raises:
        KeyError: There is no such facet.
    """
    return _offered(catalog, key, locale.current().code)


@remembered(64)
def _offered(catalog: Catalog, key: str, language: str) -> Mapping[str, str]:
    asked = facet(key)
    words = {value: asked.label(catalog, value) for value in asked.options(catalog)}
    if key in ("country", "org", "publisher", "language"):
        return dict(sorted(words.items(), key=lambda pair: pair[1].casefold()))
    return words


def facet(key: str) -> Facet:
    """The facet of that key.

    Raises:
        KeyError: There is none.
    """
    for candidate in FACETS:
        if candidate.key == key:
            return candidate
    raise KeyError(f"no filter {key!r}")


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
        year: First and last year, both included.
        day: One day: of listing or decision as ``basis`` says; of publication for articles.
        basis: Whether a designation counts in the year of its listing or of its decision.
        q: Words to look for.
        country: ISO codes, or `UNKNOWN`.
        category: Values of `CATEGORIES`.
        status: Values of `STATUSES`.
        register: Values of `REGISTERS`: other Russian registers in which it stands too.
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
            given = dict.fromkeys(params.get(each.key, ()))
            if not given:
                continue
            known = set(each.options(catalog))
            chosen[each.key] = tuple(value for value in given if value in known)
            dropped += [Dropped(each.key, v[:MAX_QUERY]) for v in given if v not in known]
        return cls(**chosen), dropped

    def to_params(self) -> list[tuple[str, str]]:
        """The parameters of a URL that shows this selection; nothing for what is not chosen."""
        pairs: list[tuple[str, str]] = []
        if self.year:
            pairs += [("year", str(year)) for year in dict.fromkeys(self.year)]
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
        """The chosen values of a facet."""
        values: tuple[str, ...] = getattr(self, key)
        return values

    def __bool__(self) -> bool:
        """Whether anything at all is chosen."""
        return self != Filters()

    @property
    def typed(self) -> bool:
        """Whether they hold words that a reader typed, which no cache may keep."""
        return bool(self.q)

    def within(self, scope: Scope) -> Filters:
        """These filters without those that do not bear on `scope`."""
        if scope == "articles":
            return self
        unused: dict[str, Any] = {each.key: () for each in FACETS if each.scope == "articles"}
        return replace(self, **unused)

    def with_values(self, key: str, values: Iterable[str]) -> Filters:
        """These filters with other values of one facet."""
        chosen: dict[str, Any] = {key: tuple(values)}
        return replace(self, **chosen)

    def toggled(self, key: str, value: str) -> Filters:
        """These filters with one value of a facet more, or without it if it was chosen."""
        chosen = self[key]
        if value in chosen:
            return self.with_values(key, (each for each in chosen if each != value))
        return self.with_values(key, (*chosen, value))

    def toggled_year(self, year: int) -> Filters:
        """These filters narrowed to one year, or without a year if it was just that one."""
        return replace(self, year=None if self.year == (year, year) else (year, year))

    def sentence(self, catalog: Catalog, scope: Scope) -> str:
        """The selection in the reader's words: "Media outlets in Latvia and Germany, 2022–2024".

        Args:
            catalog: Knows the names of organizations and publishers.
            scope: What is shown: designations or articles.

        Returns:
            A phrase that begins with a capital, without a full stop.
        """
        parts = [
            self._articles_phrase(catalog) if scope == "articles" else self._designations_phrase()
        ]
        if self.status:
            plurals = {choice.value: choice.plural for choice in STATUSES}
            parts.append(locale.alternatives(_(plurals[value]) for value in self.status))
        if self.register:
            labels = (facet("register").label(catalog, value) for value in self.register)
            parts.append(
                _("also in another Russian register as {registers}").format(
                    registers=locale.alternatives(labels)
                )
            )
        if self.year:
            first, last = self.year
            years = str(first) if first == last else f"{first}–{last}"
            if self.basis == "decision":
                years = _("decided {years}").format(years=years)
            parts.append(years)
        if self.day:
            if scope == "articles":
                parts.append(_("on {day}").format(day=locale.day(self.day)))
            elif self.basis == "decision":
                parts.append(_("decided on {day}").format(day=locale.day(self.day)))
            else:
                parts.append(_("listed or announced on {day}").format(day=locale.day(self.day)))
        if self.q:
            parts.append(_("matching “{query}”").format(query=self.q))
        sentence = ", ".join(parts)
        return sentence[:1].upper() + sentence[1:]

    def _designations_phrase(self) -> str:
        plurals = {choice.value: choice.plural for choice in CATEGORIES}
        if self.category:
            what = locale.conjunction(_(plurals[value]) for value in self.category)
        else:
            what = _("all designations") if not self else _("designations")
        return self._placed(what)

    def _placed(self, what: str) -> str:
        if not self.country:
            return what
        places = locale.conjunction(
            _("an unknown country") if code == UNKNOWN else country_in_prose(code)
            for code in self.country
        )
        return _("{what} in {places}").format(what=what, places=places)

    def _articles_phrase(self, catalog: Catalog) -> str:
        plurals = {choice.value: choice.plural for choice in KINDS}
        if self.kind:
            what = locale.conjunction(_(plurals[value]) for value in self.kind)
        else:
            what = _("all articles") if not self else _("articles")
        if self.language:
            what = _("{what} in {languages}").format(
                what=what, languages=locale.alternatives(map(locale.language, self.language))
            )
        if self.org:
            names = (facet("org").label(catalog, value) for value in self.org)
            what = _("{what} about {names}").format(what=what, names=locale.alternatives(names))
        if self.category or self.country:
            about = replace(Filters(), category=self.category, country=self.country)
            what = _("{what} about {names}").format(what=what, names=about._designations_phrase())
        if self.publisher:
            names = (facet("publisher").label(catalog, value) for value in self.publisher)
            what = _("{what} by {names}").format(what=what, names=locale.alternatives(names))
        if self.topic:
            labels = (facet("topic").label(catalog, value).lower() for value in self.topic)
            what = _("{what} on {topics}").format(what=what, topics=locale.alternatives(labels))
        if self.stance:
            verbs = {
                "accusation": _("accuses"),
                "defence": _("defends"),
                "criticism": _("criticises"),
                "context": _("gives context"),
            }
            what = _("{what} in which somebody {verbs}").format(
                what=what, verbs=locale.alternatives(verbs[value] for value in self.stance)
            )
        return what


FILTER_KEYS: tuple[str, ...] = tuple(field.name for field in fields(Filters))
"""The parameters of a URL that belong to the filters."""

_WITH_ARTICLE = {"US", "GB", "NL"}


def country_in_prose(code: str) -> str:
    """The name of a country as it stands in a sentence ("the United States")."""
    name = locale.country(code)
    # Only English says "in the United States"; no catalogue of messages can know that.
    return f"the {name}" if code in _WITH_ARTICLE and locale.current().code == "en" else name


def _read_years(
    given: Sequence[str], catalog: Catalog, dropped: list[Dropped]
) -> tuple[int, int] | None:
    first, last = catalog.years
    years: list[int] = []
    for value in given:
        if value.isascii() and value.isdigit() and len(value) == 4 and first <= int(value) <= last:
            years.append(int(value))
        else:
            dropped.append(Dropped("year", value[:MAX_QUERY]))
    return (min(years), max(years)) if years else None


def words_asked(typed: str) -> str:
    """The words to look for as `Filters` has them: one line of what is seen, and no longer than may be.

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


def known(values: pd.Series) -> pd.Series:
    """`values` with `UNKNOWN` in place of empty ones, as facets name them."""
    return values.astype("object").fillna(UNKNOWN)
