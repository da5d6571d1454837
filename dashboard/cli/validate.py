"""`validate`: check a data package and report on its quality."""

from __future__ import annotations

import argparse
from pathlib import Path

from dashboard import settings
from dashboard.cli.common import Commands, fail, folder_help


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser("validate", help="check a data package and report on its quality")
    command.add_argument("path", type=Path, nargs="?", metavar="PATH", help=folder_help())
    command.set_defaults(run=_validate)


def _validate(arguments: argparse.Namespace) -> int:
    from dashboard.catalog.catalog import build_catalog
    from dashboard.catalog.quality import assess, report
    from dashboard.dataset.package import PackageError, read_package
    from dashboard.dataset.validation import validate

    directory = arguments.path or settings.data_directory()
    try:
        package = read_package(directory)
    except PackageError as error:
        return fail(str(error))
    if violations := validate(package):
        for violation in violations:
            print(violation)
        return fail(
            f"The data package in {directory} breaks {len(violations)} rule(s), listed above. "
            "The quality report needs a valid package."
        )
    print(f"The data package in {directory} is valid.\n")
    print(report(assess(build_catalog(package))))
    return 0
