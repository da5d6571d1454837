"""The coverage of a package: the days to which it follows the official register and the press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_KEYS = ("register_as_of", "register_entries", "numbers_to", "press_to")


@dataclass(frozen=True)
class Coverage:
    """The state of the register in the package, and the day to which the press was followed.

    Attributes:
        register_as_of: The day of the state of the official register.
        register_entries: The number of entries of the register on that day, or None if unknown.
        numbers_to: The number of the last entry up to which order numbers and decision dates are
            known, or None.
        press_to: The day to which the press was followed, or None.
    """

    register_as_of: date
    register_entries: int | None = None
    numbers_to: int | None = None
    press_to: date | None = None

    @property
    def last_day(self) -> date:
        """The latest day covered; no date in the package is later."""
        return max(self.register_as_of, self.press_to or self.register_as_of)

    @classmethod
    def parse(cls, described: object, as_of: date) -> Coverage:
        """Read the `coverage` of a package's description.

        Args:
            described: The value of `coverage`, or None if it is missing.
            as_of: The package's `as_of`, the default of `register_as_of`.

        Raises:
            ValueError: It is not an object with these four keys, or a value has a wrong type.
        """
        if described is None:
            return cls(as_of)
        if not isinstance(described, Mapping):
            raise ValueError("coverage must be a JSON object")
        if unknown := [str(key) for key in described if key not in _KEYS]:
            raise ValueError(f"coverage has unknown keys: {', '.join(unknown)}")
        day = _day(described, "register_as_of") or as_of
        if day != as_of:
            raise ValueError(
                f"coverage.register_as_of is {day.isoformat()} and as_of {as_of.isoformat()}; both are "
                "the day of the register that was taken over"
            )
        entries = _count(described, "register_entries")
        return cls(day, entries, _count(described, "numbers_to"), _day(described, "press_to"))

    def as_object(self) -> dict[str, str | int]:
        """Return the JSON object for `datapackage.json`, without unknown values."""
        values: dict[str, date | int | None] = {key: getattr(self, key) for key in _KEYS}
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in values.items()
            if value is not None
        }


def _day(described: Mapping[str, Any], key: str) -> date | None:
    value = described.get(key)
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"coverage.{key} is {value!r}; write a date as YYYY-MM-DD") from None


def _count(described: Mapping[str, Any], key: str) -> int | None:
    value = described.get(key)
    if value is None or (type(value) is int and value >= 0):
        return value
    raise ValueError(f"coverage.{key} is {value!r}; write a whole number")
