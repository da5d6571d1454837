"""How much one client, and all together, may ask for."""

import asyncio
import threading
from contextlib import ExitStack

import httpx
import pytest
from starlette.testclient import TestClient

from dashboard.names.allowance import AT_ONCE, Allowance, checking
from dashboard.names.turns import AT_ONCE as TURNS_AT_ONCE
from dashboard.names.turns import TURNS, Turns
from dashboard.names.worker import WAITING, BusyError
from dashboard.web.limited import Threads
from tests.web.conftest import whole


def test_a_bucket_fills_again():
    now = [0.0]
    rate = Allowance(60, clock=lambda: now[0])
    assert [rate.wait("a") for _ in range(60)] == [0.0] * 60
    assert rate.wait("a") == pytest.approx(1.0)
    assert rate.wait("b") == 0.0
    now[0] = 1.5
    assert rate.wait("a") == 0.0
    assert rate.wait("a") > 0


def test_a_higher_cost_takes_more_tokens():
    now = [0.0]
    allowance = Allowance(60, clock=lambda: now[0])
    assert allowance.wait("a", 45) == 0.0
    assert allowance.wait("a", 30) == pytest.approx(15.0)
    assert allowance.wait("a", 15) == 0.0


def test_a_cost_beyond_the_bucket_can_be_paid_by_a_full_one():
    now = [0.0]
    allowance = Allowance(10, clock=lambda: now[0])
    assert allowance.wait("a", 1_000) == 0.0
    assert allowance.wait("a", 1_000) == pytest.approx(60.0)


def test_all_networks_together_have_a_limit():
    now = [0.0]
    allowance = Allowance(10, in_all=20, clock=lambda: now[0])
    assert [allowance.wait(each, 10) for each in "abc"] == [0.0, 0.0, pytest.approx(30.0)]
    now[0] = 30.0
    assert allowance.wait("c", 10) == 0.0


def test_addresses_of_one_ipv6_network_share_a_bucket():
    allowance = Allowance(3)
    waits = [allowance.wait(f"2001:db8::{n:x}") for n in range(1, 6)]
    assert waits[:3] == [0.0] * 3
    assert min(waits[3:]) > 0


def test_nothing_is_limited_where_the_setting_says_so():
    assert {Allowance(0).wait("a", 10**9) for _ in range(100)} == {0.0}


def test_an_estimated_cost_is_replaced_by_the_real_one():
    now = [0.0]
    allowance = Allowance(60, in_all=60, clock=lambda: now[0])
    assert allowance.wait("a", 10) == 0.0
    allowance.settle("a", 10, 80)
    assert allowance.wait("a", 10) == pytest.approx(30.0)
    assert allowance.wait("b", 10) == pytest.approx(30.0)
    allowance.settle("a", 0, -500)
    assert allowance.wait("a", 60) == 0.0
    assert allowance.wait("a", 1) == pytest.approx(1.0)


def test_checks_are_limited_by_cost_and_not_by_number(monkeypatch):
    monkeypatch.setenv("DASHBOARD_CHECK_SECONDS", "1")
    checking.cache_clear()
    try:
        client = TestClient(whole())
        dear = {"names": ["Институт прав человека " * 20] * 200}
        refused = client.post("/api/v1/check", json=dear)  # a whole bucket can always be paid
        assert refused.status_code == 200
        refused = client.post("/api/v1/check", json=dear)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        assert "try again" in refused.json()["detail"]
    finally:
        checking.cache_clear()


def test_what_a_check_really_cost_is_paid_also_where_it_was_ended(work, monkeypatch):
    class Costly:
        def __init__(self, spent):
            self.spent = spent

        def check_many(self, names):
            self.spent(100.0)  # far more than its characters say
            if names == ["ended"]:
                raise BusyError("The check took too long, or failed.")
            return []

    monkeypatch.setattr("dashboard.web.check.checker", lambda _catalog, spent: Costly(spent))
    for n, (name, status) in enumerate((("Meridian", 200), ("ended", 503))):
        client = TestClient(whole(), client=(f"192.0.2.{n}", 1))
        assert client.post("/api/v1/check", json={"name": name}).status_code == status
        assert client.post("/api/v1/check", json={"name": name}).status_code == 429
        work.settle("", 100, 0)  # what all may take is there again


