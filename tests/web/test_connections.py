"""How many WebSockets a client may hold, how long it may be silent, and how its network is counted."""

import asyncio
import weakref

import pytest

from dashboard.names import allowance
from dashboard.names.room import Arriving, Room
from dashboard.web import clients
from dashboard.web.connections import HELD, SMALL, ConnectionLimits


class Page:
    """An application that accepts a WebSocket and notes what it receives until it is disconnected."""

    def __init__(self):
        self.received = []

    async def __call__(self, scope, receive, send):
        await receive()
        await send({"type": "websocket.accept"})
        while True:
            message = await receive()
            self.received.append(message["type"])
            if message["type"] == "websocket.disconnect":
                return


class Link:
    """The client's end of a WebSocket."""

    def __init__(self, limits, address="203.0.113.1", reads=None):
        self.sent = []
        self.reads = reads
        self.incoming = asyncio.Queue()
        self.incoming.put_nowait({"type": "websocket.connect"})
        scope = {"type": "websocket", "client": (address, 1)}
        self.task = asyncio.create_task(limits(scope, self.incoming.get, self._send))

    async def _send(self, message):
        if self.reads:
            await self.reads.wait()
        self.sent.append((message["type"], message.get("code")))

    async def settled(self):
        for _ in range(30):
            await asyncio.sleep(0)
        return self.sent

    def say(self, size=1):
        self.incoming.put_nowait({"type": "websocket.receive", "bytes": b"x" * size})

    async def close(self):
        self.incoming.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await self.task


ACCEPTED = [("websocket.accept", None)]
REFUSED = [("websocket.close", 1013)]


def test_one_network_cannot_take_every_connection():
    async def run():
        limits = ConnectionLimits(Page(), most=5, most_of_one=2, pause=0)
        first, second, third = (Link(limits) for _ in range(3))
        assert await first.settled() == ACCEPTED
        assert await second.settled() == ACCEPTED
        assert await third.settled() == REFUSED
        other = Link(limits, "198.51.100.7")
        assert await other.settled() == ACCEPTED
        await first.close()
        again = Link(limits)
        assert await again.settled() == ACCEPTED

    asyncio.run(run())


def test_the_networks_of_one_customer_cannot_take_every_connection():
    """A customer of a provider may have 256 networks or more: thirteen once sufficed."""

    async def run():
        limits = ConnectionLimits(Page(), most_of_one=2, most_of_customer=3, pause=0)
        links = [Link(limits, f"2001:db8:1:{n}::1") for n in range(4)]
        assert [await each.settled() for each in links] == [ACCEPTED] * 3 + [REFUSED]
        assert await Link(limits, "2001:db8:2::1").settled() == ACCEPTED
        await links[0].close()
        assert await Link(limits, "2001:db8:1:9::1").settled() == ACCEPTED

    asyncio.run(run())


def test_there_is_a_limit_for_all_together():
    async def run():
        limits = ConnectionLimits(Page(), most=2, most_of_one=2, pause=0)
        links = [Link(limits, f"198.51.100.{n}") for n in range(3)]
        assert [await each.settled() for each in links] == [ACCEPTED, ACCEPTED, REFUSED]

    asyncio.run(run())


def test_a_silent_connection_is_ended_and_gives_its_place_back():
    async def run():
        page = Page()
        limits = ConnectionLimits(page, most_of_one=1, first_message=0.01, idle=30)
        link = Link(limits)
        await link.task
        assert link.sent == [*ACCEPTED, ("websocket.close", 1001)]
        assert page.received == ["websocket.disconnect"]
        assert await Link(limits).settled() == ACCEPTED

    asyncio.run(run())


def test_the_idle_limit_is_longer_after_the_first_message():
    async def run():
        page = Page()
        link = Link(ConnectionLimits(page, first_message=30, idle=0.01))
        link.incoming.put_nowait({"type": "websocket.receive", "bytes": b"x"})
        await link.task
        assert page.received == ["websocket.receive", "websocket.disconnect"]
        assert link.sent == [*ACCEPTED, ("websocket.close", 1001)]

    asyncio.run(run())


def test_one_network_opens_so_many_in_a_minute_and_no_more():
    async def run():
        limits = ConnectionLimits(Page(), opened=2, pause=0)
        for answer in (ACCEPTED, ACCEPTED, REFUSED):
            link = Link(limits)
            assert await link.settled() == answer
            await link.close()
        assert await Link(limits, "198.51.100.7").settled() == ACCEPTED

    asyncio.run(run())


