"""The two sides face to face."""

import pandas as pd
from plotly.graph_objects import Figure

from dashboard.charts import sides
from dashboard.charts.palette import LIGHT

CLAIMS = pd.DataFrame(
    [
        ("a", "accusation"),
        ("a", "accusation"),
        ("a", "defence"),
        ("b", "criticism"),
        ("b", "context"),
        ("undated", "accusation"),
    ],
    columns=["article_id", "stance"],
).assign(statement_id=list("uvwxyz"))


def test_the_sides_face_each_other_by_month_and_the_undated_are_left_out():
    published = pd.Series(
        pd.to_datetime(["2024-02-29", "2025-01-31", None]), index=["a", "b", "undated"]
    )
    counted = sides.sides_over_time(CLAIMS.assign(published=CLAIMS["article_id"].map(published)))
    assert counted.to_dict("records") == [
        {"month": pd.Timestamp(2024, 2, 1), "accusations": 2, "answers": 1},
        {"month": pd.Timestamp(2025, 1, 1), "accusations": 0, "answers": 1},
    ]
    above, below = Figure(sides.figure(counted, palette=LIGHT)).data
    assert list(above.y) == [2, 0]
    assert list(below.y) == [-1, -1]
    assert sides.alt(counted, name="Alpha") == (
        "Bars by month of the statements about Alpha: 2 accusations, 2 answers."
    )


def test_no_dated_claim_is_no_error():
    counted = sides.sides_over_time(CLAIMS.assign(published=pd.Series(pd.NaT, CLAIMS.index)))
    assert counted.empty
    assert not Figure(sides.figure(counted, palette=LIGHT)).data
