"""Limit the memory that uploads and large messages may take, for each client network and in total.

Uploads are kept in memory only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

MOST_BYTES = 100_000_000
"""Maximum bytes of the files of all sessions. The same limit holds for all incomplete messages."""
MOST_BYTES_OF_ONE = 40_000_000
"""Maximum bytes of the files of one network. The same limit holds for its incomplete messages."""


class Room:
    """The memory left for uploads, in total and for each network."""

    def __init__(self, most: int = MOST_BYTES, most_of_one: int = MOST_BYTES_OF_ONE) -> None:
        """Create the counter.

        Args:
            most: Maximum bytes of all files.
            most_of_one: Maximum bytes of the files of one network.
        """
        self._most = most
        self._most_of_one = most_of_one
        self._held: Callable[[], Mapping[str, int]] = dict
        self._owners: dict[str, bytes] = {}
        self._arriving: dict[object, tuple[bytes, str, int]] = {}

    def measure(self, held: Callable[[], Mapping[str, int]]) -> None:
        """Set a function that reports the bytes of files that sessions hold; they are counted too.

        Args:
            held: Returns the bytes of each session by its ID.
        """
        self._held = held

    def take(self, client: bytes, session: str, size: int) -> object | None:
        """Reserve memory for an upload that is about to begin.

        Args:
            client: The key of the sender's network.
            session: The ID of the session that receives it.
            size: Its size in bytes; the largest allowed size if the sender does not declare one.

        Returns:
            A reservation to give back with `release`, or None if the limit would be exceeded.
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
        """Give a reservation back, once the upload is complete or has failed.

        Args:
            reservation: The return value of `take`.
        """
        self._arriving.pop(reservation, None)


class Arriving:
    """A counter of the bytes of incomplete messages, for each network and in total."""

    def __init__(self, most: int = MOST_BYTES, most_of_one: int = MOST_BYTES_OF_ONE) -> None:
        """Create the counter.

        Args:
            most: Maximum bytes in total.
            most_of_one: Maximum bytes of one network.
        """
        self._most = most
        self._most_of_one = most_of_one
        self._bytes: Counter[bytes] = Counter()

    def replace(self, client: bytes, before: int, now: int) -> bool:
        """Update the number of bytes that a connection has sent of its current message.

        Args:
            client: The key of the client's network.
            before: The bytes counted for this connection before.
            now: The bytes to count for it from now on.

        Returns:
            Whether the limits hold. If not, the caller must close the connection.
        """
        self._bytes[client] += now - before
        if not self._bytes[client]:
            del self._bytes[client]
        return self._bytes[client] <= self._most_of_one and self._bytes.total() <= self._most
