"""What a chart is until it is drawn: Plotly's figure as plain data.

Plotly defines a figure by two keys, and `plotly.graph_objects` is the checked form of the same. To
check is most of what building one costs, again at each step, so it is left to the tests: there every
chart goes through `plotly.graph_objects.Figure`.
"""

from __future__ import annotations

from typing import Any, TypedDict

import pandas as pd


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


def moment(when: pd.Timestamp) -> str:
    """A date or moment as Plotly takes it."""
    return when.isoformat()
