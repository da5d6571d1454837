"""Where they are registered: the bars."""

import pandas as pd
from plotly.graph_objects import Figure

from dashboard.charts import countries
from dashboard.charts.palette import LIGHT


def counted(chosen=(), **numbers):
    table = pd.DataFrame({"country": list(numbers), "count": list(numbers.values())})
    return table.assign(chosen=table["country"].isin(chosen) if chosen else True)


def bars(table, **options):
    return Figure(countries.figure(table, palette=LIGHT, **options))


def test_the_rest_is_named_together_and_an_unknown_country_is_no_further_country():
    drawn = bars(counted(US=5, unknown=4, DE=2, LV=1, PL=1), limit=2)
    assert list(drawn.data[0].x) == [5, 2, 2, 4]
    assert list(drawn.data[0].customdata) == ["US", "DE", "", "unknown"]
    assert list(drawn.layout.yaxis.ticktext) == [
        "United States", "Germany", "2 others", "Country unknown",
    ]  # fmt: skip
    assert "Latvia 1, Poland 1" in drawn.data[0].hovertext[2]


def test_one_other_is_no_others():
    drawn = bars(counted(US=5, DE=2, LV=1), limit=2)
    assert list(drawn.layout.yaxis.ticktext) == ["United States", "Germany", "Latvia"]


def test_a_chosen_country_is_red_and_has_a_bar_however_small():
    drawn = bars(counted(("PL",), US=5, DE=2, LV=1, CZ=1, PL=1), limit=2)
    colours = dict(zip(drawn.data[0].customdata, drawn.data[0].marker.color, strict=True))
    assert colours == {"US": LIGHT.other, "DE": LIGHT.other, "PL": LIGHT.accent, "": LIGHT.other}


def test_a_rest_that_would_press_the_bars_together_is_a_number_without_a_bar():
    numbers = {"US": 3, "DE": 2} | dict.fromkeys(("LV", "PL", "CZ", "FR", "GB", "NL", "NO"), 1)
    drawn = bars(counted(**numbers), limit=2)
    assert drawn.data[0].x[-1] == 0
    assert drawn.data[0].text[-1] == "7"


def test_the_largest_share_is_named_unless_it_is_tied_or_of_few_or_chosen_from():
    assert countries.finding(counted(US=75, DE=25)) == (
        "most are from the United States (75 of 100)"
    )
    assert countries.finding(counted(US=50, DE=50)) == (
        "most often from the United States and from Germany (50 each of 100)"
    )
    assert countries.finding(counted(US=40, DE=30, LV=30)) == (
        "most often from the United States (40 of 100)"
    )
    assert countries.finding(counted(US=25, DE=25, LV=25, GB=25)) == ""
    assert countries.finding(counted(US=3, DE=1)) == ""
    assert countries.finding(counted(("DE",), US=75, DE=25)) == ""


def test_its_words_speak_of_what_was_chosen():
    assert "United States 75, Germany 25." in countries.alt(counted(US=75, DE=25))
    assert "United States" not in countries.alt(counted(("DE",), US=75, DE=25))
    assert "without" in countries.alt(counted())
