"""Keep uploaded files in memory."""

from __future__ import annotations

from starlette.formparsers import MultiPartParser

_IN_MEMORY = 16 * 1024 * 1024


def keep_off_the_disk() -> None:
    """Make Starlette parse uploads of any size in memory.

    Starlette writes parts larger than 1 MB to a temporary file, but the site promises never to
    write a checked list or text to disk. The size of a request is limited elsewhere
    (`server.maxUploadSize`).
    """
    MultiPartParser.spool_max_size = _IN_MEMORY
