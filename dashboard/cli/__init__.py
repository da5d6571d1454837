"""The command line, with one file for each command; each command is registered here by one line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from dashboard import __version__
from dashboard.cli import (
    add_article,
    add_designation,
    check,
    data_of,
    document,
    export_site,
    mcp,
    serve,
    update,
    validate,
)
from dashboard.cli.common import Parser, fail

COMMANDS = (
    serve,
    validate,
    check,
    update,
    add_article,
    add_designation,
    document,
    data_of,
    export_site,
    mcp,
)
"""The modules of the commands; `add` of each adds its parser and sets ``run``."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The command line arguments; those of the process if None.

    Returns:
        The exit code: 0 for success, 1 if the data are invalid or cannot be read; the help of a
        command lists further codes. Invalid arguments exit the process with 2, as usual.
    """
    arguments = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        code = run(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The other end of a pipe (`| head`) was closed.
        _write_no_more()
        return 0
    except OSError as error:
        # For example a full disk behind a redirected output.
        _write_no_more()
        return fail(f"The command failed, or its output could not be written: {error}")


def _write_no_more() -> None:
    """Discard buffered output, so that the interpreter does not print an error at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="undesirable-register",
        description='The open explorer of Russia\'s register of "undesirable" organizations.',
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(
        title="commands", metavar="command", required=True, parser_class=Parser
    )
    for command in COMMANDS:
        command.add(commands)
    return parser