def test_messages_beyond_the_limit_of_a_network_wait_and_nobody_else_does():
    async def run():
        flooding, other = Page(), Page()
        limits = ConnectionLimits(flooding, messages=3)
        link = Link(limits)
        for _ in range(9):
            link.say()
        await link.settled()
        assert flooding.received == ["websocket.receive"] * 3
        limits.app = other
        reader = Link(limits, "198.51.100.7")
        reader.say()
        await reader.settled()
        assert other.received == ["websocket.receive"]
        link.task.cancel()

    asyncio.run(run())


def test_the_pages_of_one_network_send_so_many_messages_at_once_and_no_other_waits():
    async def run():
        page, other = Page(), Page()
        limits = ConnectionLimits(page, lately=5)
        links = [Link(limits) for _ in range(3)]
        for link in links:
            for _ in range(3):
                link.say()
            await link.settled()
        assert page.received == ["websocket.receive"] * 5
        limits.app = other
        reader = Link(limits, "198.51.100.7")
        reader.say()
        await reader.settled()
        assert other.received == ["websocket.receive"]
        for link in links:
            link.task.cancel()

    asyncio.run(run())


def test_one_page_sends_so_many_messages_at_once_and_the_others_wait():
    async def run():
        page = Page()
        link = Link(ConnectionLimits(page, at_once=4))
        for _ in range(9):
            link.say()
        await link.settled()
        assert page.received == ["websocket.receive"] * 4
        link.task.cancel()

    asyncio.run(run())


def test_no_answers_are_made_for_a_client_that_does_not_read():
    received, sent = [], []

    async def page(_scope, receive, send):
        await receive()
        while (message := await receive())["type"] == "websocket.receive":
            received.append(message["bytes"])
            sent.append(asyncio.create_task(send({"type": "websocket.send", "bytes": b"much"})))
            await asyncio.sleep(0)

    async def run():
        limits = ConnectionLimits(page)
        reads = asyncio.Event()
        link = Link(limits, reads=reads)
        for _ in range(5):
            link.say()
        await link.settled()
        assert len(received) == 1
        reads.set()
        await link.settled()
        assert len(received) == 5
        await link.close()

    asyncio.run(run())


def test_what_messages_hold_is_bounded_for_a_network_and_in_all():
    async def run():
        size = SMALL + 1
        page = Page()
        limits = ConnectionLimits(page, kept=0.0, room=Room(most=5 * HELD * size, most_of_one=2 * HELD * size))  # fmt: skip
        first, second, third = (Link(limits) for _ in range(3))
        for each in (first, second, third):
            each.say(size)
            await each.settled()
        assert [each.sent for each in (first, second)] == [ACCEPTED, ACCEPTED]
        assert third.sent == [*ACCEPTED, ("websocket.close", 1013)]
        assert page.received[-1] == "websocket.disconnect"
        first.say(size)  # in place of the one before
        assert await first.settled() == ACCEPTED
        other = Link(limits, "198.51.100.7")
        other.say(size)
        assert await other.settled() == ACCEPTED
        await first.close()
        await asyncio.sleep(0.001)
        again = Link(limits)
        again.say(size)
        assert await again.settled() == ACCEPTED

    asyncio.run(run())


def test_the_memory_of_a_session_is_freed_without_further_requests():
    class Held:
        def __init__(self):
            self.itself = self  # as a session and its state name each other

    held = []

    async def page(_scope, receive, _send):
        await receive()
        held.append(weakref.ref(Held()))

    async def run():
        link = Link(ConnectionLimits(page, kept=0.0))
        await link.task
        await asyncio.sleep(0.001)
        assert held[0]() is None

    asyncio.run(run())


def test_incomplete_messages_are_bounded_for_a_network_and_in_all():
    arriving = Arriving(most=100, most_of_one=60)
    assert arriving.replace(b"one", 0, 50)
    assert not arriving.replace(b"one", 0, 20)
    assert arriving.replace(b"one", 20, 0)
    assert arriving.replace(b"two", 0, 50)
    assert not arriving.replace(b"three", 0, 10)
    assert arriving.replace(b"one", 50, 0)
    assert arriving.replace(b"three", 10, 30)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_addresses_are_counted_by_network(address, network):
    assert allowance.network(address) == network


def test_addresses_of_one_network_are_one_client_and_others_are_not():
    def of(address):
        return clients.of({"client": (address, 1)})

    assert of("2001:db8::1") == of("2001:db8::ffff")
    assert of("2001:db8::1") != of("2001:db8:0:1::1")
    assert of("203.0.113.1") != of("203.0.113.2")
    assert clients.of({"client": None}) == clients.of({})
