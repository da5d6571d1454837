"""The charts of a selection as pages show them, one file each; a panel is registered by its line."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.asking.address import Address
from dashboard.asking.facets import Scope
from dashboard.catalog import Catalog
from dashboard.documents.chart import Shown
from dashboard.documents.panels import (
    calendar,
    categories,
    coverage,
    delays,
    growth,
    places,
    prosecutions,
    sides,
    strip,
    timeline,
    voices,
)
from dashboard.locale import mark as _

Panel = Callable[[Catalog, Address, str], Shown | None]


@dataclass(frozen=True)
class Subject:
    """Charts that answer one question.

    Attributes:
        key: Its name in the URL.
        title: The question in English; translated where shown.
        rows: The charts, those of a row beside each other.
        scope: Whose filters bear on them.
    """

    key: str
    title: str
    rows: tuple[tuple[Panel, ...], ...]
    scope: Scope = "designations"


def _of_one(panel: Callable[[Catalog, Address, str, str], Shown | None]) -> Panel:
    """A chart of one organization, which is the one that the filters name."""

    @functools.wraps(panel)
    def shown(catalog: Catalog, address: Address, page: str) -> Shown | None:
        named = address.filters.org
        return panel(catalog, address, page, named[0]) if named else None

    return shown


PANELS: Mapping[str, Panel] = {
    "timeline": timeline.panel,
    "growth": growth.panel,
    "map": places.map_panel,
    "countries": places.panel,
    "categories": categories.panel,
    "delays": delays.panel,
    "prosecutions": prosecutions.panel,
    "calendar": calendar.panel,
    "coverage": coverage.panel,
    "organizations": coverage.organizations,
    "publishers": coverage.publishers,
    "languages": coverage.languages,
    "voices": voices.panel,
    "strip": _of_one(strip.panel),
    "sides": _of_one(sides.panel),
}
"""Each chart by its key, to be shown alone."""

SUBJECTS = (
    Subject("when", _("When"), ((timeline.panel,), (growth.panel,))),
    Subject("where", _("Where"), ((places.map_panel,), (places.panel,))),
    Subject("what", _("What they do"), ((categories.panel,),)),
    Subject("delay", _("How long it takes"), ((delays.panel,),)),
    Subject("followed", _("What followed"), ((prosecutions.panel,),)),
    Subject("calendar", _("On which days"), ((calendar.panel,),)),
    Subject(
        "coverage",
        _("Who writes"),
        (
            (coverage.panel,),
            (coverage.organizations, coverage.publishers),
            (coverage.languages,),
        ),
        "articles",
    ),
    Subject("voices", _("Who says what"), ((voices.panel,),), "articles"),
)
