"""In which languages the articles are."""

from __future__ import annotations

from dashboard.charts.chart import Chart
from dashboard.charts.ranking import articles_by, articles_ranked
from dashboard.charts.values import value_table
from dashboard.locale import mark

TITLE = mark("In which languages")

count = articles_by("language", "language")
table = value_table("language", mark("Language"))
draw = articles_ranked(count, "language", TITLE, said=mark("in {name}"))

CHART = Chart("languages", TITLE, "articles", count, table, draw)
