"""What Russian authorities accuse each designated organization of, from their coded statements."""

from __future__ import annotations

import pandas as pd

from dashboard.dataset.choices import ACCUSATIONS

FORMULA = "formula"
NONE_MADE_PUBLIC = "none-made-public"
EMPTY = frozenset({FORMULA, NONE_MADE_PUBLIC})
"""Codes that say that nothing particular was made public."""


def accusations(designations: pd.DataFrame, about: pd.DataFrame) -> pd.Series:
    """Gather the codes of the accusing statements about each designation.

    Args:
        designations: The table, indexed by ``id``, with ``reason_source``.
        about: Statements once for each designation that they are about, as ``about``.

    Returns:
        A tuple of codes for each designation, in the order of the schema: all that are particular; else
        `FORMULA` where an authority said the words of the law; else `NONE_MADE_PUBLIC` where a page
        says that no reason was made public; empty where nothing is known.
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
    """Keep the codes that say most: particular ones, or the words of the law, or that none is known."""
    kept = codes - EMPTY or codes & {FORMULA} or codes
    return tuple(choice.value for choice in ACCUSATIONS if choice.value in kept)
