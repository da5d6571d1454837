"""What every answer goes through: headers, limits, the log, health, metrics."""

import json
import logging

import pytest
from starlette.testclient import TestClient

from dashboard import settings
from dashboard.asking.address import Site
from dashboard.web import application
from dashboard.web.check import LONGEST_TEXT, MOST_NAMES
from dashboard.web.headers import SecurityHeaders
from dashboard.web.metrics import JsonLines, OnceAMinute, Wordless
from tests.support.sample import sample_catalog
from tests.web.conftest import PAGES, whole


@pytest.mark.parametrize("address", ["/", "/o/meridian", "/api/v1/designations", "/feed.xml", "/assets/mark.svg", "/nothing"])  # fmt: skip
def test_every_answer_is_guarded(site, address):
    headers = site.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "'unsafe-eval'" not in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "geolocation=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


def test_only_the_pages_may_run_scripts(site):
    """Every route of ours but the pages, that of the newest feature too."""
    pages = {f"/{page}" for page in (*PAGES.pages, *PAGES.details)} | {"/check", "/{path:stranger}"}
    bare = {
        path.split("{")[0]
        for path in (getattr(each, "path", "") for each in application.routes(PAGES))
        if path not in pages
    }
    assert {"/search", "/leave", "/api", "/assets"} <= bare
    for path in bare:
        answer = site.get(path, follow_redirects=False)
        assert "script-src" not in answer.headers["content-security-policy"], path


def test_tls_is_insisted_on_where_there_is_tls():
    secure = TestClient(whole(), base_url="https://testserver")
    assert secure.get("/healthz").headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize(
    ("address", "framed"),
    [
        ("/charts?embed=true&chart=timeline", True),
        ("/organizations?embed=true&country=LV", True),
        ("/articles?embed=true", True),
        ("/charts?embed=true", False),
        ("/charts?chart=timeline", False),
        ("/?embed=true", False),
        ("/data?embed=true", False),
        ("/o/meridian?embed=true", False),
        ("/api/v1/designations?embed=true", False),
    ],
)
def test_one_chart_or_table_may_be_framed_and_nothing_else(site, address, framed):
    headers = site.get(address).headers
    assert ("frame-ancestors *" in headers["content-security-policy"]) == framed
    assert ("x-frame-options" in headers) != framed


def test_health_and_readiness(site, monkeypatch, tmp_path):
    assert site.get("/healthz").json() == {"status": "ok"}
    assert site.get("/readyz").json()["version"] == sample_catalog().version
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    assert site.get("/healthz").status_code == 200
    for address in ("/readyz", "/api/v1/designations", "/feed.xml", "/o/meridian"):
        answer = site.get(address)
        assert answer.status_code == 503
        assert str(tmp_path) not in answer.text
        assert "Traceback" not in answer.text
    assert "register_ready 0.0" in site.get("/metrics").text


