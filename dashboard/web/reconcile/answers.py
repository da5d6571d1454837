"""Make the response bodies. The worker process that checks names runs these functions, as they can
take 0.2 s each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dashboard import locale
from dashboard.catalog import Catalog
from dashboard.names.worker import Checker
from dashboard.web.api import about
from dashboard.web.reconcile.extension import extend, extend_listed, read_extension
from dashboard.web.reconcile.matching import Result, match
from dashboard.web.reconcile.queries import Query


def matched(
    catalog: Catalog, checker: Checker, language: str, keys: Sequence[str], queries: Sequence[Query]
) -> str:
    """Answer a batch of queries as JSON, in the format of version 0.2.

    Args:
        catalog: The dataset.
        checker: Checks the names.
        language: The language of names and descriptions.
        keys: The keys of the queries.
        queries: The queries.

    Raises:
        BusyError: The names could not be checked.
    """
    with locale.using(language):
        results = match(catalog, checker, queries)
    return _json({key: _told(each) for key, each in zip(keys, results, strict=True)})


def matched_listed(
    catalog: Catalog, checker: Checker, language: str, queries: Sequence[Query]
) -> str:
    """Answer queries as a JSON list, in the format of the 1.0 draft.

    Args:
        catalog: The dataset.
        checker: Checks the names.
        language: The language of names and descriptions.
        queries: The queries.

    Raises:
        BusyError: The names could not be checked.
    """
    with locale.using(language):
        results = match(catalog, checker, queries)
    told = [
        {
            "candidates": list(each.candidates),
            **({"verdict": each.verdict, "reason": each.reason} if each.verdict else {}),
        }
        for each in results
    ]
    return _json(told)


def joined(answers: Sequence[str]) -> str:
    """Merge several JSON objects, or lists, into one.

    Args:
        answers: Objects without common keys, or lists.
    """
    inner = ",".join(each[1:-1] for each in answers if len(each) > 2)
    return f"{answers[0][0]}{inner}{answers[0][-1]}"


def listed(catalog: Catalog, results: str) -> str:
    """Return the response to queries as JSON, in the format of the 1.0 draft.

    Args:
        catalog: The dataset.
        results: The list of results in JSON.
    """
    return f'{_json(about(catalog))[:-1]},"results":{results}}}'


def extended(catalog: Catalog, _checker: Checker, language: str, asked: Any) -> str:
    """Return values of entities as JSON, in the format of version 0.2.

    Args:
        catalog: The dataset.
        language: The language of names and descriptions.
        asked: The parsed JSON of the query.
    """
    with locale.using(language):
        return _json(extend(catalog, read_extension(asked)))


def extended_listed(catalog: Catalog, _checker: Checker, language: str, asked: Any) -> str:
    """Return values of entities as JSON, in the format of the 1.0 draft.

    Args:
        catalog: The dataset.
        language: The language of names and descriptions.
        asked: The parsed JSON of the query.
    """
    with locale.using(language):
        return _json(extend_listed(catalog, read_extension(asked)))


def _told(result: Result) -> dict[str, Any]:
    told: dict[str, Any] = {"result": list(result.candidates)}
    if result.verdict:
        told["verdict"] = result.verdict
    return told | ({"reason": result.reason} if result.reason else {})


def _json(body: Any) -> str:
    return json.dumps(body, allow_nan=False, separators=(",", ":"))
