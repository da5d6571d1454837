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
    document,
    serve,
    update,
    validate,
)
from dashboard.cli.common import Parser

COMMANDS = (serve, validate, check, update, add_article, add_designation, document)
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
        return run(arguments)
    except BrokenPipeError:
        # The reader of a pipe (`| head`) has seen enough. What is still unwritten goes nowhere, so
        # that the interpreter does not complain about it on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


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
