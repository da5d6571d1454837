"""Limits of uploaded files: in memory only, a few for each session, bounded in all."""

from __future__ import annotations

from typing import Any

from starlette.formparsers import MultiPartParser

MOST_FILES = 4
"""Files of one session: two places for a file, and one each that is just being replaced."""
MOST_BYTES = 100_000_000
"""Bytes of all files of all sessions."""
MOST_BYTES_OF_ONE = 40_000_000
"""Bytes of all files of one network."""
_IN_MEMORY = 16 * 1024 * 1024


def keep_off_the_disk() -> None:
    """Make Starlette parse uploads in memory, whatever their size.

    Starlette writes a part above 1 MB to a temporary file. The site promises that what is checked
    is never written; the size of a request is bounded elsewhere (`server.maxUploadSize`).
    """
    MultiPartParser.spool_max_size = _IN_MEMORY


def keep_few_files(manager: Any, most: int = MOST_FILES) -> None:
    """Keep only the newest files of each session.

    Streamlit limits the size of a file, but keeps any number of them until the session ends; a
    script could fill the memory with them.

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


class Room:
    """The room that is left for uploads, in all and for each network."""

    def __init__(self, most: int = MOST_BYTES, most_of_one: int = MOST_BYTES_OF_ONE) -> None:
        """Create the room.

        Args:
            most: Bytes of all files.
            most_of_one: Bytes of all files of one network.
        """
        self._most = most
        self._most_of_one = most_of_one
        self._manager: Any = None
        self._owners: dict[str, bytes] = {}
        self._arriving: dict[object, tuple[bytes, str, int]] = {}

    def measure(self, manager: Any) -> None:
        """Count the files of a manager from now on.

        Args:
            manager: Streamlit's manager of uploaded files.
        """
        self._manager = manager

    def take(self, client: bytes, session: str, size: int) -> object | None:
        """Reserve room for a file that is about to arrive.

        Args:
            client: The key of its sender's network.
            session: The session that it is for.
            size: Its size in bytes; the largest possible size where the sender does not say.

        Returns:
            A reservation to give back with `release`, or None if there is no room.
        """
        held = self._held()
        alive = held.keys() | {each for _owner, each, _size in self._arriving.values()}
        self._owners = {each: owner for each, owner in self._owners.items() if each in alive}
        coming = sum(size_ for _owner, _session, size_ in self._arriving.values())
        own = sum(size_ for owner, _session, size_ in self._arriving.values() if owner == client)
        own += sum(held.get(each, 0) for each, owner in self._owners.items() if owner == client)
        if sum(held.values()) + coming + size > self._most or own + size > self._most_of_one:
            return None
        reservation = object()
        self._arriving[reservation] = (client, session, size)
        self._owners[session] = client
        return reservation

    def release(self, reservation: object) -> None:
        """Give a reservation back: the file has arrived, or will not.

        Args:
            reservation: What `take` returned.
        """
        self._arriving.pop(reservation, None)

    def _held(self) -> dict[str, int]:
        if self._manager is None:
            return {}
        return {
            session: sum(len(file.data) for file in list(files.values()))
            for session, files in list(self._manager.file_storage.items())
            if files
        }
