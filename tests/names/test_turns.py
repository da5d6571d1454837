"""However much one network asks for, the others keep their share of the process."""

import asyncio
import threading

import pytest

from dashboard.names.turns import NoTurnError, Turns
from dashboard.web.costs import REQUEST, SENT

GREEDY, OTHER = "192.0.2.1", "192.0.2.2"


class Running:
    """Threads that hold a turn until they are told to end, in the order in which they got it."""

    def __init__(self, turns):
        self.turns, self.order, self.ends, self.threads = turns, [], {}, []
        self.begun = threading.Semaphore(0)

    def start(self, name, address):
        self.ends[name] = threading.Event()
        thread = threading.Thread(target=self._hold, args=(name, address), daemon=True)
        self.threads.append(thread)
        thread.start()

    def _hold(self, name, address):
        with self.turns.taken(address):
            self.order.append(name)
            self.begun.release()
            self.ends[name].wait(30)

    def next(self):
        assert self.begun.acquire(timeout=30)
        return self.order[-1]

    def end(self, *names):
        for name in names or self.ends:
            self.ends[name].set()


@pytest.fixture
def running():
    made = Running(Turns(at_once=2, waiting=1, in_all=3))
    yield made
    made.end()
    for thread in made.threads:
        thread.join(30)


def test_a_network_waits_for_its_own_and_no_other_does(running):
    running.start("first", GREEDY)
    assert running.next() == "first"
    running.start("second", GREEDY)
    assert running.next() == "second"
    running.start("third", GREEDY)
    running.start("reader", OTHER)
    assert running.next() == "reader"
    assert "third" not in running.order
    running.end("first")
    assert running.next() == "third"


def test_addresses_of_one_network_share_its_turns(running):
    for number, name in enumerate(("a", "b", "c")):
        running.start(name, f"2001:db8::{number + 1}")
    running.next()
    running.next()
    running.start("other", "2001:db8:1::1")
    assert running.next() == "other"
    assert len(running.order) == 3


def test_a_thread_that_waits_for_the_worker_process_gives_its_turn_back():
    turns = Turns(at_once=1)
    with turns.taken(GREEDY), turns.aside(), turns.taken(GREEDY):
        pass
    with turns.aside():  # without a turn there is none to give
        pass
    with turns.taken(GREEDY):
        pass


def test_requests_wait_in_order_without_a_thread_and_only_so_many():
    async def ask():
        turns, order = Turns(at_once=1, waiting=2), []

        async def request(name):
            async with turns.awaited(GREEDY):
                order.append(name)

        async with turns.awaited(GREEDY):
            waiting = [asyncio.create_task(request(name)) for name in ("a", "b")]
            await asyncio.sleep(0)
            with pytest.raises(NoTurnError):
                await request("c")
            async with turns.awaited(OTHER):
                order.append("other")
        await asyncio.gather(*waiting)
        return order

    assert asyncio.run(ask()) == ["other", "a", "b"]


def test_who_goes_away_leaves_the_queue():
    async def ask():
        turns, order = Turns(at_once=1), []

        async def request(name):
            async with turns.awaited(GREEDY):
                order.append(name)

        async with turns.awaited(GREEDY):
            gone, stays = (asyncio.create_task(request(name)) for name in ("gone", "stays"))
            await asyncio.sleep(0)
            gone.cancel()
            await asyncio.sleep(0)
        await stays
        async with turns.awaited(GREEDY):  # no turn was lost
            return order

    assert asyncio.run(ask()) == ["stays"]


class Clock:
    """Seconds that pass when they are told to."""

    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def turns(clock):
    return Turns(clock=clock, in_all=2, at_once=1, seconds=60.0, saved=20.0)


def served(turns, clock, *addresses):
    """Return in which order those who ask at the same moment are served."""

    async def ask():
        order = []

        async def request(address):
            async with turns.awaited(address):
                order.append(address)

        with turns.taken("192.0.2.100"), turns.taken("192.0.2.101"):  # nobody else has a turn
            asking = [asyncio.create_task(request(each)) for each in addresses]
            await asyncio.sleep(0)
        await asyncio.sleep(0.2)
        clock.now += 20
        await asyncio.gather(*asking)
        return order

    return asyncio.run(ask())


def test_who_took_much_comes_after_those_that_took_little(turns, clock):
    turns.charge(GREEDY, 8.0)
    assert served(turns, clock, GREEDY, OTHER) == [OTHER, GREEDY]


def test_what_was_taken_a_while_ago_counts_less(turns, clock):
    turns.charge(GREEDY, 8.0)
    clock.now += 60
    assert served(turns, clock, GREEDY, OTHER) == [GREEDY, OTHER]


def test_who_took_too_much_waits_while_others_are_served_and_is_refused_with_the_time_to_wait(turns, clock):  # fmt: skip
    async def ask(address):
        async with turns.awaited(address, longest=0.2):
            return "served"

    async def refused():
        with pytest.raises(NoTurnError) as found:
            await ask(GREEDY)
        return found.value.seconds

    turns.charge(GREEDY, 30.0)
    assert asyncio.run(ask(GREEDY)) == "served"  # there is nobody else
    assert asyncio.run(ask(OTHER)) == "served"
    assert asyncio.run(refused()) == pytest.approx(10.0)
    clock.now += 1.0
    assert asyncio.run(ask(OTHER)) == "served"
    assert asyncio.run(refused()) == pytest.approx(9.0)
    clock.now += 100.0
    assert asyncio.run(ask(OTHER)) == "served"
    assert asyncio.run(ask(GREEDY)) == "served"


def test_the_processor_that_a_thread_takes_is_paid_by_its_network(clock):
    turns = Turns(clock=clock, saved=0.001, seconds=0.06)

    def work():
        return sum(range(3_000_000))

    async def ask():
        async with turns.awaited(GREEDY) as turn:
            return await asyncio.to_thread(turn.work, work)

    with turns.taken(OTHER):
        asyncio.run(ask())
        assert turns.owed(GREEDY) > 0
        assert turns.owed(OTHER) == 0


def test_what_takes_long_keeps_nobody_waiting(clock):
    turns = Turns(clock=clock, in_all=1, at_once=1)

    async def ask():
        async with turns.awaited(OTHER):
            return True

    with turns.taken(GREEDY):
        clock.now += 5
        assert asyncio.run(ask())


def test_forty_readers_of_one_office_who_open_the_site_at_once_are_not_refused(clock):
    """Each with a page, a hundred files of it, and two megabytes."""
    turns = Turns(clock=clock)
    with turns.taken(OTHER):
        for _ in range(40):
            turns.charge(GREEDY, 0.1 + 100 * REQUEST + 2_000_000 * SENT)
        assert turns.owed(GREEDY) == 0
