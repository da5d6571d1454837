"""The filters with several values, one object each.

A `Facet` has its key in the URL, its label, its values and their labels, a function that selects
rows, its phrase in a
sentence, and its description for OpenAPI. A new filter is one object in `FACETS` and one field of
`dashboard.asking.filters.Filters`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from dashboard import locale
from dashboard.catalog import naming
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.dataset.choices import (
    ACCUSATIONS,
    CATEGORIES,
    KINDS,
    REGISTERS,
    STANCES,
    STATUSES,
    TOPICS,
    Choice,
)
from dashboard.locale import gettext as _

Scope = Literal["designations", "articles"]
Values = tuple[str, ...]

UNKNOWN = "unknown"
"""The value in URLs for an empty cell ("country=unknown")."""

_LISTED = 100
"""Maximum number of values that a description lists."""

NOUN, NEAR, ABOUT, FAR, END = range(5)
"""The position of a filter's phrase in the sentence: the noun itself, a close attribute, the
organizations it is about, a further attribute, or an addition after a comma."""


@dataclass(frozen=True)
class Facet:
    """A filter with several values.

    Attributes:
        key: Its name in URLs and in `Filters`.
        title: Its English label, translated when shown.
        scope: Whether it filters designations (and the articles about them) or only articles.
        options: Returns the values in the catalog, in the order in which to offer them.
        label: Returns the label of a value.
        keep: Returns a boolean for each row of its scope's table: whether the row matches some
            values.
        phrase: Adds some values to the sentence so far.
        place: The position of its phrase in the sentence: `NOUN` to `END`.
        alphabetical: Whether its values are sorted by label, because they have no order of their
            own.
    """

    key: str
    title: str
    scope: Scope
    options: Callable[[Catalog], Sequence[str]]
    label: Callable[[Catalog, str], str]
    keep: Callable[[Catalog, Values], np.ndarray]
    phrase: Callable[[Catalog, str, Values], str]
    place: int
    alphabetical: bool = False

    def read(self, given: Iterable[str], catalog: Catalog) -> tuple[Values, list[str]]:
        """Return the distinct known values, and the unknown ones."""
        distinct = list(dict.fromkeys(given))
        known = set(self.options(catalog)) if distinct else set()
        chosen = tuple(value for value in distinct if value in known)
        return chosen, [value for value in distinct if value not in known]

    def schema(self, catalog: Catalog) -> tuple[str, dict[str, Any]] | None:
        """Return its description and the JSON Schema of its values; None if it is not a parameter."""
        known = list(self.options(catalog))
        if not known:
            return None
        about = _("{facet}; repeat it for several.").format(facet=_(self.title))
        if self.scope == "articles":
            about += " " + _("Bears on articles, statements, claims and publishers only.")
        # Do not list hundreds of ids: they help nobody, and API test tools would try each.
        item = {"enum": known} if len(known) <= _LISTED else {"pattern": f"^({'|'.join(known)})$"}
        return about, {"type": "array", "items": {"type": "string", **item}}


def known(values: pd.Series) -> pd.Series:
    """Replace empty values by `UNKNOWN`."""
    return values.astype("object").fillna(UNKNOWN)


def from_countries(codes: Iterable[str]) -> str:
    """Return a phrase with countries: "from Latvia and the United States"."""
    codes = list(codes)
    origins = [
        _("an unknown country") if code == UNKNOWN else locale.origin(code) for code in codes
    ]
    if all(origins):
        return _("from {places}").format(places=locale.conjunction(origins))
    return f"({locale.conjunction(map(locale.country, codes))})"


# Values and their labels --------------------------------------------------------------------


def _values(choices: Sequence[Choice]) -> Callable[[Catalog], Sequence[str]]:
    return lambda catalog: [choice.value for choice in choices]


def _labels(choices: Sequence[Choice]) -> Callable[[Catalog, str], str]:
    labels = {choice.value: choice.label for choice in choices}
    return lambda catalog, value: _(labels[value])


def _countries(catalog: Catalog) -> list[str]:
    found = catalog.designations["country"]
    return [*sorted(found.dropna().unique()), *([UNKNOWN] if found.isna().any() else [])]


def _organization(catalog: Catalog, value: str) -> str:
    return _organization_names(catalog, locale.current().code)[value]


@remembered(8)
def _organization_names(catalog: Catalog, language: str) -> Mapping[str, str]:
    # Cached, because sorting asks for the names of thousands at once.
    return dict(naming.titles(catalog.designations).items())  # type: ignore[arg-type]


def _publisher(catalog: Catalog, value: str) -> str:
    return _publisher_names(catalog, locale.current().code)[value]


@remembered(8)
def _publisher_names(catalog: Catalog, language: str) -> Mapping[str, str]:
    return dict(naming.titles(catalog.publishers).items())  # type: ignore[arg-type]


# Rows ----------------------------------------------------------------------------------------------


def _designations_with(column: str) -> Callable[[Catalog, Values], np.ndarray]:
    return lambda catalog, values: known(catalog.designations[column]).isin(values).to_numpy()


def _holding(column: str) -> Callable[[Catalog, Values], np.ndarray]:
    """Mark the designations whose list in a column contains any of some values."""

    def keep(catalog: Catalog, values: Values) -> np.ndarray:
        asked = {*values}
        held = catalog.designations[column]
        return held.map(lambda each: not asked.isdisjoint(each)).astype(bool).to_numpy()

    return keep


def _articles_with(column: str) -> Callable[[Catalog, Values], np.ndarray]:
    return lambda catalog, values: catalog.articles[column].isin(values).to_numpy()


def _articles_naming(catalog: Catalog, values: Values) -> np.ndarray:
    return catalog.joins.articles_naming(catalog.designations.index.isin(values))


def _marked(
    marks: Callable[[Catalog], Mapping[str, np.ndarray]],
) -> Callable[[Catalog, Values], np.ndarray]:
    def keep(catalog: Catalog, values: Values) -> np.ndarray:
        none = np.zeros(len(catalog.articles), dtype=bool)
        found = marks(catalog)
        kept: np.ndarray = np.logical_or.reduce([found.get(value, none) for value in values])
        return kept

    return keep


# Sentences -----------------------------------------------------------------------------------------


def _plurals(choices: Sequence[Choice]) -> Callable[[Catalog, str, Values], str]:
    plurals = {choice.value: choice.plural for choice in choices}
    return lambda catalog, what, values: locale.conjunction(_(plurals[each]) for each in values)


def _from_countries(catalog: Catalog, what: str, values: Values) -> str:
    return f"{what} {from_countries(values)}"


def _with_status(catalog: Catalog, what: str, values: Values) -> str:
    plurals = {choice.value: choice.plural for choice in STATUSES}
    return _further(what, locale.alternatives(_(plurals[value]) for value in values))


def _also_registered(catalog: Catalog, what: str, values: Values) -> str:
    labels = {choice.value: choice.label for choice in REGISTERS}
    also = _("also in another Russian register as {registers}").format(
        registers=locale.alternatives(_(labels[value]) for value in values)
    )
    return _further(what, also)


def _accused_of(catalog: Catalog, what: str, values: Values) -> str:
    plurals = {choice.value: choice.plural for choice in ACCUSATIONS}
    said = locale.alternatives(_(plurals[value]) for value in values)
    return _further(
        what, _("accused by Russian authorities of {accusations}").format(accusations=said)
    )


def _further(what: str, said: str) -> str:
    """Append a further attribute to a noun or a longer phrase."""
    if what == _("organizations"):
        return _("{what} {said}").format(what=what, said=said)
    return _("{what}, {said}").format(what=what, said=said)


def _in_languages(catalog: Catalog, what: str, values: Values) -> str:
    return _("{what} in {languages}").format(
        what=what, languages=locale.alternatives(map(locale.language, values))
    )


def _about(catalog: Catalog, what: str, values: Values) -> str:
    names = locale.alternatives(_organization(catalog, value) for value in values)
    if len(values) == 1:
        name = locale.nested(names)
        return _("{what} that name {organization}").format(what=what, organization=name)
    return _("{what} that name {organizations}").format(what=what, organizations=names)


def _by(catalog: Catalog, what: str, values: Values) -> str:
    names = locale.alternatives(_publisher(catalog, value) for value in values)
    return _("{what} by {names}").format(what=what, names=names)


def _on_topics(catalog: Catalog, what: str, values: Values) -> str:
    labels = {choice.value: choice.label for choice in TOPICS}
    topics = locale.alternatives(_(labels[value]).lower() for value in values)
    return _("{what} on {topics}").format(what=what, topics=topics)


def _with_stances(catalog: Catalog, what: str, values: Values) -> str:
    verbs = {
        "accusation": _("accuses"),
        "defence": _("defends"),
        "criticism": _("criticizes"),
        "context": _("gives context"),
    }
    return _("{what} in which somebody {verbs}").format(
        what=what, verbs=locale.alternatives(verbs[value] for value in values)
    )


FACETS: tuple[Facet, ...] = (
    Facet(
        "country",
        locale.mark("Country"),
        "designations",
        _countries,
        lambda catalog, value: locale.country("" if value == UNKNOWN else value),
        _designations_with("country"),
        _from_countries,
        NEAR,
        alphabetical=True,
    ),
    Facet(
        "category",
        locale.mark("Category"),
        "designations",
        _values(CATEGORIES),
        _labels(CATEGORIES),
        _designations_with("category"),
        _plurals(CATEGORIES),
        NOUN,
    ),
    Facet(
        "status",
        locale.mark("Status"),
        "designations",
        _values(STATUSES),
        _labels(STATUSES),
        _designations_with("status"),
        _with_status,
        END,
    ),
    Facet(
        "register",
        locale.mark("Also in another register"),
        "designations",
        _values(REGISTERS),
        _labels(REGISTERS),
        _holding("other_registers"),
        _also_registered,
        END,
    ),
    Facet(
        "accusation",
        locale.mark("Accused of"),
        "designations",
        _values(ACCUSATIONS),
        _labels(ACCUSATIONS),
        _holding("accusations"),
        _accused_of,
        END,
    ),
    Facet(
        "org",
        locale.mark("Organization"),
        "articles",
        lambda catalog: list(catalog.designations["id"]),
        _organization,
        _articles_naming,
        _about,
        ABOUT,
        alphabetical=True,
    ),
    Facet(
        "publisher",
        locale.mark("Publisher"),
        "articles",
        lambda catalog: list(catalog.publishers["id"]),
        _publisher,
        _articles_with("publisher_id"),
        _by,
        FAR,
        alphabetical=True,
    ),
    Facet(
        "language",
        locale.mark("Language"),
        "articles",
        lambda catalog: list(catalog.articles["language"].cat.categories),
        lambda catalog, value: locale.language(value),
        _articles_with("language"),
        _in_languages,
        NEAR,
        alphabetical=True,
    ),
    Facet(
        "kind",
        locale.mark("Kind"),
        "articles",
        _values(KINDS),
        _labels(KINDS),
        _articles_with("kind"),
        _plurals(KINDS),
        NOUN,
    ),
    Facet(
        "topic",
        locale.mark("Topic"),
        "articles",
        _values(TOPICS),
        _labels(TOPICS),
        _marked(lambda catalog: catalog.topics),
        _on_topics,
        FAR,
    ),
    Facet(
        "stance",
        locale.mark("Stance of a statement"),
        "articles",
        _values(STANCES),
        _labels(STANCES),
        _marked(lambda catalog: catalog.stances),
        _with_stances,
        FAR,
    ),
)


def offered(catalog: Catalog, key: str) -> Mapping[str, str]:
    """Return the values of a facet with their labels, in the order in which to offer them.

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
    if asked.alphabetical:
        return dict(sorted(words.items(), key=lambda pair: pair[1].casefold()))
    return words


