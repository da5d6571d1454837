"""One address does its worst while scripted readers use the same process.

Run `python -m benchmarks.under_attack [--minutes 10] [--readers 100] [--only checks …]` from the
checkout. Every attack runs from one address of this machine, the readers have addresses of their
own, and what the attackers' process costs is part of the load: read the figures beside those of
`--only none`.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import io
import json
import random
import re
import socket
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import psutil
import streamlit
from openpyxl import Workbook
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from benchmarks import results
from benchmarks.acting import Reader, Told, choices, follow, plan, ramp
from benchmarks.readers import EVERY, summary, warm
from benchmarks.serving import Served, serving
from dashboard.catalog import load_catalog

ATTACKER = "127.9.9.9"
_TIMEOUT = 60
_MEGABYTE = 2**20
_SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"


class Attack:
    """What one attacker does, and how it was answered.

    Attributes:
        site: The address of the site.
        over: Set when the attack is to end.
        answers: How often each status, or kind of failure, came back.
    """

    def __init__(self, site: str, over: threading.Event) -> None:
        """Aim at a site until `over` is set."""
        self.site, self.over = site, over
        self.host = urlsplit(site).netloc
        self.answers: Counter[str] = Counter()
        self.chance = random.Random(1)
        names = load_catalog().designations["register_name"].dropna().astype("str")
        self.words = " ".join(names).split()

    def request(self, method: str, path: str, body: bytes | None = None, **headers: str) -> str:
        """Send a request from the attacker's address and count the answer."""
        link = http.client.HTTPConnection(self.host, timeout=_TIMEOUT, source_address=(ATTACKER, 0))
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            answer.read()
            status = str(answer.status)
            self.cookie = answer.getheader("Set-Cookie") or ""
        except (OSError, http.client.HTTPException) as error:
            status = type(error).__name__
        finally:
            link.close()
        self.answers[status] += 1
        return status

    def page(self) -> Any:
        """Open a WebSocket as a page does."""
        link = connect(
            self.site.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            open_timeout=_TIMEOUT,
            source_address=(ATTACKER, 0),
        )
        self.answers["page"] += 1
        return link

    def socket(self) -> socket.socket:
        """Open a WebSocket whose bytes are sent by hand."""
        host, port = self.host.split(":")
        link = socket.create_connection((host, int(port)), _TIMEOUT, (ATTACKER, 0))
        link.sendall(
            f"GET /_stcore/stream HTTP/1.1\r\nHost: {self.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        if b" 101 " not in link.recv(4_096):
            link.close()
            self.over.wait(0.2)
            raise ConnectionRefusedError
        return link

    def rerun(self, link: Any, message: BackMsg) -> tuple[str, dict[str, str]]:
        """Run a page; return the session and the identifiers of widgets by kind."""
        message.rerun_script.page_name = message.rerun_script.page_name or "check"
        link.send(message.SerializeToString())
        session, widgets = "", {}
        while True:
            told = ForwardMsg.FromString(link.recv(timeout=_TIMEOUT))
            kind = told.WhichOneof("type")
            if kind == "new_session":
                session = told.new_session.initialize.session_id or session
            elif kind == "delta" and told.delta.WhichOneof("type") == "new_element":
                element = told.delta.new_element
                sort = element.WhichOneof("type") or ""
                if identity := getattr(getattr(element, sort, None), "id", ""):
                    widgets.setdefault(sort, identity)
            elif kind == "script_finished":
                return session, widgets

    def upload(self, session: str, name: str, data: bytes) -> str:
        """Send a file as the widget does."""
        self.request("GET", "/_stcore/health")
        cookie = SimpleCookie(self.cookie)
        token = next((each.value for key, each in cookie.items() if "xsrf" in key), "")
        body = (
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.xlsx"\r\n\r\n'
            + data
            + b"\r\n--x--\r\n"
        )
        headers = {
            "Content-Type": "multipart/form-data; boundary=x",
            "Cookie": f"_streamlit_xsrf={token}",
            "X-Xsrftoken": token,
        }
        return self.request("PUT", f"/_stcore/upload_file/{session}/{name}", body, **headers)


def checks(attack: Attack) -> None:
    """Ask for the dearest lists of names that are accepted."""
    while not attack.over.is_set():
        names = [" ".join(attack.chance.choices(attack.words, k=14))[:120] for _ in range(50)]
        _post(attack, {"names": names})


def texts(attack: Attack) -> None:
    """Ask for the longest texts that are accepted."""
    while not attack.over.is_set():
        _post(attack, {"text": " ".join(attack.chance.choices(attack.words, k=3_000))[:20_000]})


def _post(attack: Attack, body: dict[str, Any]) -> None:
    data = json.dumps(body, ensure_ascii=False).encode()
    if attack.request("POST", "/api/v1/check", data, **{"Content-Type": "application/json"}) in (
        "429", "503",
    ):  # fmt: skip
        attack.over.wait(0.05)


def floods(attack: Attack) -> None:
    """Ask for what is dear and differs each time."""
    while not attack.over.is_set():
        word = quote(" ".join(attack.chance.choices(attack.words, k=2))[:60])
        attack.request(
            "GET",
            attack.chance.choice(
                ("/preview.png?q={}", "/o/?q={}", "/feed.xml?q={}", "/api/v1/articles.csv?q={}",
                 "/api/v1/charts/timeline.json?q={}", "/organizations?q={}", "/?q={}",
                 "/charts?q={}", "/articles?q={}&view=table", "/organization?id={}")
            ).format(word),
        )  # fmt: skip


def acts(attack: Attack) -> None:
    """Have pages made for selections that nobody had before, as soon as the last one is there."""
    while not attack.over.is_set():
        with suppress(Exception):
            link = attack.page()
            while not attack.over.is_set():
                message = BackMsg()
                message.rerun_script.page_name = attack.chance.choice(("", "charts", "articles"))
                word = quote(" ".join(attack.chance.choices(attack.words, k=2))[:60])
                message.rerun_script.query_string = f"q={word}"
                attack.rerun(link, message)
                attack.answers["made"] += 1


def batches(attack: Attack) -> None:
    """Send the dearest batches to the reconciliation service."""
    listed = {"properties": [{"pid": "status", "v": ["listed"] * 20}] * 10, "limit": 50}
    while not attack.over.is_set():
        named = [
            {"query": " ".join(attack.chance.choices(attack.words, k=14))[:120], "limit": 50}
            for _ in range(25)
        ]
        batch = dict(enumerate([*named, *[listed] * 25]))
        body = urlencode({"queries": json.dumps(batch, ensure_ascii=False)}).encode()
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        if attack.request("POST", "/api/v1/reconcile", body, **form) in ("429", "503"):
            attack.over.wait(0.05)


def sockets(attack: Attack) -> None:
    """Hold as many WebSockets as there are to be had, and say nothing."""
    held: list[Any] = []
    while not attack.over.is_set():
        try:
            held.append(attack.page())
        except Exception as error:
            attack.answers[type(error).__name__] += 1
            attack.over.wait(0.2)
            held = [each for each in held if each.state.name == "OPEN"]
    for each in held:
        with suppress(Exception):
            each.close()


def uploads(attack: Attack) -> None:
    """Send large files from pages that are closed at once."""
    data = random.Random(2).randbytes(int(4.9 * _MEGABYTE))
    while not attack.over.is_set():
        with suppress(Exception):
            link = attack.page()
            session, _widgets = attack.rerun(link, BackMsg())
            for name in "abcd":
                attack.upload(session, name, data)
            link.close()


def workbooks(attack: Attack) -> None:
    """Have workbooks read that unpack to millions of empty cells."""
    data = _wide()
    while not attack.over.is_set():
        with suppress(Exception):
            link = attack.page()
            session, widgets = attack.rerun(link, BackMsg())
            attack.upload(session, "w", data)
            for _ in range(3):
                message = BackMsg()
                state = message.rerun_script.widget_states.widgets.add(id=widgets["file_uploader"])
                file = state.file_uploader_state_value.uploaded_file_info.add()
                file.file_id, file.name, file.size = "w", "list.xlsx", len(data)
                attack.rerun(link, message)
                attack.answers["read"] += 1
            link.close()


def pastes(attack: Attack) -> None:
    """Paste the widest lists and the longest texts into page after page, and leave the pages open."""
    cells = "\n".join("\t".join(f"{n}x{m}" for m in range(130)) for n in range(5_000))
    text = "ж" * 5_900_000
    held: list[Any] = []
    while not attack.over.is_set():
        try:
            link = attack.page()
            held.append(link)
            _session, widgets = attack.rerun(link, BackMsg())
            message = BackMsg()
            state = message.rerun_script.widget_states.widgets.add(id=widgets["text_area"])
            state.string_value = attack.chance.choice((cells, text))
            attack.rerun(link, message)
            attack.answers["pasted"] += 1
        except Exception as error:
            attack.answers[type(error).__name__] += 1
            attack.over.wait(0.2)
            held = [each for each in held if each.state.name == "OPEN"]
    for each in held:
        with suppress(Exception):
            each.close()


def frames(attack: Attack) -> None:
    """Send large messages on many WebSockets, and never their ends."""
    while not attack.over.is_set():
        with suppress(OSError), ExitStack() as links:
            for _ in range(8):
                link = links.enter_context(attack.socket())
                link.sendall(b"\x82\xff" + (24_000_000).to_bytes(8, "big") + b"\0\0\0\0")
                for _part in range(22):
                    link.sendall(b"x" * _MEGABYTE)
                attack.answers["incomplete"] += 1
            attack.over.wait(2)
        attack.answers["ended"] += 1


def files(attack: Attack) -> None:
    """Ask for the largest answers compressed, and for files under endless addresses."""
    paths = ["/api/v1/bulk/undesirable-register.sqlite", "/api/v1/articles.csv", "/data/articles.csv", "/sitemap.xml",
             "/articles.xlsx", "/api/v1/articles?limit=10000", "/api/v1/bulk/entities.ftm.json"]  # fmt: skip
    attack.request("GET", "/")
    large = sorted(_SCRIPTS.glob("*.js"), key=lambda path: -path.stat().st_size)[:4]
    while not attack.over.is_set():
        slashes = "/" * attack.chance.randint(1, 300)
        alias = f"/static{slashes}js/{attack.chance.choice(large).name}"
        path = attack.chance.choice([*paths, alias, alias])
        attack.request("GET", path, **{"Accept-Encoding": "gzip"})


def messages(attack: Attack) -> None:
    """Send small messages without end, and read no answer."""
    message = BackMsg()
    message.rerun_script.page_name = "check"
    data = message.SerializeToString()
    small = b"\x82" + bytes([0x80 | len(data)]) + b"\0\0\0\0" + data
    while not attack.over.is_set():
        with suppress(OSError), attack.socket() as link:
            for count in (1, 30, 10_000, 10_000):
                link.sendall(small * count)
                attack.answers["sent"] += count
                attack.over.wait(0.5)
            link.recv(1)
        attack.answers["ended"] += 1
        attack.over.wait(0.1)


def openings(attack: Attack) -> None:
    """Open WebSockets and close them at once."""
    while not attack.over.is_set():
        try:
            attack.page().close()
        except Exception as error:
            attack.answers[type(error).__name__] += 1


@cache
def _wide() -> bytes:
    """Return a workbook one row of which has five million empty cells (3.6 MB)."""
    empty, packed = io.BytesIO(), io.BytesIO()
    Workbook().save(empty)
    chance = random.Random(3)
    cells = "".join(chance.choices([f'<c s="{style}"/>' for style in range(9)], k=5_000_000))
    with (
        zipfile.ZipFile(empty) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                # openpyxl writes the empty element in three ways, by the parser that is installed.
                row = f"<sheetData><row>{cells}</row></sheetData>".encode()
                content, made = re.subn(rb"<sheetData ?/>|<sheetData></sheetData>", row, content)
                assert made, "The sheet has no place for its cells."
            target.writestr(info.filename, content)
    return packed.getvalue()


ATTACKS: dict[str, tuple[Callable[[Attack], None], int]] = {
    "checks": (checks, 4),
    "texts": (texts, 2),
    "floods": (floods, 24),
    "batches": (batches, 4),
    "acts": (acts, 60),
    "sockets": (sockets, 1),
    "uploads": (uploads, 2),
    "workbooks": (workbooks, 2),
    "pastes": (pastes, 2),
    "frames": (frames, 2),
    "files": (files, 24),
    "messages": (messages, 10),
    "openings": (openings, 10),
    "none": (lambda attack: None, 0),
}
"""Of each attack what it does, and how many do it at once."""


async def attacked(site: Served, name: str, many: int, seconds: float, seed: int) -> dict[str, Any]:
    """Measure readers while an attack goes on.

    Args:
        site: The running site.
        name: One of `ATTACKS`, or "all" for all at once.
        many: How many readers there are.
        seconds: For how long, after all have arrived.
        seed: Of their plans and choices.

    Returns:
        Figures of the readers, the largest memory of the server and its children in megabytes, how
        many processors the server, and the attackers with the readers, used, and how the attackers
        were answered.
    """
    known = choices(load_catalog())
    await warm(site, known)
    over, told, peak = threading.Event(), Told(), 0.0
    used = {"server": 0.0, "attackers": 0.0}
    chosen = [each for each in ATTACKS if each != "none"] if name == "all" else [name]
    attacks = {each: Attack(site.address, over) for each in chosen}
    threads = [
        threading.Thread(target=ATTACKS[each][0], args=(attack,), daemon=True)
        for each, attack in attacks.items()
        for _ in range(ATTACKS[each][1])
    ]
    clock = asyncio.get_running_loop().time

    async def watch() -> None:
        nonlocal peak
        await asyncio.sleep(ramp(EVERY))
        for thread in threads:
            thread.start()
        before, began = (_seconds(site), time.process_time()), clock()
        while not over.is_set():
            peak = max(peak, await asyncio.to_thread(_memory, site))
            await asyncio.sleep(1)
        passed = clock() - began
        used["server"] = (_seconds(site) - before[0]) / passed
        used["attackers"] = (time.process_time() - before[1]) / passed

    watching = asyncio.create_task(watch())
    begun = clock()
    readers = [Reader(number, site.address, known, seed) for number in range(many)]
    await asyncio.gather(
        *(
            follow(reader, plan(reader.number, seconds, every=EVERY, seed=seed), told, begun, ramp(EVERY))
            for reader in readers
        )
    )  # fmt: skip
    over.set()
    await watching
    await asyncio.gather(*(reader.leave() for reader in readers))
    for error in told.errors[:5]:
        print(f"  {error}", flush=True)
    answers = sum((attack.answers for attack in attacks.values()), Counter[str]())
    return {
        "attack": name,
        "readers": many,
        **{key: summary(told)[key] for key in ("acts", "errors", "median ms", "p95 ms")},
        "MB at most": round(peak),
        "server": round(used["server"], 2),
        "attackers": round(used["attackers"], 2),
        "answers": " ".join(f"{key}:{count}" for key, count in answers.most_common(8)),
    }


def _seconds(site: Served) -> float:
    """Return the processor seconds of the server and of the processes that it started, also those that ended."""
    found = 0.0
    for process in site.processes:
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                times = each.cpu_times()
                found += times.user + times.system
                if each is process:
                    found += times.children_user + times.children_system
    return found


def _memory(site: Served) -> float:
    """Return the megabytes of the server and of the processes that it started, shared pages once."""
    found = 0.0
    for process in site.processes:
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                # Linux says which share of its pages is its own (PSS); other systems do not.
                told = each.memory_full_info()
                found += getattr(told, "pss", told.rss) / _MEGABYTE
    return found


def main() -> None:
    """Measure as asked, write the results, print them."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--minutes", type=float, default=10)
    ask.add_argument("--readers", type=int, default=100)
    ask.add_argument("--only", nargs="+", default=[*ATTACKS], choices=[*ATTACKS, "all"])
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--results", type=Path, default=results.FOLDER, metavar="FOLDER")
    asked = ask.parse_args()
    rows = []
    _wide()
    for name in asked.only:
        with serving() as site:
            began = time.monotonic()
            rows.append(
                asyncio.run(attacked(site, name, asked.readers, 60 * asked.minutes, asked.seed))
            )
            rows[-1]["minutes"] = round((time.monotonic() - began) / 60, 1)
        print(rows[-1], flush=True)
        results.write("under_attack", rows, folder=asked.results, seed=asked.seed)


if __name__ == "__main__":
    main()
