"""Counting: a table in, numbers out. One noun a file."""

from dashboard.charts.counts.certainty import is_sure, sure_years
from dashboard.charts.counts.coverage import by_organization, coverage
from dashboard.charts.counts.days import by_day
from dashboard.charts.counts.delays import delays, delays_by_year, outliers
from dashboard.charts.counts.growth import cumulative, pace
from dashboard.charts.counts.periods import Period, Split, by_period
from dashboard.charts.counts.prosecutions import prosecutions_by_year
from dashboard.charts.counts.strip import strip
from dashboard.charts.counts.values import by_value, by_year_and_value, largest
from dashboard.charts.counts.voices import SIDES, by_speaker, sides_over_time

__all__ = [
    "SIDES",
    "Period",
    "Split",
    "by_day",
    "by_organization",
    "by_period",
    "by_speaker",
    "by_value",
    "by_year_and_value",
    "coverage",
    "cumulative",
    "delays",
    "delays_by_year",
    "is_sure",
    "largest",
    "outliers",
    "pace",
    "prosecutions_by_year",
    "sides_over_time",
    "strip",
    "sure_years",
]  # fmt: skip
