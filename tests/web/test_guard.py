"""What is refused before anybody looks at it, and how many files of a session are kept."""

import asyncio

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dashboard.web.guard import UPLOADS_AT_ONCE, Guard
from dashboard.web.site import Site
from dashboard.web.uploads import MOST_FILES, keep_few_files


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

        running = [asyncio.create_task(guard(upload("a"), None, None)) for _ in range(UPLOADS_AT_ONCE)]  # fmt: skip
        await asyncio.sleep(0)
        assert await statuses(guard, upload("a")) == [429]
        other = asyncio.create_task(guard(upload("b"), None, None))
        await asyncio.sleep(0)
        assert len(inner.seen) == UPLOADS_AT_ONCE + 1
        inner.go.set()
        await asyncio.gather(*running, other)
        assert not guard._sending  # nothing of a session is remembered
        await guard(upload("a"), None, None)

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
        await Guard(inner, Site())(scope(query="q=Медуза&x=a%20b".encode() + b"\xff"), None, None)
        assert inner.seen[0]["query_string"] == b"q=%D0%9C%D0%B5%D0%B4%D1%83%D0%B7%D0%B0&x=a%20b%FF"

    asyncio.run(run())


def test_only_the_newest_files_of_a_session_are_kept():
    manager = MemoryUploadedFileManager("/upload")
    keep_few_files(manager)
    for session in ("a", "b"):
        for n in range(20):
            manager.add_file(
                session, UploadedFileRec(f"{session}{n}", "x.csv", "text/csv", b"x" * 10)
            )
    for session in ("a", "b"):
        ids = [f"{session}{n}" for n in range(20)]
        assert [each.file_id for each in manager.get_files(session, ids)] == ids[-MOST_FILES:]
    manager.remove_session_files("a")
    assert manager.get_files("a", ["a19"]) == []