def facet(key: str) -> Facet:
    """Return the facet of that key.

    Raises:
        KeyError: There is no such facet.
    """
    for candidate in FACETS:
        if candidate.key == key:
            return candidate
    raise KeyError(f"no filter {key!r}")


def sentence(
    catalog: Catalog,
    scope: Scope,
    chosen: Mapping[str, Values],
    start: str,
    told: Callable[[str], str] = str,
) -> str:
    """Describe a selection in words, without its dates and search words.

    Args:
        catalog: The dataset, with the names of organizations and publishers.
        scope: What is shown: designations or articles.
        chosen: The chosen values of each facet.
        start: The noun to use if no filter gives one.
        told: Adds context for readers who do not know this site.
    """
    said = start
    for place in (NOUN, NEAR, ABOUT, FAR, END):
        if place == END:
            said = told(said)
        for each in FACETS:
            if chosen[each.key] and each.place == place and each.scope == scope:
                said = each.phrase(catalog, said, chosen[each.key])
        if place == ABOUT and scope == "articles":
            said = _about_designations(catalog, chosen, said)
    return said


def _about_designations(catalog: Catalog, chosen: Mapping[str, Values], what: str) -> str:
    named = {each.key: chosen[each.key] if each.scope == "designations" else () for each in FACETS}
    if not any(named.values()):
        return what
    names = sentence(catalog, "designations", named, _("organizations"))
    return _("{what} about {names}").format(what=what, names=names)
