"""Exit soon after SIGTERM, even if a thread hangs."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from types import FrameType

SECONDS = 9.0
"""Seconds until the process exits: a little less than systemd and Docker allow (10 s)."""


def end_in_time(seconds: float = SECONDS) -> None:
    """Make this process exit at most some seconds after SIGTERM.

    Python waits for its threads at exit, so a thread that waits for a hanging file system would
    keep the process alive.

    Args:
        seconds: Seconds from the signal to the exit.
    """
    before = signal.getsignal(signal.SIGTERM)

    def end(number: int, frame: FrameType | None) -> None:
        timer = threading.Timer(seconds, os._exit, [1])
        timer.daemon = True
        timer.start()
        if callable(before):
            before(number, frame)
        elif before != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

    with suppress(
        ValueError
    ):  # only the main thread may set signal handlers; tests run the server in another one
        signal.signal(signal.SIGTERM, end)
