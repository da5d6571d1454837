"""Make CSV whose cells a spreadsheet does not evaluate as formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

# Control characters and lone surrogates, which XML forbids.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# In Chinese or Japanese Excel, full-width characters begin a formula too.
_FORMULA = re.compile(r"^(?=[=+\-@＝＋－＠\t\r\n])")
# Spreadsheets in other locales split cells at semicolons or tabs, even within quotation marks.
_FORMULA_IN_PART = re.compile(r"(?<=[;\t])(\s*)(?=[=+\-@＝＋－＠])")


def safe(text: str) -> str:
    """Remove characters that XML forbids, and prefix text that looks like a formula with an apostrophe.

    Example:
        >>> safe("=1+1")
        "'=1+1"
    """
    text = _FORMULA_IN_PART.sub(r"\1'", _FORMULA.sub("'", printable(text)))
    # Python's CSV writer does not quote a lone carriage return, which would begin a new row.
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
        rows: The rows; cells are written unchanged, so pass them through `safe` first.
        above: Lines above the headings.
        mark: Whether to begin with a byte order mark, so that Excel detects the encoding.
    """
    text = io.StringIO(newline="")
    text.write(above)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")
