"""Parse one cell of an export: a text, a date, or the number of an order."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import get_month_names
from openpyxl.utils.datetime import from_excel

from dashboard.dataset.artefacts import cleaned, plain_dashes

_EMPTY = {"", "-", "–", "—", "―", "−", "нет", "none", "null", "nan"}
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORDED = re.compile(r"(?<!\d)(\d{1,2})\s+([а-я]+)\s+(\d{4})(?!\d)", re.IGNORECASE)
_ORDER = re.compile(
    r"(?<!\d)(?<!\d\.)(\d{1,3}(?: \d{3})+|\d+)\s*[-_/]?\s*[рp](?![а-яa-z])", re.IGNORECASE
)
_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}[\d:.,]*\s?(?:Z|[+-]\d{2}:?\d{2})")
_SERIAL = range(36_000, 73_000)  # Excel's day numbers from 1998 to 2099
_MILLISECONDS = range(883_000_000_000, 4_102_000_000_000)  # since 1970, for the same years
_MOSCOW = ZoneInfo("Europe/Moscow")


def text_of(value: Any) -> str:
    """Return a cell as text with normalized spaces; "" if it is empty or a placeholder for that."""
    # Remove characters that UTF-8 cannot encode.
    text = cleaned(written(value).encode("utf-8", "replace").decode("utf-8"))
    return "" if text.casefold() in _EMPTY else text


def written(value: Any) -> str:
    """Format a cell for a message."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)


def order_number_in(text: str) -> str | None:
    """Find the number of an order in a text, as "1076-р"."""
    found = _ORDER.search(plain_dashes(cleaned(text)))
    return f"{found[1].replace(' ', '')}-р" if found else None


def date_of(value: Any) -> date | None:
    """Parse a cell that is a date: an Excel date, or a text that is only a date."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if math.isfinite(value) and int(value) in _MILLISECONDS:
            return datetime.fromtimestamp(value / 1000, _MOSCOW).date()
        if not math.isfinite(value) or int(value) not in _SERIAL:
            return None
        found = from_excel(int(value))
        return found.date() if isinstance(found, datetime) else None
    if _ZONED.fullmatch(text_of(value)):
        # The register uses Moscow time, where midnight is still the previous day in UTC.
        try:
            return datetime.fromisoformat(text_of(value)).astimezone(_MOSCOW).date()
        except (ValueError, OverflowError):
            return None
    text = re.sub(
        r"\s*(?:г\.?|года|\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|T[\d:.+Z]+)$", "", text_of(value)
    )
    if any(pattern.fullmatch(text) for pattern in (_DOTTED, _ISO, _WORDED)):
        return date_in(text)
    return None


def date_in(text: str) -> date | None:
    """Find the first date in a text."""
    parts: tuple[int, int, int] | None = None
    if found := _DOTTED.search(text):
        parts = int(found[3]), int(found[2]), int(found[1])
    elif found := _ISO.search(text):
        parts = int(found[1]), int(found[2]), int(found[3])
    elif (found := _WORDED.search(text)) and found[2].casefold() in _months():
        parts = int(found[3]), _months()[found[2].casefold()], int(found[1])
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None


@lru_cache
def _months() -> dict[str, int]:
    return {
        name.casefold(): number for number, name in get_month_names("wide", "format", "ru").items()
    }
