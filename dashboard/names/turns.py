"""Share the CPU time of the server process fairly among client networks.

Python runs one thread at a time, so answering many requests at once is hardly faster than answering
them one after the other, and a client that sends a hundred requests at once would get a hundred
times the CPU time of a reader who sends one. Therefore only a few answers are made at once, each in
a "turn", and the CPU seconds of each are charged to the network of its client: a network that used
much CPU time lately is served after all others, and one that used too much waits while other
networks are active. The charge does not depend on the address that was requested, so a million
different addresses cost as much as one address a million times.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from dashboard.names.allowance import key

AT_ONCE = 1
"""Maximum number of answers made at once for one network, pages and API together. Answers that have
run for longer than `LONG` are not counted."""
IN_ALL = 2
"""Maximum number of answers made at once for all networks, plus one for a heavy network (see
`MUCH`)."""
WAITING = 300
"""Maximum number of waiting requests of one network: enough for an office whose readers all open a
page at once."""
SECONDS = 20.0
"""CPU seconds that a network may use per minute while other networks are active. Forty readers who
each open a page every five seconds use about ten."""
SAVED = 12.0
"""CPU seconds that a network may use in a burst after a quiet time: as much as forty readers need
who open the site, with all its files, at the same moment."""
MUCH = 2.5
"""CPU seconds (decaying, see `_HALVED`) from which on a network counts as heavy and is served after
the light ones."""
LEAST = 1.5
"""Seconds after which one answer for a heavy network is made even if light networks are waiting, so
that heavy ones do not starve."""
REST = 2.0
"""Seconds for which a heavy network pauses after each CPU second, while other networks are
active."""
LONG = 1.0
"""Seconds after which an unfinished answer (one that waits for a slow disk, for example) no longer
blocks other requests."""
EVER = 12
"""Maximum number of answers made at once, including those that have run for longer than `LONG`."""
LONGEST = 10.0
"""Seconds after which a waiting request is refused."""

_OWN = 3
"""Maximum number of answers made at once for one network, including those that have run for longer
than `LONG`."""
_HALVED = 20.0
"""Half-life in seconds of the CPU time counted for a network."""
_DEBT = 20.0
"""Maximum CPU seconds that a network may owe, so that one long answer does not lock out an
office."""
_COMPANY = 2.0
"""Seconds after its last turn for which a network counts as active."""
_AGAIN = 0.05
"""Interval in seconds at which the queue is checked again."""
_REMEMBERED = 10_000

Asked = ParamSpec("Asked")
Answered = TypeVar("Answered")


class NoTurnError(Exception):
    """The queue of the network is full, or the request has waited too long.

    Attributes:
        seconds: Seconds until the network has paid off the CPU time it owes; 0 if it owes none.
    """

    def __init__(self, seconds: float = 0.0) -> None:
        """Store how long the network has to wait."""
        super().__init__()
        self.seconds = seconds


@dataclass(eq=False)
class Turn:
    """A permit for a client network to use the CPU, or its place in the queue until it is granted.

    Attributes:
        who: The key of the network.
        number: Its number in order of arrival; the lowest is served first.
        wake: Called when the turn is granted.
        came: Whether the turn was granted.
        light: Whether the network was light when the turn was granted.
        since: When the turn was granted.
        begun: The CPU time of the working thread when it began.
    """

    turns: Turns
    who: bytes
    number: int
    wake: Callable[[], object]
    came: bool = False
    light: bool = False
    since: float = 0.0
    begun: float = 0.0

    def work(
        self, make: Callable[Asked, Answered], *asked: Asked.args, **named: Asked.kwargs
    ) -> Answered:
        """Call a function in this thread, and charge its CPU time to the network.

        Args:
            make: The function.
            *asked: Its arguments.
            **named: Its named arguments.
        """
        self.turns.begin(self)
        try:
            return make(*asked, **named)
        finally:
            self.turns.end(self)


@dataclass
class _Network:
    """The CPU seconds that a network has left and has used lately, and its waiting and running
    turns."""

    left: float
    then: float
    served: float
    rests: float = 0.0
    lately: float = 0.0
    running: int = 0
    queue: deque[Turn] = field(default_factory=deque)


class Turns:
    """A scheduler that gives turns to client networks and charges them for CPU time.

    It knows networks only by keyed hashes, and keeps them in memory only.
    """

    def __init__(
        self,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        in_all: int = IN_ALL,
        seconds: float = SECONDS,
        saved: float = SAVED,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Create a scheduler.

        Args:
            at_once: Maximum number of simultaneous turns of one network.
            waiting: Maximum number of waiting requests of one network; further ones are refused.
            in_all: Maximum number of simultaneous turns of all light networks; a heavy network may
                have one more.
            seconds: CPU seconds that a network may use per minute while other networks are active.
            saved: CPU seconds that a network may use in a burst after a quiet time.
            clock: A monotonic clock in seconds.
        """
        self._at_once, self._most_waiting, self._in_all = at_once, waiting, in_all
        self._rate, self._saved, self._clock = seconds / 60, saved, clock
        self._lock = threading.Lock()
        self._networks: OrderedDict[bytes, _Network] = OrderedDict()
        self._waiting: dict[bytes, _Network] = {}
        self._running: set[Turn] = set()
        self._count = 0
        self._timer: threading.Timer | None = None
        self._last_heavy = 0.0
        self._held = threading.local()

    @contextmanager
    def taken(self, address: str) -> Iterator[None]:
        """Hold a turn for the duration of the block; this thread blocks until the turn is granted.

        Args:
            address: The IP address of the client, whose network is charged for the CPU time of the
                thread.
        """
        turn = self._wait(key(address))
        self.begin(turn)
        try:
            yield
        finally:
            self.end(turn)
            self._leave(turn)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Give back the turn of this thread, if it holds one, for the duration of the block.

        Use it around long waits for another process or thread.
        """
        turn: Turn | None = getattr(self._held, "turn", None)
        if turn is None:
            yield
            return
        self.end(turn)
        self._leave(turn)
        try:
            yield
        finally:
            self._wait(turn.who, turn)
            self.begin(turn)

    @asynccontextmanager
    async def awaited(self, address: str, longest: float = LONGEST) -> AsyncIterator[Turn]:
        """Hold a turn for the duration of the block, without blocking a thread.

        Args:
            address: The IP address of the client.
            longest: Seconds to wait at most.

        Yields:
            The turn; call its `work` in a thread.

        Raises:
            NoTurnError: The queue is full, or the request waited too long.
        """
        loop = asyncio.get_running_loop()
        come = asyncio.Event()
        turn = self._enter(
            key(address), lambda: loop.call_soon_threadsafe(come.set), self._most_waiting
        )
        if not turn.came:
            try:
                async with asyncio.timeout(longest):
                    await come.wait()
            except TimeoutError:
                if self._withdraw(turn):
                    raise NoTurnError(self.owed(address)) from None
            except asyncio.CancelledError:
                if not self._withdraw(turn):
                    self._leave(turn)
                raise
        try:
            yield turn
        finally:
            self._leave(turn)

    def begin(self, turn: Turn) -> None:
        """Begin to measure the CPU time of this thread for a turn.

        Args:
            turn: The turn.
        """
        turn.begun = time.thread_time()
        self._held.turn = turn

    def end(self, turn: Turn) -> None:
        """Charge the CPU time of this thread since `begin` to the network of a turn.

        Args:
            turn: The turn.
        """
        self._held.turn = None
        with self._lock:
            self._pay(turn.who, time.thread_time() - turn.begun)

    def charge(self, address: str, seconds: float) -> None:
        """Charge work to the network of a client.

        Args:
            address: The IP address of the client.
            seconds: The CPU seconds that it took.
        """
        with self._lock:
            self._pay(key(address), seconds)

    def owed(self, address: str) -> float:
        """Return how many seconds a network has to wait because it used too much CPU time; 0 if
        none.

        Args:
            address: The IP address of the client.
        """
        with self._lock:
            known = self._networks.get(key(address))
            return self._debt(known) if known and self._has_company(key(address)) else 0.0

    def rest(self, address: str) -> float:
        """Return how many seconds a heavy network has to pause; 0 if it is light, or if no other
        network is active.

        Args:
            address: The IP address of the client.
        """
        who = key(address)
        with self._lock:
            network = self._networks.get(who)
            if network is None or not self._has_company(who):
                return 0.0
            self._fill(network)
            light = self._is_light(network)
            return 0.0 if light else max(network.rests - network.then, self._debt(network), 0.0)

    def _wait(self, who: bytes, again: Turn | None = None) -> Turn:
        # No limit here: a waiting page has a WebSocket, and the number of WebSockets is limited.
        come = threading.Event()
        turn = self._enter(who, come.set, again=again)
        if not turn.came:
            come.wait()
        return turn

    def _enter(
        self,
        who: bytes,
        wake: Callable[[], object],
        most: int | None = None,
        again: Turn | None = None,
    ) -> Turn:
        """Take a turn, or join the queue and be woken once the turn is granted."""
        with self._lock:
            network = self._network(who)
            if most is not None and len(network.queue) >= most and not self._may(who, network):
                raise NoTurnError(self._debt(network) if self._has_company(who) else 0.0)
            turn = again or Turn(self, who, self._count, wake)
            turn.number, turn.wake = self._count, wake
            self._count += 1
            network.queue.append(turn)
            self._waiting[who] = network
            woken = self._next()
            came = turn in woken
        for each in woken:
            if each is not turn:
                each.wake()
        turn.came = came
        return turn

    def _leave(self, turn: Turn) -> None:
        """Give a turn back, and grant turns to the next requests in the queues."""
        with self._lock:
            self._networks[turn.who].running -= 1
            self._running.discard(turn)
            woken = self._next()
        for each in woken:
            each.wake()

    def _withdraw(self, turn: Turn) -> bool:
        """Leave the queue; return False if the turn was already granted."""
        with self._lock:
            network = self._network(turn.who)
            if turn not in network.queue:
                return False
            network.queue.remove(turn)
            if not network.queue:
                self._waiting.pop(turn.who, None)
            return True

    def _next(self) -> list[Turn]:
        """Grant turns to waiting requests as far as the limits allow, and return those turns."""
        woken: list[Turn] = []
        while (chosen := self._chosen()) is not None:
            who, network = chosen
            turn = network.queue.popleft()
            if not network.queue:
                del self._waiting[who]
            turn.light = self._is_light(network)
            network.running += 1
            turn.since = network.served = self._clock()
            if not turn.light:
                self._last_heavy = turn.since
            self._running.add(turn)
            woken.append(turn)
        self._look_again()
        return woken

    def _chosen(self) -> tuple[bytes, _Network] | None:
        """Return the waiting network that gets the next turn: the light one whose request came first, or
        else the heavy one that has most CPU time left. Return None if none may have a turn now."""
        if not self._waiting or len(self._running) >= EVER:
            return None
        light: list[tuple[bytes, _Network]] = []
        heavy: list[tuple[bytes, _Network]] = []
        for who, network in self._waiting.items():
            self._fill(network)
            (light if self._is_light(network) else heavy).append((who, network))
        if self._made_now(True) < self._in_all:
            able = [each for each in light if self._may_light(*each)]
            if able:
                return min(able, key=lambda each: each[1].queue[0].number)
        able = [each for each in heavy if self._may_heavy(*each, light_wait=bool(light))]
        return max(able, key=lambda each: each[1].left, default=None)

    def _may(self, who: bytes, network: _Network) -> bool:
        """Return whether a network may have a turn now."""
        self._fill(network)
        if len(self._running) >= EVER:
            return False
        if self._is_light(network):
            return self._made_now(True) < self._in_all and self._may_light(who, network)
        light_wait = any(map(self._is_light, self._waiting.values()))
        return self._may_heavy(who, network, light_wait=light_wait)

    def _may_light(self, who: bytes, network: _Network) -> bool:
        """Return whether its own limits allow a light network another turn."""
        return network.running < _OWN and self._made_now(True, who) < self._at_once

    def _may_heavy(self, who: bytes, network: _Network, *, light_wait: bool) -> bool:
        """Return whether a heavy network may have a turn now."""
        if network.running or self._made_now(False):
            return False
        now = self._clock()
        if now - self._last_heavy < LEAST and light_wait:
            return False
        rests = network.rests > now or self._debt(network)
        return not rests or not self._has_company(who)

    def _made_now(self, light: bool, who: bytes | None = None) -> int:
        """Count the running turns of one network or of all, except those that have run for longer
        than `LONG`."""
        now = self._clock()
        return sum(
            each.light == light and now - each.since < LONG and who in (None, each.who)
            for each in self._running
        )

    def _look_again(self) -> None:
        """Check the queues again soon: a debt may be paid by then, or a running turn may have
        become long."""
        if self._timer or not self._waiting:
            return
        self._timer = threading.Timer(_AGAIN, self._looked)
        self._timer.daemon = True
        self._timer.start()

    def _looked(self) -> None:
        with self._lock:
            self._timer = None
            woken = self._next()
        for each in woken:
            each.wake()

    def _has_company(self, who: bytes) -> bool:
        """Return whether another network is active."""
        now = self._clock()
        for other in reversed(self._networks):
            if other != who:
                network = self._networks[other]
                return bool(network.running or network.queue) or now - network.served < _COMPANY
        return False

    def _network(self, who: bytes) -> _Network:
        """Return the up-to-date state of a network, and mark it as the most recent one."""
        now = self._clock()
        known = self._networks.get(who)
        if known is None:
            known = self._networks[who] = _Network(self._saved, now, now - _COMPANY)
            while len(self._networks) > _REMEMBERED:
                oldest = next(iter(self._networks))
                if self._networks[oldest].running or self._networks[oldest].queue:
                    break
                del self._networks[oldest]
        self._networks.move_to_end(who)
        self._fill(known)
        return known

    def _fill(self, network: _Network) -> None:
        now = self._clock()
        network.left = min(self._saved, network.left + (now - network.then) * self._rate)
        network.lately *= 0.5 ** ((now - network.then) / _HALVED)
        network.then = now

    def _pay(self, who: bytes, seconds: float) -> None:
        network = self._network(who)
        network.served = network.then
        network.left = max(network.left - seconds, -_DEBT)
        network.lately += seconds
        if not self._is_light(network):
            network.rests = max(network.rests, network.then) + REST * seconds

    def _is_light(self, network: _Network) -> bool:
        return network.lately < MUCH and network.left > 0

    def _debt(self, network: _Network) -> float:
        """Return the seconds until a network has paid off the CPU time it owes."""
        self._fill(network)
        return max(0.0, -network.left) / self._rate


TURNS = Turns()
"""The scheduler of this process."""
