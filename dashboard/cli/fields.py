"""Turn fields of a table into flags of a command and questions in the terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping

from dashboard.dataset.fields import Field, Table

DELIMITER = "|"


def flag(name: str) -> str:
    """Return the flag of a field."""
    return f"--{name.replace('_', '-')}"


def add_flags(command: argparse.ArgumentParser, table: Table, without: Iterable[str] = ()) -> None:
    """Add a flag for each field of a table.

    Args:
        command: The parser of the command.
        table: The table.
        without: Fields that have no flag.
    """
    for field in table.fields:
        if field.name in without:
            continue
        if field.type == "boolean":
            command.add_argument(flag(field.name), action="store_true", help=field.description)
            continue
        several = field.type == "list"
        command.add_argument(
            flag(field.name),
            metavar="A|B" if several else "YYYY-MM-DD" if field.type == "date" else "TEXT",
            help=_help(field).replace("%", "%%"),
        )


def _help(field: Field) -> str:
    values = f" One of: {', '.join(each.value for each in field.choices)}." if field.choices else ""
    return f"{field.description}{values}{' Needed.' if field.required else ''}"


def ask(field: Field) -> str:
    """Ask for a field in the terminal; "" if it is unknown.

    The question is repeated until a required field has an answer.
    """
    print(f"{field.title}: {_help(field)}", file=sys.stderr)
    while True:
        answer = input("> ").strip()
        if field.choices and answer:
            allowed = {each.value for each in field.choices}
            given = answer.split(DELIMITER) if field.type == "list" else [answer]
            if wrong := [each for each in given if each not in allowed]:
                print(f"{', '.join(wrong)} is not one of these.", file=sys.stderr)
                continue
        if answer or not field.required:
            return answer


def at_terminal() -> bool:
    """Return whether standard input and output are a terminal."""
    return sys.stdin.isatty()


def is_moot(table: Table, field: Field, given: Mapping[str, str]) -> bool:
    """Return whether a field only qualifies an empty one, so that it need not be asked for.

    Args:
        table: The table.
        field: One of its fields; the fields that it qualifies come before it.
        given: The known fields of the row.
    """
    from dashboard.dataset.validation import QUALIFIERS

    return any(
        (owner, qualifier) == (table, field.name) and given.get(value, "") in ("", "false")
        for owner, qualifier, value in QUALIFIERS
    )
