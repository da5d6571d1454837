"""`check`: check a name, a list of names, or a text for designated organizations."""

from __future__ import annotations

import argparse
import json
import os
import stat
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard import settings
from dashboard.cli.common import Commands, fail, folder_help

if TYPE_CHECKING:
    from dashboard.catalog.catalog import Catalog
    from dashboard.names import Answer, Matcher
    from dashboard.names.prepared import Prepared
    from dashboard.names.watch_list import Seen
    from dashboard.sheets.reading import Sheet
    from dashboard.sheets.workbook import Cell

FOUND = 3
"""The exit code if a listed or announced organization was found."""
LONG = 3_000
"""Number of names from which on progress is shown in a terminal."""
UNCHECKED = 2
"""The exit code if no listed organization was found, but something could not be checked."""
LARGEST_STATE = 64_000_000
"""Maximum bytes of a state file: about 500,000 names with findings."""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "check",
        help='check names for organizations declared "undesirable"',
        epilog="Exit codes: 0 everything was checked, and no name is listed; 3 a listed or announced "
        "organization was found; 2 no name is listed, but something could not be checked; 1 the "
        "input could not be read. With --since and --watch only new findings are reported, and 3 "
        "means that there are any, possible matches included.",
    )
    command.add_argument(
        "--name",
        action="append",
        metavar="NAME",
        help="check this name; may be given several times",
    )
    command.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="a list (XLSX, CSV, or one name a line), a text with --text, or - for standard input, "
        "one name a line",
    )
    command.add_argument("--column", metavar="NAME", help="the column with the names")
    command.add_argument(
        "--format",
        choices=("table", "csv", "json"),
        default="table",
        help="format of the result (default: table)",
    )
    command.add_argument("--text", action="store_true", help="find names inside a text")
    news = command.add_mutually_exclusive_group()
    news.add_argument(
        "--since",
        metavar="VERSION",
        help="report only findings that an earlier version of the data (2026.11.30) did not give",
    )
    news.add_argument(
        "--watch",
        type=Path,
        metavar="STATE_FILE",
        help="report only findings that are not in this state file, which is then updated or created",
    )
    command.add_argument("--data", type=Path, metavar="PATH", help=folder_help())
    command.set_defaults(run=_check)


def _check(arguments: argparse.Namespace) -> int:
    from dashboard.names.watch_list import StateError
    from dashboard.sheets.decoding import UploadError

    if arguments.text and (arguments.since or arguments.watch):
        return fail("--since and --watch work only with names, not with --text.")
    if bool(arguments.name) == bool(arguments.file):
        return fail("Give a file, - for standard input, or at least one --name.")
    try:
        source = _source(arguments)
        data = b"" if arguments.name else _read(arguments.file)
        if arguments.text and not arguments.name:
            return _text(source, data, arguments.format)
        return _list(source, data, arguments)
    except (_UnusableError, UploadError) as error:
        return fail(str(error))
    except StateError as error:
        return fail(
            f"{arguments.watch} cannot be used: {error}. Nothing was checked. Give another file, or "
            "delete this one to report everything again."
        )


class _UnusableError(Exception):
    """The data, or an earlier version of them, are invalid."""


@dataclass(frozen=True)
class _Source:
    """The matcher, and facts about its data for the report."""

    matcher: Matcher
    version: str
    as_of: date
    not_found: str


def _source(arguments: argparse.Namespace) -> _Source:
    """Return the source to check against: from the cache of an earlier run, or from the package."""
    from dashboard import locale
    from dashboard.names import Matcher, prepared

    directory = arguments.data or settings.data_directory()
    folder = _kept_in()
    try:
        if settings.register_url() is not None:
            return _from_package(arguments.data)  # the register may have newer entries
        key = prepared.key_of(directory, locale.current().code)
    except (settings.SettingError, OSError):
        return _from_package(arguments.data)  # which reports the error
    kept = prepared.read(folder, key) if folder else None
    if kept is None:
        kept, fresh = _prepare(arguments.data)
        if folder and fresh and prepared.key_of(directory, locale.current().code) == key:
            prepared.write(folder, key, kept)
    return _Source(Matcher(kept.known), kept.version, kept.as_of, kept.not_found)


