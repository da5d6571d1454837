"""Rows of one table by the keys of another."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def positions(ids: pd.Series, among: pd.Series) -> np.ndarray:
    """Return the first position in a column of each id of another; -1 for a missing one."""
    # Arrow compares the texts as they are; pandas would make a Python object of each.
    texts, known = (pa.array(column, pa.large_string()) for column in (ids, among))
    found = pc.fill_null(pc.index_in(texts, value_set=known, skip_nulls=True), -1)
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype="int32")
