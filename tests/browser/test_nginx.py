"""Two instances behind Debian's nginx with TLS below a path, as `deploy/nginx.conf` has them."""

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import tomllib
import urllib.request
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from benchmarks.proxy import NGINX, certificate, free_ports, nginx_configuration
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.catalog import load_catalog
from dashboard.screen.pages.check import largest_upload
from tests.browser.conftest import ROOT

needs_nginx = pytest.mark.skipif(
    not NGINX, reason="No nginx found: install Debian's package `nginx` (.ci/run does)."
)


def wait_for(address, alive):
    for _ in range(240):
        try:
            return urllib.request.urlopen(address, timeout=2).read()
        except OSError:
            assert alive()
            time.sleep(0.25)
    pytest.fail(f"{address} does not answer")


@pytest.fixture(scope="module")
def proxied(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    certificate(folder)
    plain, tls, *ports = free_ports(4)
    site = f"https://localhost:{tls}/register"
    environment = os.environ | {"DASHBOARD_URL": site, "DASHBOARD_CACHE": str(folder / "cache")}
    logs = [(folder / f"{port}.log").open("w+") for port in ports]
    instances = {
        port: subprocess.Popen(
            [sys.executable, "-m", "dashboard", "serve", "--port", str(port)],
            cwd=ROOT, stdout=log, stderr=log, env=environment,
        )
        for port, log in zip(ports, logs, strict=True)
    }  # fmt: skip
    server = subprocess.Popen([NGINX, "-c", nginx_configuration(folder, plain, tls, ports)])
    try:
        for port, instance in instances.items():
            wait_for(
                f"http://localhost:{port}/register/readyz", lambda it=instance: it.poll() is None
            )
        yield site, plain, instances, [log.name for log in logs]
    finally:
        for process in (server, *instances.values()):
            process.terminate()
            process.wait(timeout=30)


def sessions(port):
    text = urllib.request.urlopen(f"http://localhost:{port}/register/metrics").read().decode()
    return float(re.search(r"(?m)^register_sessions (\S+)", text)[1])


@needs_nginx
def test_a_reader_stays_at_one_instance_and_carries_on_at_the_other(proxied, browser):
    site, plain, instances, logs = proxied
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    answer = page.goto(f"http://localhost:{plain}/register/organizations?country=LV&sort=name")
    assert page.url == f"{site}/organizations?country=LV&sort=name"
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    rows = page.locator(".ur-designations tbody tr")
    rows.first.wait_for()
    names = rows.all_inner_texts()
    expected = select(load_catalog(), Filters(country=("LV",))).designations
    assert len(names) == len(expected)

    # Every link of ours lies below the path.
    hrefs = page.eval_on_selector_all(
        ".ur a[href]",
        "links => links.filter(a => !a.target && !a.hash.startsWith('#content')).map(a => a.getAttribute('href'))",
    )
    assert hrefs
    assert all(href.startswith("/register") for href in hrefs)
    for path in ("o/meduza", "feed.xml?category=media", "sitemap.xml", "robots.txt"):
        text = context.request.get(f"{site}/{path}").text()
        assert f"{site}/" in text
        assert not re.search(r'(?:href|src)="/(?!register)', text)
    assert context.request.get(f"{site}/o/meduza.png").ok
    assert (
        context.request.get(f"{site}/api/v1/designations?limit=1").json()["next"].startswith(site)
    )

    page.reload()
    rows.first.wait_for()
    assert rows.all_inner_texts() == names
    serving = [port for port in instances if sessions(port)]
    assert len(serving) == 1

    instances[serving[0]].send_signal(signal.SIGTERM)
    instances[serving[0]].wait(timeout=30)
    # The page finds the other instance by itself, and goes on from its address.
    (left,) = instances.keys() - set(serving)
    for _ in range(120):
        if sessions(left):
            break
        page.wait_for_timeout(250)
    assert sessions(left) == 1
    rows.first.get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/register/organization\?id="))
    expect(page.locator(".ur-may-not")).to_be_visible()
    page.go_back()
    expect(rows).to_have_count(len(names))
    assert rows.all_inner_texts() == names
    page.reload()
    rows.first.wait_for()
    assert rows.all_inner_texts() == names
    context.close()

    # Nobody who reads the logs learns who read, or what.
    told = "".join(Path(log).read_text(encoding="utf-8") for log in logs)
    assert '"route": "/organizations"' in told
    assert "country" not in told
    assert "127.0.0.1" not in told
    proxy = (Path(logs[0]).parent / "register.log").read_text(encoding="utf-8")
    assert " GET 200 " in proxy
    assert not re.search(r"127\.0\.0\.1|organization|country|/", proxy)


def asked(tls, path, *arguments):
    """Return the status and body that curl gets."""
    done = subprocess.run(
        ["curl", "--silent", "--insecure", "--max-time", "30", "--write-out", "\n%{http_code}",
         *arguments, f"https://localhost:{tls}{path}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    body, _line, status = done.stdout.rpartition("\n")
    return status, body


@needs_nginx
def test_bodies_that_are_checked_are_not_written_to_disk(proxied, tmp_path):
    site, _plain, _instances, logs = proxied
    tls = site.rpartition(":")[2].partition("/")[0]
    folder = Path(logs[0]).parent
    stored = [folder / kind for kind in ("client_body", "proxy")]
    before = [each.stat().st_mtime_ns for each in stored]
    for size in (20_000, 60_000, 200_000):
        body = tmp_path / "body.json"
        body.write_text('{"names": ["' + '", "'.join(["SECRETNAME" * 20] * (size // 200)) + '"]}')
        status, _answer = asked(
            tls, "/register/api/v1/check", "--http1.1", "--data", f"@{body}", "--header", "Content-Type: application/json",
        )  # fmt: skip
        assert status in ("200", "413", "422", "429")
    assert [each.stat().st_mtime_ns for each in stored] == before


@needs_nginx
def test_strange_hosts_are_refused_and_redirects_lead_to_this_one(proxied):
    site, plain, _instances, _logs = proxied
    tls = site.rpartition(":")[2].partition("/")[0]
    assert asked(tls, "/register/", "--resolve", f"evil.example:{tls}:127.0.0.1", "--connect-to", f"::127.0.0.1:{tls}", "--header", "Host: evil.example")[0] != "200"  # fmt: skip
    strange = urllib.request.Request(f"http://127.0.0.1:{plain}/x", headers={"Host": "evil.example"})  # fmt: skip
    with pytest.raises(OSError, match="closed connection"):
        urllib.request.urlopen(strange, timeout=5)
    done = subprocess.run(
        ["curl", "--silent", "--include", f"http://localhost:{plain}/register/organizations?q=x"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert f"Location: https://localhost:{tls}/register/organizations?q=x" in done.stdout


@needs_nginx
@pytest.mark.parametrize("cipher", ["AES128-SHA", "AES256-SHA", "AES128-GCM-SHA256", "AES256-GCM-SHA384"])  # fmt: skip
def test_recorded_traffic_stays_closed_when_the_key_is_lost(proxied, cipher):
    site = proxied[0]
    tls = site.rpartition(":")[2].partition("/")[0]

    def handshake(suite):
        arguments = ["--ciphers", suite, "--tls-max", "1.2"]
        return asked(tls, "/register/healthz", *arguments)[0]

    assert handshake("ECDHE-RSA-AES128-GCM-SHA256") == "200"
    assert handshake(f"{cipher}:@SECLEVEL=0") == "000"


class _Upstream(ThreadingHTTPServer):
    request_queue_size = 500


class _Anything(BaseHTTPRequestHandler):
    """Answers whatever is asked with the address that it was told."""

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        told = "; ".join(self.headers.get_all("X-Forwarded-For") or []).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_POST = do_PUT = do_GET  # noqa: N815

    def log_message(self, *_said):
        pass


@contextmanager
def before_anything(folder, change=lambda text: text):
    """Run nginx before servers that answer at once, with its configuration changed; yield its ports."""
    certificate(folder)
    plain, tls, *ports = free_ports(4)
    upstreams = [_Upstream(("127.0.0.1", port), _Anything) for port in ports]
    for each in upstreams:
        threading.Thread(target=each.serve_forever, daemon=True).start()
    path = nginx_configuration(folder, plain, tls, ports)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    server = subprocess.Popen([NGINX, "-e", folder / "start.log", "-c", path])
    try:
        for _ in range(240):
            with suppress(OSError), socket.create_connection(("127.0.0.1", tls), timeout=2):
                break
            time.sleep(0.25)
        else:
            pytest.fail(f"nginx does not answer at {tls}")
        yield plain, tls
    finally:
        server.terminate()
        server.wait(timeout=30)
        for each in upstreams:
            each.shutdown()


@pytest.fixture(scope="module")
def edge(tmp_path_factory):
    """Return the port of nginx before servers that answer at once."""
    with before_anything(tmp_path_factory.mktemp("edge")) as (_plain, tls):
        yield tls


def replaced(text, old, new):
    assert old in text
    return text.replace(old, new)


@needs_nginx
def test_a_file_is_as_large_as_page_and_server_say_and_no_larger(edge, tmp_path):
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    largest = told["server"]["maxUploadSize"] * 2**20
    assert told["server"]["maxUploadSize"] == largest_upload()
    statuses = {}
    for frame in (1_000, 2**20 + 1):
        (tmp_path / "file").write_bytes(b"x" * (largest + frame))
        statuses[frame] = asked(edge, "/register/_stcore/upload_file/session/file", "--http1.1", "--request", "PUT", "--data-binary", f"@{tmp_path / 'file'}", "--header", "Expect:")[0]  # fmt: skip
    assert statuses == {1_000: "200", 2**20 + 1: "413"}


@needs_nginx
def test_a_page_that_needs_no_instance_is_shown_where_none_answers(tmp_path):
    def gone(text):
        return re.sub(
            r"server 127\.0\.0\.1:\d+ max_fails=0;", "server 127.0.0.1:9 max_fails=0;", text
        )

    with before_anything(tmp_path, gone) as (_plain, tls):
        status, page = asked(tls, "/register/check", "--include")
    assert status == "503"
    head, _blank, body = page.partition("\n\n")
    assert re.search(r"(?mi)^retry-after: 30\s*$", head)
    assert re.search(r"(?mi)^cache-control: no-store\s*$", head)
    # Nobody may take it for an answer.
    assert "this page does not say that an organization is not listed" in body
    assert "эта страница не означает, что организации нет в перечне" in body
    assert not re.search(r"(?:src|href)=", body)


@needs_nginx
@pytest.mark.parametrize(
    ("limit", "begun"),
    [
        ("client_header_timeout 10s;", "GET /register/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: a"),
        ("client_body_timeout 20s;", "POST /register/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na"),
    ],
)  # fmt: skip
def test_a_request_that_never_ends_is_closed(tmp_path, limit, begun):
    def soon(text):
        return replaced(text, limit, re.sub(r"\d+s", "1s", limit))

    with before_anything(tmp_path, soon) as (_plain, tls):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with (
            socket.create_connection(("127.0.0.1", tls), timeout=60) as link,
            context.wrap_socket(link, server_hostname="localhost") as secure,
        ):
            secure.sendall(begun.encode())
            # Ended without an answer, or with one that says so; else this waits for a minute.
            assert secure.recv(100)[:12] in (b"", b"HTTP/1.1 408")


@needs_nginx
def test_nobody_names_another_address_than_its_own(edge):
    forged = [
        "--header",
        "X-Forwarded-For: 203.0.113.9",
        "--header",
        "X-Forwarded-For: 203.0.113.8",
    ]
    assert asked(edge, "/register/", "--interface", "127.0.0.33", *forged) == ("200", "127.0.0.33")


@needs_nginx
def test_one_network_cannot_take_every_connection_at_the_edge(tmp_path):
    def few(text):
        return replaced(text, "limit_conn register_connections 120;", "limit_conn register_connections 4;")  # fmt: skip

    begun = b"GET /register/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na"
    with before_anything(tmp_path, few) as (_plain, tls), ExitStack() as links:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        for _ in range(5):
            link = links.enter_context(socket.create_connection(("127.0.0.1", tls), 60, ("127.0.0.9", 0)))  # fmt: skip
            last = links.enter_context(context.wrap_socket(link, server_hostname="localhost"))
            last.sendall(begun)
        assert last.recv(100).startswith(b"HTTP/1.1 503")
        assert asked(tls, "/register/", "--interface", "127.0.0.9")[0] == "503"
        assert asked(tls, "/register/", "--interface", "127.0.0.10")[0] == "200"


@needs_nginx
def test_addresses_of_one_ipv6_network_are_one_client_at_the_edge(tmp_path):
    told = (
        "set_real_ip_from 127.0.0.1; real_ip_header X-Reader;"
        "location = /register/client { return 200 $register_client; }"
        "location = /register/customer { return 200 $register_customer; }"
    )

    def telling(text):
        return replaced(text, "    location / {", f"    {told}\n    location / {{")

    with before_anything(tmp_path, telling) as (_plain, tls):

        def client(address, kind="client"):
            return asked(tls, f"/register/{kind}", "--header", f"X-Reader: {address}")[1]

        for network in (
            "2001:db8:1:2",
            "2001:db8:1:0",
            "2001:db8:0:3",
            "2001:db8:0:0",
            "2001:0:0:0",
        ):
            one, other = client(f"{network}:a:b:c:d"), client(f"{network}:1:2:3:4")
            assert one == other, network
            assert one not in (client("2001:db8:7:7::1"), client("192.0.2.1"))
        assert client("192.0.2.1") != client("192.0.2.2")
        of_one = {client(f"2001:db8:1:{each}:a:b:c:d", "customer") for each in ("0", "1", "ffff")}
        assert len(of_one) == 1
        assert not of_one & {client(each, "customer") for each in ("2001:db8:2::1", "192.0.2.1")}


@needs_nginx
def test_no_log_of_nginx_names_reader_or_page_under_overload(tmp_path):
    main = (ROOT / "deploy" / "nginx-main.conf").read_text(encoding="utf-8")

    def as_deployed(text):
        body = replaced(main, "worker_connections 8192;", "worker_connections 48;")
        body = replaced(body, "user www-data;", "daemon off;")
        body = replaced(body, "worker_processes auto;", "worker_processes 1;")
        body = replaced(body, "worker_rlimit_nofile 32768;", "")
        body = replaced(body, "/run/nginx.pid", f"{tmp_path}/pid")
        body = replaced(body, "/etc/nginx/mime.types", str(types))
        inner = text[text.index("client_body_temp_path") : text.rindex("}")]
        return replaced(body, "include /etc/nginx/conf.d/*.conf;", inner)

    types = tmp_path / "mime.types"
    types.write_text("types { text/html html; }")
    with before_anything(tmp_path, as_deployed) as (_plain, tls):
        with ExitStack() as links:
            for _ in range(40):
                links.enter_context(socket.create_connection(("127.0.0.1", tls), timeout=5))
            many = [f"https://localhost:{tls}/register/SECRETPAGE?q={n}" for n in range(40)]
            said = subprocess.run(
                ["curl", "--silent", "--insecure", "--parallel", "--parallel-max", "40", "--max-time", "3",
                 "--interface", "127.0.0.77", "--data", "x", "--write-out", "\n%{http_code}\n", *many],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        assert set(said.stdout.split()) & {"503", "000"}, "there was no overload"
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.suffix in ("", ".log"):
            told = path.read_bytes()
            assert b"SECRETPAGE" not in told, path
            assert b"127.0.0.77" not in told, path


@needs_nginx
@pytest.mark.parametrize(
    ("method", "path", "limited"),
    [
        ("POST", "/api/v1/check", True),
        ("POST", "/api/v1/suggest", True),
        ("POST", "/api/v1/reconcile", True),
        ("GET", "/api/v1/reconcile/suggest/entity", True),
        ("POST", "/search", True),
        ("POST", "/check", True),
        ("PUT", "/_stcore/upload_file/session/file", True),
        ("GET", "/check", False),
        ("GET", "/organizations", False),
    ],
)
def test_expensive_requests_are_rate_limited_by_nginx(edge, method, path, limited):
    many = [f"https://localhost:{edge}/register{path}?n={n}" for n in range(120)]
    said = subprocess.run(
        ["curl", "--silent", "--insecure", "--parallel", "--parallel-max", "60", "--max-time", "60",
         "--request", method, *([] if method == "GET" else ["--data", "x"]),
         # Each case comes from an address of its own.
         "--interface", f"127.0.0.{20 + sum(map(ord, method + path)) % 200}",
         "--write-out", "\\n%{http_code}\\n", *many],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    statuses = Counter(said.stdout.splitlines())
    assert statuses["200"] >= 20
    assert (statuses["503"] > 0) == limited
