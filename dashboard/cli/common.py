"""Parts that several commands share."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any, TypeAlias

from dashboard import settings


def folder_help() -> str:
    """Return the help text of an argument that names a data package."""
    return f"the folder of the data package (now {settings.data_directory()})"


def fail(sentence: str) -> int:
    """Say on standard error what went wrong, and return the exit code for it."""
    print(sentence, file=sys.stderr)
    return 1


class Parser(argparse.ArgumentParser):
    """The parser of a command, which adds its arguments only if that command is used.

    So the help of all commands need not load what one of them makes its arguments of.
    """

    late: Callable[[argparse.ArgumentParser], None] | None = None

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Parse, with the late arguments."""
        if self.late is not None:
            fill, self.late = self.late, None
            fill(self)
        return super().parse_known_args(args, namespace)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # the type has no public name
