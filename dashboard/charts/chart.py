"""The model of a chart: its numbers, their table, and its drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.asking.facets import Scope
from dashboard.asking.filters import Filters
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.charts.figure import Figure, checked
from dashboard.charts.palette import LIGHT, Palette

if TYPE_CHECKING:
    import plotly.graph_objects as go

Options = Mapping[str, str]
Count = Callable[[Catalog, Filters, Options], pd.DataFrame]
Settle = Callable[[Catalog, Filters, Options], dict[str, str]]
Table = Callable[[Catalog, pd.DataFrame, Options], pd.DataFrame]
Target = Filters | str
"""The target of a click on a mark: this page with another selection, or the page of an organization, by its id."""
Link = Callable[[Any], Target | None]


@dataclass(frozen=True)
class Switch:
    """An option that a reader can change with a click.

    Attributes:
        name: The URL parameter.
        label: Its English label, translated when shown.
        choices: Its values with their English labels, the default first.
        counts: Whether it changes the numbers, not only the drawing.
    """

    name: str
    label: str
    choices: Mapping[str, str]
    counts: bool = True


@dataclass(frozen=True, eq=False)
class Panel:
    """A chart of one selection, ready to be rendered.

    Attributes:
        figure: The drawing; ``customdata`` of a mark has its value.
        title: The finding, or what the chart shows.
        subtitle: The selection in words, and caveats.
        alt: A text alternative for screen readers.
        filters: The selection of the chart.
        link: Returns the target of a click on a mark, from its ``customdata``.
        row_link: Returns the target of a row of the table.
        legend: Names and colors.
        notes: The meaning of numbered marks: mark, text, and a URL or None.
        wide: The aspect ratio of an exported image; None to keep the height.
    """

    figure: Figure
    title: str
    subtitle: str
    alt: str
    filters: Filters
    link: Link | None = None
    row_link: Link | None = None
    legend: Sequence[tuple[str, str]] = ()
    notes: Sequence[tuple[str, str, str | None]] = ()
    wide: float | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence in place of a chart with fewer than two values.

    Attributes:
        text: The sentence.
    """

    text: str


Draw = Callable[[Catalog, Filters, Options, Palette], Panel | Sentence | None]


@dataclass(frozen=True, eq=False)
class Chart:
    """The definition of a chart for pages, API, files and embeds.

    A chart that sets a filter by a click (a year, a country, a category) also shows the other
    values: `count` ignores the chart's own filter, and marks the rows that match it in a column
    ``chosen``. Tables and files contain only the chosen rows, so that their total is that of the
    selection.

    Attributes:
        key: Its name in URLs.
        title: Its English title, translated when shown.
        scope: The scope of the filters that apply.
        count: Returns the rows to draw, for filters and options.
        table: Converts these rows to a table with titles as column names.
        draw: Returns the panel in the reader's language; None if there is nothing to show.
        switches: Its own options.
        numbers: The key of the chart whose numbers it shows; "" for its own.
        spans: Its options that are a year or a range of years (see `spans`).
        settle: Fills in options that depend on the dataset and the selection; None if there are
            none.
    """

    key: str
    title: str
    scope: Scope
    count: Count
    table: Table
    draw: Draw
    switches: tuple[Switch, ...] = ()
    numbers: str = ""
    spans: tuple[str, ...] = ()
    settle: Settle | None = None

    @property
    def options(self) -> dict[str, tuple[str, ...]]:
        """The values of each option that changes the numbers, the default first."""
        return {switch.name: tuple(switch.choices) for switch in self.switches if switch.counts}

    def defaults(self) -> dict[str, str]:
        """Return the first value of each switch."""
        return {switch.name: next(iter(switch.choices)) for switch in self.switches}

    def chosen(self, **given: str) -> dict[str, str]:
        """Fill in the defaults of missing options.

        Args:
            **given: Values of some switches.

        Raises:
            ValueError: The chart has no such switch, or the switch no such value. A range of years
                outside of the dataset is ignored.
        """
        allowed = {switch.name: switch.choices for switch in self.switches}
        for name, value in given.items():
            if name not in self.spans and value not in allowed.get(name, ()):
                raise ValueError(f"the chart {self.key} has no option {name}={value}")
        return self.defaults() | given

    def figure(
        self,
        catalog: Catalog,
        filters: Filters | None = None,
        colours: Palette = LIGHT,
        **options: str,
    ) -> go.Figure:
        """Return the chart as a validated Plotly figure, for notebooks and tests.

        Args:
            catalog: The dataset.
            filters: The selection; everything if None.
            colours: The colors.
            **options: Values of its switches.

        Raises:
            ValueError: An option is unknown, or the selection has too little to draw.
        """
        asked = (filters or Filters()).within(self.scope)
        drawn = self.draw(catalog, asked, self.chosen(**options), colours)
        if not isinstance(drawn, Panel):
            raise ValueError(drawn.text if drawn else f"the chart {self.key} has nothing to show")
        return checked(drawn.figure)


def once(count: Count) -> Count:
    """Cache a count by catalog, filters and options.

    Args:
        count: A function that depends on nothing else, not even on the reader's language.
    """

    @remembered(64)
    def counted(
        catalog: Catalog, filters: Filters, options: tuple[tuple[str, str], ...]
    ) -> pd.DataFrame:
        return count(catalog, filters, dict(options))

    @wraps(count)
    def copied(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
        return counted(catalog, filters, tuple(sorted(options.items()))).copy(deep=False)

    return copied