def _kept_in() -> Path | None:
    """Return the cache folder, or None if the user has none."""
    if chosen := settings.cache_directory():
        return chosen / "check"
    try:
        return Path.home() / ".cache" / "undesirable-register"
    except RuntimeError:
        return None


def _prepare(directory: Path | None) -> tuple[Prepared, bool]:
    """Return the index of a valid package, and whether the package was read just now."""
    from dashboard.catalog.loading import freshness, load_catalog
    from dashboard.catalog.register_state import register_state
    from dashboard.dataset.package import PackageError
    from dashboard.names.known import known_of
    from dashboard.names.prepared import Prepared
    from dashboard.words.memo import learning

    fresh = freshness(directory) is None
    try:
        catalog = load_catalog(directory)
    except PackageError as error:
        raise _UnusableError(str(error)) from error
    with learning():
        known = known_of(catalog)
    state = register_state(catalog).not_found()
    return Prepared(catalog.version, catalog.as_of, state, known), fresh


def _from_package(directory: Path | None) -> _Source:
    """Read the package, and fetch the register if DASHBOARD_REGISTER_URL is set."""
    from dashboard.catalog.loading import load_catalog
    from dashboard.catalog.register_state import register_state
    from dashboard.dataset.package import PackageError
    from dashboard.names.kept import matcher

    try:
        catalog = _with_the_register(load_catalog(directory), directory)
    except PackageError as error:
        raise _UnusableError(str(error)) from error
    state = register_state(catalog)
    return _Source(matcher(catalog), catalog.version, catalog.as_of, state.not_found())


def _with_the_register(catalog: Catalog, directory: Path | None) -> Catalog:
    """Add undescribed entries of the register to the catalog, if DASHBOARD_REGISTER_URL is set."""
    from dashboard.dataset.package import PackageError
    from dashboard.names.awaiting import keep_look, with_undescribed
    from dashboard.register.fetching import Folder
    from dashboard.register.tables import ExportError
    from dashboard.register.watching import look

    try:
        address = settings.register_url()
        if address is None:
            return catalog
        folder = directory or settings.data_directory()
        keep_look(look(address, folder, Folder(settings.register_copies())))
    except (ExportError, PackageError, settings.SettingError, OSError) as error:
        print(
            f"The official register could not be fetched; only the data were used: {error}",
            file=sys.stderr,
        )
        return catalog
    return with_undescribed(catalog)


def _read(file: str) -> bytes:
    from dashboard.sheets.decoding import UploadError

    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        hint = "" if Path(file).suffix else f" To check a name: --name {file!r}."
        raise UploadError(f"{file} cannot be read: {error.strerror or error}.{hint}") from error


