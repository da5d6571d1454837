"""A chart is one file and one line: page, API, files and embeds find it in the registry."""

import re

import pytest

from dashboard.charts.registry import CHARTS, COUNTED, OF_ORGANIZATION, SUBJECTS
from tests.support.copies import asked_of, copied_code, recipe
from tools.pins import ROOT

LINE = 'Subject("delay", _("Delays"), _rows("delays")),'

ASK = """
api = TestClient(application.api(Site()))
print(json.dumps({
    "page": shown("charts", show="delay", status="listed"),
    "table": shown("charts", show="delay", table="statuses"),
    "embed": shown("charts", chart="statuses", embedded=True),
    "csv": api.get("/v1/charts/statuses.csv").text,
    "json": api.get("/v1/charts/statuses").json(),
    "list": [each["key"] for each in api.get("/v1/charts").json()["results"]],
    "described": "/api/v1/charts/statuses.{format}" in api.get("/v1/openapi.json").json()["paths"],
}))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Ask a copy of the code that has the chart of docs/architecture.md as one file and one line."""
    registry = (ROOT / "dashboard" / "charts" / "registry.py").read_text(encoding="utf-8")
    assert registry.count(LINE) == 1
    changed = registry.replace(LINE, LINE.replace('"delays"', '"delays", "statuses"'))
    copy = copied_code(
        tmp_path_factory.mktemp("copy"),
        {"charts/statuses.py": recipe("A new chart"), "charts/registry.py": changed},
    )
    return asked_of(copy, ASK)


def test_a_new_chart_is_on_its_page_with_its_table_and_all_that_it_offers(answers):
    assert 'id="chart-statuses"' in answers["page"]
    assert answers["page"].count('class="ur-plot"') == 1
    assert "/api/v1/charts/statuses.csv?status=listed" in answers["page"]
    assert "chart=statuses" in answers["page"]  # the markup to embed
    assert '<a href="/charts?show=delay&amp;table=statuses&amp;status=listed">' in answers["table"]


def test_a_new_chart_can_be_embedded(answers):
    assert answers["embed"].count('class="ur-plot"') == 1
    assert "Source: The Undesirable Register" in answers["embed"]


def test_a_new_chart_is_a_file_and_in_the_api(answers):
    assert "Status,Code,Number,Share" in answers["csv"]
    assert {row["Code"]: row["Number"] for row in answers["json"]["results"]} == {
        "listed": 1,
        "announced": 2,
    }
    assert "statuses" in answers["list"]
    assert answers["described"]


def test_every_file_with_a_chart_is_registered_under_its_name():
    files = {
        path.stem
        for path in (ROOT / "dashboard" / "charts").glob("*.py")
        if re.search(r"^CHART = ", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert files == {*CHARTS}
    assert all(chart.key == key for key, chart in CHARTS.items())


def test_every_chart_belongs_to_one_question_or_to_an_organization():
    placed = [chart for subject in SUBJECTS for row in subject.rows for chart in row]
    assert sorted(chart.key for chart in (*placed, *OF_ORGANIZATION)) == sorted(CHARTS)
    assert all(chart.scope == subject.scope for subject in SUBJECTS for row in subject.rows for chart in row)  # fmt: skip


def test_a_chart_with_the_numbers_of_another_has_its_table_too():
    for chart in CHARTS.values():
        if chart.numbers:
            other = COUNTED[chart.numbers]
            assert (chart.count, chart.table) == (other.count, other.table)
