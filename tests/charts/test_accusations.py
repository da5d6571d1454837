"""What organizations are accused of, by year and by field."""

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard.asking.filters import Filters
from dashboard.catalog.catalog import Catalog
from dashboard.charts import accusations
from dashboard.charts.palette import LIGHT

BY_YEAR = {"across": "year", "measure": "count"}
BY_FIELD = {"across": "category", "measure": "count"}


def accused() -> pd.DataFrame:
    """Count five designations, of which one has no code and one no year."""
    codes = pd.Series([("army", "sanctions"), ("army",), ("none-made-public",), (), ("lgbt",)])
    years = pd.Series([2022, 2024, 2024, 2024, None], dtype="Int64")
    return accusations.accused(codes, years).assign(chosen=True)


def test_a_designation_counts_for_each_accusation_and_the_silent_are_no_part_of_a_share() -> None:
    counted = accused().set_index(["accusation", "column"])
    assert counted["count"].to_dict() == {
        ("army", 2022): 1, ("army", 2024): 1, ("none-made-public", 2024): 1, ("sanctions", 2022): 1,
    }  # fmt: skip
    assert counted.at[("army", 2024), "share"] == 1
    assert pd.isna(counted.at[("none-made-public", 2024), "share"])


def test_every_year_between_has_a_column_and_what_says_nothing_stands_below() -> None:
    drawn = Figure(accusations.figure(accused(), BY_YEAR, palette=LIGHT))
    assert list(drawn.layout.xaxis.ticktext) == ["2022", "2023", "2024"]
    assert drawn.layout.yaxis.ticktext[0].startswith("Discrediting")
    assert drawn.layout.yaxis.ticktext[-1] == "None made public"
    # Nothing was chosen: cells that are missing are no reason for a frame.
    assert not drawn.layout.shapes
    assert list(drawn.data[0].customdata[0][2]) == ["army", 2024]
    assert list(drawn.data[0].z[0]) == [1, None, 1]


def test_nothing_known_is_no_error() -> None:
    nothing = accusations.accused(pd.Series([()]), pd.Series([2022])).assign(chosen=True)
    assert not Figure(accusations.figure(nothing, BY_YEAR, palette=LIGHT)).data
    assert "without" in accusations.alt(pd.DataFrame({"accusations": [()]}), BY_YEAR)


@pytest.mark.parametrize("options", [BY_YEAR, BY_FIELD])
def test_the_chosen_rows_of_the_table_are_the_selection(
    tiny_catalog: Catalog, options: dict[str, str]
) -> None:
    filters = Filters(accusation=("army",))
    counted = accusations.count(tiny_catalog, filters, options)
    assert set(counted["accusation"]) == {"army", "history"}
    table = accusations.table(tiny_catalog, counted, options)
    assert table["Code"].tolist() == ["army"]
    column = "2022" if options is BY_YEAR else "Media"
    assert table[column].tolist() == [1]


def test_a_title_names_the_most_frequent_accusation() -> None:
    rows = pd.DataFrame(
        {"accusations": [("army", "lgbt")] * 15 + [("lgbt",)] * 9 + [("formula",)] * 9}
    )
    assert accusations.finding(rows) == (
        "most are accused by Russian authorities of “LGBT propaganda” (24 of 24 with a known reason)"
    )
    assert accusations.finding(rows.head(3)) == ""
