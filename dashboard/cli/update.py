"""`update`: compare the official register's export with the dataset, and take its changes over."""

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
        help="compare the official register's export with the dataset, and take its changes over",
        description="Says what an export of the official register (XLSX, CSV or JSON) would change. "
        "Nothing is written without --apply. The exit code is 0 if the export was read, and 1 if it "
        "was not, or what it changes could not be written. With --from, 1 also if it is older than "
        "the dataset, stale, shorter, or has too many other wordings at once.",
    )
    command.add_argument(
        "export",
        nargs="?",
        metavar="EXPORT",
        help="the file of the export, or its https:// address",
    )
    command.add_argument("path", type=Path, nargs="?", metavar="PATH", help=folder_help())
    command.add_argument(
        "--from",
        dest="source_of_export",
        metavar="SOURCE",
        help="where to read the register without a person looking on: mirror (the public mirror, or "
        "what DASHBOARD_REGISTER_URL names), an https:// address, or a file",
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
    # A register that no person checks before it is taken over must be plausible as a whole.
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
            print("\n" + (done or f"There was nothing to write: {directory} is as it was."))
        elif comparison.to_apply and not arguments.apply:
            print("\nNothing was written. Run it again with --apply to take the changes over.")
    return fail(trouble) if trouble else 0


def _places(arguments: argparse.Namespace) -> tuple[str, Path]:
    """Return where the register and the dataset are; with --from the only argument is the dataset.

    Raises:
        ExportError: There is no register, or there are two.
    """
    from dashboard.register.tables import ExportError

    source, folder = arguments.export, arguments.path
    if arguments.source_of_export:
        if folder is not None:
            raise ExportError("Give the register either as EXPORT or with --from.")
        source, folder = arguments.source_of_export, source and Path(source)
    if not source:
        raise ExportError("Give the file of the export, or --from mirror for the public mirror.")
    return source, arguments.data or folder or settings.data_directory()


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()
