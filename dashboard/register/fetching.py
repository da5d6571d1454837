"""Fetch a document of the web within limits of scheme, size and time."""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import json
import os
import queue
import ssl
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from dashboard import __version__
from dashboard.register.tables import ExportError

MOST_BYTES = 20_000_000
"""The largest number of bytes read in all."""
MOST_SECONDS = 60.0
"""The longest wait in all, in seconds."""

_MOST_REDIRECTIONS = 5
_SOCKET_SECONDS = 20.0
_CHUNK = 64 * 1024


class FetchError(ExportError):
    """An address could not be fetched; the message says why."""


@dataclass(frozen=True)
class Copy:
    """A document as it was last answered.

    Attributes:
        tag: Its ETag.
        content: Its content.
        changed: The day on which it changed last, as the server says.
    """

    tag: str
    content: bytes
    changed: date | None = None


class Copies(Protocol):
    """Keeps the last answer of each address, so that an unchanged one is not sent again."""

    def get(self, address: str) -> Copy | None:
        """Return the last answer of an address."""

    def put(self, address: str, copy: Copy) -> None:
        """Keep the answer of an address."""


class Memory:
    """Keeps answers for as long as the process lives."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: dict[str, Copy] = {}

    def get(self, address: str) -> Copy | None:
        """Return the last answer of an address."""
        return self._kept.get(address)

    def put(self, address: str, copy: Copy) -> None:
        """Keep the answer of an address."""
        self._kept[address] = copy


class Folder:
    """Keeps answers as files, one an address. One that cannot be read or written is not kept."""

    def __init__(self, directory: Path) -> None:
        """Use a folder, which is made when something is kept."""
        self._directory = directory

    def get(self, address: str) -> Copy | None:
        """Return the last answer of an address; None if the file is damaged."""
        try:
            head, _line, content = self._path(address).read_bytes().partition(b"\n")
            said = json.loads(head)
            if said["sha256"] != hashlib.sha256(content).hexdigest() or said["address"] != address:
                return None
            changed = date.fromisoformat(said["changed"]) if said["changed"] else None
            return Copy(str(said["tag"]), content, changed)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, address: str, copy: Copy) -> None:
        """Keep the answer of an address."""
        head = {
            "address": address,
            "tag": copy.tag,
            "changed": copy.changed.isoformat() if copy.changed else "",
            "sha256": hashlib.sha256(copy.content).hexdigest(),
        }
        with suppress(OSError):
            self._directory.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._directory, prefix=".making-")
            with os.fdopen(handle, "wb") as file:
                file.write(json.dumps(head).encode() + b"\n" + copy.content)
            Path(name).replace(self._path(address))

    def _path(self, address: str) -> Path:
        return self._directory / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}.copy"


@dataclass
class Budget:
    """The bytes and seconds that are left, over several requests.

    Attributes:
        size: Bytes that may still be read.
        seconds: For how long from now.
    """

    size: int = MOST_BYTES
    seconds: float = MOST_SECONDS
    until: float = field(init=False)

    def __post_init__(self) -> None:
        self.until = time.monotonic() + self.seconds

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.until - time.monotonic()


def is_address(text: str) -> bool:
    """Return whether a source is an address of the web rather than a file."""
    return text.strip().casefold().startswith(("http://", "https://"))


def check_address(address: str) -> None:
    """Refuse an address that is not to be asked.

    Raises:
        FetchError: It is neither `https://` nor `http://` of this machine, or names a user.
    """
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise FetchError(f"{address} is not a valid address: {error}.") from None
    if not host or "@" in parts.netloc or any(ord(each) < 33 for each in address):
        raise FetchError(
            f"{_shown(address)} is not an address such as https://example.org/register."
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise FetchError(
            f"{_shown(address)} is not secure: give an address that begins with https://."
        )


def fetch(address: str, *, budget: Budget, copies: Copies | None = None) -> Copy:
    """Fetch a document.

    TLS is checked, the proxies of the environment are used, and a redirection is followed only from
    `https://` to `https://`. A document that has not changed since it was kept is not sent again.

    Args:
        address: Its address, `https://` or `http://` of this machine.
        budget: What may be read and waited for; what was read is taken off.
        copies: Where the last answers are kept.

    Returns:
        The document.

    Raises:
        FetchError: It could not be fetched within the limits.
    """
    check_address(address)
    kept = copies.get(address) if copies else None
    # A server that sends a byte a minute, or a resolver that does not answer, never runs into the
    # time limit of a socket: the work is waited for, and left behind.
    answers: queue.Queue[Copy | Exception] = queue.Queue(1)
    stopped = threading.Event()

    def work() -> None:
        try:
            answers.put(_request(address, kept, budget, stopped.is_set))
        except Exception as error:
            answers.put(error)

    threading.Thread(target=work, name="fetch", daemon=True).start()
    try:
        answer = answers.get(timeout=max(budget.left, 0.001))
    except queue.Empty:
        stopped.set()
        raise FetchError(f"{address} took longer than {budget.seconds:.0f} seconds.") from None
    if isinstance(answer, FetchError):
        raise answer
    if isinstance(answer, Exception):
        raise FetchError(f"{address} could not be fetched: {_reason(answer)}.") from answer
    if copies and answer.tag and answer is not kept:
        copies.put(address, answer)
    return answer


def _request(address: str, kept: Copy | None, budget: Budget, stopped: Callable[[], bool]) -> Copy:
    headers = {"User-Agent": f"undesirable-register/{__version__}", "Accept-Encoding": "identity"}
    if kept:
        headers["If-None-Match"] = kept.tag
    request = urllib.request.Request(address, headers=headers)
    try:
        response = _opener(address).open(request, timeout=min(_SOCKET_SECONDS, budget.left))
    except urllib.error.HTTPError as error:
        with error:
            if error.code == http.client.NOT_MODIFIED and kept:
                return kept
            phrase = http.client.responses.get(error.code, "")
        raise FetchError(f"{address} answered {error.code} {phrase}".strip() + ".") from None
    with response:
        if response.headers.get("Content-Encoding", "identity").casefold() != "identity":
            raise FetchError(f"{address} answered in an encoding that was not asked for.")
        content = _read(response, address, budget, stopped)
        return Copy(
            response.headers.get("ETag", ""), content, _day(response.headers.get("Last-Modified"))
        )


def _read(response: Any, address: str, budget: Budget, stopped: Callable[[], bool]) -> bytes:
    too_much = FetchError(
        f"{address} is larger than {MOST_BYTES:,} bytes, too large for a register."
    )
    said = response.headers.get("Content-Length", "")
    if said.isdigit() and int(said) > budget.size:
        raise too_much
    content = bytearray()
    while chunk := response.read1(_CHUNK):
        content += chunk
        if len(content) > budget.size:
            raise too_much
        if stopped() or budget.left <= 0:
            raise FetchError(f"{address} took longer than {budget.seconds:.0f} seconds.")
    if said.isdigit() and len(content) < int(said):
        raise FetchError(f"{address} was cut off after {len(content):,} of {int(said):,} bytes.")
    budget.size -= len(content)
    return bytes(content)


class _Redirections(urllib.request.HTTPRedirectHandler):
    """Follows a redirection only from one secure address to another."""

    max_redirections = _MOST_REDIRECTIONS

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(req.full_url).scheme != "https" or urlsplit(newurl).scheme != "https":
            raise FetchError(
                f"{req.full_url} leads to {_shown(newurl)}: only redirections within https:// are "
                "followed."
            )
        check_address(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(address: str) -> urllib.request.OpenerDirector:
    # Not `build_opener`, which would open files and FTP too.
    opener = urllib.request.OpenerDirector()
    own = urlsplit(address).scheme == "http"  # of this machine: no proxy is asked
    for handler in (
        urllib.request.ProxyHandler({} if own else None),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        _Redirections(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _shown(address: str) -> str:
    """Remove what may be a password from an address."""
    head, _at, tail = address.rpartition("@")
    return (f"{head.split('//')[0]}//…@{tail}" if head else address)[:200]


def _reason(error: Exception) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return " ".join(str(reason or type(error).__name__).split()).rstrip(".")[:300]


def _day(stamp: str | None) -> date | None:
    try:
        return parsedate_to_datetime(stamp).date() if stamp else None
    except ValueError:
        return None
