"""Limit how much one client network, and all clients together, may use: token buckets and a
semaphore."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from dashboard import settings

AT_ONCE = 3
"""Maximum number of running or waiting checks of one network; all networks together have more
places."""

_REMEMBERED = 10_000
_KEY = secrets.token_bytes(16)
_IPV6_PREFIX = 64
CUSTOMER = 48
"""Bits of an IPv6 address that the networks of one customer share at most (RFC 6177)."""


def network(address: str, prefix: int = _IPV6_PREFIX) -> str:
    """Return the network that an IP address is counted with.

    A provider gives each customer at least a /64 subnet of IPv6 addresses (RFC 6177), so a limit
    for single IPv6 addresses would have no effect.

    Args:
        address: The IP address of a client as the server reports it; a zone (`%eth0`) is ignored.
        prefix: The length of the subnet of an IPv6 address.

    Returns:
        An IPv4 address unchanged, also if it was mapped into IPv6; the subnet of an IPv6
        address; any other text unchanged.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, prefix), strict=False))
    return str(parsed)


def key(address: str, prefix: int = _IPV6_PREFIX) -> bytes:
    """Return a keyed hash of the network of an IP address; limits are counted by it.

    Args:
        address: The IP address of a client.
        prefix: The length of the subnet of an IPv6 address.
    """
    return hashlib.blake2b(network(address, prefix).encode(), key=_KEY, digest_size=12).digest()


class Allowance:
    """A token bucket for each client network, and one for all together.

    It keeps keyed hashes of networks, in memory only, and forgets the least recently used ones.
    """

    def __init__(
        self,
        per_minute: int,
        in_all: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Create full buckets.

        Args:
            per_minute: Tokens that one network may take per minute; 0 for no limit.
            in_all: Tokens that all networks together may take per minute; 0 for no limit.
            clock: A monotonic clock in seconds.
        """
        self.per_minute = per_minute
        self.in_all = in_all
        self._clock = clock
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._everybody = (float(in_all), clock())
        self._running: Counter[bytes] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def place(self, address: str) -> Iterator[bool]:
        """Hold one of the `AT_ONCE` places of a network for the duration of the block.

        Args:
            address: The IP address of the client.

        Yields:
            Whether a place was free. If not, the caller must not do the work.
        """
        if not self.per_minute:
            yield True
            return
        who = key(address)
        with self._lock:
            free = self._running[who] < AT_ONCE
            self._running[who] += free
        try:
            yield free
        finally:
            with self._lock:
                self._running[who] -= free
                self._running += Counter()  # removes zero counts

    def wait(self, address: str, cost: float = 1) -> float:
        """Take tokens, or take none if there are too few.

        A cost above the size of the bucket is reduced to that size, because it could never be paid
        otherwise.

        Args:
            address: The IP address of the client.
            cost: The number of tokens.

        Returns:
            0 if the tokens were taken, or the seconds until there will be enough.
        """
        if not self.per_minute:
            return 0.0
        who = key(address)
        now = self._clock()
        cost = min(cost, self.per_minute)
        with self._lock:
            own = self._filled(self._buckets.pop(who, None), self.per_minute, now)
            everybody = self._filled(self._everybody, self.in_all, now)
            missing = max(
                (cost - own) / self.per_minute,
                (cost - everybody) / self.in_all if self.in_all else 0.0,
            )
            taken = cost if missing <= 0 else 0.0
            self._buckets[who] = (own - taken, now)
            self._everybody = (everybody - taken, now)
            while len(self._buckets) > _REMEMBERED:
                self._buckets.popitem(last=False)
        return max(missing, 0.0) * 60

    def settle(self, address: str, taken: float, cost: float) -> None:
        """Replace an estimated cost by the real one, once it is known.

        Args:
            address: The IP address of the client.
            taken: The cost passed to `wait`; 0 if nothing was taken.
            cost: The real cost in tokens. A bucket may go below zero.
        """
        if not self.per_minute:
            return
        who = key(address)
        difference = cost - min(taken, self.per_minute)
        with self._lock:
            tokens, then = self._buckets.pop(who, (float(self.per_minute), self._clock()))
            self._buckets[who] = (min(tokens - difference, self.per_minute), then)
            tokens, then = self._everybody
            self._everybody = (min(tokens - difference, self.in_all), then)

    @staticmethod
    def _filled(bucket: tuple[float, float] | None, most: int, now: float) -> float:
        if bucket is None:
            return float(most)
        tokens, then = bucket
        return min(most, tokens + (now - then) * most / 60)


_SECONDS_IN_ALL = 60


@lru_cache(maxsize=1)
def checking() -> Allowance:
    """Return the allowance for checks in CPU seconds, which pages and API share.

    A bucket holds the tokens of one minute, so that a list of 50,000 names can be checked at once.
    """
    seconds = settings.check_seconds()
    return Allowance(seconds, max(seconds, _SECONDS_IN_ALL))
