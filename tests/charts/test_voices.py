"""Who says what, and the two sides over time."""

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard.charts import sides, voices
from dashboard.charts.palette import DARK, LIGHT
from dashboard.dataset.choices import SPEAKER_TYPES
from dashboard.dataset.choices import STANCES as SCHEMA_STANCES

SPEAKERS = [choice.value for choice in SPEAKER_TYPES]
STANCES = [choice.value for choice in SCHEMA_STANCES]


def claims(*rows):
    table = pd.DataFrame(rows, columns=["article_id", "speaker_type", "stance"])
    return table.assign(
        speaker_type=pd.Categorical(table["speaker_type"], categories=SPEAKERS),
        stance=pd.Categorical(table["stance"], categories=STANCES),
    )


CLAIMS = claims(
    ("a", "authority", "accusation"),
    ("a", "authority", "accusation"),
    ("a", "organisation", "defence"),
    ("b", "organisation", "criticism"),
    ("b", "media", "context"),
    ("undated", "authority", "accusation"),
)


@pytest.fixture
def counted():
    return voices.by_speaker(CLAIMS).assign(chosen=True)


def test_accusations_stand_left_and_the_rest_right(counted):
    drawn = Figure(voices.figure(counted, palette=LIGHT))
    assert [customdata[0] for customdata in drawn.data[0].customdata] == [
        "authority", "organisation", "media",
    ]  # fmt: skip
    assert {trace.name: list(trace.x) for trace in drawn.data} == {
        "Accuses": [-3, 0, 0],
        "Defends": [0, 1, 0],
        "Criticises": [0, 1, 0],
        "Context": [0, 0, 1],
    }
    assert list(drawn.data[0].customdata[0]) == ["authority", "accusation"]
    assert all(not text.startswith("-") for text in drawn.layout.xaxis.ticktext)


def test_stances_that_were_not_chosen_fade(counted):
    chosen = counted.assign(chosen=counted["stance"].astype(str) == "defence")
    opacity = {
        t.name: t.marker.opacity[1] for t in Figure(voices.figure(chosen, palette=LIGHT)).data
    }
    assert opacity == {"Accuses": 0.25, "Defends": 1, "Criticises": 0.25, "Context": 0.25}


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_stance_has_a_colour_of_its_own(palette):
    colours = [colour for _name, colour in voices.legend(palette)]
    assert len(set(colours)) == 4


def test_the_finding_gives_both_shares_for_many(counted):
    assert voices.finding(counted) == ""
    many = counted.assign(count=counted["count"] * 10)
    assert voices.finding(many) == "30 of 60 recorded claims are accusations, 20 are responses"
    assert voices.finding(many.assign(chosen=False)) == ""


def test_its_words_count_each_stance(counted):
    assert voices.alt(counted).endswith("Accuses 3, Defends 1, Criticises 1, Context 1.")
    assert "without" in voices.alt(counted.assign(count=0))


def test_nobody_speaks_is_no_error(counted):
    assert not Figure(voices.figure(counted.assign(count=0), palette=LIGHT)).data


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
        "Bars by month of the claims about Alpha: 2 accusations, 2 answers."
    )


def test_no_dated_claim_is_no_error():
    counted = sides.sides_over_time(CLAIMS.assign(published=pd.NaT))
    assert counted.empty
    assert not Figure(sides.figure(counted, palette=LIGHT)).data
