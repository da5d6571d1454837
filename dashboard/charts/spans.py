"""A year or a range of years in URLs and in text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dashboard import locale
from dashboard.locale import gettext as _

PATTERN = r"[0-9]{4}(?:-(?:[0-9]{4})?)?"
"""The format in URLs: ``2024``, ``2019-2021``, or ``2022-`` for an open range."""


def pattern(years: tuple[int, int]) -> str:
    """Return the pattern of the spans within some years.

    Args:
        years: The first and the last of them.
    """
    year = "|".join(map(str, range(years[0], years[1] + 1)))
    return f"(?:{year})(?:-(?:{year})?)?"


@dataclass(frozen=True, order=True)
class Span:
    """The years from the first to the last, both included.

    Attributes:
        first: The first year.
        last: The last year, not before the first.
    """

    first: int
    last: int

    @classmethod
    def read(cls, text: str, years: tuple[int, int]) -> Span | None:
        """Parse a span from a URL.

        Args:
            text: A text in the format of `PATTERN`.
            years: The first and the last valid year.

        Returns:
            The span, with the years sorted; None if the text is invalid or exceeds these years.
        """
        if not re.fullmatch(PATTERN, text):
            return None
        first, dash, last = text.partition("-")
        span = cls(*sorted((int(first), int(last or (years[1] if dash else first)))))
        return span if years[0] <= span.first <= span.last <= years[1] else None

    @property
    def years(self) -> range:
        """Its years."""
        return range(self.first, self.last + 1)

    @property
    def text(self) -> str:
        """The span for a URL."""
        return f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def label(self) -> str:
        """The span for a text."""
        return self.text.replace("-", "–")

    def unfinished(self, as_of: date) -> bool:
        """Return whether it was incomplete on a day."""
        return as_of < date(self.last, 12, 31)

    def in_words(self, as_of: date) -> str:
        """Return it as part of a sentence, with the day to which an unfinished one goes: "in 2024"."""
        sentence = _("in {year}") if self.first == self.last else _("in {years}")
        said = sentence.format(year=self.label, years=self.label)
        if self.unfinished(as_of):
            said = _("{period} (to {day})").format(period=said, day=locale.day_of_year(as_of))
        return said


def every(years: tuple[int, int]) -> frozenset[str]:
    """Return each span of some years, in every form that an address may have."""
    first, last = years
    spans = [Span(a, b) for a in range(first, last + 1) for b in range(a, last + 1)]
    return frozenset({span.text for span in spans} | {f"{span.first}-" for span in spans})
