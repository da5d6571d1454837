"""Uploaded files stay in memory."""

from __future__ import annotations

from starlette.formparsers import MultiPartParser

_IN_MEMORY = 16 * 1024 * 1024


def keep_off_the_disk() -> None:
    """Make Starlette parse uploads in memory, whatever their size.

    Starlette writes a part above 1 MB to a temporary file. The site promises that what is checked
    is never written; the size of a request is bounded elsewhere (`server.maxUploadSize`).
    """
    MultiPartParser.spool_max_size = _IN_MEMORY
