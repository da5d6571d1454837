"""The rankings of what covers whom."""

import pandas as pd

from dashboard.charts import ranking


def test_a_ranking_names_the_first_and_its_share():
    table = pd.DataFrame({"language": ["ru", "en"], "count": [30, 10], "chosen": True})
    assert ranking.finding(table, ["Russian", "English"]) == ("most are Russian (30 of 40)")
    assert ranking.finding(table.assign(count=20), ["Russian", "English"]) == (
        "most often Russian and English (20 each of 40)"
    )
    assert ranking.alt(table, ["Russian", "English"], title="In which languages") == (
        "Bar chart. In which languages: Russian 30, English 10."
    )
