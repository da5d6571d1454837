"""Where they are registered: the map, whose numbers are those of the bars."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from dashboard import locale
from dashboard.asking.facets import UNKNOWN
from dashboard.asking.filters import Filters
from dashboard.catalog.catalog import Catalog
from dashboard.charts import countries, sentences
from dashboard.charts.chart import Chart, Options, Panel, Sentence, Switch
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame
from dashboard.charts.palette import STEPS, Palette
from dashboard.charts.words import label
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext

_LOCATIONS = "ISO-3"
"""Plotly's name for "the feature's own id"; the ids of our geometry are ISO 3166-1 alpha-2 codes."""

_HEIGHT = {"world": 280, "europe": 440}
_WIDE = {"world": 2.1, "europe": 1.3}
"""How much wider than high a view is."""
_VIEWS: dict[str, dict[str, Any]] = {
    "world": {
        "projection": {"type": "natural earth"},
        "lonaxis": {"range": [-170, 180]},
        "lataxis": {"range": [-56, 82]},
    },
    "europe": {
        "projection": {"type": "conic conformal", "parallels": [40, 65], "rotation": {"lon": 16}},
        "lonaxis": {"range": [-11, 46]},
        "lataxis": {"range": [34, 70]},
    },
}


def figure(counted: pd.DataFrame, *, palette: Palette, view: str = "world") -> Figure:
    """Draw countries shaded by their number of designations, those chosen in red.

    The shade grows with the square root: by the number itself, all but one country would be pale.
    The geometry is ours (see `web/assets/geo`): Plotly would fetch its own from a third party.

    Args:
        counted: What `countries.count` returned.
        palette: The colors of the theme.
        view: ``world``, or ``europe``, where countries are small and many.

    Returns:
        The figure; a country's ``customdata`` is its code. The unknown country is not on it.
    """
    columns = (counted[name].tolist() for name in ("country", "count", "chosen"))
    rows = list(zip(*columns, strict=True))
    known = [row for row in rows if row[0] != UNKNOWN]
    drawn = frame(palette, height=_HEIGHT[view], hovermode="closest", uirevision=view)
    layers = (
        [(known, palette.scale)]
        if all(chosen for _code, _number, chosen in rows)
        else [
            ([row for row in known if not row[2]], palette.scale),
            ([row for row in known if row[2]], (palette.accent,) * 3),
        ]
    )
    most = math.sqrt(max((number for _code, number, _chosen in known), default=1))
    for layer, scale in layers:
        codes = [code for code, _number, _chosen in layer]
        drawn["data"].append(
            {
                "type": "choropleth",
                "locations": codes,
                "locationmode": _LOCATIONS,
                "z": [math.sqrt(number) for _code, number, _chosen in layer],
                "zmin": 0,
                "zmax": most,
                "colorscale": [[0, scale[0]], [0.5, scale[1]], [1, scale[2]]],
                "showscale": False,
                "marker": {"line": {"color": palette.paper, "width": 0.6}},
                "customdata": codes,
                "hovertext": [
                    f"{label('country', code)} · "
                    f"{ngettext('{n} designation', '{n} designations', number)}"
                    for code, number, _chosen in layer
                ],
                "hoverinfo": "text",
            }
        )
    drawn["layout"] |= {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "meta": {"wide": _WIDE[view]},
        "geo": {
            "resolution": 50,
            "bgcolor": "rgba(0,0,0,0)",
            "showframe": False,
            "showcoastlines": False,
            "showland": True,
            "landcolor": palette.hairline,
            "showcountries": True,
            "countrycolor": palette.paper,
            "countrywidth": 0.6,
            **_VIEWS[view],
        },
    }
    return drawn


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence | None:
    """Draw the selection."""
    counted = countries.count(catalog, filters, countries.CHART.defaults())
    known = counted[counted["country"] != UNKNOWN]
    if known.empty:
        return None
    view = options["map"]
    return Panel(
        figure=figure(counted, palette=colours, view=view),
        title=sentences.titled(
            catalog,
            filters,
            "designations",
            finding(known[known["chosen"]], filters),
            _(CHART.title),
        ),
        subtitle=sentences.subtitle(
            _(
                "Crimea is drawn as part of Ukraine, following UN General Assembly resolution 68/262"
            ),
        ),
        alt=_("World map of designations by country of registration. {rest}").format(
            rest=countries.alt(counted)
        ),
        filters=filters,
        link=lambda code: filters.toggled("country", code),
        row_link=lambda row: filters.toggled("country", row[_("Code")]),
        legend=legend(counted, palette=colours),
        wide=_WIDE[view],
    )


def legend(counted: pd.DataFrame, *, palette: Palette) -> list[tuple[str, str]]:
    """Return a few numbers, from few to most, with the shade of each.

    Args:
        counted: What `countries.count` returned.
        palette: The colors of the theme.
    """
    known = counted[counted["country"] != UNKNOWN]
    most = int(known["count"].max())
    steps = [step for step in (1, 3, 10, 30, 100, 300, 1000) if step < most * 0.8]
    named = [*steps[-3:], most]
    rows = [
        (locale.number(number), palette.step(round(STEPS * math.sqrt(number / most))))
        for number in named
    ]
    if not known["chosen"].all():
        rows.append((_("selected"), palette.accent))
    return rows


def finding(chosen: pd.DataFrame, filters: Filters) -> str:
    """Say in how many countries they are based; "" where just these countries were asked for.

    Args:
        chosen: The chosen rows of what `countries.count` returned, without the unknown country.
        filters: The selection.
    """
    if len(chosen) < 2 or (filters.country and len(chosen) == len(filters.country)):
        return ""  # the chosen country is not a finding
    return ngettext("based in {n} country", "based in {n} countries", len(chosen))


CHART = Chart(
    "map",
    countries.CHART.title,
    "designations",
    countries.count,
    countries.table,
    draw,
    switches=(
        Switch(
            "map",
            mark("View"),
            {"world": mark("World"), "europe": mark("Europe")},
            counts=False,
        ),
    ),
    numbers="countries",
)