def _list(source: _Source, data: bytes, arguments: argparse.Namespace) -> int:
    from dashboard.names.answer import Answer, Hint, numbered
    from dashboard.names.many import StoppedError, check_all
    from dashboard.names.results import COLUMNS, answer_row, counted
    from dashboard.names.watch_list import newly_found

    if arguments.name or (arguments.file == "-" and arguments.column is None):
        names: list[str] = arguments.name or _lines(data)
        others, kept, first, unread = [], [], 1, []
    else:
        sheet, place = _sheet(data, arguments.column)
        names = sheet.texts(place)
        rest = [each for each in range(len(sheet.columns)) if each != place]
        others = [sheet.columns[each] for each in rest]
        kept = [[row[each] for each in rest] for row in sheet.rows]
        first, unread = sheet.first, [*sheet.unread, *["formulas"] * sheet.lacks_names(place)]
        for remark in sheet.remarks:
            print(remark, file=sys.stderr)
    seen = _seen(arguments.watch) if arguments.watch else None
    try:
        answers = check_all(source.matcher, names, progress=_said_progress(len(names)))
    except StoppedError as stopped:
        if seen is not None or arguments.since:
            return fail(
                f"Stopped after {len(stopped.answers)} of {len(names)} names. Nothing was reported or saved."
            )
        unreached = names[len(stopped.answers) :]
        answers = [
            *stopped.answers,
            *(Answer(each, "unchecked", hint=Hint.STOPPED) for each in unreached),
        ]
    if seen is not None:
        shown = set(seen.new(answers))
    elif arguments.since:
        shown = set(newly_found(answers, _answers_then(arguments, names)))
    else:
        shown = set(range(len(answers)))
    found = [(row, each) for row, each in numbered(answers, first) if row - first in shown]
    rows = [answer_row(source.not_found, row, answer) for row, answer in found]
    if arguments.format == "json":
        _print_json(
            source,
            answers=[
                dict(zip(COLUMNS, row, strict=True))
                | {"designation_id": answer.designation_id, "status": answer.status}
                | {
                    "candidates": [
                        {"designation_id": each.designation_id, "verdict": each.verdict,
                         "match": each.match, "status": each.status, "score": each.score,
                         "matched_name": each.matched_name}
                        for each in answer.candidates
                    ]
                }
                for row, (_row, answer) in zip(rows, found, strict=True)
            ],
        )  # fmt: skip
    else:
        full = [
            cells + (kept[row - first] if kept else [])
            for cells, (row, _answer) in zip(rows, found, strict=True)
        ]
        _print_rows(arguments.format, [*COLUMNS, *others], full, shown=len(COLUMNS))
    if arguments.format == "table":
        print(counted(answers, len(answers)), file=sys.stderr)
    _say_date(source, arguments.format)
    if seen is None and not arguments.since:
        code = _code([each for answer in answers for each in answer.each])
        return UNCHECKED if unread and not code else code
    print(f"{len(shown)} of {len(answers)} names have new findings.", file=sys.stderr)
    if seen is not None:
        sys.stdout.flush()  # findings that were not printed must be reported next time
        if failed := _keep(arguments.watch, seen.after(answers).text(source.version)):
            return failed
    if shown:
        return FOUND
    unchecked = any(each.verdict == "unchecked" and not each.is_blank for each in answers)
    return UNCHECKED if unread or unchecked else 0


