"""Collect what Russian authorities accuse each designated organization of, from coded statements."""

from __future__ import annotations

import pandas as pd

from dashboard.dataset.choices import ACCUSATIONS

FORMULA = "formula"
NONE_MADE_PUBLIC = "none-made-public"
EMPTY = frozenset({FORMULA, NONE_MADE_PUBLIC})
"""Codes for statements without a specific accusation."""


def accusations(designations: pd.DataFrame, about: pd.DataFrame) -> pd.Series:
    """Gather the codes of the accusing statements about each designation.

    Args:
        designations: The table, indexed by ``id``, with ``reason_source``.
        about: A row for each pair of a statement and a designation (column ``about``).

    Returns:
        A tuple of codes for each designation, in the order of the schema: all specific codes; if
        there are none, `FORMULA` if an authority repeated the words of the law; else
        `NONE_MADE_PUBLIC` if a page says that no reason was made public; else empty.
    """
    accusing = about[(about["speaker_type"] == "authority") & (about["stance"] == "accusation")]
    said: dict[str, set[str]] = {}
    for designation, codes in zip(accusing["about"], accusing["accusations"], strict=True):
        said.setdefault(designation, set()).update(codes)
    silent = designations["reason_source"] == NONE_MADE_PUBLIC
    found = [
        _settled(said.get(key, set()) | ({NONE_MADE_PUBLIC} if none else set()))
        for key, none in zip(designations.index, silent, strict=True)
    ]
    return pd.Series(found, index=designations.index, dtype="object")


def _settled(codes: set[str]) -> tuple[str, ...]:
    """Keep the most specific codes: specific accusations, else the words of the law, else "none made public"."""
    kept = codes - EMPTY or codes & {FORMULA} or codes
    return tuple(choice.value for choice in ACCUSATIONS if choice.value in kept)
