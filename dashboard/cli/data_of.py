"""`data-of`: restore an earlier version of the data."""

from __future__ import annotations

import argparse
from pathlib import Path

from dashboard import settings
from dashboard.cli.common import Commands, fail, folder_help


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "data-of",
        help="restore an earlier version of the data package from the repository's Git history",
    )
    command.add_argument(
        "version", metavar="VERSION", nargs="?", help="such as 2026.11.25; without it, list all"
    )
    command.add_argument(
        "folder", type=Path, metavar="FOLDER", nargs="?", help="the new folder (data-VERSION)"
    )
    command.add_argument("--data", type=Path, metavar="PATH", help=folder_help())
    command.set_defaults(run=_data_of)


def _data_of(arguments: argparse.Namespace) -> int:
    from dashboard.dataset.past import PastError, restore, versions

    data = arguments.data or settings.data_directory()
    try:
        if arguments.version is None:
            for version, commit in versions(data).items():
                print(f"{version}  {commit[:12]}")
            return 0
        target = arguments.folder or Path(f"data-{arguments.version}")
        commit = restore(data, arguments.version, target)
    except PastError as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"The files could not be written: {error}")
    print(f"{target} has version {arguments.version} of commit {commit[:12]}.")
    return 0
