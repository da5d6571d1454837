"""Answers that leave at once."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path


def send_at_once() -> int:
    """Turn Nagle's algorithm off for the sockets on which this process listens.

    Streamlit binds its socket in a way in which asyncio does not do it. An answer on a connection
    that is kept open then waits 40 ms for the client to acknowledge its head. Connections inherit
    the option from the socket that accepts them.

    Returns:
        For how many sockets it was done; 0 where the system does not list them.
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
