"""How much of what readers upload is kept."""

from __future__ import annotations

from typing import Any

MOST_FILES = 4
"""Of one session: two places for a file, and one each that is just being replaced."""


def keep_few_files(manager: Any, most: int = MOST_FILES) -> None:
    """Let a session have only its newest files.

    Streamlit limits how large a file is, but keeps any number of them until the session ends; a
    client that is no browser could fill the memory with them.

    Args:
        manager: Streamlit's manager of uploaded files, which keeps them in the order they came.
        most: How many files of a session are kept.
    """
    add = manager.add_file

    def add_file(session_id: str, file: Any) -> None:
        add(session_id=session_id, file=file)
        for old in list(manager.file_storage.get(session_id, ()))[:-most]:
            manager.remove_file(session_id=session_id, file_id=old)

    manager.add_file = add_file
