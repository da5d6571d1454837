"""A running server stays within its bounds, and writes nothing of what is checked."""

import json
import os
import socket
import time
import urllib.request
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from tests.browser.conftest import running
from tests.browser.test_hostile import Session, raw, upload

WATCHER = """
import os, sys
_log = os.open(os.environ["OPENED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def _note(event, arguments):
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        os.write(_log, f"{arguments[0]!r}\\n".encode("utf-8", "backslashreplace"))
    elif event in ("tempfile.mkstemp", "tempfile.mkdtemp", "os.mkdir", "os.rename"):
        os.write(_log, f"{event} {arguments[0]!r}\\n".encode("utf-8", "backslashreplace"))
sys.addaudithook(_note)
"""
"""Notes each file that Python opens for writing, also one that has no name (`O_TMPFILE`)."""


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    folder = tmp_path_factory.mktemp("watched")
    (folder / "sitecustomize.py").write_text(WATCHER)
    opened = folder / "opened"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]))
        patch.setenv("OPENED", str(opened))
        with running(folder) as address:
            yield address, opened


def check(address, body):
    request = urllib.request.Request(
        f"{address}/api/v1/check",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def test_what_is_checked_or_uploaded_is_never_written(watched):
    address, opened = watched
    with closing(Session(address)) as made:
        made.rerun("check")
        check(address, {"name": "Meduza"})
        assert opened.exists(), "nothing at all was noted: the watcher does not work"
        before = opened.read_text()
        assert upload(address, made.id, "large", b"SECRETMARKER," * 370_000) == 204
        check(address, {"names": ["SECRETMARKER " * 20] * 40})
        check(address, {"text": "SECRETMARKER " * 1_500})
        made.rerun("check", query="q=SECRETMARKER")
    assert opened.read_text().removeprefix(before) == ""


def test_uploads_of_one_client_are_bounded_and_go_when_their_pages_are_closed(watched):
    address, _opened = watched
    with ExitStack() as pages:
        statuses = []
        for _ in range(5):
            made = pages.enter_context(closing(Session(address)))
            made.rerun("check")
            statuses += [upload(address, made.id, f"f{n}", b"x" * 4_000_000) for n in range(3)]
        # 40 MB in all; the file of another page may be held for some seconds yet.
        assert 8 <= statuses.count(204) <= 10
        assert set(statuses) == {204, 503}
    # The pages are closed: their files go, and there is room again.
    with closing(Session(address)) as made:
        made.rerun("check")
        deadline = time.monotonic() + 60
        while (status := upload(address, made.id, "again", b"x" * 4_000_000)) == 503:
            assert time.monotonic() < deadline, "uploads of closed pages are still held"
            made.rerun("check")
        assert status == 204


def test_texts_and_incomplete_messages_of_one_client_are_bounded(watched):
    address, _opened = watched
    large = 11_000_000
    with ExitStack() as pages:
        ended = 0
        for _ in range(3):
            made = pages.enter_context(closing(Session(address, "127.0.0.2")))
            made.rerun("check")
            message = BackMsg()
            message.rerun_script.page_name = "check"
            message.rerun_script.widget_states.widgets.add(id="w", string_value="x" * large)
            try:
                made.send(message)
                made.until_done()
            except ConnectionClosed:
                ended += 1
        assert ended == 2, "a text is counted three times, and a network has 40 MB"
    host, port = urlsplit(address).netloc.split(":")
    with ExitStack() as links:
        ended = 0
        for _ in range(3):
            link = links.enter_context(
                socket.create_connection((host, int(port)), 20, ("127.0.0.3", 0))
            )
            link.sendall(handshake(host))
            link.recv(4096)
            link.sendall(b"\x82\xff" + (24_000_000).to_bytes(8, "big") + b"\0\0\0\0")
            try:
                for _part in range(23):
                    link.sendall(b"x" * 1_000_000)
                link.settimeout(0.5)
                ended += link.recv(1) == b""
            except TimeoutError:
                continue  # it still waits for the rest
            except OSError:
                ended += 1
        assert ended >= 1


def test_a_page_that_floods_is_read_no_faster_than_it_is_answered(watched):
    address, _opened = watched
    host, port = urlsplit(address).netloc.split(":")
    with socket.create_connection((host, int(port)), 60, ("127.0.0.5", 0)) as link:
        link.sendall(handshake(host))
        link.recv(4096)
        link.settimeout(3)
        flood = (
            b"\x82\x80\0\0\0\0" * 5_000_000
        )  # far more than the system keeps for who does not read
        with pytest.raises(TimeoutError):
            link.sendall(flood)


@pytest.mark.parametrize(
    "frame",
    [b"\x89\x80\0\0\0\0", b"\x00\x80\0\0\0\0"],
    ids=["pings", "parts"],
)
def test_a_page_that_floods_is_ended(watched, frame):
    address, _opened = watched
    host, port = urlsplit(address).netloc.split(":")
    with socket.create_connection((host, int(port)), 60, ("127.0.0.4", 0)) as link:
        link.sendall(handshake(host))
        link.recv(4096)
        begin = b"\x02\x80\0\0\0\0" if frame[0] == 0 else b""
        # Far more than the system keeps: a server that did not end it would read all, or wait.
        with pytest.raises(ConnectionError):
            link.sendall(begin + frame * 5_000_000)


def test_one_message_makes_nobody_wait_and_writes_nothing_into_the_log(watched):
    address, opened = watched
    large = BackMsg(file_urls_request={"file_names": [""] * 100_000})
    named = BackMsg(backend_operation_request={"request_id": "SECRETNAME", "session_id": "none"})
    named.backend_operation_request.deferred_file.file_id = "SECRETNAME"
    with closing(Session(address, "127.0.0.6")) as made, closing(Session(address)) as other:
        made.rerun("check")
        for session in ("none", made.id):
            named.backend_operation_request.session_id = session
            made.send(named)
        made.rerun("check")
        made.send(large)
        with pytest.raises(ConnectionClosed) as ended:
            made.until_done()
        assert ended.value.rcvd.code == 1008
        other.rerun("check")
    assert "SECRETNAME" not in (opened.parent / "log").read_text()


def handshake(host):
    return (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def test_only_a_proxy_that_is_trusted_names_the_address_of_a_client(watched):
    address, _opened = watched
    host, port = urlsplit(address).netloc.split(":")
    statuses = set()
    for n in range(70):
        link = HTTPConnection(host, int(port), timeout=60, source_address=("127.0.0.8", 0))
        with closing(link):
            forged = {"X-Forwarded-For": f"203.0.113.{n}", "Content-Type": "application/json"}
            link.request("POST", "/api/v1/check", b"no JSON", forged)
            statuses.add(link.getresponse().status)
    assert statuses == {400, 429}


def test_an_address_that_is_not_encoded_is_understood(watched):
    address, _opened = watched
    line = (
        "GET /api/v1/designations?q=Медуза HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    head, _blank, body = raw(address, line.encode(), ends=False).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert [row["id"] for row in json.loads(body)["results"]] == ["meduza"]


def test_an_address_in_another_encoding_is_refused(watched):
    address, _opened = watched
    line = (
        "GET /api/v1/designations?q=Медуза HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    head, _blank, body = raw(address, line.encode("cp1251"), ends=False).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert "not UTF-8" in json.loads(body)["detail"]


def test_a_request_that_is_not_valid_is_refused_with_a_sentence_that_helps(watched):
    address, _opened = watched
    line = b"GET /api/v1/designations?q=two words HTTP/1.1\r\nHost: localhost\r\n\r\n"
    head, _blank, body = raw(address, line).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"application/problem+json" in head
    assert "Percent-encode" in json.loads(body)["detail"]
