"""Who is served next by the process of the pages, and how much processor one network may take of it.

Python runs one thread at a time, so answers that are made at once are hardly made sooner than one after the
other, and whoever asks for a hundred at once would take a hundred times the share of a reader who asks for
one. So only a few are made at once, and what each costs is counted for its network, in seconds of processor:
a network that took much lately comes after all others, and one that took too much waits, as long as there is
anybody else. Nothing is counted by what was asked: endless different addresses cost as much as one.
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
"""Answers of one network that are made at once, pages and API together, without those that take long."""
IN_ALL = 2
"""Answers of all networks that are made at once; one more of those that took much lately."""
WAITING = 300
"""Requests of one network that may wait for their turn: an office whose readers all open a page."""
SECONDS = 20.0
"""Seconds of processor that a network may take in a minute while others are served too. Forty readers who
each open a page every five seconds take some ten."""
SAVED = 12.0
"""Seconds of processor that a network may take at once, if it was quiet before: what forty readers take who
open the site at the same moment, with all its files."""
MUCH = 2.5
"""Seconds of processor, those of a while ago counting less, from which on a network comes after those that took less."""
LEAST = 1.5
"""Seconds after which one answer is made for those that took much, however many others wait."""
REST = 2.0
"""Seconds for which a network that took much rests after each second of processor, while others are served."""
LONG = 1.0
"""Seconds after which an answer that is still being made, or waits for a disk, no longer keeps others waiting."""
EVER = 12
"""Answers that are made at once however long they take."""
LONGEST = 10.0
"""Seconds for which a request waits that need not; after them it is refused."""

_OWN = 3
"""Answers of one network that are made at once however long they take."""
_HALVED = 20.0
"""Seconds after which what a network took counts half."""
_DEBT = 20.0
"""Seconds of processor that a network may owe: one long answer does not lock an office out."""
_COMPANY = 2.0
"""Seconds after its last turn for which a network counts as being served."""
_AGAIN = 0.05
"""Seconds after which it is looked again whether somebody who waits may have a turn."""
_REMEMBERED = 10_000

Asked = ParamSpec("Asked")
Answered = TypeVar("Answered")


class NoTurnError(Exception):
    """Too many requests of one network wait already, or this one waited too long.

    Attributes:
        seconds: Seconds until the network has paid for what it took; 0 if it owes nothing.
    """

    def __init__(self, seconds: float = 0.0) -> None:
        """Say how long the network has to wait."""
        super().__init__()
        self.seconds = seconds


@dataclass(eq=False)
class Turn:
    """A turn of a network, or its place in the queue until it has come.

    Attributes:
        who: The key of the network.
        number: The first comes first.
        wake: Called when it has come.
        came: Whether it has.
        light: Whether the network had taken little when it came.
        since: When it came.
        begun: The processor time of the thread that works in it, when it began.
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
        """Call a function in this thread; the network pays for the processor that it takes.

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
    """What a network has left and took lately, in seconds of processor, and what of it waits and runs."""

    left: float
    then: float
    served: float
    rests: float = 0.0
    lately: float = 0.0
    running: int = 0
    queue: deque[Turn] = field(default_factory=deque)


class Turns:
    """The turns of each network, and what they cost.

    Networks are known as keyed hashes only, in memory.
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
        """Create turns.

        Args:
            at_once: Turns of one network at the same time.
            waiting: How many requests of a network may wait for one; further ones are refused.
            in_all: Turns of all networks at the same time, besides one of those that took much lately.
            seconds: Seconds of processor that a network may take in a minute while there are others.
            saved: Seconds of processor that a network may take at once if it was quiet before.
            clock: Seconds, ever rising.
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
        """Hold a turn of a network for as long as the block runs, in a thread that waits for it.

        Args:
            address: The address of the client; its network pays for the processor that the thread takes.
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
        """Give the turn of this thread to others for as long as the block runs, if it holds one.

        For what takes long and is done by another process or thread.
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
        """Hold a turn of a network for as long as the block runs, without a thread that waits.

        Args:
            address: The address of the client.
            longest: Seconds to wait.

        Yields:
            The turn, in which to work in a thread.

        Raises:
            NoTurnError: Too many wait, or it waited too long.
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
        """Count the processor time of this thread for a turn from now on.

        Args:
            turn: The turn.
        """
        turn.begun = time.thread_time()
        self._held.turn = turn

    def end(self, turn: Turn) -> None:
        """Have the network pay for the processor time of this thread since `begin`.

        Args:
            turn: The turn.
        """
        self._held.turn = None
        with self._lock:
            self._pay(turn.who, time.thread_time() - turn.begun)

    def charge(self, address: str, seconds: float) -> None:
        """Have a network pay for work.

        Args:
            address: The address of the client.
            seconds: The seconds of processor that it took.
        """
        with self._lock:
            self._pay(key(address), seconds)

    def owed(self, address: str) -> float:
        """Return the seconds for which a network has to wait, as it took too much; 0 if it need not.

        Args:
            address: The address of the client.
        """
        with self._lock:
            known = self._networks.get(key(address))
            return self._debt(known) if known and self._has_company(key(address)) else 0.0

    def rest(self, address: str) -> float:
        """Return the seconds for which a network that took much rests now; 0 if it took little, or is alone.

        Args:
            address: The address of the client.
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
        # However many wait: pages are as many as their WebSockets, which are bounded.
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
        """Take a turn, or a place in the queue; whoever is woken has a turn."""
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
        """Give a turn back, and to who comes next."""
        with self._lock:
            self._networks[turn.who].running -= 1
            self._running.discard(turn)
            woken = self._next()
        for each in woken:
            each.wake()

    def _withdraw(self, turn: Turn) -> bool:
        """Leave the queue; tell whether the turn had not come yet."""
        with self._lock:
            network = self._network(turn.who)
            if turn not in network.queue:
                return False
            network.queue.remove(turn)
            if not network.queue:
                self._waiting.pop(turn.who, None)
            return True

    def _next(self) -> list[Turn]:
        """Give turns to those who come next, as far as there are any."""
        woken: list[Turn] = []
        while able := [(who, each) for who, each in self._waiting.items() if self._may(who, each)]:
            who, network = min(able, key=lambda pair: self._order(pair[1]))
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

    def _order(self, network: _Network) -> tuple[int, float]:
        """Return what is smallest for who comes next: who came first of those that took little, or who took least."""
        if self._is_light(network):
            return 0, network.queue[0].number
        return 1, -network.left

    def _may(self, who: bytes, network: _Network) -> bool:
        """Tell whether a network may have a turn now."""
        self._fill(network)
        if len(self._running) >= EVER:
            return False
        if self._is_light(network):
            own = self._made_now(True, who)
            return self._made_now(True) < self._in_all and own < self._at_once and network.running < _OWN  # fmt: skip
        if network.running or self._made_now(False):
            return False
        now = self._clock()
        if now - self._last_heavy < LEAST and any(map(self._is_light, self._waiting.values())):
            return False
        rests = network.rests > now or self._debt(network)
        return not rests or not self._has_company(who)

    def _made_now(self, light: bool, who: bytes | None = None) -> int:
        """Return how many answers are being made, of a network or in all, without those that take long."""
        now = self._clock()
        return sum(
            each.light == light and now - each.since < LONG and who in (None, each.who)
            for each in self._running
        )

    def _look_again(self) -> None:
        """Look again soon if anybody waits: who owes will have paid, or what is being made takes long."""
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
        """Tell whether anybody else is being served."""
        now = self._clock()
        for other in reversed(self._networks):
            if other != who:
                network = self._networks[other]
                return bool(network.running or network.queue) or now - network.served < _COMPANY
        return False

    def _network(self, who: bytes) -> _Network:
        """Return a network as it stands now, as the last that asked."""
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
        """Return the seconds until a network has paid for what it took."""
        self._fill(network)
        return max(0.0, -network.left) / self._rate


TURNS = Turns()
"""Those of this process."""
