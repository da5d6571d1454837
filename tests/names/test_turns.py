"""However much one network asks for, the others keep their share of the process."""

import asyncio
import threading

import pytest

from dashboard.names.turns import NoTurnError, Turns

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
    made = Running(Turns(at_once=2, waiting=1))
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


def test_who_waits_for_another_process_stands_aside():
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
