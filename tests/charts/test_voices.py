"""Who says what."""

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard.charts import voices
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
        statement_id=[f"statement-{number}" for number in range(len(table))],
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
        "Criticizes": [0, 1, 0],
        "Context": [0, 0, 1],
    }
    assert list(drawn.data[0].customdata[0]) == ["authority", "accusation"]
    assert all(not text.startswith("-") for text in drawn.layout.xaxis.ticktext)


def test_a_statement_counts_once_however_many_report_it():
    said = CLAIMS.assign(statement_id=["one", "one", *CLAIMS["statement_id"][2:]])
    counted = voices.by_speaker(said).set_index(["speaker_type", "stance"])
    assert counted.loc[("authority", "accusation")].tolist() == [2, 3]


def test_stances_that_were_not_chosen_fade(counted):
    chosen = counted.assign(chosen=counted["stance"].astype(str) == "defence")
    opacity = {
        t.name: t.marker.opacity[1] for t in Figure(voices.figure(chosen, palette=LIGHT)).data
    }
    assert opacity == {"Accuses": 0.25, "Defends": 1, "Criticizes": 0.25, "Context": 0.25}


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_stance_has_a_colour_of_its_own(palette):
    colours = [colour for _name, colour in voices.legend(palette)]
    assert len(set(colours)) == 4


def test_the_finding_gives_both_shares_for_many(counted):
    assert voices.finding(counted) == ""
    many = counted.assign(count=counted["count"] * 10)
    assert voices.finding(many) == "30 of 60 statements are accusations, 20 are responses"
    assert voices.finding(many.assign(chosen=False)) == ""


def test_its_words_count_each_stance(counted):
    assert voices.alt(counted).endswith("Accuses 3, Defends 1, Criticizes 1, Context 1.")
    assert "without" in voices.alt(counted.assign(count=0))


def test_nobody_speaks_is_no_error(counted):
    assert not Figure(voices.figure(counted.assign(count=0), palette=LIGHT)).data
