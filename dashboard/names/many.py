"""Many names at once, by as many processes as there are processors."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable

from dashboard.names.answer import Answer
from dashboard.names.matcher import Matcher

WORTH_IT = 2_000
"""Names from which on a further process saves more time than it takes to start."""
_PORTION = 500

_checker: Matcher | None = None


def check_all(
    checker: Matcher, names: Iterable[str], processes: int | None = None, least: int = WORTH_IT
) -> list[Answer]:
    """Check many names, each distinct one once.

    Args:
        checker: The matcher; other processes have it by being forked from this one.
        names: The names, as they came.
        processes: How many processes; by default as many as there are processors.
        least: How many distinct names there must be for further processes.

    Returns:
        The answers in the order of the names.
    """
    asked = list(names)
    distinct = list(dict.fromkeys(asked))
    count = processes or os.cpu_count() or 1
    forks = "fork" in multiprocessing.get_all_start_methods()
    if count > 1 and forks and len(distinct) >= least:
        answers = _forked(checker, distinct, count)
    else:
        answers = checker.check_many(distinct)
    known = dict(zip(distinct, answers, strict=True))
    return [known[each] for each in asked]


def _forked(checker: Matcher, names: list[str], processes: int) -> list[Answer]:
    global _checker
    _checker = checker.ready()
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            portions = [names[at : at + _PORTION] for at in range(0, len(names), _PORTION)]
            return [answer for made in pool.imap(_check, portions) for answer in made]
    finally:
        _checker = None


def _check(names: list[str]) -> list[Answer]:
    assert _checker is not None
    return _checker.check_many(names)
