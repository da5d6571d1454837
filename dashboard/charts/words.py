"""The words that several charts share."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from itertools import islice

from dashboard import locale
from dashboard.dataset.tables import DESIGNATIONS, STATEMENTS
from dashboard.locale import gettext as _

_TIED = 3
"""How many values may share the first place and still be named in a title."""

FEW = 20
"""Below so many a share or a comparison would be chance, and no title claims one."""


def label(split: str | None, value: str) -> str:
    """Return the label of a value in the reader's language.

    Args:
        split: ``category``, ``country``, ``language``, ``stance`` or ``speaker_type``; None gives the
            value back.
        value: The value, or "unknown".
    """
    if split == "country":
        return locale.country("" if value == "unknown" else value)
    if split == "language":
        return locale.language("" if value == "unknown" else value)
    if split == "category":
        if value == "unknown":
            return _("category unknown")
        return _(DESIGNATIONS["category"].choice(value).label)
    if split in ("stance", "speaker_type"):
        return _(STATEMENTS[split].choice(value).label)
    return value


def most(numbers: Iterable[tuple[str, int]], n: int = 3) -> str:
    """Return the first few names with their numbers, for a description."""
    return ", ".join(f"{name} {locale.number(number)}" for name, number in islice(numbers, n))


def leading(
    numbers: Sequence[tuple[str, int]],
    *,
    total: int,
    one: str,
    first: str,
    tied: str,
    undated: int = 0,
    **further: str,
) -> str:
    """Say which of several values has most, or which share the first place.

    Args:
        numbers: Names and numbers.
        total: Of how many.
        one: The sentence where one has more than half, with ``{name}``, ``{count}`` and ``{total}``.
        first: The sentence where one has most.
        tied: The sentence where several have most, with ``{names}``.
        undated: How many more there are that lack the date that is counted.
        **further: What else the sentences name.

    Returns:
        The sentence; "" for few, for one value alone, or where more than three share the first place.
    """
    if total < FEW or len(numbers) < 2:
        return ""
    most = max(number for _name, number in numbers)
    names = [name for name, number in numbers if number == most]
    if len(names) > _TIED:
        return ""
    sentence = tied if len(names) > 1 else one if most > total / 2 else first
    return sentence.format(
        name=names[0],
        names=locale.conjunction(names),
        count=locale.number(most),
        total=_("{n} dated").format(n=locale.number(total)) if undated else locale.number(total),
        **further,
    )


def short(name: str, longest: int = 48) -> str:
    """Return a name cut at a word; where a drawing is narrow, `plot.js` and `static_drawing` cut it further.

    Args:
        name: The name.
        longest: How many characters fit.
    """
    return textwrap.shorten(name, longest, placeholder=" …")


def years_of(years: Iterable[int]) -> str:
    """Return a span of years in words: "2015–2026", or the one."""
    years = list(years)
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"
