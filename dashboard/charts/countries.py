"""Where they are registered: bars by country, which need no map."""

from __future__ import annotations

import pandas as pd

from dashboard.asking.facets import UNKNOWN, country_in_prose
from dashboard.charts.figure import Figure
from dashboard.charts.palette import Palette
from dashboard.charts.ranking import ranking
from dashboard.charts.words import label, leading, most
from dashboard.locale import gettext as _
from dashboard.locale import ngettext


def figure(counted: pd.DataFrame, *, palette: Palette, limit: int = 12) -> Figure:
    """Bars of the countries with most designations; the others together in one.

    Those of unknown country have a bar of their own below: they are no further country.

    Args:
        counted: Columns ``country`` (ISO code or "unknown"), ``count`` and ``chosen``.
        palette: The colours.
        limit: How many countries have a bar of their own.

    Returns:
        The figure; a bar's ``customdata`` is the code, "" for the others.
    """
    return ranking(
        counted,
        "country",
        names=[label("country", code) for code in counted["country"].tolist()],
        hover=lambda count: ngettext("{n} designation", "{n} designations", count),
        palette=palette,
        limit=limit,
    )


def finding(counted: pd.DataFrame) -> str:
    """Which country, or countries, have most; "" for few, or for a choice of some."""
    rows = _rows(counted)
    if not all(chosen for *_row, chosen in rows):
        return ""
    return leading(
        [(country_in_prose(code), number) for code, number, _chosen in rows if code != UNKNOWN],
        total=sum(number for _code, number, _chosen in rows),
        one=_("most are from {name} ({count} of {total})"),
        first=_("most often from {name} ({count} of {total})"),
        tied=_("most often from {names} ({count} each of {total})"),
    )


def alt(counted: pd.DataFrame) -> str:
    """A description of the bars and of the map by country."""
    kept = [(label("country", code), number) for code, number, chosen in _rows(counted) if chosen]
    if not kept:
        return _("Bar chart without a designation.")
    return _("Bar chart of designations by country of registration: {most}.").format(
        most=most(kept)
    )


def _rows(counted: pd.DataFrame) -> list[tuple[str, int, bool]]:
    columns = (counted[name].tolist() for name in ("country", "count", "chosen"))
    return list(zip(*columns, strict=True))
