"""Find the candidates of a query by the check, and compare their types and properties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard import locale
from dashboard.catalog import Catalog, naming
from dashboard.catalog.memo import remembered
from dashboard.catalog.register_state import register_state
from dashboard.documents.organization import happened
from dashboard.locale import gettext as _
from dashboard.names import Answer
from dashboard.names.answer import SURE
from dashboard.names.worker import Checker
from dashboard.web.reconcile.properties import COMPARED, PROPERTIES, Row, agrees, codes
from dashboard.web.reconcile.queries import Query
from dashboard.web.reconcile.types import named, types_of

_CONTRADICTED = 0.5
"""The factor by which a contradicting type or property lowers a score."""


@dataclass(frozen=True)
class Found:
    """A designation that a query may mean.

    Attributes:
        key: Its id.
        alike: The similarity of the names, 0 to 1.
        sure: Whether the check is certain.
        features: Further compared types and properties, and whether each agrees.
    """

    key: str
    alike: float
    sure: bool
    features: tuple[tuple[str, bool], ...] = ()

    @property
    def contradicted(self) -> frozenset[str]:
        """The expected types and properties that it does not have."""
        return frozenset(name for name, agreed in self.features if not agreed)

    @property
    def score(self) -> float:
        """How well it matches the whole query, 0 to 100."""
        return round(100 * self.alike * _CONTRADICTED ** len(self.contradicted), 1)


Compared = Callable[[Found], Found]
"""A function that adds the compared types and properties to a candidate."""


@dataclass(frozen=True)
class Result:
    """The answer to one query.

    Attributes:
        candidates: The candidates, the best first.
        verdict: The verdict of the check; "" if the query has no name.
        reason: Why there is no candidate, in the reader's language; "" if there is one.
    """

    candidates: tuple[dict[str, Any], ...]
    verdict: str = ""
    reason: str = ""


def match(catalog: Catalog, checker: Checker, queries: Sequence[Query]) -> list[Result]:
    """Answer queries in the current language.

    Args:
        catalog: The dataset.
        checker: The checker of names.
        queries: The queries.

    Returns:
        One result for each query, in their order.

    Raises:
        BusyError: The names could not be checked.
    """
    named = [each.text for each in queries if each.text.strip()]
    answers = iter(checker.check_many(named) if named else ())
    rows = catalog.designations[list(COMPARED)].to_dict("index")
    return [
        _named(catalog, each, _comparison(rows, each), next(answers))
        if each.text.strip()
        else _unnamed(catalog, each, _comparison(rows, each))
        for each in queries
    ]


def _named(catalog: Catalog, query: Query, compare: Compared, answer: Answer) -> Result:
    compared = [
        found
        for each in _meant(catalog, query.text, answer)
        if not query.required.intersection((found := compare(each)).contradicted)
    ]
    ranked = sorted(compared, key=lambda each: -each.score)[: query.limit]
    sure = {each.key for each in compared if each.sure}
    reason = ""
    if not ranked:
        none = answer.verdict == "none"
        reason = register_state(catalog).not_found() if none else answer.reason
    return Result(
        tuple(
            candidate(catalog, each, match=each.sure and len(sure) == 1 and not each.contradicted)
            for each in ranked
        ),
        answer.verdict,
        reason,
    )


def _meant(catalog: Catalog, text: str, answer: Answer) -> Iterable[Found]:
    """Yield the distinct designations that the check found; an identifier finds its designation."""
    found: dict[str, Found] = {}
    for part in answer.each:
        for each in part.candidates:
            if each.match == "none" and not part.asks_for_more:
                continue  # they have only a word in common
            # Of a cell with several names, none alone is what the cell means.
            sure = each.match in SURE and not answer.parts
            before = found.get(each.designation_id)
            if before is None or each.score > before.alike:
                found[each.designation_id] = Found(each.designation_id, each.score, sure)
    key = text.strip()
    if key in catalog.designations.index:
        # One word may be a name as well, and then the check says whether it is sure.
        sure = "-" in key or (key in found and found[key].sure)
        found = {key: Found(key, 1.0, sure)} | {
            name: replace(each, sure=False) for name, each in found.items() if name != key
        }
    return found.values()


def _unnamed(catalog: Catalog, query: Query, compare: Compared) -> Result:
    """Return the designations with all properties and types; without a name there is no certain match."""
    chosen = []
    for key in map(str, catalog.designations.index):
        found = compare(Found(key, 1.0, sure=False))
        if len(found.features) == _asked(query) and not found.contradicted:
            chosen.append(candidate(catalog, found, match=False))
            if len(chosen) == query.limit:
                break
    return Result(tuple(chosen))


def _asked(query: Query) -> int:
    return len(query.properties) + bool(query.types)


def _comparison(rows: Mapping[Any, Row], query: Query) -> Compared:
    """Return a function that compares candidates with a query."""
    expected = [(key, codes(key, given)) for key, given in query.properties]
    return lambda found: replace(found, features=tuple(_features(rows[found.key], query, expected)))


def _features(
    row: Row, query: Query, expected: Iterable[tuple[str, frozenset[str]]]
) -> Iterator[tuple[str, bool]]:
    if query.types:
        own = types_of(row["category"])
        yield "type", (all if query.every else any)(each in own for each in query.types)
    for key, values in expected:
        agreed = agrees(row, key, values)
        if agreed is not None:
            yield key, agreed


def candidate(catalog: Catalog, found: Found, *, match: bool) -> dict[str, Any]:
    """Convert a candidate to the format of the protocol.

    Args:
        catalog: The dataset.
        found: The candidate.
        match: Whether it is a certain match.
    """
    features = [("name", _("Name"), found.alike)]
    features += [(key, _feature_name(key), agreed) for key, agreed in found.features]
    return {
        **shown(catalog, found.key, locale.current().code),
        "score": found.score,
        "match": match,
        "features": [{"id": key, "name": name, "value": value} for key, name, value in features],
    }


@remembered(4_096)
def shown(catalog: Catalog, key: str, language: str) -> Mapping[str, Any]:
    """Return the parts of a candidate that do not depend on the query.

    Args:
        catalog: The dataset.
        key: Its id.
        language: The current language, which must be a parameter because the result is cached.

    Returns:
        ``id``, ``name``, ``description`` and ``type``.
    """
    row = catalog.row("designations", key)
    return {
        "id": key,
        "name": naming.title(row),
        "description": _description(row),
        "type": [named(each) for each in types_of(row["category"])],
    }


def _feature_name(key: str) -> str:
    return _(PROPERTIES[key].title) if key in PROPERTIES else _("Type")


def _description(row: Mapping[str, Any]) -> str:
    """Return a line that distinguishes namesakes: date of listing, country, category."""
    place = "" if pd.isna(row["country"]) else locale.country(row["country"])
    category = named(types_of(row["category"])[0])["name"]
    return " · ".join(part for part in (happened(row), place, category) if part)
