"""Networks pay for requests and bytes, whatever is asked for; who took too much waits, or is refused."""

import asyncio

import pytest

from dashboard.names.turns import Turns
from dashboard.web import costs
from dashboard.web.costs import Costs


@pytest.fixture
def turns(monkeypatch):
    return few_turns(monkeypatch, 0.001)


def few_turns(monkeypatch, saved):
    made = Turns(saved=saved, seconds=0.06)
    monkeypatch.setattr(costs, "TURNS", made)
    awaited = made.awaited
    monkeypatch.setattr(made, "awaited", lambda address: awaited(address, longest=0.1))
    return made


def asked(kind, size=0, received=0):
    """Return what an application that sends and receives so many bytes answers to one client."""
    sent = []

    async def app(_scope, receive, send):
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x" * size})

    async def receive():
        return {"type": "http.request", "body": b"x" * received}

    async def send(message):
        sent.append(message)

    scope = {"type": kind, "client": ("192.0.2.1", 1), "headers": [], "method": "GET", "path": "/"}
    asyncio.run(Costs(app)(scope, receive, send))
    return sent[0]


def test_a_flood_of_identical_requests_is_refused_with_retry_after(turns):
    with turns.taken("192.0.2.2"):
        statuses = [asked("http")["status"] for _ in range(5)]
        assert statuses[0] == 200
        assert statuses[-1] == 429
        headers = dict(asked("http")["headers"])
        assert int(headers[b"retry-after"]) > 0


@pytest.mark.parametrize("bytes_", [{"size": 10_000_000}, {"received": 4_000_000}])
def test_bytes_are_paid_for(monkeypatch, bytes_):
    turns = few_turns(monkeypatch, 0.02)
    with turns.taken("192.0.2.2"):
        assert [asked("http")["status"] for _ in range(4)] == [200] * 4
        assert asked("http", **bytes_)["status"] == 200
        assert asked("http")["status"] == 429


def test_a_websocket_of_a_network_over_its_limit_is_refused(turns):
    with turns.taken("192.0.2.2"):
        turns.charge("192.0.2.1", 1.0)
        assert asked("websocket") == {"type": "websocket.close", "code": 1013}
