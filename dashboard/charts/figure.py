"""A Plotly figure as plain data, until it is drawn.

Plotly defines a figure by two keys, and `plotly.graph_objects` is the checked form of the same. Checks
are most of the cost of building a figure, so a page sends plain data; `checked` is for notebooks and for
the tests, which check every chart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

import pandas as pd

if TYPE_CHECKING:
    import plotly.graph_objects as go


class Figure(TypedDict):
    """A figure in the words of Plotly's reference (https://plotly.com/javascript/reference).

    It holds strings, numbers, booleans, None, lists and dicts only: no pandas or NumPy value, no
    NaN; a moment is a string by ISO 8601. What is absent is as Plotly has it by default.

    Attributes:
        data: The traces, from the lowest to the topmost.
        layout: Axes, margins, shapes, annotations.
    """

    data: list[dict[str, Any]]
    layout: dict[str, Any]


def checked(figure: Figure) -> go.Figure:
    """Return a figure as Plotly's own object, which refuses what Plotly does not define.

    Args:
        figure: The plain data.

    Raises:
        ValueError: A property is unknown or its value invalid.
    """
    # The server never needs it: importing it takes longer than a page.
    import plotly.graph_objects as go

    return go.Figure(figure)


def moment(when: pd.Timestamp) -> str:
    """Return a date or moment as Plotly takes it."""
    return when.isoformat()
