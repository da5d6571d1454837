"""Functions shared by several commands."""

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
    """Print an error to standard error, and return the exit code 1."""
    print(sentence, file=sys.stderr)
    return 1


class Parser(argparse.ArgumentParser):
    """A parser that adds its arguments lazily, when its command is used.

    So the general help need not import what the arguments of a single command need.
    """

    late: Callable[[argparse.ArgumentParser], None] | None = None

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Add the lazy arguments and parse."""
        if self.late is not None:
            fill, self.late = self.late, None
            fill(self)
        return super().parse_known_args(args, namespace)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # the type has no public name
