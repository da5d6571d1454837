"""End sessions soon after their page is closed, with everything that was typed or uploaded there."""

from __future__ import annotations

import asyncio
from typing import Any

GRACE = 15.0
"""Seconds in which a page may connect again and go on: a change of network, a phone in a tunnel."""


def end_with_their_page(runtime: Any, grace: float = GRACE) -> None:
    """Close a session, its state and its files some seconds after its WebSocket has gone.

    Streamlit keeps up to 128 disconnected sessions for two minutes each, and removes them only when
    another session comes; until then their uploads stay in memory.

    Args:
        runtime: Streamlit's runtime, whose `disconnect_session` is wrapped.
        grace: Seconds in which the page may connect again.
    """
    disconnect = runtime.disconnect_session

    def close_unless_back(session_id: str) -> None:
        if not runtime.is_active_session(session_id):
            runtime.close_session(session_id)
            # If the session was evicted meanwhile, the manager no longer has it.
            runtime.uploaded_file_mgr.remove_session_files(session_id)

    def disconnect_session(session_id: str, *arguments: Any, **named: Any) -> None:
        disconnect(session_id, *arguments, **named)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # the runtime is being stopped
            return
        loop.call_later(grace, close_unless_back, session_id)

    runtime.disconnect_session = disconnect_session
