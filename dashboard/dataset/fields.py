"""The model of a field and a table of the data package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.dataset.choices import Choice

FieldType = Literal["string", "date", "boolean", "integer", "list"]

LIST_DELIMITER = "|"

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
URL = r"https?://[^\s<>\"']+"
COUNTRY = r"[A-Z]{2}"
LANGUAGE = r"[a-z]{2}"
ORDER_NUMBER = r"\d+-р"
SITE = r"[^\s/@:?#][^\s:?#]*|@[^\s/@:?#]+"
STATE = r"\d{4}-\d{2}(-\d{2})?"
PERIOD = r"\d{4}|(\d{4}-\d{2}-\d{2}|\.\.)/\d{4}-\d{2}-\d{2}"


@dataclass(frozen=True)
class Field:
    """One column of a table.

    Attributes:
        name: The column's name.
        type: Its type; a ``list`` is written with ``|`` between its items.
        title: Its title for readers.
        description: Its content and source.
        required: Whether a row without it is invalid.
        unique: Whether two rows may not share a value.
        choices: The values allowed, if enumerated.
        pattern: A regular expression for the whole value (for each item of a list).
        references: The ``table.field`` that must contain each value (foreign key).
    """

    name: str
    type: FieldType
    title: str
    description: str
    required: bool = False
    unique: bool = False
    choices: tuple[Choice, ...] = ()
    pattern: str | None = None
    references: str | None = None

    def choice(self, value: str) -> Choice:
        """Return the choice with that value.

        Raises:
            KeyError: The field has no such choice.
        """
        for choice in self.choices:
            if choice.value == value:
                return choice
        raise KeyError(f"{self.name} has no choice {value!r}")


@dataclass(frozen=True)
class Table:
    """One CSV file of the package; optional files may be missing."""

    name: str
    title: str
    description: str
    row: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    optional: bool = False

    @property
    def path(self) -> str:
        """The file's name inside the package."""
        return f"{self.name}.csv"

    @property
    def columns(self) -> list[str]:
        """The names of the fields, in order."""
        return [field.name for field in self.fields]

    def __getitem__(self, name: str) -> Field:
        """Return the field of that name.

        Raises:
            KeyError: The table has no such field.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name} has no field {name!r}")

    def of_type(self, kind: FieldType) -> list[str]:
        """Return the names of the fields of a type."""
        return [field.name for field in self.fields if field.type == kind]
