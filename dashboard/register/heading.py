"""Find the role of each column of an export by its heading, in any order and wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.register.tables import Grid, texts

ROLES = {
    "number": "№ п/п",
    "order_date": "дата распоряжения о включении",
    "order_number": "номер распоряжения о включении",
    "order": "дата и номер распоряжения о включении",
    "decision_date": "дата решения о признании нежелательной",
    "name": "наименование организации",
    "published_date": "дата обнародования",
    "exclusion_date": "дата распоряжения об исключении",
    "exclusion_number": "номер распоряжения об исключении",
    "exclusion": "дата и номер распоряжения об исключении",
    "annulment_date": "дата решения об отмене",
    "status": "статус",
}
"""The roles of columns, with the Ministry's wording of the heading."""

_PLAIN = {
    "number": "register_number number no n id",
    "name": "register_name full_name name organization",
    "order_date": "minjust_order_date order_date listed_date",
    "order_number": "minjust_order_number order_number",
    "order": "order minjust_order",
    "decision_date": "prosecutor_decision_date decision_date",
    "published_date": "published_date announced_date publication_date",
    "exclusion_date": "exclusion_date exclusion_order_date delisted_date",
    "exclusion_number": "exclusion_number exclusion_order_number",
    "exclusion": "exclusion exclusion_order",
    "annulment_date": "annulment_date",
    "status": "status",
}
_BY_PLAIN = {word: role for role, words in _PLAIN.items() for word in words.split()}
_SEARCHED = 20


@dataclass(frozen=True)
class Columns:
    """The columns of an export.

    Attributes:
        first: Index of the first row below the headings.
        by_role: The column index by role.
        unknown: Headings of columns that are not read, by index.
        doubled: Headings of columns with the same role as another, by index.
        shared: Further columns under a heading that was merged over date and number of an order.
    """

    first: int
    by_role: Mapping[str, int]
    unknown: Mapping[int, str] = field(default_factory=dict)
    doubled: Mapping[int, str] = field(default_factory=dict)
    shared: Mapping[str, int] = field(default_factory=dict)

    @property
    def missing(self) -> list[str]:
        """The missing roles that are required to identify entries."""
        lacking = [] if "name" in self.by_role else ["name"]
        if not {"order", "order_date"} & self.by_role.keys():
            lacking.append("order_date")
        return lacking


def find_columns(grid: Grid) -> Columns | None:
    """Find the headings of a sheet.

    Args:
        grid: The sheet.

    Returns:
        The columns of the row, or pair of rows, that most likely contains headings; None if there is none.
    """
    best: Columns | None = None
    for start in range(min(len(grid.rows), _SEARCHED)):
        for height in (1, 2):
            if start + height > len(grid.rows):
                continue
            heads = _heads(grid, start, height)
            columns = _read(heads, start + height)
            if best is None or len(columns.by_role) > len(best.by_role):
                best = columns
    return best if best and len(best.by_role) >= 2 else None


def heading_texts(grid: Grid) -> list[str]:
    """Return the first row with the most text, to quote it in a message."""
    rows = [texts(row) for row in grid.rows[:_SEARCHED]]
    return [text for text in max(rows, key=lambda row: sum(map(bool, row)), default=[]) if text]


def _heads(grid: Grid, start: int, height: int) -> list[str]:
    """Return the headings of one or two rows; cells of the upper row may span several columns."""
    rows = [texts(row) for row in grid.rows[start : start + height]]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    for top, left, bottom, right in grid.merged:
        if start <= top < start + height and right > left and bottom < start + height:
            for column in range(left, min(right, width - 1) + 1):
                rows[top - start][column] = rows[top - start][left]
    if height == 2 and any(re.search(r"\d{3,}", text) for text in rows[1]):
        return []  # the second row is an entry
    return [" ".join(part for part in parts if part) for parts in zip(*rows, strict=True)]


def _read(heads: Sequence[str], first: int) -> Columns:
    found: dict[str, list[int]] = {}
    unknown: dict[int, str] = {}
    for index, head in enumerate(heads):
        role = role_of(head)
        if role:
            found.setdefault(role, []).append(index)
        elif head:
            unknown[index] = head
    by_role = {role: min(indexes, key=lambda i: len(heads[i])) for role, indexes in found.items()}
    shared = {
        role: indexes[1]
        for role, indexes in found.items()
        if role in ("order", "exclusion") and indexes[1:] == [indexes[0] + 1]
    }
    doubled = {
        index: heads[index]
        for role, indexes in found.items()
        for index in indexes
        if index not in (by_role[role], shared.get(role))
    }
    return Columns(first, by_role, unknown, doubled, shared)


def role_of(head: str) -> str | None:
    """Return the role of a column with a heading, or None."""
    text = re.sub(r"\s+", " ", head.casefold().replace("ё", "е")).strip(" .:")
    if len(text) > 250:
        return None
    if text in _BY_PLAIN:
        return _BY_PLAIN[text]
    return next(_roles(text), None)


def _roles(text: str) -> Iterator[str]:
    if re.fullmatch(r"(?:№|n|no|номер)\s*(?:п\s*/?\s*п|по порядку)?\.?", text):
        yield "number"
    if "статус" in text or "состояние" in text:
        yield "status"
    if "обнародован" in text or "опубликован" in text or "публикаци" in text:
        yield "published_date"
    if "распоряжени" in text or "приказ" in text:
        which = "exclusion" if "исключ" in text else "order"
        dated, numbered = "дата" in text or "дате" in text, "номер" in text or "№" in text
        yield which if dated == numbered else f"{which}_date" if dated else f"{which}_number"
    if "решени" in text and "наименовани" not in text:
        yield "annulment_date" if "отмен" in text else "decision_date"
    if re.search(r"наименовани|назван", text):
        yield "name"
