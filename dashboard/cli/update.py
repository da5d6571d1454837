"""`update`: hold the official register's export against the dataset, and take its changes over."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from dashboard import settings
from dashboard.cli.common import Commands, fail, folder_help


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "update",
        help="compare the official register's export with the dataset, and take its changes over",
        description="Says what an export of the official register (XLSX, CSV or JSON) would change. "
        "Nothing is written without --apply. The exit code is 0 if the export was read, and 1 if it "
        "was not, or what it changes could not be written.",
    )
    command.add_argument("export", type=Path, metavar="EXPORT", help="the file of the export")
    command.add_argument("path", type=Path, nargs="?", metavar="PATH", help=folder_help())
    command.add_argument(
        "--data", type=Path, metavar="PATH", help="the same folder, as for `serve`"
    )
    command.add_argument(
        "--apply", action="store_true", help="write the changes, all or none, as a new version"
    )
    command.add_argument(
        "--json", action="store_true", help="print the comparison as one JSON object"
    )
    command.add_argument(
        "--as-of",
        type=_day,
        metavar="YYYY-MM-DD",
        help="the day to which the export is current, where it does not say so itself",
    )
    command.add_argument(
        "--source", metavar="URL", default="", help="where the export was published, as evidence"
    )
    command.set_defaults(run=_update)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write YYYY-MM-DD") from None


def _update(arguments: argparse.Namespace) -> int:
    from dashboard.catalog.edition import Draft
    from dashboard.catalog.package import PackageError
    from dashboard.catalog.register import report
    from dashboard.catalog.register.application import apply, identifiers
    from dashboard.catalog.register.comparison import compare
    from dashboard.catalog.register.export import Problem, read_export
    from dashboard.catalog.register.grid import ExportError

    def stop(message: str) -> int:
        if arguments.json:
            _print_json(report.failure(message))
        return fail(message)

    directory = arguments.data or arguments.path or settings.data_directory()
    today = date.today()
    try:
        draft = Draft.of(directory)
        export = read_export(arguments.export, today=max(today, draft.package.as_of))
    except (PackageError, ExportError, OSError) as error:
        return stop(str(error))
    comparison = compare(export, draft.package, as_of=arguments.as_of)
    ids = identifiers(comparison, draft)
    shown = report.as_object(comparison, ids)
    done, trouble = "", ""
    if arguments.apply:
        try:
            version = apply(comparison, draft, ids, today=today, source=arguments.source)
            done = f"Written to {directory} as version {version}." if version else ""
        except (PackageError, OSError) as error:
            trouble = (
                f"Nothing was written to {directory}: {error}"
                if isinstance(error, OSError)
                else str(error)
            )
            shown["problems"].append(report.problem_record(Problem(None, "", trouble)))
    if arguments.json:
        _print_json(shown)
    else:
        print(report.as_text(comparison, ids))
        if arguments.apply and not trouble:
            print("\n" + (done or f"There was nothing to write: {directory} is as it was."))
        elif comparison.to_apply and not arguments.apply:
            print("\nNothing was written. Run it again with --apply to take the changes over.")
    return fail(trouble) if trouble else 0


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()
