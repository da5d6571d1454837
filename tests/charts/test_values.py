"""Counting by values, against numbers counted by hand."""

import pandas as pd

from dashboard.charts.values import by_value


def test_values_are_counted_most_first_and_an_empty_one_is_unknown():
    designations = pd.DataFrame({"country": ["LV", None, "DE", "DE", "DE", "LV"]})
    counted = by_value(designations, "country")
    assert list(counted.items()) == [("DE", 3), ("LV", 2), ("unknown", 1)]
