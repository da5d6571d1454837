"""Choose the name of an organization for a reader: the one in the reader's language, if there is one."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from dashboard import locale
from dashboard.catalog.rows import Row


def _column(columns: Any) -> str | None:
    column = f"name_{locale.current().code}"
    return column if column in columns else None


def columns(designations: pd.DataFrame) -> list[str]:
    """Return the columns that `titles` needs."""
    own = _column(designations.columns)
    return ["name"] if own is None else ["name", own]


def titles(designations: pd.DataFrame) -> pd.Series[Any]:
    """Return the main name of each designation.

    Args:
        designations: Rows of the catalog's table; columns ``name`` and, for a language, ``name_<code>``.

    Returns:
        The names in the reader's language, else in Latin script, with the index of the table.
    """
    column = _column(designations.columns)
    if column is None:
        return designations["name"]
    return designations[column].where(designations[column].notna(), designations["name"])


def title(row: Row) -> str:
    """Return the main name of one designation."""
    own = row[column] if (column := _column(row.keys())) else None
    return str(row["name"] if own is None or pd.isna(own) or own == "" else own)


def others(row: Row) -> list[tuple[str, str]]:
    """Return the other common names of a designation, each with its language, or "" if that is uncertain.

    Args:
        row: A designation with ``name``, ``name_native``, ``name_ru`` and ``abbreviation``.
    """
    pairs = (
        ("name", ""),
        ("name_native", native_language(row)),
        ("name_ru", "ru"),
        ("abbreviation", ""),
    )
    found = {str(row[column]): language for column, language in pairs if not pd.isna(row[column])}
    found.pop(title(row), None)
    found.pop("", None)
    return list(found.items())


def native_language(row: Row) -> str:
    """Return the language of a designation's native name if its letters identify it, else ""."""
    name: str = "" if pd.isna(row["name_native"]) else str(row["name_native"]).lower()
    for letters, language in _LETTERS.items():
        if letters & {*name}:
            return language
    return _CYRILLIC_OF.get(str(row.get("country")), "") if re.search("[а-я]", name) else ""


_LETTERS = {frozenset("ў"): "be", frozenset("їєґ"): "uk"}
_CYRILLIC_OF = {"BG": "bg", "MK": "mk", "RS": "sr", "UA": "uk"}


def register_titles(designations: pd.DataFrame) -> dict[str, str]:
    """Return the Russian name of each designation, else the one in Latin script, by identifier."""
    russian = designations["name_ru"].where(designations["name_ru"].notna(), designations["name"])
    return {str(key): str(name) for key, name in russian.items()}
