"""The room for files and large messages that readers send: in memory only, bounded for each network and in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

MOST_BYTES = 100_000_000
"""Bytes of all files of all sessions; of all incomplete messages as many."""
MOST_BYTES_OF_ONE = 40_000_000
"""Bytes of all files of one network; of its incomplete messages as many."""


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
        self._held: Callable[[], Mapping[str, int]] = dict
        self._owners: dict[str, bytes] = {}
        self._arriving: dict[object, tuple[bytes, str, int]] = {}

    def measure(self, held: Callable[[], Mapping[str, int]]) -> None:
        """Count the files that sessions hold, too, from now on.

        Args:
            held: Tells how many bytes each session holds.
        """
        self._held = held

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


class Arriving:
    """The bytes of incomplete messages, for each network and in all."""

    def __init__(self, most: int = MOST_BYTES, most_of_one: int = MOST_BYTES_OF_ONE) -> None:
        """Create the count.

        Args:
            most: Bytes in all.
            most_of_one: Bytes of one network.
        """
        self._most = most
        self._most_of_one = most_of_one
        self._bytes: Counter[bytes] = Counter()

    def replace(self, client: bytes, before: int, now: int) -> bool:
        """Count the bytes that a connection has sent of its message.

        Args:
            client: The key of its network.
            before: How many were counted of this connection.
            now: How many are to be counted from now on.

        Returns:
            Whether they are within the limits; the connection has to be ended otherwise.
        """
        self._bytes[client] += now - before
        if not self._bytes[client]:
            del self._bytes[client]
        return self._bytes[client] <= self._most_of_one and self._bytes.total() <= self._most
