"""Every private interface of Streamlit that the code uses, with the reason for each.

`tests/screen/test_patches.py` fails if Streamlit no longer has one of them, so that an upgrade
breaks loudly; `pyproject.toml` limits Streamlit's version. `web/`, which must not import Streamlit,
reads Streamlit's files (document, scripts and fonts); tests cover that there and here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from streamlit import config, net_util, runtime
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

MOST_FILES = 4
"""Maximum number of files of one session: two upload fields, each with a current file and its replacement."""
GRACE = 15.0
"""Seconds in which a page may reconnect and keep its session, for example after a change of network."""

THEME = "_populate_theme_msg"
"""The function of `streamlit.runtime.app_session` that writes a part of the theme into the first message of a run."""


def serve_below(base: str) -> str:
    """Set Streamlit's base path, and return it.

    Links need the same path, so one variable sets both. This must be done before the server starts,
    when `st.set_option` does not work yet.

    Args:
        base: The path of `DASHBOARD_URL`; Streamlit's own option takes precedence.

    Returns:
        The path without slashes around it.
    """
    path = str(config.get_option("server.baseUrlPath")).strip("/") or base.strip("/")
    config.set_option("server.baseUrlPath", path)
    return path


def ask_no_address_service() -> None:
    """Prevent Streamlit from asking an Amazon server for this host's IP address.

    It would ask at the start, and again whenever a WebSocket with another `Origin` is opened, and
    block the event loop.
    `browser.serverAddress` prevents only the first request.
    """
    net_util.get_external_ip = lambda: None


def read_the_theme_once() -> None:
    """Read the options of the theme once instead of at the start of every run.

    Streamlit searches all options for each of the six parts of a theme, on the event loop, which
    takes 8 % of the CPU time of a page. The options do not change while the server runs.
    """
    populate = getattr(app_session, THEME)

    @cache
    def made(section: str) -> CustomThemeConfig:
        message = CustomThemeConfig()
        populate(message, section)
        return message

    def populate_once(msg: CustomThemeConfig, section: str = "theme") -> None:
        if made(section).ByteSize():  # an empty part stays absent
            msg.MergeFrom(made(section))

    setattr(app_session, THEME, populate_once)


def running() -> Any:
    """Return Streamlit's runtime, which has the sessions and their files."""
    return runtime.get_instance()


def keep_few_files(manager: Any, most: int = MOST_FILES) -> None:
    """Keep only the newest files of each session.

    Streamlit limits the size of a file, but not the number of files until the session ends, so a
    script could fill the memory.

    Args:
        manager: Streamlit's manager of uploaded files, which keeps them in order of arrival.
        most: The number of files of a session to keep.
    """
    add = manager.add_file

    def add_file(session_id: str, file: Any) -> None:
        add(session_id=session_id, file=file)
        for old in list(manager.file_storage.get(session_id, ()))[:-most]:
            manager.remove_file(session_id=session_id, file_id=old)

    manager.add_file = add_file


def sizes_of_files(manager: Any) -> Callable[[], Mapping[str, int]]:
    """Return a function that returns the bytes of files of each session.

    Streamlit has no limit for all files together; `names/room.py` has one, and needs these sizes.

    Args:
        manager: Streamlit's manager of uploaded files.
    """

    def sizes() -> Mapping[str, int]:
        return {
            session: sum(len(file.data) for file in list(files.values()))
            for session, files in list(manager.file_storage.items())
            if files
        }

    return sizes


def end_with_their_page(runtime: Any, grace: float = GRACE) -> None:
    """Close a session, its state and its files some seconds after its WebSocket has gone.

    Streamlit keeps up to 128 disconnected sessions for two minutes each, and removes them only when
    another session comes; until then their uploads stay in memory.

    Args:
        runtime: Streamlit's runtime, whose `disconnect_session` is wrapped.
        grace: Seconds in which the page may reconnect.
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
