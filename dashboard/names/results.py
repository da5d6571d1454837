"""Convert answers to rows for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dashboard import locale
from dashboard.locale import gettext as _
from dashboard.locale import mark
from dashboard.names import Answer, Mention

if TYPE_CHECKING:
    from dashboard.sheets.workbook import Cell

COLUMNS = (
    "query", "verdict", "designation_id", "score", "matched_name", "reason",
    "row", "match", "status",
)  # fmt: skip
"""Columns of the answer to one name; ``row`` is the number of the row that it stands in, from 1."""
MENTION_COLUMNS = (
    "start", "end", "text", "designation_id", "score", "matched_name", "reason",
    "certainty", "verdict", "status", "others",
)  # fmt: skip
"""Columns of one name in a text; positions are in characters, from 0; ``others`` bear the name too."""

_VERDICTS = {
    "listed": mark("Listed"),
    "announced": mark("Announced"),
    "delisted": mark("Removed"),
    "possible": mark("Possibly"),
    "none": mark("Not found"),
    "unchecked": mark("Not checked"),
}


def verdict_words(verdict: str) -> str:
    """Return a verdict in the reader's language."""
    return _(_VERDICTS[verdict])


def answer_row(not_found: str, row: int, answer: Answer) -> list[Cell]:
    """Return an answer in the order of `COLUMNS`.

    Args:
        not_found: A sentence that explains "not found" (`RegisterState.not_found`).
        row: The row number of the question, from 1.
        answer: The answer to one name in it.
    """
    return [
        answer.query,
        answer.verdict,
        answer.designation_id or "",
        round(answer.score, 3),
        answer.matched_name,
        not_found if answer.verdict == "none" else answer.reason,
        row,
        answer.match,
        answer.status or "",
    ]


def counted(answers: Sequence[Answer], total: int) -> str:
    """Summarize in words how many rows and names have which verdict; remaining rows are "not checked".

    Args:
        answers: The answers.
        total: The number of rows of the list.
    """
    counts = Counter(each.verdict for answer in answers for each in answer.each)
    counts["unchecked"] += total - len(answers)
    said = _(
        "%(listed)s listed, %(possible)s possibly, %(none)s not found, %(unchecked)s not checked."
    ) % {
        verdict: locale.number(counts[verdict])
        for verdict in ("listed", "possible", "none", "unchecked")
    }
    more = [
        f"{verdict_words(verdict)}: {locale.number(counts[verdict])}."
        for verdict in ("announced", "delisted")
        if counts[verdict]
    ]
    return " ".join([said, *more])


def mention_row(mention: Mention) -> list[Cell]:
    """Return a mention in the order of `MENTION_COLUMNS`."""
    return [
        mention.start,
        mention.end,
        mention.text,
        mention.designation_id,
        round(mention.score, 3),
        mention.matched_name,
        mention.reason,
        mention.certainty,
        mention.verdict,
        mention.status or "",
        "; ".join(mention.others),
    ]
