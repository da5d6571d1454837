"""How much one client, and all together, may have checked: clients are counted by network."""

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
"""Checks of one network that may run or wait at once: fewer than there are places for all."""

_REMEMBERED = 10_000
_KEY = secrets.token_bytes(16)
_IPV6_PREFIX = 64


def network(address: str) -> str:
    """Return the network by which an address is limited.

    A provider gives each customer at least a /64 of IPv6 addresses, so a limit for each single
    address would limit nobody (RFC 6177).

    Args:
        address: The address of a client as the server has it; a zone (`%eth0`) is ignored.

    Returns:
        An IPv4 address as it is, also one mapped into IPv6; the /64 of an IPv6 address; any other
        text as it is.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, _IPV6_PREFIX), strict=False))
    return str(parsed)


def key(address: str) -> bytes:
    """Return the keyed hash under which the network of an address is counted.

    Args:
        address: The address of a client.
    """
    return hashlib.blake2b(network(address).encode(), key=_KEY, digest_size=12).digest()


class Allowance:
    """A bucket of tokens for each network, and one for all, that fill evenly.

    It knows networks only as keyed hashes, in memory, and forgets those that have been quiet.
    """

    def __init__(
        self,
        per_minute: int,
        in_all: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Create full buckets.

        Args:
            per_minute: Tokens that one network may take in a minute; 0 for any number.
            in_all: Tokens that all may take in a minute together; 0 for any number.
            clock: Seconds, ever rising.
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
        """Take one of the places of a network for as long as the block runs.

        Args:
            address: The address of the client.

        Yields:
            Whether there was one; where there was none, nothing may be done.
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
        """Take tokens, unless there are too few.

        A cost above a whole bucket is taken as a whole bucket, so that it can be paid at all.

        Args:
            address: The address of the client.
            cost: How many tokens.

        Returns:
            0, or the seconds until there will be as many tokens.
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
        """Correct what was taken once it is known what the work really cost.

        Args:
            address: The address of the client.
            taken: The cost that was given to `wait`; 0 if nothing was taken.
            cost: How many tokens it cost. A bucket may owe tokens, and then fills from below.
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
    """Return the allowance of the check, in seconds of processor; pages and API share it.

    A bucket holds what fills it in a minute, so that a list of 50,000 names is checked at once.
    """
    seconds = settings.check_seconds()
    return Allowance(seconds, max(seconds, _SECONDS_IN_ALL))