def _said_progress(names: int) -> Callable[[int, int], None] | None:
    """Return a callback that shows the progress of a long list in a terminal; None for a short one."""
    if names < LONG or not sys.stderr.isatty():
        return None

    def say(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        print(f"\r{done:,} of {total:,} names (Ctrl-C stops)", end=end, file=sys.stderr, flush=True)

    return say


def _seen(path: Path) -> Seen:
    """Read the state file; empty if it does not exist."""
    from dashboard.names.watch_list import Seen, StateError

    try:
        # Refuse other kinds of files: opening a FIFO blocks until somebody writes to it.
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(opened, encoding="utf-8") as file:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                raise StateError("it is not a regular file")
            text = file.read(LARGEST_STATE + 1)
        if len(text) > LARGEST_STATE:
            raise StateError("it is too large for a state file")
        return Seen.read(text)
    except FileNotFoundError:
        return Seen()
    except OSError as error:
        raise StateError(error.strerror or str(error)) from error
    except UnicodeDecodeError:
        raise StateError("it is not a state file of this command") from None


def _keep(path: Path, text: str) -> int:
    from dashboard.dataset.package import replace_file

    try:
        replace_file(path, text)
    except OSError as error:
        why = error.strerror or str(error)
        return fail(f"{path} cannot be written, so these findings will be reported again: {why}.")
    return 0


def _answers_then(arguments: argparse.Namespace, names: Sequence[str]) -> list[Answer]:
    """Return the answers that an earlier version of the data gives."""
    from dashboard.catalog.earlier import VersionError, before_record, earlier
    from dashboard.dataset.package import PackageError, read_package
    from dashboard.names.kept import matcher
    from dashboard.names.many import check_all

    try:
        package = read_package(arguments.data or settings.data_directory())
        then = earlier(package, arguments.since)
        if first := before_record(package, arguments.since):
            print(
                f"The record of changes begins with version {first}: what is older than that is not "
                f"reported as new since {arguments.since}.",
                file=sys.stderr,
            )
        return check_all(matcher(then), names)
    except (PackageError, VersionError) as error:
        raise _UnusableError(str(error)) from error


def _code(answers: Sequence[Answer]) -> int:
    """Return the exit code of a run; blank rows do not count."""
    if any(answer.verdict in ("listed", "announced") for answer in answers):
        return FOUND
    asked = [answer for answer in answers if not answer.is_blank]
    unchecked = sum(answer.verdict == "unchecked" for answer in asked)
    if asked and not unchecked:
        return 0
    print(
        f"{unchecked} of {len(asked)} names could not be checked."
        if asked
        else "There was nothing to check.",
        file=sys.stderr,
    )
    return UNCHECKED


def _text(source: _Source, data: bytes, form: str) -> int:
    from dashboard.names.results import MENTION_COLUMNS, mention_row
    from dashboard.sheets.reading import read_text

    text = read_text(data) if data.strip() else ""
    mentions = source.matcher.mentions(text)
    rows = [mention_row(mention) for mention in mentions]
    if form == "json":
        named = [dict(zip(MENTION_COLUMNS, row, strict=True)) for row in rows]
        _print_json(source, mentions=named)
    else:
        _print_rows(form, list(MENTION_COLUMNS), rows, shown=len(MENTION_COLUMNS))
    _say_date(source, form)
    if any(each.verdict in ("listed", "announced") for each in mentions):
        return FOUND
    if any(map(str.isalpha, text)):
        return 0
    print("There was nothing to check.", file=sys.stderr)
    return UNCHECKED


def _lines(data: bytes) -> list[str]:
    from dashboard.sheets.decoding import decode

    return decode(data).replace("\r\n", "\n").removesuffix("\n").split("\n") if data else []


def _sheet(data: bytes, column: str | None) -> tuple[Sheet, int]:
    from dashboard.sheets.decoding import UploadError
    from dashboard.sheets.reading import read_list

    sheet = read_list(data)
    if column is not None and column not in sheet.columns:
        sheet = read_list(data, headed=True)
    if column is None:
        return sheet, sheet.likeliest
    if column not in sheet.columns:
        raise UploadError(
            f"The file has no column {column!r}; it has {', '.join(map(repr, sheet.columns))}."
        )
    return sheet, sheet.columns.index(column)


def _print_rows(
    form: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]], *, shown: int
) -> None:
    if form == "csv":
        from dashboard.sheets.row_files import to_csv

        sys.stdout.write(to_csv(headings, rows, mark=False).decode())
        return
    cells = [[_one_line(cell) for cell in row[:shown]] for row in [headings, *rows]]
    widths = [min(max(map(len, column)), 48) for column in zip(*cells, strict=True)]
    for row in cells:
        line = (cell[:width].ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(line).rstrip())


def _one_line(cell: Cell) -> str:
    # Remove control characters, which could move the cursor of the terminal.
    return "".join(c if c.isprintable() else " " for c in str(cell))


def _print_json(source: _Source, **found: object) -> None:
    answer = {"as_of": source.as_of.isoformat(), "version": source.version} | found
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def _say_date(source: _Source, form: str) -> None:
    if form == "table":
        print(
            f"As of {source.as_of.isoformat()}. “none”: {source.not_found} "
            "It is no guarantee that the organization is not listed.",
            file=sys.stderr,
        )
