"""The publishers with the most articles."""

from __future__ import annotations

from dashboard.charts.chart import Chart
from dashboard.charts.ranking import articles_by, articles_ranked
from dashboard.charts.values import value_table
from dashboard.locale import mark

TITLE = mark("By whom")

count = articles_by("publisher", "publisher_id")
table = value_table("publisher", mark("Publisher"))
draw = articles_ranked(count, "publisher", TITLE, said=mark("by {name}"))

CHART = Chart("publishers", TITLE, "articles", count, table, draw)
