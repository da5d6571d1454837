"""Find rows of one table by keys of another."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def positions(ids: pd.Series, among: pd.Series) -> np.ndarray:
    """Return for each id its first position in another column; -1 if it is missing."""
    # Arrow compares the texts in its own memory; pandas would make a Python object of each.
    texts, known = (pa.array(column, pa.large_string()) for column in (ids, among))
    found = pc.fill_null(pc.index_in(texts, value_set=known, skip_nulls=True), -1)
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype="int32")
