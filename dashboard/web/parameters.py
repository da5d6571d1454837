"""Define URL parameters, for strict parsing and for OpenAPI."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams

from dashboard import locale
from dashboard.asking.filter_schema import valid_values
from dashboard.asking.filters import FILTER_KEYS, MAX_QUERY, Filters
from dashboard.catalog import Catalog
from dashboard.web.problems import bad_parameter

DEFAULT_LIMIT = 100
MAX_LIMIT = 10_000
_MAX_OFFSET = 2**31 - 1


@dataclass(frozen=True)
class Parameter:
    """One URL parameter.

    Attributes:
        name: Its name.
        description: What it does, as Markdown.
        schema: The JSON Schema of its value, which is also used for parsing.
        commas: Whether several values are separated by commas instead of repeating the parameter.
    """

    name: str
    description: str
    schema: Mapping[str, Any]
    commas: bool = False

    def read(self, text: str) -> Any:
        """Parse the value.

        Raises:
            Problem: The schema does not allow it.
        """
        if self.commas:
            return tuple(self._items(text))
        if self.schema["type"] == "integer":
            return self._whole(text)
        if "enum" not in self.schema:
            return self._free(text)
        if text not in self.schema["enum"]:
            raise bad_parameter(self.name, self._wrong(text, self.schema["enum"]))
        return text

    def _items(self, text: str) -> Iterable[str]:
        items = text.split(",")
        allowed = self.schema["items"]["enum"]
        for item in items:
            if item not in allowed:
                raise bad_parameter(self.name, self._wrong(item, allowed))
        if len(set(items)) < len(items):
            raise bad_parameter(self.name, f"{self.name} names something twice.")
        return items

    def _whole(self, text: str) -> int:
        least, most = self.schema["minimum"], self.schema["maximum"]
        # Limit the number of digits, because Python would parse thousands.
        if re.fullmatch(r"[0-9]{1,10}", text) and least <= int(text) <= most:
            return int(text)
        raise bad_parameter(
            self.name,
            f"{self.name}={text[:MAX_QUERY]} is invalid: give a whole number from {least} to {most}.",
        )

    def _free(self, text: str) -> str:
        most = self.schema["maxLength"]
        if len(text) > most:
            raise bad_parameter(self.name, f"{self.name} must have at most {most} characters.")
        if "pattern" in self.schema and not re.fullmatch(self.schema["pattern"], text):
            raise bad_parameter(self.name, f"{self.name} is invalid: {self.description}")  # fmt: skip
        return text

    def _wrong(self, text: str, allowed: Sequence[str]) -> str:
        return f"{self.name}={text[:MAX_QUERY]} means nothing here: use {', '.join(allowed)}."


def language() -> Parameter:
    """Return the language of titles, labels and sentences."""
    return Parameter(
        "lang",
        "Language of titles, labels and sentences; without it, that of `Accept-Language`, else English.",
        {"type": "string", "enum": list(locale.languages())},
    )


def paging() -> tuple[Parameter, ...]:
    """Return the parameters of pagination."""
    return (
        Parameter(
            "limit",
            f"How many rows. Without it {DEFAULT_LIMIT} of JSON, and every row of CSV and NDJSON.",
            {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT},
        ),
        Parameter(
            "offset",
            "How many rows to pass over.",
            {"type": "integer", "minimum": 0, "maximum": _MAX_OFFSET, "default": 0},
        ),
    )


def read_filters(given: QueryParams, catalog: Catalog) -> Filters:
    """Parse the filters like pages do, but refuse an invalid value.

    Raises:
        Problem: A value is invalid.
    """
    values = {key: given.getlist(key) for key in FILTER_KEYS if key in given}
    for key in ("day", "basis", "q"):
        if len(values.get(key, ())) > 1:
            raise bad_parameter(key, f"{key} can be given only once.")
    if len(values.get("q", [""])[0]) > MAX_QUERY:
        raise bad_parameter("q", f"q is longer than {MAX_QUERY} characters.")
    filters, dropped = Filters.from_params(values, catalog)
    if dropped:
        valid = valid_values(catalog, dropped[0].key)
        hint = f": {valid}" if valid else ""
        raise bad_parameter(dropped[0].key, f"{dropped[0]} is not valid here{hint}.")
    return filters


def read(given: QueryParams, own: Iterable[Parameter], *, filters: bool = True) -> dict[str, Any]:
    """Parse the parameters of an endpoint; an absent one is omitted or has its default.

    Args:
        given: All parameters of the request.
        own: The valid parameters besides the filters.
        filters: Whether filters are valid too.

    Raises:
        Problem: A parameter is unknown, repeated, or has an invalid value.
    """
    known = {parameter.name: parameter for parameter in own}
    allowed = known.keys() | (FILTER_KEYS if filters else ())
    for name in given:
        if name not in allowed:
            raise bad_parameter(
                name[:MAX_QUERY],
                f"There is no parameter {name[:MAX_QUERY]!r} here: use {', '.join(sorted(allowed))}.",
            )
    values = {
        name: parameter.schema["default"]
        for name, parameter in known.items()
        if "default" in parameter.schema
    }
    for name, parameter in known.items():
        texts = given.getlist(name)
        if len(texts) > 1:
            raise bad_parameter(name, f"{name} can be given only once.")
        if texts:
            values[name] = parameter.read(texts[0])
    return values
