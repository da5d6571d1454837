"""What is refused before anybody looks at it, and how many files of a session are kept."""

import asyncio

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dashboard.asking.address import Site
from dashboard.names.room import Room
from dashboard.screen.patches import sizes_of_files
from dashboard.web.refusals import UPLOADS_AT_ONCE, Guard


class Inner:
    """An application that notes what reaches it, and answers when it is told to."""

    def __init__(self):
        self.seen = []
        self.go = asyncio.Event()

    async def __call__(self, scope, receive, send):
        self.seen.append(scope)
        await self.go.wait()


def scope(path="/", query=b"", host=b"localhost", kind="http", method="GET"):
    return {"type": kind, "path": path, "query_string": query, "headers": [(b"host", host)], "method": method}  # fmt: skip


async def statuses(guard, *scopes):
    sent = []

    async def send(message):
        sent.append(message.get("status") or message.get("code"))

    for each in scopes:
        await guard(each, None, send)
    return [each for each in sent if each]


def test_a_session_sends_no_more_files_at_once_than_it_has_places_for():
    async def run():
        inner = Inner()
        guard = Guard(inner, Site("/base"))

        def upload(session):
            return scope(f"/base/_stcore/upload_file/{session}/f", method="PUT")

        running = [asyncio.create_task(guard(upload("session-a"), None, None)) for _ in range(UPLOADS_AT_ONCE)]  # fmt: skip
        await asyncio.sleep(0)
        assert await statuses(guard, upload("session-a")) == [429]
        other = asyncio.create_task(guard(upload("session-b"), None, None))
        await asyncio.sleep(0)
        assert len(inner.seen) == UPLOADS_AT_ONCE + 1
        inner.go.set()
        await asyncio.gather(*running, other)
        assert "session-a" not in repr(vars(guard))  # nothing of a session is remembered
        await guard(upload("session-a"), None, None)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (scope(host=b"a b"), [400]), (scope(query=b"x" * 9000), [414]), (scope(host=b"a b", kind="websocket"), [1008]),
        (scope(query=b"x" * 9000, kind="websocket"), [1008]), (scope(host=b""), []), (scope(), []), ({"type": "lifespan"}, []),
    ],
)  # fmt: skip
def test_requests_and_sockets_for_no_host_or_with_endless_queries_are_refused(asked, answer):
    async def run():
        inner = Inner()
        inner.go.set()
        assert await statuses(Guard(inner, Site()), asked) == answer
        assert len(inner.seen) == (not answer)

    asyncio.run(run())


def test_letters_that_were_sent_as_they_are_are_quoted():
    async def run():
        inner = Inner()
        inner.go.set()
        await Guard(inner, Site())(scope(query="q=Медуза&x=a%20b".encode()), None, None)
        assert inner.seen[0]["query_string"] == b"q=%D0%9C%D0%B5%D0%B4%D1%83%D0%B7%D0%B0&x=a%20b"

    asyncio.run(run())


def test_uploads_are_bounded_for_a_network_and_in_all():
    manager = MemoryUploadedFileManager("/upload")
    room = Room(most=100, most_of_one=60)
    room.measure(sizes_of_files(manager))

    def arrive(client, session, size):
        reservation = room.take(client, session, size)
        if reservation is None:
            return False
        manager.add_file(session, UploadedFileRec("f", "a.csv", "text/csv", b"x" * size))
        room.release(reservation)
        return True

    assert arrive(b"one", "a", 30)
    assert arrive(b"one", "b", 30)
    assert not arrive(b"one", "c", 1)
    assert arrive(b"two", "d", 40)
    assert not arrive(b"three", "e", 1)
    manager.remove_session_files("a")
    assert arrive(b"three", "e", 1)
    assert arrive(b"one", "f", 20)


def test_files_on_their_way_are_counted():
    room = Room(most=100, most_of_one=60)
    first = room.take(b"one", "a", 50)
    assert room.take(b"one", "b", 20) is None
    assert room.take(b"two", "c", 60) is None
    room.release(first)
    assert room.take(b"one", "b", 20) is not None


