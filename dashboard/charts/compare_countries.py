"""Two years compared by country."""

from __future__ import annotations

from dashboard.charts.comparison import comparison
from dashboard.locale import mark, ngettext

CHART = comparison(
    "country",
    "compare_countries",
    title=mark("Two years compared, by country"),
    otherwise=mark("{subject}, by country: {first} and {second}"),
    column=mark("Country"),
    rest=lambda n: ngettext(
        "{n} further country, which changed less, is in the table",
        "{n} further countries, which changed less, are in the table",
        n,
    ),
)
