"""The colours of charts, for light and for dark paper.

The eight largest categories have fixed colours from Paul Tol's "muted" scheme
(https://sros.nl/~tol), made to be told apart by colour-blind readers; on dark paper they are
lightened. The rest is grey.
"""

from __future__ import annotations

from dataclasses import dataclass

_CATEGORIES = (
    "human-rights",
    "education-exchange",
    "media",
    "anti-war-diaspora",
    "think-tank",
    "democracy-elections",
    "ethnic-regional",
    "religion",
)
_COUNTRIES = ("US", "DE", "GB", "UA", "PL", "FR", "CA", "LV")


@dataclass(frozen=True)
class Palette:
    """Colours that belong together on one paper.

    Attributes:
        paper: The background of the page.
        ink: Text, and bars of a chart with one series.
        muted: Secondary text.
        hairline: Grid and rules.
        accent: The stamp red: the current selection only.
        other: What has no colour of its own.
        series: Eight colours that can be told apart.
    """

    paper: str
    ink: str
    muted: str
    hairline: str
    accent: str
    other: str
    series: tuple[str, ...]

    def colour(self, split: str, value: str) -> str:
        """The colour of a value, the same in every chart and selection.

        Args:
            split: ``category`` or ``country``.
            value: A category or a country code.
        """
        return dict(zip(named(split), self.series, strict=True)).get(value, self.other)


def named(split: str) -> tuple[str, ...]:
    """The values that have a colour of their own, in the order in which they are stacked."""
    return _CATEGORIES if split == "category" else _COUNTRIES


LIGHT = Palette(
    paper="#FBFAF7",
    ink="#1C1B1A",
    muted="#66625B",
    hairline="#DEDAD2",
    accent="#A8201A",
    other="#B4B0A8",
    series=("#332288", "#88CCEE", "#CC6677", "#117733", "#DDCC77", "#882255", "#44AA99", "#999933"),
)
DARK = Palette(
    paper="#15171A",
    ink="#E9E6E0",
    muted="#A5A19A",
    hairline="#34383D",
    accent="#EE7268",
    other="#6B6E73",
    series=("#8F83E0", "#88CCEE", "#E08A98", "#4CB36B", "#DDCC77", "#C4639A", "#44AA99", "#B5B54D"),
)
