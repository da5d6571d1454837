"""What is fetched from an address, and what is not."""

import subprocess
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard.register.fetching import (
    Budget,
    Copies,
    Copy,
    FetchError,
    Folder,
    Memory,
    check_address,
    fetch,
)
from tests.register.serving import Answer, Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def tagged(headers: dict[str, str]) -> Answer:
    if headers.get("if-none-match") == '"one"':
        return 304, {"ETag": '"one"'}, b""
    return 200, {"ETag": '"one"', "Last-Modified": "Thu, 24 Sep 2026 01:18:06 GMT"}, b"content"


@pytest.mark.parametrize("kind", ["memory", "folder"])
def test_an_unchanged_answer_is_not_sent_again(server: Server, tmp_path: Path, kind: str) -> None:
    server.answers["/r"] = tagged
    copies: Copies = Memory() if kind == "memory" else Folder(tmp_path / "copies")
    first = fetch(f"{server.address}/r", budget=Budget(), copies=copies)
    budget = Budget()
    second = fetch(f"{server.address}/r", budget=budget, copies=copies)
    assert first == second == Copy('"one"', b"content", date(2026, 9, 24))
    assert "if-none-match" not in server.asked[0][1]
    assert server.asked[1][1]["if-none-match"] == '"one"'
    assert budget.size == Budget().size


def test_a_copy_that_was_damaged_is_asked_for_anew(server: Server, tmp_path: Path) -> None:
    server.answers["/r"] = tagged
    address, folder = f"{server.address}/r", Folder(tmp_path)
    fetch(address, budget=Budget(), copies=folder)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-3])
    assert fetch(address, budget=Budget(), copies=folder).content == b"content"
    assert "if-none-match" not in server.asked[1][1]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://example.org/r", "not secure"),
        ("http://127.0.0.1.example.org/r", "not secure"),
        ("http://192.168.1.1/r", "not secure"),
        ("ftp://example.org/r", "not secure"),
        ("file:///etc/passwd", "is not an address"),
        ("https://someone:secret@example.org/r", "is not an address"),
        ("https:///r", "is not an address"),
        ("https://example.org:port/r", "is not a valid address"),
        ("https://example.org/a b", "is not an address"),
    ],
)
def test_only_secure_addresses_are_asked(address: str, sentence: str) -> None:
    with pytest.raises(FetchError, match=sentence) as caught:
        fetch(address, budget=Budget())
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["http://localhost:1/", "http://[::1]/", "http://127.0.0.2/"])
def test_this_machine_may_be_asked_without_tls(address: str) -> None:
    check_address(address)


@pytest.mark.parametrize(
    "goal", ["http://example.org/", "https://example.org/", "/other", "file:///etc/passwd"]
)
def test_no_redirection_leaves_https(server: Server, goal: str) -> None:
    server.answers["/r"] = (302, {"Location": goal}, b"")
    server.answers["/other"] = (200, {}, b"other")
    with pytest.raises(FetchError, match=r"only redirections|answered 302"):
        fetch(f"{server.address}/r", budget=Budget())
    assert [path for path, _headers in server.asked] == ["/r"]


def test_an_answer_may_not_be_larger_than_is_allowed(server: Server) -> None:
    server.answers["/said"] = (200, {}, b"x" * 2000)
    server.answers["/unsaid"] = (200, {"Content-Length": "", "Connection": "close"}, b"x" * 2000)
    for path in ("/said", "/unsaid"):
        with pytest.raises(FetchError, match="larger than"):
            fetch(f"{server.address}{path}", budget=Budget(size=1999))
    budget = Budget(size=3000)
    fetch(f"{server.address}/said", budget=budget)
    with pytest.raises(FetchError, match="larger than"):  # in all, not each
        fetch(f"{server.address}/said", budget=budget)


def test_a_server_that_does_not_answer_is_left(server: Server) -> None:
    waiting = threading.Event()

    def never(_headers: dict[str, str]) -> Answer:
        waiting.wait(30)
        return 200, {}, b"late"

    server.answers["/r"] = never
    try:
        with pytest.raises(FetchError, match="longer than 0 seconds"):
            fetch(f"{server.address}/r", budget=Budget(seconds=0.2))
    finally:
        waiting.set()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ((503, {}, b"busy"), "answered 503 Service Unavailable"),
        ((404, {}, b""), "answered 404"),
        ((200, {"Content-Encoding": "gzip"}, b"\x1f\x8b"), "encoding"),
        ((200, {"Content-Length": "100", "Connection": "close"}, b"cut"), "cut off"),
    ],
)
def test_an_answer_that_is_no_document_is_refused(
    server: Server, answer: Answer, sentence: str
) -> None:
    server.answers["/r"] = answer
    with pytest.raises(FetchError, match=sentence):
        fetch(f"{server.address}/r", budget=Budget())


def test_a_server_that_is_not_there_is_told_of() -> None:
    with serving() as gone:
        address = gone.address
    with pytest.raises(FetchError, match="could not be fetched"):
        fetch(f"{address}/r", budget=Budget())


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Server, Path]]:
    """Yield a server over TLS whose certificate nobody trusts yet, and that certificate."""
    both = tmp_path / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", tmp_path / "key.pem", "-out", tmp_path / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    both.write_bytes(
        (tmp_path / "key.pem").read_bytes() + (tmp_path / "certificate.pem").read_bytes()
    )
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(both) as made:
        yield made, tmp_path / "certificate.pem"


def test_a_certificate_is_checked_and_a_redirection_within_https_followed(
    secure: tuple[Server, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, certificate = secure
    server.answers["/r"] = (301, {"Location": "/other"}, b"")
    server.answers["/out"] = (301, {"Location": "http://127.0.0.1:1/other"}, b"")
    server.answers["/round"] = (302, {"Location": "/round"}, b"")
    server.answers["/other"] = (200, {}, b"other")
    with pytest.raises(FetchError, match=r"(?i)certificate"):
        fetch(f"{server.address}/r", budget=Budget())
    assert server.asked == []
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetch(f"{server.address}/r", budget=Budget()).content == b"other"
    with pytest.raises(FetchError, match="only redirections within https"):
        fetch(f"{server.address}/out", budget=Budget())
    with pytest.raises(FetchError, match="302"):
        fetch(f"{server.address}/round", budget=Budget())


def test_the_proxy_of_the_environment_is_used_except_for_this_machine(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody is there
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")
    server.answers["/r"] = (200, {}, b"direct")
    assert fetch(f"{server.address}/r", budget=Budget()).content == b"direct"
    with pytest.raises(FetchError, match="refused"):
        fetch("https://register.invalid/r", budget=Budget())
