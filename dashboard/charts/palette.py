"""The colors of charts, for the light and the dark theme.

The eight largest categories have fixed colors from Paul Tol's "muted" scheme
(https://sros.nl/~tol), made to be told apart by color-blind readers; on dark paper they are
lightened. The rest is gray.
"""

from __future__ import annotations

from collections.abc import Sequence
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
_STANCES = {"accusation": 2, "defence": 3, "criticism": 6}
"""Indexes of the series colors: accusations are red, answers green, context is gray."""

_EVEN = 0.179
"""The luminance at which black and white text are equally readable."""


STEPS = 20
"""Number of shades of a legend, so that the print style sheet can define the same."""


@dataclass(frozen=True)
class Palette:
    """The colors of one theme.

    Attributes:
        paper: The background of the page.
        ink: Text, and bars of a chart with one series.
        muted: Secondary text.
        hairline: Grid and rules.
        accent: Red, only for the current selection.
        other: Values without a color of their own.
        series: Eight distinguishable colors.
        scale: From few to many, three stops of one hue.
    """

    paper: str
    ink: str
    muted: str
    hairline: str
    accent: str
    other: str
    series: tuple[str, ...]
    scale: tuple[str, str, str]

    def colour(self, split: str, value: str) -> str:
        """Return the color of a value, the same in every chart and selection.

        Args:
            split: ``category``, ``country`` or ``stance``.
            value: One of its values.
        """
        if split == "stance":
            return self.series[_STANCES[value]] if value in _STANCES else self.other
        return dict(zip(named(split), self.series, strict=True)).get(value, self.other)

    def singled_out(self, chosen: Sequence[bool], colours: Sequence[str]) -> list[str]:
        """Return the colors of marks: chosen ones red, the others gray; unchanged if all are chosen.

        Args:
            chosen: Whether each mark is chosen.
            colours: The color of each mark without a choice.
        """
        if all(chosen):
            return list(colours)
        return [self.accent if each else self.other for each in chosen]

    @property
    def colorscale(self) -> list[list[float | str]]:
        """`scale` as Plotly takes it."""
        return [[place / 2, colour] for place, colour in enumerate(self.scale)]

    def on_scale(self, shares: Sequence[float]) -> list[str]:
        """Black or white for text on each place of `scale`, whichever can be read better there.

        Of the two one has a contrast of 4.5 : 1 on any gray (WCAG 2.2, 1.4.3); Plotly's own choice
        has not.

        Args:
            shares: Places from 0 (few) to 1 (many).
        """
        # Compute each distinct shade only once.
        texts = {share: _text_on(self._shade(share)) for share in set(shares)}
        return [texts[share] for share in shares]

    def step(self, place: int) -> str:
        """Return one of the shades of a legend, from 0 (few) to `STEPS` (many)."""
        return self.shade(place / STEPS)

    def shade(self, share: float) -> str:
        """Return the colour at a place of `scale`, from 0 (few) to 1 (many), as "#rrggbb"."""
        return "#" + "".join(f"{round(channel * 255):02X}" for channel in self._shade(share))

    def _shade(self, share: float) -> tuple[float, ...]:
        """Return the colour at a place of `scale`, as channels from 0 to 1."""
        few, some, many = (_channels(colour) for colour in self.scale)
        low, high, place = (few, some, share * 2) if share < 0.5 else (some, many, share * 2 - 1)
        return tuple(a + (b - a) * place for a, b in zip(low, high, strict=True))

    @staticmethod
    def faded(chosen: Sequence[bool]) -> list[float]:
        """Return the opacity of marks that have colours of their own: full for those chosen."""
        return [1.0 if each else 0.25 for each in chosen]


def _channels(colour: str) -> tuple[float, ...]:
    """Return the channels of "#rrggbb", from 0 to 1."""
    return tuple(channel / 255 for channel in bytes.fromhex(colour[1:]))


def _text_on(ground: tuple[float, ...]) -> str:
    return "#000000" if _luminance(ground) > _EVEN else "#FFFFFF"


def _luminance(rgb: tuple[float, ...]) -> float:
    """Relative luminance as WCAG 2.2 defines it, of channels from 0 to 1."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def named(split: str) -> tuple[str, ...]:
    """Return the values that have a colour of their own, in the order in which they are stacked."""
    return _CATEGORIES if split == "category" else _COUNTRIES


LIGHT = Palette(
    paper="#FBFAF7",
    ink="#1C1B1A",
    muted="#66625B",
    hairline="#DEDAD2",
    accent="#A8201A",
    other="#B4B0A8",
    series=("#332288", "#88CCEE", "#CC6677", "#117733", "#DDCC77", "#882255", "#44AA99", "#999933"),
    scale=("#E9E4DA", "#98918A", "#1C1B1A"),
)
DARK = Palette(
    paper="#15171A",
    ink="#E9E6E0",
    muted="#A5A19A",
    hairline="#34383D",
    accent="#EE7268",
    other="#6B6E73",
    series=("#8F83E0", "#88CCEE", "#E08A98", "#4CB36B", "#DDCC77", "#C4639A", "#44AA99", "#B5B54D"),
    scale=("#282B30", "#7B7C7D", "#E9E6E0"),
)


def on_paper(palette: Palette) -> dict[str, str]:
    """Map each color of a palette to its color in print, which uses the light theme.

    Args:
        palette: The palette of the screen.

    Returns:
        Colors as "#RRGGBB"; none for a palette that is light already.
    """
    if palette is not DARK:
        return {}

    def colours(each: Palette) -> list[str]:
        named = [each.paper, each.ink, each.muted, each.hairline, each.accent, each.other]
        shades = [each.step(place).upper() for place in range(STEPS + 1)]
        return [*shades, *named, *each.series, *each.scale]

    # Text on a shade is inverted, because in the dark theme light shades mean many.
    texts = {"#000000": "#FFFFFF", "#FFFFFF": "#000000"}
    return dict(zip(colours(palette), colours(LIGHT), strict=True)) | texts
