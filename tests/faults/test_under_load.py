"""Readers of pages and of the API while the data are exchanged, and while a process is killed."""

import json
import os
import re
import signal
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from itertools import cycle
from pathlib import Path

import pytest
from websockets.exceptions import WebSocketException

from benchmarks.proxy import NGINX, certificate, free_ports, nginx_configuration
from dashboard.dataset.atomic import read_files, replace_files
from dashboard.dataset.package import write_descriptor
from tests.browser.conftest import ROOT
from tests.browser.test_nginx import needs_nginx, wait_for
from tests.conftest import AS_OF, ROWS, VERSION
from tests.faults.reader import Reader
from tests.support.packages import Editor

TABLES = [*(f"{name}.csv" for name in ROWS), "datapackage.json"]
NEWER = "2026.01.03"

ADDRESSES = (
    "readyz", "api/v1/designations", "api/v1/designations.csv", "api/v1/articles.ndjson",
    "api/v1/claims?limit=2", "api/v1/counts?by=year", "api/v1/charts/timeline.csv",
    "api/v1/charts/voices.json", "api/v1/bulk", "api/v1/bulk/SHA256SUMS",
    "api/v1/bulk/undesirable-register.zip", "api/v1/bulk/designations.parquet", "feed.xml",
    "feed.xml?of=articles", "sitemap.xml", "o/", "o/alpha", "o/beta.png", "api/v1/openapi.json",
)  # fmt: skip
PAGES = (
    ("", ""), ("organizations", ""), ("organization", "id=alpha"), ("articles", ""),
    ("article", "id=2022-01-31-alpha-listed"), ("charts", "show=when"), ("charts", "show=voices"),
    ("charts", "show=when&table=timeline"), ("changes", ""), ("organizations", "q=nothing+fits"),
)  # fmt: skip


def packages(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Make two versions whose every number differs, as files."""
    made = []
    for version in (VERSION, NEWER):
        directory = folder / version
        directory.mkdir()
        editor = Editor(directory)
        for table, rows in ROWS.items():
            rows = [dict(row) for row in rows]
            if version == NEWER:
                if table == "designations":
                    rows[0]["name"] = "Alpha Renamed"
                    rows += [
                        {"id": f"new-{n}", "name": f"New {n}", "country": "FR", "category": "media",
                         "listed_date": f"2025-0{n}-10", "listed_date_basis": "order", "confidence": "high"}
                        for n in range(1, 8)
                    ]  # fmt: skip
                elif table == "articles":
                    rows[0]["summary"] = "Reports the listing of Alpha, and more."
                    rows.append(
                        rows[1]
                        | {"id": "undated-second", "title": "Second", "publisher_id": "alpha-news"}
                    )
                elif table == "statements":
                    rows[1]["text"] = "It is a threat, they say."
                    rows.append(rows[3] | {"id": "law-changed", "text": "It was changed in 2021."})
                elif table == "claims":
                    rows.append(rows[2] | {"position": "2", "statement_id": "law-changed"})
            editor.write(table, rows)
        write_descriptor(directory, version=version, as_of=AS_OF)
        made.append({n: c.decode() for n, c in read_files(directory, TABLES).items()})
    return made[0], made[1]


class Served:
    """Two instances of the dashboard that serve one folder of data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.data.mkdir()
        self.old, self.new = packages(folder)
        for name, text in self.old.items():
            (self.data / name).write_text(text, encoding="utf-8")
        self.plain, self.tls, *self.ports = free_ports(4)
        self.site = f"https://localhost:{self.tls}/register"
        self.instances: dict[int, subprocess.Popen[bytes]] = {}
        for port in self.ports:
            self.start(port)

    def start(self, port: int) -> None:
        environment = os.environ | {
            "DASHBOARD_URL": self.site,
            "DASHBOARD_CACHE": str(self.folder / "cache"),
            "DASHBOARD_DATA": str(self.data),
            "DASHBOARD_CHECK_RATE": "0",
        }
        with self.log(port).open("ab") as log:
            self.instances[port] = subprocess.Popen(
                [sys.executable, "-m", "dashboard", "serve", "--port", str(port)],
                cwd=ROOT, stdout=log, stderr=log, env=environment,
            )  # fmt: skip

    def log(self, port: int) -> Path:
        return self.folder / f"{port}.log"

    def address(self, port: int) -> str:
        return f"http://localhost:{port}/register"

    def ready(self) -> None:
        for port, instance in self.instances.items():
            wait_for(f"{self.address(port)}/readyz", lambda it=instance: it.poll() is None)

    def replace(self, files: dict[str, str]) -> None:
        """Put a version in its place, and wait until every instance serves it."""
        replace_files(self.data, files)
        version = json.loads(files["datapackage.json"])["version"]
        for port in self.ports:
            for _ in range(300):
                if json.loads(get(f"{self.address(port)}/readyz"))["version"] == version:
                    break
                time.sleep(0.1)
            else:
                pytest.fail(f"The instance at {port} does not serve {version}.")

    def stop(self) -> None:
        for instance in self.instances.values():
            instance.terminate()
        for instance in self.instances.values():
            instance.wait(timeout=30)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory):
    made = Served(tmp_path_factory.mktemp("served"))
    try:
        made.ready()
        yield made
    finally:
        made.stop()


