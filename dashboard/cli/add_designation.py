"""`add-designation`: add a designated organization to the dataset."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from dashboard import settings
from dashboard.cli.common import Commands, fail, folder_help
from dashboard.cli.fields import DELIMITER, add_flags, ask, at_terminal, flag, is_moot
from dashboard.dataset.tables import DESIGNATIONS


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "add-designation",
        help="add a designated organization to the dataset",
        description="Adds a designation from flags, and asks for missing fields. The new package is "
        "validated and written atomically.",
    )
    command.late = _arguments
    command.set_defaults(run=_add_designation)


def _arguments(command: argparse.ArgumentParser) -> None:

    add_flags(command, DESIGNATIONS)
    command.add_argument(
        "--evidence", nargs=2, metavar=("URL", "A|B"), action="append", default=[],
        help="a page, and the fields that it supports; may be repeated",
    )  # fmt: skip
    command.add_argument(
        "--anyway", action="store_true", help="add it even if a designation has a similar name"
    )
    command.add_argument("--data", type=Path, metavar="PATH", help=folder_help())


def _add_designation(arguments: argparse.Namespace) -> int:
    from dashboard.dataset.package import PackageError
    from dashboard.editing.adding import AdditionError, add_designation
    from dashboard.editing.draft import Draft

    try:
        draft = Draft.of(arguments.data or settings.data_directory())
        fields = _fields(arguments)
        evidence = {url: supports.split(DELIMITER) for url, supports in arguments.evidence}
        version, identifier = add_designation(
            draft, fields, evidence=evidence, today=date.today(), anyway=arguments.anyway
        )
    except (AdditionError, PackageError) as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"Nothing was written: {error}")
    except EOFError:
        return fail("Nothing was written: not all questions were answered.")
    print(f"Added {identifier} in version {version}.")
    if not evidence:
        print("  No page supports its facts yet: add rows to evidence.csv.")
    return 0


def _fields(arguments: argparse.Namespace) -> dict[str, str]:
    from dashboard.editing.adding import AdditionError

    fields: dict[str, str] = {}
    for field in DESIGNATIONS.fields:
        given = getattr(arguments, field.name)
        if given is not None:
            fields[field.name] = given.strip()
        elif at_terminal() and field.name != "id" and not is_moot(DESIGNATIONS, field, fields):
            fields[field.name] = ask(field)
    needed = [field.name for field in DESIGNATIONS.fields if field.required]
    lacking = [name for name in needed if name != "id" and not fields.get(name)]
    if lacking:
        raise AdditionError(f"Required but missing: {', '.join(map(flag, lacking))}.")
    return fields
