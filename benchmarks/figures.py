"""Statistics of measured times and samples."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of the values do not exceed, between two of them in proportion.

    Args:
        values: At least one.
        share: From 0 to 1.

    Raises:
        ValueError: There are no values, or the share is not between 0 and 1.
    """
    if not values or not 0 <= share <= 1:
        raise ValueError(f"There is no quantile {share} of {len(values)} values.")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


@dataclass(frozen=True)
class Trend:
    """The trend of memory while readers come and go.

    Attributes:
        begin: Megabytes when the server had warmed up: the median of the first tenth after that.
        end: The median of the last tenth.
        slope: Megabytes an hour, the median of the slopes between any two samples.
        grew: Whether this counts as a leak.
    """

    begin: float
    end: float
    slope: float
    grew: bool


def trend(minutes: Sequence[float], memory: Sequence[float], *, warm: float = 1 / 2) -> Trend:
    """Compute the memory trend of samples.

    While caches fill, memory rises and levels off; a leak makes it rise without end. Therefore the
    first half is left out. The slope of the rest is the Theil–Sen estimator, which is robust
    against single peaks: the median of the slopes between any two samples. Growth of more than a
    tenth per hour at this slope counts as a leak; normal variation is smaller.

    Args:
        minutes: When each sample was taken.
        memory: Megabytes.
        warm: The share of the time that counts as warm-up.

    Raises:
        ValueError: Fewer than ten samples are left after warming up.
    """
    start = minutes[0] + warm * (minutes[-1] - minutes[0])
    kept = [(at, mb) for at, mb in zip(minutes, memory, strict=True) if at >= start]
    if len(kept) < 10:
        raise ValueError(f"{len(kept)} samples after warming up: run for longer.")
    slope = 60 * statistics.median((b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(kept, 2))
    tenth = max(1, len(kept) // 10)
    begin = statistics.median(mb for _at, mb in kept[:tenth])
    end = statistics.median(mb for _at, mb in kept[-tenth:])
    return Trend(round(begin, 1), round(end, 1), round(slope, 1), slope > 0.1 * begin)
