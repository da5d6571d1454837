"""The dashboard as it is deployed: one process, or several behind the nginx of `deploy/`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.proxy import NGINX, certificate, free_ports, nginx_configuration

ROOT = Path(__file__).resolve().parent.parent
_SESSIONS = re.compile(r"(?m)^register_sessions (\S+)")


@dataclass(frozen=True)
class Served:
    """A running site.

    Attributes:
        address: Where readers reach it.
        instances: The address of each process of ours.
        processes: Those processes.
        proxy: The process before them, if any.
    """

    address: str
    instances: tuple[str, ...]
    processes: tuple[psutil.Process, ...]
    proxy: psutil.Process | None = None

    def memory(self) -> float:
        """Return the megabytes that our processes hold (resident)."""
        return sum(process.memory_info().rss for process in self.processes) / 2**20

    def seconds(self) -> float:
        """Processor time that our processes and the proxy have used, in seconds."""
        used = 0.0
        for process in self.processes:
            times = process.cpu_times()
            used += times.user + times.system
        for child in self.proxy.children() if self.proxy else ():
            times = child.cpu_times()
            used += times.user + times.system
        return used

    def sessions(self) -> int:
        """Return the number of open pages, by the site's own count."""
        found = 0
        for instance in self.instances:
            text = urllib.request.urlopen(f"{instance}/metrics", timeout=60).read().decode()
            match = _SESSIONS.search(text)
            found += int(float(match[1])) if match else 0
        return found


@contextmanager
def serving(replicas: int = 1, ports: Sequence[int] = ()) -> Iterator[Served]:
    """Start the site and stop it afterwards.

    Args:
        replicas: 1 for one process, asked directly; 2 for two behind nginx with TLS.
        ports: The ports of the processes; free ones if none are given.

    Raises:
        RuntimeError: nginx is needed and missing, or a process does not come up.
    """
    if replicas not in (1, 2):
        raise RuntimeError(f"deploy/nginx.conf has two processes: {replicas} cannot be measured.")
    if replicas > 1 and not NGINX:
        raise RuntimeError("Two processes need nginx: install Debian's package `nginx-light`.")
    chosen = [*ports][:replicas] or free_ports(replicas)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = [_process(folder, port) for port in chosen]
        proxy = None
        try:
            instances = tuple(f"http://localhost:{port}" for port in chosen)
            for instance, process in zip(instances, started, strict=True):
                _wait(f"{instance}/readyz", process, folder)
            address = instances[0]
            if replicas > 1:
                plain, tls = free_ports(2)
                certificate(folder)
                proxy = subprocess.Popen(
                    [str(NGINX), "-c", str(nginx_configuration(folder, plain, tls, chosen))]
                )
                address = f"https://localhost:{tls}"
                time.sleep(1)
            yield Served(
                address,
                instances,
                tuple(psutil.Process(process.pid) for process in started),
                psutil.Process(proxy.pid) if proxy else None,
            )
        finally:
            for process in (*([proxy] if proxy else []), *started):
                process.terminate()
                process.wait(30)


def _process(folder: Path, port: int) -> subprocess.Popen[bytes]:
    environment = os.environ | {"DASHBOARD_CACHE": str(folder / "cache")}
    with (folder / f"{port}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dashboard", "serve", "--port", str(port)],
            cwd=ROOT, stdout=log, stderr=log, env=environment,
        )  # fmt: skip


def _wait(address: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(480):
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.25)
    logs = "\n".join(path.read_text("utf-8", "replace")[-2000:] for path in folder.glob("*.log"))
    raise RuntimeError(f"{address} does not answer.\n{logs}")
