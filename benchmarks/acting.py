"""Plan the actions of simulated readers, reproducible by a seed."""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from benchmarks.session import FailedError, Session, Shown
from dashboard.asking.facets import offered
from dashboard.catalog import Catalog

CYCLE = ("overview", "filter", "organization", "back")
"""The acts that a reader repeats."""
WORDS = ("university", "fund", "media", "church", "institute", "centre", "free", "rights")
"""Words that some readers search for; each finds something."""

Choices = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Act:
    """One act of a reader.

    Attributes:
        at: When, in seconds from the start of the run.
        kind: The kind, one of `CYCLE`.
    """

    at: float
    kind: str


def ramp(every: float = 5.0) -> float:
    """Return the seconds during which readers arrive: as long as each needs for one round of acts.

    So the readers are at different steps. If all arrived at the same moment, they would always
    request the same kind of page at the same time.
    """
    return len(CYCLE) * every


def plan(reader: int, seconds: float, *, every: float = 5.0, seed: int = 1) -> list[Act]:
    """Plan the acts of a reader.

    The reader arrives during the `ramp`, and then acts every `every` seconds, plus or minus a fifth
    at random.

    Args:
        reader: Its number.
        seconds: How long the run lasts after the ramp.
        every: The pause, in seconds.
        seed: The random seed.

    Returns:
        The acts in order, all of them before the end.
    """
    chance = random.Random(f"{seed} {reader}")
    end = ramp(every) + seconds
    begin = chance.uniform(0, ramp(every))
    times = (
        begin + turn * every + (chance.uniform(-0.2, 0.2) * every if turn else 0)
        for turn in range(int(end / every) + 1)
    )
    return [Act(at, CYCLE[turn % len(CYCLE)]) for turn, at in enumerate(sorted(times)) if at < end]


def choices(catalog: Catalog) -> Choices:
    """Return the filters that readers choose from.

    There is one choice per organization, so that common values are chosen often.

    Returns:
        Pairs of filter and value.
    """
    table = catalog.designations
    found: dict[str, list[tuple[str, str]]] = {}
    for key in ("country", "category"):
        known = offered(catalog, key)
        found[key] = [(key, value) for value in table[key].astype("str") if value in known]
    return found | {"q": [("q", word) for word in WORDS]}


@dataclass
class Told:
    """The results of a run.

    Attributes:
        seconds: The durations by kind of act.
        errors: The errors.
        late: The number of acts that began late, because the previous one was not complete.
        size: Bytes received.
    """

    seconds: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in CYCLE})
    errors: list[str] = field(default_factory=list)
    late: int = 0
    size: int = 0

    def every(self) -> list[float]:
        """Return the duration of every act."""
        return [each for times in self.seconds.values() for each in times]


class Reader:
    """Somebody who reads the site; every second one in dark colours, every third one in Russian."""

    def __init__(self, number: int, site: str, known: Choices, seed: int = 1) -> None:
        """Create a reader; `known` is the return value of `choices`."""
        self.number, self.site = number, site
        self.chance = random.Random(f"{seed} {number} choices")
        self.language = "ru" if number % 3 == 2 else "en"
        self.known = known
        self.session: Session | None = None
        self._links: tuple[str, ...] = ()
        self._back = ""

    async def act(self, kind: str, told: Told) -> None:
        """Perform an act, and record the result."""
        try:
            shown = await self._do(kind)
        except (FailedError, ConnectionClosed, InvalidHandshake, OSError, TimeoutError) as error:
            told.errors.append(f"{kind}: {type(error).__name__}: {error}"[:300])
            await self.leave()
        else:
            told.seconds[kind].append(shown.seconds)
            told.size += shown.size

    async def leave(self) -> None:
        """Close the page."""
        if self.session:
            session, self.session = self.session, None
            await session.socket.close()

    async def _do(self, kind: str) -> Shown:
        if not self.session:
            self.session = await Session.open(self.site, **self._manner())
            first = await self.session.start()
            self._links = first.links
            if kind == "overview":
                return first
        session = self.session
        if kind == "overview":
            shown = await session.go("/")
        elif kind == "filter":
            values = self.known[self.chance.choice(sorted(self.known))]
            shown = await session.choose(*self.chance.choice(values))
            self._back = f"/?{session.query}"
        elif kind == "organization":
            return await session.go(self.chance.choice(self._links))
        else:
            shown = await session.go(self._back)
        self._links = shown.links or self._links
        return shown

    def _manner(self) -> dict[str, Any]:
        how: dict[str, Any] = {
            "dark": self.number % 2 == 1,
            "locale": "ru-RU" if self.language == "ru" else "en-US",
            # The proxy chooses the process by IP address, so each reader has its own loopback
            # address.
            "local_addr": (f"127.0.{1 + self.number // 250 % 250}.{1 + self.number % 250}", 0),
        }
        if self.site.startswith("https"):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            how["ssl"] = context
        return how


async def follow(
    reader: Reader, acts: Sequence[Act], told: Told, begun: float, since: float
) -> None:
    """Run a reader's plan; a reader who waits for a page acts as soon as it has arrived.

    Args:
        reader: The reader.
        acts: Its plan.
        told: The results to add to.
        begun: When the run began, by the event loop's clock.
        since: The second of the plan from which on durations are recorded; errors always are.
    """
    clock = asyncio.get_running_loop().time
    before = Told(errors=told.errors)
    for act in acts:
        counted = told if act.at >= since else before
        wait = begun + act.at - clock()
        if wait > 0:
            await asyncio.sleep(wait)
        elif act is not acts[0]:
            counted.late += 1
        await reader.act(act.kind, counted)
