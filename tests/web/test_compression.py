"""Files of the site are sent compressed to whoever can take it, and the same to the others."""

import asyncio
import gzip
import hashlib
import json
from collections import Counter
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.testclient import TestClient

from dashboard.asking.address import Site
from dashboard.names.turns import Turns
from dashboard.web import compression
from dashboard.web.compression import Compressed
from tests.hostile.asking import ask

ASSETS = Path(__file__).resolve().parents[2] / "dashboard" / "web" / "assets"


@pytest.mark.parametrize("address", ["/assets/plotly/plotly.min.js", "/assets/page.js"])
def test_a_file_is_the_same_compressed_and_not(site, address):
    plain = site.get(address, headers={"Accept-Encoding": "identity"})
    small = site.get(address, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert small.content == plain.content  # the client unpacks
    assert "Accept-Encoding" in small.headers["vary"]
    assert site.get(address).headers["content-length"] == small.headers["content-length"]


def test_a_browser_that_has_a_file_is_not_sent_it_again(site):
    first = site.get("/assets/page.js")
    again = site.get("/assets/page.js", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_a_part_of_a_file_and_its_head_are_answered(site):
    part = site.get("/assets/page.js", headers={"Range": "bytes=0-9"})
    assert part.status_code == 206
    assert len(part.content) == 10
    head = site.head("/assets/page.js")
    assert head.status_code == 200
    assert head.headers["content-encoding"] == "gzip"


def test_images_and_missing_files_pass_as_they_are(site):
    assert "content-encoding" not in site.get("/assets/nothing.js").headers
    assert site.get("/assets/nothing.js").status_code == 404


def test_a_file_that_never_changes_is_looked_up_once():
    asked = []

    async def files(scope, receive, send):
        asked.append(scope["path"])
        answer = PlainTextResponse("x" * 5000, headers={"Cache-Control": "public, immutable"})
        await answer(scope, receive, send)

    client = TestClient(Compressed(files, Site()))
    first, second = client.get("/static/js/a.js"), client.get("/static/js/a.js")
    assert asked == ["/static/js/a.js"]
    assert first.text == second.text == "x" * 5000
    assert first.headers == second.headers
    client.get("/static/js/a.js", headers={"Accept-Encoding": "identity"})
    assert len(asked) == 2  # whoever takes no gzip is sent the file as it is


@pytest.fixture
def made(monkeypatch):
    """Return what is noted of each compression: whether it was on the event loop, and in which turns."""
    noted = []
    turns = Turns()
    pack, awaited = gzip.compress, turns.awaited
    held = Counter()

    @asynccontextmanager
    async def counted(address):
        async with awaited(address) as turn:
            held[address] += 1
            yield turn
            held[address] -= 1

    def compress(*given, **named):
        try:
            asyncio.get_running_loop()
            on_loop = True
        except RuntimeError:
            on_loop = False
        noted.append((on_loop, held.total()))
        return pack(*given, **named)

    monkeypatch.setattr(turns, "awaited", counted)
    monkeypatch.setattr(compression, "TURNS", turns)
    monkeypatch.setattr(compression.gzip, "compress", compress)
    return noted


@pytest.mark.parametrize("path", ["/static/js/a.js", "/api/v1/articles", "/o/alpha"])
def test_nothing_is_compressed_where_everybody_waits(made, path):
    async def files(scope, receive, send):
        await PlainTextResponse("x" * 5000)(scope, receive, send)

    # Streamlit puts Starlette's middleware around what it serves.
    client = TestClient(Compressed(GZipMiddleware(files, minimum_size=500), Site()))
    answer = client.get(path)
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == "x" * 5000
    assert made == [(False, 1)]


def test_a_file_has_one_address_under_which_it_is_remembered(made):
    async def files(scope, receive, send):
        answer = PlainTextResponse("x" * 5000, headers={"Cache-Control": "public, immutable"})
        await answer(scope, receive, send)

    app = Compressed(files, Site())
    sent = [(b"accept-encoding", b"gzip")]
    for path in ("/static//a.js", "/static/./a.js", "/static/%2e/a.js", "/static/b/../a.js"):
        assert ask(app, path, headers=sent).status == 404
        assert ask(app, path).status == 404
    assert made == []
    for _ in range(2):
        assert gzip.decompress(ask(app, "/static/a.js", headers=sent).body) == b"x" * 5000
    assert len(made) == 1


def test_the_files_that_are_remembered_are_bounded(made):
    async def files(scope, receive, send):
        answer = PlainTextResponse(scope["path"] * 500, headers={"Cache-Control": "immutable"})
        await answer(scope, receive, send)

    client = TestClient(Compressed(files, Site(), most=150))
    for name in "abcd":
        assert client.get(f"/static/{name}").text == f"/static/{name}" * 500
    assert len(made) == 4
    client.get("/static/d")
    assert len(made) == 4
    client.get("/static/a")
    assert len(made) == 5


@pytest.mark.parametrize("parts", [1, 3, 9])
def test_a_very_large_answer_is_streamed_uncompressed(made, parts):
    part = b"x" * 1_000_000

    async def files(scope, receive, send):
        answer = StreamingResponse((part for _ in range(parts)), media_type="text/csv")
        await answer(scope, receive, send)

    answer = TestClient(Compressed(files, Site())).get("/api/v1/articles.csv")
    assert answer.content == part * parts
    assert len(made) == (parts < 7)


def test_answers_that_wait_to_be_compressed_do_not_pile_up():
    """Each holds megabytes, and a network may have hundreds of requests waiting."""
    sent = []

    async def run():
        go_on = asyncio.Event()

        async def slowly(_scope, _receive, send):
            headers = [(b"content-type", b"text/csv")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b"x" * 5_000, "more_body": True})
            await go_on.wait()
            await send({"type": "http.response.body", "body": b"x" * 5_000})

        app = Compressed(slowly, Site())

        def asked(address):
            async def send(message):
                sent.append((address, len(message.get("body", b""))))

            scope = {"type": "http", "method": "GET", "path": "/api/v1/articles.csv", "client": (address, 1), "headers": [(b"accept-encoding", b"gzip")]}  # fmt: skip
            return asyncio.create_task(app(scope, None, send))

        running = [asked("192.0.2.1") for _ in range(20)] + [asked("192.0.2.2")]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert sent == [("192.0.2.1", 0), ("192.0.2.1", 5_000)] * 12
        go_on.set()
        await asyncio.gather(*running)
        assert not app.held

    asyncio.run(run())
    assert [size < 1_000 for address, size in sent if address == "192.0.2.2"] == [True, True]


def test_each_brotli_file_matches_the_file_beside_it():
    made = json.loads((ASSETS / "brotli.json").read_text())
    assert {f"{name}.br" for name in made} == {
        str(path.relative_to(ASSETS))
        for path in ASSETS.rglob("*.br")
        if path.parts[-3] != "streamlit"
    }
    for name, digest in made.items():
        again = "run tools/brotli.mjs again"
        assert hashlib.sha256((ASSETS / name).read_bytes()).hexdigest() == digest, again


def test_a_browser_that_reads_brotli_gets_the_smaller_file(site):
    address = "/assets/geo/world_50m.json"
    small = site.head(address, headers={"Accept-Encoding": "gzip, br"})
    assert small.headers["content-encoding"] == "br"
    assert small.headers["content-type"] == "application/json"
    assert "Accept-Encoding" in small.headers["vary"]
    large = site.get(address, headers={"Accept-Encoding": "gzip"})
    assert large.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < int(large.headers["content-length"])
