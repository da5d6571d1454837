"""Other Russian registers."""

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard.asking.filters import Filters
from dashboard.charts import registers
from dashboard.charts.palette import LIGHT


@pytest.fixture
def counted():
    """Count five organizations listed on 15 May 2023, each with entries elsewhere."""
    designated = pd.Series(pd.Timestamp(2023, 5, 15), index=["a", "b", "c", "d", "e"])
    others = pd.DataFrame(
        [
            ("a", "foreign-agent", "2021-01-01", None),
            ("a", "foreign-agent", "2024-01-01", None),  # a second entry of the same body
            ("b", "foreign-agent", "2022-01-01", None),
            ("c", "foreign-agent", "2024-01-01", None),
            ("d", "foreign-agent", "2023-05-01", "month"),  # somewhere in the same month
            ("e", "extremist", None, None),
            ("x", "extremist", "2020-01-01", None),  # not in the selection
        ],
        columns=["designation_id", "register", "date", "date_precision"],
    )
    others["date"] = pd.to_datetime(others["date"])
    return registers.by_order(others, designated).assign(chosen=True)


def test_each_organization_counts_once_in_a_register_before_after_or_unknown(counted):
    cells = counted.set_index(["register", "order"])["count"]
    assert cells["foreign-agent"].to_dict() == {"before": 2, "after": 1, "unknown": 1}
    assert cells["extremist"].to_dict() == {"before": 0, "after": 0, "unknown": 1}


def test_the_bars_are_the_numbers_and_select_the_register(counted):
    figure = Figure(registers.figure(counted, palette=LIGHT))
    assert [list(bar.x) for bar in figure.data] == [[2, 0], [1, 0], [1, 1]]
    assert all(list(bar.customdata) == ["foreign-agent", "extremist"] for bar in figure.data)
    assert [note.text for note in figure.layout.annotations] == ["2 + 1 + 1", "1"]


def test_the_title_says_how_many_stood_there_before_and_after(counted):
    assert registers.finding(counted) == (
        "2 were in the register “foreign agent” before, 1 came into it later"
    )
    later = counted.assign(count=counted["count"].where(counted["order"] != "before", 0))
    assert registers.finding(later) == ""


def test_related_bodies_count_where_they_are_asked_for(tiny_catalog):
    chart = registers.CHART
    for relation, number in (("same", 0), ("all", 1)):
        counted = chart.count(tiny_catalog, Filters(), {"relation": relation})
        assert counted["count"].sum() == number
        table = chart.table(tiny_catalog, counted, {"relation": relation})
        assert table["Before"].sum() == number