def test_a_check_without_a_turn_is_refused_and_never_looks_clear(monkeypatch):
    class Busy:
        def check_many(self, _names):
            raise BusyError("Too many checks at once.")

    monkeypatch.setattr("dashboard.web.check.checker", lambda *_: Busy())
    answer = TestClient(whole()).post("/api/v1/check", json={"name": "Meridian"})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert "Nothing was checked" in answer.json()["detail"]
    assert "results" not in answer.json()


def test_pages_and_data_are_made_in_turns_of_each_network(monkeypatch):
    turns = Turns(waiting=0, clock=lambda: 100.0)  # however slow the machine is
    monkeypatch.setattr("dashboard.web.limited.TURNS", turns)
    greedy, other = (
        TestClient(whole(), client=(address, 50_000)) for address in ("192.0.2.1", "192.0.2.2")
    )
    addresses = ("/organizations?q=x", "/api/v1/designations", "/o/", "/preview.png", "/feed.xml", "/nothing")  # fmt: skip
    with ExitStack() as running:
        for _ in range(TURNS_AT_ONCE):
            running.enter_context(turns.taken("192.0.2.1"))
        for each in addresses:
            refused = greedy.get(each)
            assert (refused.status_code, refused.headers["retry-after"]) == (503, "5"), each
        assert greedy.get("/healthz").status_code == 200
        assert other.get("/api/v1/designations").status_code == 200
    assert greedy.get("/api/v1/designations").status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/designations.csv", "/api/v1/articles.ndjson", "/sitemap.xml"])  # fmt: skip
def test_each_part_of_a_streamed_answer_needs_a_turn(monkeypatch, address):
    turns = Turns()
    monkeypatch.setattr("dashboard.web.limited.TURNS", turns)
    begin = turns.awaited
    begun = []
    monkeypatch.setattr(turns, "awaited", lambda given: begun.append(given) or begin(given))
    client = TestClient(whole(), client=("192.0.2.1", 50_000))
    assert client.get(address).status_code == 200
    assert len(begun) > 2  # the head, and each part
    assert set(begun) == {"192.0.2.1"}


@pytest.mark.parametrize(
    ("address", "kind", "body"),
    [
        ("/api/v1/check", "application/json", b"{"),
        ("/check", "application/x-www-form-urlencoded", b"&".join([b"a=1"] * 20)),
        ("/api/v1/reconcile", "application/x-www-form-urlencoded", b"queries=%7B"),
        ("/api/v1/reconcile", "application/x-www-form-urlencoded", b"extend=%7B"),
        ("/api/v1/reconcile/match", "application/json", b"{"),
        ("/api/v1/reconcile/extend", "application/json", b"{}"),
    ],
)
def test_a_body_is_read_in_a_turn_even_if_it_is_refused_then(monkeypatch, address, kind, body):
    """To read a large form takes a tenth of a second, in which the event loop would serve nobody."""
    paid = []

    class Watched(Turns):
        def end(self, turn):
            paid.append(turn.who)
            super().end(turn)

    monkeypatch.setattr("dashboard.web.limited.TURNS", Watched())
    client = TestClient(whole(), client=("192.0.2.1", 50_000))
    answer = client.post(address, content=body, headers={"Content-Type": kind})
    assert answer.status_code in (400, 422)
    assert paid


