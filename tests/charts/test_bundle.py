"""The script that draws the charts: of the version that checks them, with every trace they use."""

import re
from pathlib import Path

import plotly

from dashboard import charts

ROOT = Path(charts.__file__).resolve().parents[1]
SCRIPT = ROOT / "web" / "assets" / "plotly" / "plotly.min.js"


def head():
    return re.match(
        r"/\*! plotly\.js v(?P<version>[\d.]+): (?P<traces>[\w, ]+) \|",
        SCRIPT.read_text("utf-8")[:300],
    )


def test_it_is_of_the_version_that_the_tests_check_figures_with():
    package = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    with package.open(encoding="utf-8") as file:
        assert f"plotly.js v{head()['version']}\n" in file.read(200)


def test_it_has_every_trace_that_a_chart_draws():
    drawn = set()
    for path in (ROOT / "charts").glob("*.py"):
        drawn |= set(re.findall(r'"type": "(bar|box|heatmap|choropleth|scatter|\w+map|pie|violin|histogram|scattergeo|scattergl)"', path.read_text("utf-8")))  # fmt: skip
    assert {"bar", "choropleth", "heatmap", "scatter"} <= drawn
    assert drawn <= set(head()["traces"].split(", "))


def test_it_carries_its_licence():
    assert "MIT License" in (SCRIPT.parent / "LICENSE").read_text("utf-8")
