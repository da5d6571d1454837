"""The nginx of `deploy/` on this machine."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def free_ports(count: int) -> list[int]:
    """Return distinct free ports."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def nginx_configuration(folder: Path, plain: int, tls: int, instances: Sequence[int]) -> Path:
    """Write `deploy/nginx.conf` with a name, certificate, ports and logs for this machine.

    Args:
        folder: Holds ``cert.pem`` and ``key.pem``; everything is written there.
        plain: The port for plain HTTP.
        tls: The port for TLS.
        instances: The ports of the two processes.

    Returns:
        The configuration to start nginx with.
    """
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("/etc/letsencrypt/live/register.example.org/fullchain.pem", f"{folder}/cert.pem"),
        ("/etc/letsencrypt/live/register.example.org/privkey.pem", f"{folder}/key.pem"),
        ("/var/log/nginx/", f"{folder}/"),
        ("127.0.0.1:8501", f"127.0.0.1:{instances[0]}"),
        ("127.0.0.1:8502", f"127.0.0.1:{instances[1]}"),
        ("https://register.example.org$request_uri", f"https://localhost:{tls}$request_uri"),
        ("register.example.org", "localhost"),
        ("listen 80 default_server;", f"listen 127.0.0.1:{plain} default_server;"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl default_server;", f"listen 127.0.0.1:{tls} ssl default_server;"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{tls} ssl http2;"),
    ):
        if old not in text:
            raise ValueError(f"deploy/nginx.conf has no {old!r} any more: this tool expects it.")
        text = text.replace(old, new)
    text = re.sub(r"(?m)^\s*listen \[::\].*$", "", text)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\n{temporary}access_log off;\n{text}\n}}\n"
    )
    return path


def certificate(folder: Path) -> None:
    """Write a certificate for ``localhost`` that holds for a day, and its key."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
         "/CN=localhost", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
