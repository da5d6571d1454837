"""A chart is one file and one line: page, API, files and embeds find it in the registry."""

import json
import os
import re
import subprocess
import sys

import pytest

from dashboard.charts.registry import CHARTS, COUNTED, OF_ORGANIZATION, SUBJECTS
from dashboard.dataset.package import write_descriptor
from tests.conftest import AS_OF, ROWS, VERSION
from tests.support.packages import Editor
from tools.pins import ROOT

RECIPE = re.compile(r"```python\n(.*?)```", re.DOTALL)
LINE = 'Subject("delay", _("Delays"), _rows("delays")),'

ASK = """
import json
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from starlette.testclient import TestClient
from dashboard.asking.address import Site
from dashboard.web import application

manifest_scanner.scan_component_manifests = lambda: []  # as tests/support/pages.py does

def page(path, params, embedded):
    from dashboard.asking.address import Address
    from dashboard.catalog import load_catalog
    from dashboard.documents.options import options
    from dashboard.screen.pages import SHOWN, Context

    catalog = load_catalog()
    address = Address.read(params, catalog, options(catalog.years), origin="https://example.org", embedded=embedded)
    SHOWN[path](Context(catalog, address))

def shown(**params):
    embedded = params.pop("embedded", False)
    app = AppTest.from_function(page, args=("charts", tuple(params.items()), embedded), default_timeout=60)
    app.run()
    assert not app.exception, app.exception
    return chr(10).join(element.proto.body for element in app.get("html"))

api = TestClient(application.api(Site()))
print(json.dumps({
    "page": shown(show="delay", status="listed"),
    "table": shown(show="delay", table="statuses"),
    "embed": shown(chart="statuses", embedded=True),
    "csv": api.get("/v1/charts/statuses.csv").text,
    "json": api.get("/v1/charts/statuses").json(),
    "list": [each["key"] for each in api.get("/v1/charts").json()["results"]],
    "described": "/api/v1/charts/statuses.{format}" in api.get("/v1/openapi.json").json()["paths"],
}))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Ask a copy of the code that has the chart of docs/architecture.md as one file and one line."""
    copy = tmp_path_factory.mktemp("copy")
    charts = copy / "dashboard" / "charts"
    charts.mkdir(parents=True)
    for folder, room in ((copy / "dashboard", "."), (charts, "charts")):
        for path in (ROOT / "dashboard" / room).iterdir():
            if path.name not in ("charts", "registry.py", "__pycache__"):
                (folder / path.name).symlink_to(path)
    (recipe,) = RECIPE.findall((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
    (charts / "statuses.py").write_text(recipe, encoding="utf-8")
    registry = (ROOT / "dashboard" / "charts" / "registry.py").read_text(encoding="utf-8")
    assert registry.count(LINE) == 1
    changed = registry.replace(LINE, LINE.replace('"delays"', '"delays", "statuses"'))
    (charts / "registry.py").write_text(changed, encoding="utf-8")
    (copy / "ask.py").write_text(ASK, encoding="utf-8")
    data = copy / "data"
    data.mkdir()
    for table, rows in ROWS.items():
        Editor(data).write(table, rows)
    write_descriptor(data, version=VERSION, as_of=AS_OF)
    made = subprocess.run(
        [sys.executable, "ask.py"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "DASHBOARD_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr[-3000:]
    return json.loads(made.stdout.splitlines()[-1])


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
