"""Render a figure as HTML, which `web/assets/plot.js` draws in the browser with Plotly.

`st.plotly_chart` draws every chart of a page anew, and more than once, each time that Streamlit
renders: most of the time from a click to the picture went there. Our script draws a figure once, those
in view before those below, keeps what Plotly has made, and gives Plotly only the changes.

A packaged component (`st.components.v2`) would bring figures as `data=`, and was as fast when it was tried.
Streamlit finds the files of a component only through the `pyproject.toml` of an installed distribution
(`importlib.metadata.distributions`). In a checkout that is not installed, as `streamlit run dashboard/app.py`
may run it, `component(…, js="plot.js")` raises "must be declared in pyproject.toml with asset_dir"; and a script
given as text becomes a `blob:` import, which our content security policy (`script-src 'self'`) forbids.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from dashboard.asking.address import asset, rooted
from dashboard.charts.figure import Figure
from dashboard.charts.palette import LIGHT, Palette, on_paper
from dashboard.charts.static_drawing import drawable, static_drawing
from dashboard.documents.markup import as_json, markup

Link = Callable[[Any], str | None]

_HEIGHT = 450
"""Plotly's default, for a figure without a height."""


def room_of(figure: Figure) -> str:
    """Return the reserved height of a figure as CSS; a map is limited to the height that fits a phone."""
    wide = figure["layout"].get("meta", {}).get("wide")
    height = f"{height_of(figure)}px"
    return f"min({height}, calc((100vw - 2rem) / {wide}))" if wide else height


def height_of(figure: Figure) -> int:
    """Return the height of a figure, in pixels."""
    return int(figure["layout"].get("height", _HEIGHT))


def plot(
    figure: Figure,
    *,
    key: str,
    alt: str,
    link: Link | None = None,
    colours: Palette = LIGHT,
) -> str:
    """Return the HTML of a figure, with the links of its marks.

    A click opens the address that stands in the trace's ``meta``; `web/assets/plot.js` does it the
    way a link is opened, so that the URL stays the one place where a selection lives, and no chart
    has a selection of its own that another could contradict.

    Args:
        figure: A Plotly figure that brings its own colors; a mark's ``customdata`` says what it
            stands for.
        key: A name; a figure of the same name on the next page takes over what is drawn.
        alt: A description for those who do not see it.
        link: From the ``customdata`` of a mark to the address that a click on it opens.
        colours: The colors in which it is drawn; on paper it is light.
    """
    if link:
        figure = {**figure, "data": [_linked(trace, link) for trace in figure["data"]]}
    return markup(
        "plot.html",
        key=key,
        alt=alt,
        height=room_of(figure),
        figure=as_json(figure),
        plotly=rooted("assets/plotly/plotly.min.js"),
        geometry=asset("geo/"),
        light=as_json(on_paper(colours)) if on_paper(colours) else "",
    )


def static_plot(
    light: Figure, dark: Figure, *, key: str, alt: str, link: Link | None = None
) -> str:
    """Return a figure as static SVG, or a sentence if it cannot be drawn so.

    Args:
        light: The figure in the colors of light paper.
        dark: The same in those of dark paper.
        key: A name, unique on the page.
        alt: A description for those who do not see it.
        link: From the ``customdata`` of a mark to the address that a click on it opens.
    """
    drawn = Markup(static_drawing(light, dark, key, link)) if drawable(light) else ""
    return markup("plot_static.html", key=key, alt=alt, height=room_of(light), drawing=drawn)


def _linked(trace: dict[str, Any], link: Link) -> dict[str, Any]:
    marks = trace.get("customdata")
    if marks is None:
        return trace
    if trace["type"] == "heatmap":
        href: list[Any] = [[link(cell) for cell in row] for row in marks]
    else:
        href = [link(mark) for mark in marks]
    return trace | {"meta": {"href": href}}
