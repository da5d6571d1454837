"""The command line, a file for each command; a command is registered by its line here."""

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
"""Each adds its own parser with `add`, which sets ``run``."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The words after the program's name; those of the process if None.

    Returns:
        The exit code: 0 if all went well, 1 if the data are invalid or cannot be read; a command's
        own codes are in its help. Words that make no command end the process with 2, as usual.
    """
    arguments = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        code = run(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader of a pipe (`| head`) has seen enough.
        _write_no_more()
        return 0
    except OSError as error:
        # A full disk below a redirected output, mostly.
        _write_no_more()
        return fail(f"It could not be finished, or not all of it be said: {error}")


def _write_no_more() -> None:
    """Let go of what is still unwritten, so that the interpreter does not complain on its way out."""
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
