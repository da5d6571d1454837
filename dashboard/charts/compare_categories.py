"""Two years compared by field of work."""

from __future__ import annotations

from dashboard.charts.comparison import comparison
from dashboard.locale import mark, ngettext

CHART = comparison(
    "category",
    "compare_categories",
    title=mark("Two years compared, by field"),
    otherwise=mark("{subject}, by field: {first} and {second}"),
    column=mark("Category"),
    rest=lambda n: ngettext(
        "{n} further field, which changed less, is in the table",
        "{n} further fields, which changed less, are in the table",
        n,
    ),
)