def test_a_refusal_that_is_a_page_is_not_made_where_everybody_waits(work, monkeypatch):
    """The event loop serves all readers: what takes long on it stops them all."""
    on_the_loop = []

    def busy():
        try:
            on_the_loop.append(asyncio.get_running_loop())
        except RuntimeError:
            on_the_loop.append(None)
        return "busy"

    monkeypatch.setattr("dashboard.documents.check.busy", busy)
    with ExitStack() as running:
        for _ in range(AT_ONCE):
            running.enter_context(work.place("192.0.2.1"))
        client = TestClient(whole(), client=("192.0.2.1", 50_000))
        assert client.post("/check", data={"name": "Meduza"}).status_code == 503
    assert on_the_loop == [None]


@pytest.fixture
def work(monkeypatch):
    """Return the allowance of the checks, which is limited here as where the site is served."""
    monkeypatch.setenv("DASHBOARD_CHECK_SECONDS", "40")
    checking.cache_clear()
    yield checking()
    checking.cache_clear()


def test_one_network_does_not_take_every_turn(work):
    greedy, other = (
        TestClient(whole(), client=(address, 50_000)) for address in ("192.0.2.1", "192.0.2.2")
    )
    asked = {"json": {"name": "Meduza"}}
    assert 2 * AT_ONCE < WAITING  # two networks leave a place to the others
    with ExitStack() as running:
        assert all(running.enter_context(work.place("192.0.2.1")) for _ in range(AT_ONCE))
        refused = greedy.post("/api/v1/check", **asked)
        assert refused.status_code == 503
        assert refused.headers["retry-after"] == "5"
        assert "Nothing was checked" in refused.json()["detail"]
        assert greedy.post("/api/v1/suggest", json={"text": "Meduza"}).status_code == 503
        assert other.post("/api/v1/check", **asked).status_code == 200
    assert greedy.post("/api/v1/check", **asked).status_code == 200


def test_checks_that_wait_keep_no_page_and_no_file_waiting(work, monkeypatch):
    """Ten networks, the prefixes of one customer, once took every thread, and nothing was answered any more."""
    going, waiting = threading.Event(), threading.Semaphore(0)

    class Slow:
        def check_many(self, _names):
            with TURNS.aside():
                waiting.release()
                assert going.wait(120)
            return []

    monkeypatch.setattr("dashboard.web.check.checker", lambda *_: Slow())
    app, networks = whole(), 60

    async def asked(network, method, address, **body):
        transport = httpx.ASGITransport(app, client=(f"192.0.2.{network}", 50_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return (await client.request(method, address, **body)).status_code

    async def run():
        checks = [asyncio.create_task(asked(n, "POST", "/api/v1/check", json={"name": "Meridian"})) for n in range(networks)]  # fmt: skip
        try:
            async with asyncio.timeout(60):
                for _ in range(networks):
                    assert await asyncio.to_thread(waiting.acquire, timeout=60)
                seen = [
                    await asked(200, "GET", each)
                    for each in ("/api/v1/designations", "/o/", "/assets/first.js")
                ]
        finally:
            going.set()
        return seen, set(await asyncio.gather(*checks))

    assert asyncio.run(run()) == ([200, 200, 200], {200})


def test_checks_beyond_the_threads_for_them_are_refused(monkeypatch):
    threads = Threads(1)
    monkeypatch.setattr("dashboard.web.limited.THREADS", threads)
    client = TestClient(whole())
    with threads.place("192.0.2.1") as free:
        assert free
        refused = client.post("/api/v1/check", json={"name": "Meridian"})
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
        assert "Nothing was checked" in refused.json()["detail"]
    assert client.post("/api/v1/check", json={"name": "Meridian"}).status_code == 200


def test_the_networks_of_one_customer_take_some_of_the_threads_only():
    threads = Threads(4, 2)
    with ExitStack() as taken:
        free = [taken.enter_context(threads.place(f"2001:db8:1:{n}::1")) for n in range(3)]
        assert free == [True, True, False]
        assert taken.enter_context(threads.place("2001:db8:2::1"))
    with threads.place("2001:db8:1:9::1") as again:
        assert again