def get(address: str, context: ssl.SSLContext | None = None) -> bytes:
    with urllib.request.urlopen(address, timeout=30, context=context) as answer:
        return answer.read()


def shown(parts: list[str]) -> str:
    text = "\n".join(parts)
    assert "EXCEPTION" not in text
    assert "Traceback" not in text
    return text


def settled(answer: bytes) -> bytes:
    """Return an answer without the time at which `readyz` began to look for a new version."""
    return re.sub(rb',"loading_since":"[^"]*"', b"", answer)


def expected(site: str, context: ssl.SSLContext | None = None) -> dict[str, bytes | str]:
    """Return what each address answers while nothing changes."""
    answers: dict[str, bytes | str] = {
        address: settled(get(f"{site}/{address}", context)) for address in ADDRESSES
    }
    with Reader(site, ssl=context) as reader:
        answers |= {f"{page}?{query}": shown(reader.open(page, query)) for page, query in PAGES}
    return answers


def exchange(served: Served, times: int) -> None:
    """Exchange the data again and again while everything is read.

    Args:
        served: The instances.
        times: How many times either version takes the place of the other.
    """
    site = served.address(served.ports[0])
    before = expected(site)
    replace_files(served.data, served.new)
    after = expected(site)
    same = {address for address in before if before[address] == after[address]}
    # These have nothing in them that differs.
    assert same <= {"o/beta.png", "feed.xml?of=articles"}, same
    done, lock = threading.Event(), threading.Lock()
    seen = {False: 0, True: 0}
    wrong: list[tuple[str, object]] = []

    def judge(address: str, answer: bytes | str) -> None:
        with lock:
            if answer == before[address]:
                seen[False] += 1
            elif answer == after[address]:
                seen[True] += 1
            else:
                wrong.append((address, answer))

    def ask(port: int) -> None:
        while True:
            for address in ADDRESSES:
                judge(address, settled(get(f"{served.address(port)}/{address}")))
            if done.is_set():
                return

    def read(port: int) -> None:
        with Reader(served.address(port)) as reader:
            while True:
                for page, query in PAGES:
                    judge(f"{page}?{query}", shown(reader.open(page, query)))
                if done.is_set():
                    return

    def swap() -> None:
        for files in (served.old, served.new) * times:
            served.replace(files)
            goal = seen[files is served.new] + 3
            while seen[files is served.new] < goal:
                if done.wait(0.01):
                    return  # a reader has failed

    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(each, port) for each in (ask, read) for port in served.ports]
        try:
            swapping = pool.submit(swap)
            swapping.add_done_callback(lambda _: done.set())
            for work in readers:
                work.result()
            swapping.result()
        finally:
            done.set()
    assert wrong == []
    assert min(seen.values()) >= 3 * times
    assert sum(seen.values()) >= 2 * (len(ADDRESSES) + len(PAGES))
    for port in served.ports:
        assert "Traceback" not in served.log(port).read_text(encoding="utf-8")
    served.replace(served.old)


