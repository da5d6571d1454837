"""Draw `benchmarks/plots/*.svg` from the files in `results/`.

Run `python -m benchmarks.plot` from the checkout. It needs Chromium, in which Plotly makes the images.
"""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import plotly
import plotly.graph_objects as go
from playwright.sync_api import sync_playwright
from plotly.subplots import make_subplots

from benchmarks import results
from benchmarks.aims import OURS
from benchmarks.report import ratios

PLOTS = Path(__file__).resolve().parent / "plots"
INK, MUTED, PAPER, HAIRLINE = "#1C1B1A", "#6B6862", "#FFFFFF", "#DEDAD2"
COLOURS = ("#A8201A", "#2F5D8A", "#4F7942", "#B07D2B", "#6D4C7D", "#3B8686", "#8C564B")
_DRAW = """async ([figure, width, height]) => {
  const made = await Plotly.toImage(figure, {format: "svg", width, height});
  return made;
}"""


def _plain(figure: go.Figure, title: str, height: int = 420) -> go.Figure:
    figure.update_layout(
        template="none",
        title={
            "text": title,
            "x": 0.01,
            "xanchor": "left",
            "y": 0.97,
            "yanchor": "top",
            "font": {"size": 17},
        },
        font={"family": "Helvetica, Arial, sans-serif", "size": 13, "color": INK},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        width=860,
        height=height,
        margin={"l": 70, "r": 30, "t": 104, "b": 56},
        legend={"orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 0},
    )
    figure.update_xaxes(gridcolor=HAIRLINE, linecolor=MUTED, zeroline=False)
    figure.update_yaxes(gridcolor=HAIRLINE, linecolor=MUTED, zeroline=False)
    return figure


def peers(rows: Sequence[Mapping[str, Any]]) -> go.Figure:
    """Draw bars for each figure, ours in colour; each peer's says how many times ours it is."""
    measured = [name for name, value in rows[0].items() if isinstance(value, int | float)]
    columns = 2
    lines = -(-len(measured) // columns)
    figure = make_subplots(
        rows=lines, cols=columns, subplot_titles=measured, horizontal_spacing=0.3,
        vertical_spacing=0.32 / lines,
    )  # fmt: skip
    times = {row["name"]: row for row in ratios(rows)}
    for place, name in enumerate(measured):
        texts = []
        for row in rows:
            ratio = times.get(row["name"], {}).get(name)
            value = row.get(name)
            number = "–" if value is None else f"{value:,.0f}" if value >= 10 else f"{value:,.1f}"
            texts.append(f"{number} (×{ratio:g})" if ratio is not None else number)
        figure.add_bar(
            x=[row.get(name) for row in rows],
            y=[row["name"] for row in rows],
            orientation="h",
            text=texts,
            textposition="auto",
            marker_color=[COLOURS[0] if row["name"] == OURS else "#B9B4AA" for row in rows],
            showlegend=False,
            row=place // columns + 1,
            col=place % columns + 1,
        )
    figure = _plain(
        figure, "Beside other tools: medians, and how many times ours", 110 + 190 * lines
    )
    figure.update_layout(margin={"l": 170, "t": 84})
    return figure.update_yaxes(autorange="reversed")


GROWING = (
    "year ms", "search ms", "overview ms", "articles ms", "organization ms", "start s", "memory MB",
)  # fmt: skip
"""Columns that are drawn; the table has the others."""


def growth(rows: Sequence[Mapping[str, Any]]) -> go.Figure:
    """Draw lines over the number of articles, both axes logarithmic; grey is linear growth."""
    figure = go.Figure()
    articles = [row["articles"] for row in rows]
    columns = [name for name in GROWING if name in rows[0]]
    for place, name in enumerate(columns):
        figure.add_scatter(
            x=articles, y=[row.get(name) for row in rows], name=name, mode="lines+markers",
            line={"color": COLOURS[place % len(COLOURS)], "dash": "solid" if name.endswith(" ms") else "dot"},
        )  # fmt: skip
    begin = min(row[name] for row in rows[:1] for name in columns if row.get(name)) or 1
    figure.add_scatter(
        x=articles, y=[begin * each / articles[0] for each in articles], name="linear", mode="lines",
        line={"color": "#B9B4AA", "dash": "dash"},
    )  # fmt: skip
    _plain(figure, "As the data grow", 500)
    figure.update_xaxes(type="log", dtick=1, title="articles")
    return figure.update_yaxes(type="log", dtick=1, title="ms, s, MB")


def readers(found: Mapping[str, Sequence[Mapping[str, Any]]]) -> go.Figure:
    """Median and p95 over the number of readers, for one process and for two."""
    figure = go.Figure()
    for place, (words, rows) in enumerate(found.items()):
        for name, dash in (("median ms", "solid"), ("p95 ms", "dot")):
            figure.add_scatter(
                x=[row["readers"] for row in rows], y=[row[name] for row in rows],
                name=f"{words}, {name.removesuffix(' ms')}", mode="lines+markers",
                line={"color": COLOURS[place], "dash": dash},
            )  # fmt: skip
    figure.add_hline(
        y=500,
        line={"color": MUTED, "dash": "dash", "width": 1},
        annotation_text="aim at 100 readers: p95 ≤ 500 ms",
    )
    _plain(figure, "As readers come: each acts every five seconds")
    numbers = sorted({row["readers"] for rows in found.values() for row in rows})
    figure.update_xaxes(
        type="log", title="readers at once", tickvals=numbers, ticktext=[str(n) for n in numbers]
    )
    return figure.update_yaxes(type="log", dtick="D2", title="ms from asking to the last element")


def leak(samples: Sequence[Mapping[str, str]]) -> go.Figure:
    """Memory and open pages over time."""
    figure = make_subplots(specs=[[{"secondary_y": True}]])
    minutes = [float(row["minutes"]) for row in samples]
    figure.add_scatter(
        x=minutes, y=[int(row["sessions"]) for row in samples], name="open pages", mode="lines",
        line={"color": "#8A867E", "width": 1}, secondary_y=True,
    )  # fmt: skip
    figure.add_scatter(
        x=minutes, y=[float(row["MB"]) for row in samples], name="memory, MB", mode="lines",
        line={"color": COLOURS[0], "width": 2},
    )  # fmt: skip
    visits = samples[-1]["visits"]
    _plain(
        figure,
        f"Readers come and go: memory of the server over {minutes[-1]:.0f} minutes and {visits} visits",
    )
    figure.update_xaxes(title="minutes")
    figure.update_yaxes(rangemode="tozero", title="MB", secondary_y=False)
    return figure.update_yaxes(
        range=[0, 1.6 * max(int(row["sessions"]) for row in samples)],
        title="open pages",
        showgrid=False,
        dtick=5,
        secondary_y=True,
    )


def figures(folder: Path = results.FOLDER) -> dict[str, go.Figure]:
    """Return the figures whose results are there, by their names."""
    found = {
        name: read["rows"]
        for name in ("peers", "growth", "readers-1", "readers-2")
        if (read := results.read(name, folder=folder))
    }
    made: dict[str, go.Figure] = {}
    if "peers" in found:
        made["peers"] = peers(found["peers"])
    if "growth" in found:
        made["growth"] = growth(found["growth"])
    many = {
        words: found[name]
        for name, words in (("readers-1", "one process"), ("readers-2", "two behind nginx"))
        if name in found
    }
    if many:
        made["readers"] = readers(many)
    samples = folder / "leak.csv"
    if samples.exists():
        with samples.open(encoding="utf-8", newline="") as file:
            if rows := list(csv.DictReader(file)):
                made["leak"] = leak(rows)
    return made


def draw(drawn: Mapping[str, go.Figure], folder: Path = PLOTS) -> None:
    """Write each figure as an SVG file."""
    folder.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.add_script_tag(path=script)
        for name, figure in drawn.items():
            made = page.evaluate(
                _DRAW, [figure.to_plotly_json() | {}, figure.layout.width, figure.layout.height]
            )
            (folder / f"{name}.svg").write_text(unquote(made.partition(",")[2]) + "\n", "utf-8")
        browser.close()


def main() -> None:
    """Draw what was measured."""
    drawn = figures()
    draw(drawn)
    print(f"Drawn: {', '.join(drawn) or 'nothing'}")


if __name__ == "__main__":
    main()
