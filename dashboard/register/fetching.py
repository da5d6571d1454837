"""Fetch a URL within limits of scheme, size and time."""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import json
import os
import queue
import re
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
"""Maximum bytes read in total."""
MOST_SECONDS = 60.0
"""Maximum seconds in total."""

_MOST_REDIRECTIONS = 5
_SOCKET_SECONDS = 20.0
_CHUNK = 64 * 1024


class FetchError(ExportError):
    """A URL could not be fetched; the message says why."""


@dataclass(frozen=True)
class Copy:
    """A cached response.

    Attributes:
        tag: Its ETag.
        content: Its body.
        changed: The day of `Last-Modified`.
    """

    tag: str
    content: bytes
    changed: date | None = None


class Copies(Protocol):
    """A cache of the last response of each URL, for conditional requests."""

    def get(self, address: str) -> Copy | None:
        """Return the cached response of a URL."""

    def put(self, address: str, copy: Copy) -> None:
        """Cache the response of a URL."""


class Memory:
    """A cache in memory."""

    def __init__(self) -> None:
        """Create an empty cache."""
        self._kept: dict[str, Copy] = {}

    def get(self, address: str) -> Copy | None:
        """Return the cached response of a URL."""
        return self._kept.get(address)

    def put(self, address: str, copy: Copy) -> None:
        """Cache the response of a URL."""
        self._kept[address] = copy


class Folder:
    """A cache with one file per URL. Files that cannot be read or written are ignored."""

    def __init__(self, directory: Path) -> None:
        """Use a folder, which is created when needed."""
        self._directory = directory

    def get(self, address: str) -> Copy | None:
        """Return the cached response of a URL; None if the file is missing or damaged."""
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
        """Cache the response of a URL."""
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
    """The remaining bytes and seconds for several requests.

    Attributes:
        size: The remaining bytes.
        seconds: The seconds from now until the deadline.
    """

    size: int = MOST_BYTES
    seconds: float = MOST_SECONDS
    until: float = field(init=False)

    def __post_init__(self) -> None:
        self.until = time.monotonic() + self.seconds

    @property
    def left(self) -> float:
        """The seconds until the deadline."""
        return self.until - time.monotonic()


def is_address(text: str) -> bool:
    """Return whether a source is a URL rather than a file."""
    return re.match(r"\s*[a-z][a-z0-9+.-]*://", text, re.IGNORECASE) is not None


def check_address(address: str) -> None:
    """Refuse a URL that must not be fetched.

    Raises:
        FetchError: It is neither `https://` nor `http://` on this machine, or contains a user name.
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

    Certificates are verified, the proxies of the environment are used, and redirects are followed
    only from `https://` to `https://`. The request is conditional if the cache has a response.

    Args:
        address: Its URL, `https://`, or `http://` on this machine.
        budget: The remaining bytes and seconds; the bytes read are subtracted.
        copies: The cache of responses.

    Returns:
        The document.

    Raises:
        FetchError: The document could not be fetched within the limits.
    """
    check_address(address)
    kept = copies.get(address) if copies else None
    # A socket timeout does not help against a server that sends a byte a minute, or a hanging DNS
    # resolver. So the request runs in a thread, which is abandoned after the deadline.
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
    """Follows redirects only from `https://` to `https://`."""

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
    # Do not use `build_opener`, which would open files and FTP URLs too.
    opener = urllib.request.OpenerDirector()
    own = urlsplit(address).scheme == "http"  # on this machine: use no proxy
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
    """Remove user name and password from a URL."""
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
