"""End the process in time after SIGTERM, even if a thread hangs."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from types import FrameType

SECONDS = 9.0
"""A little less than what systemd and Docker allow (10 s)."""


def end_in_time(seconds: float = SECONDS) -> None:
    """End this process some seconds after SIGTERM at the latest.

    A thread that waits for a file system that hangs would keep the process alive: Python
    waits for its threads.

    Args:
        seconds: From the signal to the end.
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

    with suppress(ValueError):  # not in the main thread, as in tests, which end it themselves
        signal.signal(signal.SIGTERM, end)
