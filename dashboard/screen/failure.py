"""Handle errors of fragments (parts of a page that Streamlit runs separately)."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import ParamSpec

from dashboard.documents.failure import failed_page
from dashboard.screen.mount import mount

Arguments = ParamSpec("Arguments")

_LOG = logging.getLogger(__name__)


def surviving(part: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Show an error message in place of a part that raises, and log the traceback.

    Args:
        part: The function that shows the part.
    """

    @functools.wraps(part)
    def shown(*arguments: Arguments.args, **options: Arguments.kwargs) -> None:
        try:
            part(*arguments, **options)
        except Exception:
            _LOG.exception("A part of a page could not be shown.")
            mount(failed_page().blocks)

    return shown
