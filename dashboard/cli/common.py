"""What several commands share."""

from __future__ import annotations

import argparse
import sys

from dashboard import settings


def folder_help() -> str:
    """The help text of an argument that names a data package."""
    return f"the folder of the data package (now {settings.data_directory()})"


def fail(sentence: str) -> int:
    """Say on standard error what went wrong; the exit code for it."""
    print(sentence, file=sys.stderr)
    return 1


Commands = argparse._SubParsersAction  # the type has no public name
