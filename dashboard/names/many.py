"""Check many names with one process per CPU core."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator

from dashboard.names.answer import Answer
from dashboard.names.matching import Matcher
from dashboard.words.memo import afresh, briefly

WORTH_IT = 2_000
"""Number of names from which on a further process saves more time than it takes to start."""
_PORTION = 500
_AT_ONCE = 4
"""Number of portions between two progress reports, in one process."""
_TOGETHER = 20
"""Number of portions that share a cache of facts about their words; more would take much memory."""

_checker: Matcher | None = None
_portions = 0


class StoppedError(Exception):
    """The check was stopped before its end.

    Attributes:
        answers: The answers to the first names.
    """

    def __init__(self, answers: list[Answer]) -> None:
        """Store the answers.

        Args:
            answers: The answers to the first names, in their order.
        """
        super().__init__(f"stopped after {len(answers)} names")
        self.answers = answers


def check_all(
    checker: Matcher,
    names: Iterable[str],
    processes: int | None = None,
    least: int = WORTH_IT,
    progress: Callable[[int, int], None] | None = None,
) -> list[Answer]:
    """Check many names, each distinct one only once.

    Args:
        checker: The matcher; child processes inherit it by `fork`.
        names: The names.
        processes: The number of processes; by default one per CPU core.
        least: The minimum number of distinct names for further processes.
        progress: Called at intervals with the numbers of checked and of all distinct names.

    Returns:
        The answers in the order of the names.

    Raises:
        StoppedError: The check was interrupted (Ctrl-C); the exception has the answers so far.
    """
    asked = list(names)
    distinct = list(dict.fromkeys(asked))
    count = processes or os.cpu_count() or 1
    forks = "fork" in multiprocessing.get_all_start_methods()
    portions = [distinct[at : at + _PORTION] for at in range(0, len(distinct), _PORTION)]
    many = count > 1 and forks and len(distinct) >= least
    made = _forked(checker, portions, count) if many else _here(checker, portions)
    known: dict[str, Answer] = {}
    try:
        for answers in made:
            known.update((answer.query, answer) for answer in answers)
            if progress is not None:
                progress(len(known), len(distinct))
    except KeyboardInterrupt:
        first = next((at for at, each in enumerate(asked) if each not in known), len(asked))
        raise StoppedError([known[each] for each in asked[:first]]) from None
    return [known[each] for each in asked]


def _here(checker: Matcher, portions: list[list[str]]) -> Iterator[list[Answer]]:
    for begin in range(0, len(portions), _AT_ONCE):
        # Do not yield within this block: a generator that is abandoned here would leave the cache
        # open.
        with briefly():
            made = [checker.check_many(each) for each in portions[begin : begin + _AT_ONCE]]
        yield from made


def _forked(checker: Matcher, portions: list[list[str]], processes: int) -> Iterator[list[Answer]]:
    global _checker
    _checker = checker.ready()
    gc.freeze()  # otherwise garbage collection in each child process would copy the whole index
    try:
        with multiprocessing.get_context("fork").Pool(processes, _begin) as pool:
            yield from pool.imap(_check, portions)
    finally:
        gc.unfreeze()
        _checker = None


def _begin() -> None:
    """Ignore Ctrl-C in child processes, which the parent process ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _check(names: list[str]) -> list[Answer]:
    global _portions
    assert _checker is not None
    if _portions % _TOGETHER == 0:
        afresh()  # the cache ends with this process
    _portions += 1
    return _checker.check_many(names)
