"""Answers as rows for programs."""

from __future__ import annotations

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.register_state import register_state
from dashboard.locale import gettext as _
from dashboard.locale import mark
from dashboard.names import Answer, Mention
from dashboard.sheets.workbook import Cell

COLUMNS = (
    "query", "verdict", "designation_id", "score", "matched_name", "reason",
    "row", "match", "status",
)  # fmt: skip
"""Of the answer to one name; ``row`` is the number of the row that it stands in, from 1."""
MENTION_COLUMNS = (
    "start", "end", "text", "designation_id", "score", "matched_name", "reason",
    "certainty", "verdict", "status", "others",
)  # fmt: skip
"""Of one name in a text; positions are in characters, from 0; ``others`` bear the name too."""

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


def answer_row(catalog: Catalog, row: int, answer: Answer) -> list[Cell]:
    """Return an answer in the order of `COLUMNS`.

    Args:
        catalog: The dataset, whose state of the register "not found" names.
        row: The number of the row that was asked about, from 1.
        answer: The answer to one name in it.
    """
    return [
        answer.query,
        answer.verdict,
        answer.designation_id or "",
        round(answer.score, 3),
        answer.matched_name,
        register_state(catalog).not_found() if answer.verdict == "none" else answer.reason,
        row,
        answer.match,
        answer.status or "",
    ]


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