def test_every_answer_is_wholly_of_one_version(served: Served) -> None:
    exchange(served, times=2)


@pytest.mark.soak
def test_every_answer_is_wholly_of_one_version_for_long(served: Served) -> None:
    exchange(served, times=40)


class Load:
    """Readers behind the proxy, who try again when a connection breaks."""

    def __init__(self, site: str, context: ssl.SSLContext) -> None:
        self.site, self.context = site, context
        self.truth = expected(site, context)
        self.done = threading.Event()
        self.good: Counter[int] = Counter()
        self.broken: Counter[int] = Counter()
        self.told: list[str] = []
        self.wrong: list[tuple[str, object]] = []

    def judge(self, who: int, address: str, answer: bytes | str) -> None:
        if answer == self.truth[address]:
            self.good[who] += 1
        else:
            self.wrong.append((address, answer))

    def ask(self, who: int) -> None:
        for address in cycle(ADDRESSES):
            if self.done.is_set():
                return
            try:
                answer = get(f"{self.site}/{address}", self.context)
                self.judge(who, address, settled(answer))
            except urllib.error.HTTPError as error:
                if error.code in (502, 504) and b"nginx" in error.read():
                    self.told.append(f"{address}: {error.code}")
                    self.broken[who] += 1  # the proxy's own words, and no more than that
                else:
                    self.wrong.append((address, error.code))
            except (OSError, HTTPException) as error:
                self.told.append(f"{address}: {error!r}")
                self.broken[who] += 1

    def read(self, who: int) -> None:
        while not self.done.is_set():
            try:
                with Reader(self.site, ssl=self.context) as reader:
                    for page, query in cycle(PAGES):
                        self.judge(who, f"{page}?{query}", shown(reader.open(page, query)))
                        if self.done.is_set():
                            return
            except (OSError, WebSocketException) as error:
                self.told.append(f"page: {error!r}")
                self.broken[who] += 1

    def more(self, number: int, working: list[Future[None]]) -> None:
        """Wait until everybody has had so many more good answers."""
        goal = {who: self.good[who] + number for who in range(len(working))}
        while any(self.good[who] < goal[who] for who in goal):
            for each in working:
                if each.done():
                    each.result()
                    raise AssertionError("a reader went away")
            time.sleep(0.05)


def sessions(served: Served, port: int) -> float:
    text = get(f"{served.address(port)}/metrics").decode()
    return float(re.search(r"(?m)^register_sessions (\S+)", text)[1])


def kill(served: Served, folder: Path, times: int) -> None:
    certificate(folder)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    settings = nginx_configuration(folder, served.plain, served.tls, served.ports)
    proxy = subprocess.Popen([NGINX, "-c", settings])
    load = None
    try:
        for _ in range(100):
            with suppress(OSError):
                get(f"{served.site}/healthz", context)
                break
            time.sleep(0.1)
        load = Load(served.site, context)
        with ThreadPoolExecutor() as pool:
            work = (load.ask, load.ask, load.read, load.read)
            working = [pool.submit(each, who) for who, each in enumerate(work)]
            try:
                for _turn in range(times):
                    load.more(3, working)
                    serving = next(port for port in served.ports if sessions(served, port))
                    served.instances[serving].send_signal(signal.SIGKILL)
                    assert served.instances[serving].wait(timeout=30) == -signal.SIGKILL
                    load.more(3, working)
                    served.start(serving)
                    served.ready()
            finally:
                load.done.set()
            for each in working:
                each.result()
    finally:
        proxy.terminate()
        proxy.wait(timeout=30)
    assert load.wrong == []
    # Only what was under way breaks, or meets the moment in which the proxy learns of it.
    assert all(load.broken[who] <= 10 * times for who in range(len(work))), load.told
    for port in served.ports:
        assert "Traceback" not in served.log(port).read_text(encoding="utf-8")


@needs_nginx
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_a_process_is_killed_and_its_readers_go_on_at_the_other(
    served: Served, tmp_path: Path
) -> None:
    kill(served, tmp_path, times=1)


@pytest.mark.soak
@needs_nginx
def test_processes_are_killed_again_and_again(served: Served, tmp_path: Path) -> None:
    kill(served, tmp_path, times=10)