def test_a_failure_tells_nothing_of_itself(site, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr("dashboard.web.feed.select_designations", fail)
    monkeypatch.setattr("dashboard.web.api.tally", fail)
    for address in ("/feed.xml", "/api/v1/counts"):
        answer = site.get(address)
        assert answer.status_code == 500
        assert answer.headers["content-type"] == "application/problem+json"
        assert "secret" not in answer.text


def test_log_and_metrics_have_the_route_and_never_the_client(site, caplog, monkeypatch):
    logger = logging.getLogger("dashboard.requests")
    monkeypatch.setattr(logger, "propagate", False)
    logger.addHandler(caplog.handler)
    logger.setLevel(logging.INFO)
    try:
        site.get("/api/v1/designations?q=Hush", headers={"X-Forwarded-For": "203.0.113.9"})
        site.get("/o/meridian", headers={"User-Agent": "Whisper"})
        site.post("/api/v1/check", json={"name": "Hush Foundation"})
    finally:
        logger.removeHandler(caplog.handler)
    lines = [JsonLines().format(record) for record in caplog.records]
    routes = [json.loads(line)["route"] for line in lines if "route" in line]
    assert routes == ["/api/v1/designations", "/o/{id}", "/api/v1/check"]
    told = "\n".join(lines) + site.get("/metrics").text
    for secret in ("Hush", "203.0.113.9", "Whisper", "meridian", "testclient"):
        assert secret not in told
    assert 'register_http_requests_total{method="GET",route="/o/{id}",status="200"}' in told


def test_the_check_answers_names_lists_and_texts(site):
    one = site.post("/api/v1/check", json={"name": "Meridian"}).json()
    assert one["results"][0]["verdict"] == one["results"][0]["status"] == "listed"
    assert one["results"][0]["match"] == "exact"
    assert one["results"][0]["designation"]["page"].endswith("/o/meridian")
    assert one["as_of"] == sample_catalog().as_of.isoformat()
    names = ["Meridian", "Corner bakery of Tartu", "12345"]
    many = site.post("/api/v1/check", json={"names": names}).json()
    assert [each["verdict"] for each in many["results"]] == ["listed", "none", "unchecked"]
    text = "Суд оштрафовал его за репост «Меридиана»."
    (mention,) = site.post("/api/v1/check", json={"text": text}).json()["mentions"]
    assert text[mention["start"] : mention["end"]] == "Меридиана"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"bogus": 1}, 422), ({}, 422), ({"name": 1}, 422), ({"name": "x", "text": "y"}, 422),
        ({"names": []}, 422), ({"names": ["x"] * (MOST_NAMES + 1)}, 422),
        ({"text": "x" * (LONGEST_TEXT + 1)}, 422), ({"text": "x" * 300_000}, 413), ([], 422),
    ],
)  # fmt: skip
def test_invalid_questions_are_refused(site, body, status):
    answer = site.post("/api/v1/check", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "body", [b'{"name": "\\ud800"}', b'{"names": ["\\udfff"]}', b'{"text": "a \\ud834"}']
)
def test_half_of_a_surrogate_pair_is_refused_by_the_check(site, body):
    """It could not be sent back."""
    answer = site.post("/api/v1/check", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert "\\ud" not in answer.text


def test_other_bodies_are_refused(site):
    assert site.post("/api/v1/check", content="name=x").status_code == 415
    broken = site.post("/api/v1/check", content=b"{", headers={"Content-Type": "application/json"})
    assert broken.status_code == 400
    chunks = (b"x" * 1000 for _ in range(400))
    assert site.post("/api/v1/check", content=chunks).status_code == 413
    assert site.get("/api/v1/designations?" + "q=x&" * 3000).status_code == 414
    refused = site.get("/api/v1/check")
    assert refused.status_code == 405
    assert refused.json()["detail"] == "GET is not possible here: use POST."


def test_one_address_cannot_ask_without_end(monkeypatch):
    monkeypatch.setenv("DASHBOARD_CHECK_RATE", "3")
    client = TestClient(whole())
    statuses = [client.post("/api/v1/check", json={"name": "x"}).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    refused = client.post("/api/v1/check", json={"name": "x"})
    assert 0 < int(refused.headers["retry-after"]) <= 20


def test_the_cookie_of_a_session_is_sent_over_tls_only_where_there_is_tls():
    async def with_cookie(scope, receive, send):
        headers = [
            (b"set-cookie", b"_streamlit_xsrf=2|a|b; Path=/"),
            (b"set-cookie", b"x=1; Secure"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    app = SecurityHeaders(with_cookie, PAGES)
    over_tls = (
        TestClient(app, base_url="https://testserver").get("/").headers.get_list("set-cookie")
    )
    assert over_tls == ["_streamlit_xsrf=2|a|b; Path=/; Secure", "x=1; Secure"]
    plain = TestClient(app).get("/").headers.get_list("set-cookie")
    assert plain == ["_streamlit_xsrf=2|a|b; Path=/", "x=1; Secure"]


def test_a_flood_of_connections_does_not_fill_the_log():
    now = [0.0]
    kept = OnceAMinute(clock=lambda: now[0])

    def record(text):
        return logging.LogRecord("asyncio", logging.ERROR, "", 0, text, (), None)

    flood = [kept.filter(record("socket.accept() out of system resource")) for _ in range(1000)]
    assert flood == [True] + [False] * 999
    now[0] = 61.0
    assert kept.filter(record("socket.accept() out of system resource"))
    assert kept.filter(record("Task was destroyed but it is pending!"))


def test_the_log_repeats_nothing_that_a_client_sent_to_streamlit():
    now = [0.0]
    kept = Wordless(clock=lambda: now[0])

    def record(line):
        said = "Rejecting backend operation request %s: session ID mismatch"
        return logging.LogRecord("streamlit", logging.WARNING, "", line, said, ("SECRET",), None)

    first = record(1)
    assert [kept.filter(first)] + [kept.filter(record(1)) for _ in range(99)] == [True] + [
        False
    ] * 99
    assert first.getMessage() == "Rejecting backend operation request …: session ID mismatch"
    assert kept.filter(record(2))
    now[0] = 61.0
    assert kept.filter(record(1))


def test_everything_lives_below_the_base_path(monkeypatch):
    monkeypatch.setenv("DASHBOARD_URL", "https://example.org/register/")
    assert settings.base_path() == "/register"
    site = Site(settings.base_path(), PAGES.pages, PAGES.details)
    client = TestClient(whole(site))
    for path in ("", "o/meridian", "feed.xml", "sitemap.xml", "robots.txt", "api/v1/designations?limit=1", "api/v1/openapi.json"):  # fmt: skip
        answer = client.get(f"/register/{path}")
        assert answer.status_code == 200, path
        assert "https://example.org/register" in answer.text
        assert "https://example.org/register/register" not in answer.text
        assert 'href="/o' not in answer.text
        assert "testserver" not in answer.text
    assert client.get("/o/meridian").status_code == 404
    for path in ("healthz", "readyz", "metrics", "assets/mark.svg", "o/meridian.png"):
        assert client.get(f"/register/{path}").status_code == 200


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("DASHBOARD_URL", "example.org", settings.public_url),
        ("DASHBOARD_MAX_BODY", "many", settings.max_body),
        ("DASHBOARD_CHECK_RATE", "-1", settings.check_rate),
        ("DASHBOARD_LOG", "xml", settings.log_format),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(monkeypatch, name, value, read):
    monkeypatch.setenv(name, value)
    with pytest.raises(settings.SettingError, match=name):
        read()


def test_another_package_is_served_whole(site, tiny_package, editor, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    assert site.get("/readyz").json()["version"] == "2026.01.02"
    assert [row["id"] for row in site.get("/api/v1/designations?country=LV").json()["results"]] == [
        "alpha"
    ]
    assert site.get("/api/v1/designations?country=GB").status_code == 400
    described = site.get("/api/v1/openapi.json").json()["components"]["parameters"]
    assert described["country"]["schema"]["items"]["enum"] == ["DE", "LV", "unknown"]
    for path in (
        "/o/alpha",
        "/o/alpha.png",
        "/feed.xml?of=articles",
        "/api/v1/bulk/undesirable-register.zip",
        "/",
    ):
        assert site.get(path).status_code == 200
    for table in (
        "mentions",
        "claims",
        "statements",
        "evidence",
        "articles",
        "publishers",
        "milestones",
        "other_designations",
        "prosecutions",
        "names",
        "sites",
        "identifiers_elsewhere",
        "designations",
    ):
        editor.write(table, [])
    empty = tiny_package.rename(tiny_package.with_name("empty"))
    monkeypatch.setenv("DASHBOARD_DATA", str(empty))
    for path in (
        "/o/",
        "/feed.xml",
        "/sitemap.xml",
        "/api/v1/articles.csv",
        "/api/v1/counts?by=year",
        "/api/v1/bulk",
        "/api/v1/openapi.json",
    ):
        assert site.get(path).status_code == 200, path
