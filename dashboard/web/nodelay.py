"""Disable Nagle's algorithm."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path


def send_at_once() -> int:
    """Disable Nagle's algorithm for the listening sockets of this process (`TCP_NODELAY`).

    asyncio does not do so for Streamlit's socket. Then a response on a keep-alive connection waits
    40 ms for the client's
    acknowledgment of the headers. Accepted connections inherit the option.

    Returns:
        The number of changed sockets; 0 if the system does not list them.
    """
    done = 0
    with contextlib.suppress(OSError):
        for entry in list(Path("/dev/fd").iterdir()):
            with contextlib.suppress(OSError, ValueError):
                done += _now(int(entry.name))
    return done


def _now(descriptor: int) -> bool:
    with socket.socket(fileno=os.dup(descriptor)) as held:
        listens = held.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
        if listens and held.family in (socket.AF_INET, socket.AF_INET6):
            held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return True
    return False
