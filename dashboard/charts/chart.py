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
"""The target of a mark: this page with another selection, or the page of an organization, by its id."""
Link = Callable[[Any], Target | None]


@dataclass(frozen=True)
class Switch:
    """An option that a reader can change with a click.

    Attributes:
        name: The parameter in the address.
        label: What it changes, in English; translated where shown.
        choices: The values that it may have, the default first, each with its label in English.
        counts: Whether it changes the numbers; if not, only how they are drawn.
    """

    name: str
    label: str
    choices: Mapping[str, str]
    counts: bool = True


@dataclass(frozen=True, eq=False)
class Panel:
    """A chart of one selection, ready to be rendered.

    Attributes:
        figure: The drawing; the ``customdata`` of a mark says what the mark stands for.
        title: What stands out, or what the chart shows.
        subtitle: The selection in words, and caveats.
        alt: A description for readers who do not see it.
        filters: The selection that its numbers are of.
        link: Finds what a click on a mark opens, from the mark's ``customdata``.
        row_link: Finds what a row of the table opens, from the row.
        legend: Names and colours.
        notes: What its marks mean: mark, words, and the address of a page or None.
        wide: How much wider than high an image of it is; None for the height that it has here.
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
    """A chart: everything that page, API, files and embeds need to know about it.

    A chart in which a reader can choose (a year, a country, a category) is drawn with its
    surroundings: `count` leaves the chart's own filter out and marks in a column ``chosen`` which
    rows the filter keeps. Tables and files hold the chosen rows only, so that their total is that of
    the selection.

    Attributes:
        key: Its name in addresses.
        title: What it shows, in English; translated where shown.
        scope: Whose filters bear on it.
        count: Counts the rows that the figure draws, for filters and options.
        table: Makes of these rows what people read: one row a line, titles as column names.
        draw: Makes the panel, in the reader's language; None where there is nothing to show or say.
        switches: Its own options.
        numbers: The key of the chart whose numbers it shows; "" for its own.
        spans: Its options that name a year or a span of years (see `spans`), which change the numbers.
        settle: Completes options that depend on the dataset and the selection; None where none do.
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
        """Complete options by the defaults.

        Args:
            **given: Values of some switches.

        Raises:
            ValueError: The chart has no such switch, or the switch no such value. A span of years that
                the dataset has not counts as absent.
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
        """Return the chart as a figure that Plotly has checked, for notebooks and tests.

        Args:
            catalog: The dataset.
            filters: The selection; everything if None.
            colours: The colours.
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
    """Remember a count for the same catalog, filters and options.

    Args:
        count: Depends on nothing else, the reader's language neither.
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
