"""Cases by year and article of law."""

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard.charts import prosecutions
from dashboard.charts.palette import LIGHT


@pytest.fixture
def counted():
    """Make a fine in 2022, a fine and a criminal case in 2024, and one case without a date."""
    cases = pd.DataFrame(
        {
            "date": pd.to_datetime(["2022-01-01", "2024-05-05", "2024-06-06", None]),
            "article_of_law": ["koap-20.33", "koap-20.33", "uk-284.1", "uk-284.1"],
        }
    )
    return prosecutions.prosecutions_by_year(cases).assign(chosen=True)


def test_every_year_has_a_place_and_the_undated_have_none(counted):
    fines, criminal, *others = Figure(prosecutions.figure(counted, palette=LIGHT)).data
    assert list(fines.x) == [2022, 2023, 2024]
    assert list(fines.y) == [1, 0, 1]
    assert list(criminal.y) == [0, 0, 1]
    assert all(sum(each.y) == 0 for each in others)
    assert list(fines.customdata) == ["2022", "2023", "2024"]


def test_no_case_makes_an_empty_figure():
    empty = pd.DataFrame({"date": pd.to_datetime([]), "article_of_law": []})
    counted = prosecutions.prosecutions_by_year(empty).assign(chosen=True)
    assert counted.empty
    assert prosecutions.alt(counted) == "Bar chart without a case."


def test_few_cases_claim_nothing_and_many_say_how_many_are_criminal(counted):
    assert prosecutions.finding(counted) == ""
    many = counted.assign(count=counted["count"] * 10)
    assert prosecutions.finding(many) == "10 of the 30 dated court cases in our sample are criminal"


def test_its_description_counts_by_article(counted):
    assert prosecutions.alt(counted) == (
        "Bar chart of cases by year and article of law: "
        "Art. 20.33, Administrative Offences: 2; Art. 284.1, Criminal Code: 1."
    )
