"""`update`: compare the official register's export with the dataset, and import its changes."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from dashboard import settings
from dashboard.cli.common import Commands, fail, folder_help


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "update",
        help="compare the official register's export with the dataset, and import its changes",
        description="Shows what an export of the official register (XLSX, CSV or JSON) would change. "
        "Nothing is written without --apply. The exit code is 0 if the export was read, and 1 if it "
        "could not be read or its changes could not be written. With --from, it is also 1 if the "
        "export is older than the dataset, out of date, shorter, or has too many changed wordings.",
    )
    command.add_argument(
        "export",
        nargs="?",
        metavar="EXPORT",
        help="the file of the export, or its https:// URL",
    )
    command.add_argument("path", type=Path, nargs="?", metavar="PATH", help=folder_help())
    command.add_argument(
        "--from",
        dest="source_of_export",
        metavar="SOURCE",
        help="read the register from this source, with additional checks: mirror (the public mirror, or "
        "DASHBOARD_REGISTER_URL), an https:// URL, or a file",
    )
    command.add_argument(
        "--pull-request",
        type=Path,
        metavar="FOLDER",
        help="write the branch, title, message and report of a pull request into this folder, if "
        "--apply wrote something",
    )
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
        help="the day of the export, if the file does not contain it",
    )
    command.add_argument(
        "--source",
        metavar="URL",
        default="",
        help="the URL of the export, to be recorded as evidence",
    )
    command.set_defaults(run=_update)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date: write YYYY-MM-DD") from None


def _update(arguments: argparse.Namespace) -> int:
    from dashboard.dataset.package import PackageError
    from dashboard.editing.draft import Draft
    from dashboard.register import report
    from dashboard.register.applying import apply, identifiers
    from dashboard.register.comparison import compare
    from dashboard.register.export import Problem
    from dashboard.register.fetching import Folder, is_address
    from dashboard.register.proposal import propose
    from dashboard.register.refusals import refusals
    from dashboard.register.retrieval import obtain
    from dashboard.register.tables import ExportError

    def stop(message: str) -> int:
        if arguments.json:
            _print_json(report.failure(message))
        return fail(message)

    try:
        source, directory = _places(arguments)
        draft = Draft.of(directory)
        today = date.today()
        export = obtain(
            source,
            today=max(today, draft.package.as_of),
            copies=Folder(settings.register_copies()),
        )
    except (PackageError, ExportError, settings.SettingError, OSError) as error:
        return stop(str(error))
    comparison = compare(export, draft.package, as_of=arguments.as_of)
    # A register that no person checks before the import must be plausible.
    if arguments.source_of_export or is_address(source):
        reasons = refusals(comparison, draft.package, today=today)
        if reasons:
            return stop(f"Nothing was written. {export.origin} was refused: {' '.join(reasons)}")
    ids = identifiers(comparison, draft)
    shown = report.as_object(comparison, ids)
    done, trouble = "", ""
    if arguments.apply:
        evidence = arguments.source or (export.origin if is_address(export.origin) else "")
        try:
            version = apply(comparison, draft, ids, today=today, source=evidence)
            done = f"Written to {directory} as version {version}." if version else ""
            if version and arguments.pull_request:
                propose(comparison, ids, version).write(arguments.pull_request)
        except (PackageError, OSError) as error:
            trouble = (
                f"Nothing was written to {directory}: {error}"
                if isinstance(error, OSError) and not done
                else str(error)
            )
            shown["problems"].append(report.problem_record(Problem(None, "", trouble)))
    if arguments.json:
        _print_json(shown)
    else:
        print(report.as_text(comparison, ids))
        if arguments.apply and not trouble:
            print("\n" + (done or f"There was nothing to write: {directory} is unchanged."))
        elif comparison.to_apply and not arguments.apply:
            print("\nNothing was written. Run the command again with --apply to write the changes.")
    return fail(trouble) if trouble else 0


def _places(arguments: argparse.Namespace) -> tuple[str, Path]:
    """Return the source of the register and the folder of the dataset; with --from, the only
    argument is the folder.

    Raises:
        ExportError: No source is given, or two.
    """
    from dashboard.register.tables import ExportError

    source, folder = arguments.export, arguments.path
    if arguments.source_of_export:
        if folder is not None:
            raise ExportError("Give the register either as EXPORT or with --from.")
        if source and not Path(source).is_dir():
            raise ExportError(
                f"{source} is no folder of a data package: give the register either as EXPORT or with "
                "--from."
            )
        source, folder = arguments.source_of_export, source and Path(source)
    if not source:
        raise ExportError("Give the file of the export, or --from mirror for the public mirror.")
    return source, arguments.data or folder or settings.data_directory()


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()
