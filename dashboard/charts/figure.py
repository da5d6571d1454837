"""Plotly figures as plain dictionaries.

`plotly.graph_objects` validates figures, which is most of the cost of building one, so pages send
plain data. `checked`
is for notebooks, and for the tests, which validate every chart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

import pandas as pd

if TYPE_CHECKING:
    import plotly.graph_objects as go


class Figure(TypedDict):
    """A figure according to Plotly's reference (https://plotly.com/javascript/reference).

    It contains only strings, numbers, booleans, None, lists and dicts: no pandas or NumPy values,
    no NaN; times are ISO
    8601 strings. Missing properties have Plotly's defaults.

    Attributes:
        data: The traces, from the lowest to the topmost.
        layout: Axes, margins, shapes, annotations.
    """

    data: list[dict[str, Any]]
    layout: dict[str, Any]


def checked(figure: Figure) -> go.Figure:
    """Convert a figure to a validated Plotly object.

    Args:
        figure: The plain data.

    Raises:
        ValueError: A property is unknown or its value invalid.
    """
    # Imported late: the server never needs it, and the import takes longer than making a page.
    import plotly.graph_objects as go

    return go.Figure(figure)


def moment(when: pd.Timestamp) -> str:
    """Format a date or time for Plotly."""
    return when.isoformat()
