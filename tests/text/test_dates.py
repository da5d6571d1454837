"""Dates that are known only to the month or year."""

import pandas as pd
import pytest

from dashboard.documents.markup import published
from dashboard.text.dates import published_to


@pytest.fixture
def articles():
    return pd.DataFrame(
        {
            "published": pd.to_datetime(["2025-05-19", "2025-05-01", "2025-01-01", None]),
            "published_precision": [None, "month", "year", None],
        }
    )


@pytest.mark.parametrize(
    ("unit", "kept"),
    [("day", [0]), ("month", [0, 1]), ("quarter", [0, 1]), ("year", [0, 1, 2])],
)
def test_a_date_counts_only_where_it_is_known_exactly_enough(articles, unit, kept):
    dates = published_to(articles, unit)
    assert list(dates.dropna().index) == kept


def test_a_reader_sees_no_more_of_a_date_than_is_known(articles):
    shown = [published(row) for row in articles.to_dict("records")]
    assert shown == ["19 May 2025", "May 2025", "2025", ""]