def test_the_networks_of_one_customer_share_the_room_of_one_network():
    """Three networks could keep everybody else's files out, and many customers have 256."""

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def run():
        inner = Inner()
        guard = Guard(inner, Site("/base"), Room(most=100, most_of_one=60))
        sent = []

        async def send(message):
            sent.append(message.get("status"))

        def upload(address, session):
            asked = scope(f"/base/_stcore/upload_file/{session}/f", method="PUT")
            return asked | {"client": (address, 1), "headers": [(b"content-length", b"40")]}

        first = asyncio.create_task(guard(upload("2001:db8:1:1::1", "a"), receive, send))
        await asyncio.sleep(0)
        await guard(upload("2001:db8:1:2::1", "b"), receive, send)
        assert sent[0] == 503
        other = asyncio.create_task(guard(upload("2001:db8:2:1::1", "c"), receive, send))
        await asyncio.sleep(0)
        assert len(inner.seen) == 2
        inner.go.set()
        await asyncio.gather(first, other)

    asyncio.run(run())


def test_an_upload_without_room_is_refused_with_a_time_to_come_again():
    async def run():
        guard = Guard(Inner(), Site("/base"), Room(most=10))
        sent = []

        async def send(message):
            sent.append(message)

        parts = [
            {"type": "http.request", "body": b"x" * 9, "more_body": True},
            {"type": "http.request", "body": b"x" * 9, "more_body": False},
        ]

        async def receive():
            return parts.pop(0)

        upload = scope("/base/_stcore/upload_file/a/f", method="PUT")
        await guard(upload, receive, send)
        assert parts == []  # a client that is still sending hears the answer
        assert sent[0]["status"] == 503
        assert (b"retry-after", b"60") in sent[0]["headers"]

    asyncio.run(run())


@pytest.mark.parametrize(
    "path",
    ["/base/_stcore/metrics", "/base/_stcore/agent/openapi.json", "/base/_stcore/agent/mcp", "/base/_stcore/script-health-check",
     "/base/auth/login", "/base/auth/logout", "/base/oauth2callback"],
)  # fmt: skip
def test_routes_of_the_framework_that_no_page_needs_are_closed(path):
    assert asyncio.run(statuses(Guard(Inner(), Site("/base")), scope(path))) == [404]


@pytest.mark.parametrize("path", ["/base/_stcore/health", "/base/_stcore/host-config", "/base/authors", "/base/metrics"])  # fmt: skip
def test_routes_that_pages_need_are_open(path):
    async def run():
        inner = Inner()
        inner.go.set()
        assert await statuses(Guard(inner, Site("/base")), scope(path)) == []
        assert [each["path"] for each in inner.seen] == [path]

    asyncio.run(run())


def test_two_lengths_of_one_body_are_refused():
    two = scope("/base/api/v1/check", method="POST")
    two["headers"] += [(b"content-length", b"5"), (b"transfer-encoding", b"chunked")]
    assert asyncio.run(statuses(Guard(Inner(), Site("/base")), two)) == [400]


@pytest.mark.parametrize(
    "query", [b"q=%EC%E5%E4%F3%E7%E0", b"q=%ff", b"country=DE&q=%D0", "q=é".encode("latin-1")]
)
def test_a_query_that_is_not_utf8_is_refused_and_no_search_for_everything(query):
    assert asyncio.run(statuses(Guard(Inner(), Site("/base")), scope(query=query))) == [400]


@pytest.mark.parametrize("path", ["/check", "/search"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://testserver.evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "null"}, 200),
        ({}, 200),
    ],
)
def test_another_site_cannot_have_its_visitors_send_a_form(site, path, headers, status):
    field = "name" if path == "/check" else "q"
    assert site.post(path, data={field: "Meduza"}, headers=headers).status_code == status
