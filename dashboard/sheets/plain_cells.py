"""Cells as text that a spreadsheet opens and nothing calculates, and CSV of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

# Control characters and half of a surrogate pair, none of which XML may hold.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# The full-width forms begin a formula too, where Excel speaks Chinese or Japanese.
_FORMULA = re.compile(r"^(?=[=+\-@＝＋－＠\t\r\n])")
# A spreadsheet of another country parts cells at semicolons or tabs, whatever stands around them.
_FORMULA_IN_PART = re.compile(r"(?<=[;\t])(\s*)(?=[=+\-@＝＋－＠])")


def safe(text: str) -> str:
    """Remove what XML forbids, and mark as text what looks like a formula.

    Example:
        >>> safe("=1+1")
        "'=1+1"
    """
    text = _FORMULA_IN_PART.sub(r"\1'", _FORMULA.sub("'", printable(text)))
    # The writer of CSV does not quote a lone carriage return, which would begin a row.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def printable(text: str) -> str:
    """Remove the characters that XML forbids."""
    return _ILLEGAL.sub("", text)


def csv_bytes(
    headings: Iterable[object],
    rows: Iterable[Iterable[object]],
    *,
    above: str = "",
    mark: bool = True,
) -> bytes:
    """Return rows as CSV in UTF-8.

    Args:
        headings: The headings.
        rows: Their cells are written as they are: see `safe`.
        above: Lines above the headings.
        mark: Whether a byte order mark tells Excel the encoding.
    """
    text = io.StringIO(newline="")
    text.write(above)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")
