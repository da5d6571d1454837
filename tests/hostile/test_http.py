"""Every address that HTTP serves, with hostile paths, parameters, headers and bodies.

Nothing raises, nothing answers 500, nothing of what was sent becomes markup, a header or a redirect.
"""

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.asking.filters import LONGEST_QUERY
from dashboard.asking.views import VIEWS
from dashboard.charts.registry import COUNTED
from dashboard.documents.bulk_files import NAMES
from dashboard.web.check import LONGEST_TEXT
from tests.hostile import corpus
from tests.hostile.asking import ask, is_ours, markup_in
from tests.hostile.counting import case, cases
from tests.hostile.strategies import headers, json_values, queries, texts
from tests.web.conftest import whole

APP = whole()
TABLES = ("/organizations", "/articles", "/", "/charts", "/data", "/organization", "/article")
SHARED = ("/o/", "/o", "/o/meridian", "/a/nothing", "/feed.xml", "/sitemap.xml", "/robots.txt", "/preview.png")  # fmt: skip
API = (
    "/api/v1/", "/api/v1", "/api/v1/openapi.json", "/api/v1/charts", "/api/v1/bulk", "/api/v1/counts",
    "/api/v1/counts/articles.csv", *(f"/api/v1/{name}{suffix}" for name in VIEWS for suffix in ("", ".csv", ".ndjson")),
    *(f"/api/v1/charts/{key}{suffix}" for key in COUNTED for suffix in ("", ".csv")),
)  # fmt: skip
REST = ("/healthz", "/readyz", "/metrics", "/assets/mark.svg", *(f"/api/v1/bulk/{n}" for n in ("SHA256SUMS", "catalog.json")))  # fmt: skip

LARGEST_ANSWER = 30_000_000
"""No answer to a stranger's question is larger than the dataset's own largest file."""


def proper(answer, address=""):
    """Assert what holds for every answer."""
    assert answer.status
    assert answer.status != 500, address
    assert b"Traceback" not in answer.body
    assert b"site-packages" not in answer.body
    assert len(answer.body) < LARGEST_ANSWER
    for name, value in answer.headers:
        assert not {b"\r", b"\n", b"\x00"} & {bytes([c]) for c in name + value}
    names = [name for name, _value in answer.headers]
    assert b"set-cookie" not in names
    for once in (b"content-type", b"content-disposition", b"location", b"content-security-policy"):
        assert names.count(once) <= 1
    if location := answer.header("location"):
        assert is_ours(location), location
    kind = answer.header("content-type")
    if kind.startswith("text/html"):
        assert markup_in(answer.body.decode()) == []
    elif kind.startswith(("application/xml", "application/atom+xml")) and answer.body:
        ElementTree.fromstring(answer.body)
    elif kind in ("application/json", "application/problem+json") and answer.body:
        json.loads(answer.body, parse_constant=pytest.fail)
    return answer


@cases(40, 5_000)
@given(st.sampled_from((*TABLES, *SHARED, *API, *REST)), queries(), headers())
def test_parameters_and_headers_break_no_address(path, query, sent):
    case("HTTP: parameters and headers")
    proper(ask(APP, path, query, headers=sent), path)


_segments = st.one_of(st.sampled_from(corpus.TRAVERSALS), st.sampled_from(["api", "v1", "o", "a", "assets", "plotly", "bulk", "charts", "static", "_stcore", "designations", "sitemap-1.xml", ""]), texts())  # fmt: skip


@st.composite
def paths(draw):
    start = draw(st.sampled_from(["/", "/o/", "/a/", "/api/v1/", "/api/v1/bulk/", "/api/v1/charts/", "/api/v1/designations/", "/api/v1/mentions/", "/assets/", "/assets/plotly/", "/sitemap-", "//", "/o//", "/api/"]))  # fmt: skip
    rest = "/".join(draw(st.lists(_segments, max_size=3)))
    made = (start + rest + draw(st.sampled_from(["", "", ".png", ".csv", ".json", ".xml", "/", "//"])))[:9000]  # fmt: skip
    raw = made.encode("utf-8", "surrogatepass")
    return raw + draw(st.sampled_from([b"", b"", b"", *corpus.INVALID_UTF8]))


@cases(120, 12_000)
@given(paths())
def test_no_path_leads_out_of_the_site_or_breaks_it(path):
    case("HTTP: paths")
    answer = proper(ask(APP, path), path)
    for secret in (b"root:x:", b"[extensions]", b"def whole("):
        assert secret not in answer.body


@cases(30, 5_000)
@given(st.one_of(
    json_values.map(lambda v: json.dumps(v).encode()),
    st.builds(lambda k, v: json.dumps({k: v}).encode(), st.sampled_from(["name", "names", "text"]), st.one_of(texts(), st.lists(texts(), max_size=3))),
    st.sampled_from(corpus.INVALID_UTF8),
    st.binary(max_size=60),
), st.sampled_from([b"", b"", b"lang=ru", b"lang=%00", b"x=1"]))  # fmt: skip
def test_bodies_of_the_check(body, query):
    case("API: bodies of the check")
    sent = [(b"content-type", b"application/json")]
    answer = proper(ask(UNLIMITED, "/api/v1/check", query, method="POST", headers=sent, body=body))
    assert answer.status in (200, 400, 413, 415, 422)
    assert len(answer.body) < 40 * len(body) + 200_000


@pytest.fixture(scope="module", autouse=True)
def unlimited():
    """Start the site without the limit of requests."""
    global UNLIMITED
    patch = pytest.MonkeyPatch()
    patch.setenv("DASHBOARD_CHECK_RATE", "0")
    UNLIMITED = whole()
    yield
    patch.undo()


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000, b'{"a":' * 40_000, b"9" * 250_000, b'{"name":"' + b"\\ud800" * 20 + b'"}', b'{"name":NaN}',
        b'{"name":"x","name":{"a":1}}', b'\xef\xbb\xbf{"name":"x"}', '{"name":"x"}'.encode("utf-16"), b"\x00", b'"' * 9,
        b'{"names":[' + b'"x",' * 300 + b'"x"]}', b'{"text":"' + b"a" * (LONGEST_TEXT + 1) + b'"}', b"{" + b" " * 200_000,
    ],
)  # fmt: skip
def test_deep_long_and_broken_json_is_refused_or_answered(body):
    case("API: bodies of the check")
    sent = [(b"content-type", b"application/json")]
    answer = proper(ask(UNLIMITED, "/api/v1/check", method="POST", headers=sent, body=body))
    assert answer.status in (200, 400, 422)


@pytest.mark.parametrize("path", ["/", "/organizations", "/o/", "/feed.xml", "/preview.png", "/api/v1/designations", "/healthz", "/nothing"])  # fmt: skip
def test_a_query_longer_than_any_of_ours_is_refused_everywhere(path):
    for query in (b"q=" + b"x" * 1_000_000, b"country=x&" * 100_000, b"&" * LONGEST_QUERY * 2):
        case("HTTP: long queries")
        assert proper(ask(APP, path, query)).status == 414


_fields = st.lists(st.tuples(st.sampled_from(["name", "names", "text", "q", "lang", ""]), texts()), max_size=12)  # fmt: skip


@cases(30, 3_000)
@given(st.sampled_from(["/check", "/search"]), st.one_of(
    _fields.map(lambda pairs: "&".join(f"{k}={v}" for k, v in pairs).encode("utf-8", "surrogatepass")),
    st.sampled_from([b"&" * 500, b"a&" * 9, b"name=%", b"name=%ff%00", b"=" * 300, *corpus.INVALID_UTF8]),
    st.binary(max_size=60),
), st.sampled_from([b"", b"", b"lang=ru", b"lang=%00", b"x=1"]))  # fmt: skip
def test_forms_of_the_pages(path, body, query):
    case("HTTP: forms of the pages")
    sent = [(b"content-type", b"application/x-www-form-urlencoded")]
    answer = proper(ask(UNLIMITED, path, query, method="POST", headers=sent, body=body))
    assert answer.status in (200, 400, 413)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "A" * 5000, "<x>", "OPTIONS", "HEAD"])  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/o/meridian", "/api/v1/designations", "/assets/mark.svg", "/api/v1/check"])  # fmt: skip
def test_other_methods_change_nothing(method, path):
    case("HTTP: methods")
    answer = proper(ask(APP, path, method=method, headers=[(b"access-control-request-headers", b"x" * 3000)]))  # fmt: skip
    assert answer.status in (200, 204, 404, 405)


HOSTS = (b"[", b"[::1", b"a b", b"evil.example<script>", b"a\"b", b"a/b", b"a?b", b"a#b", b"a@b", b"a\\b", b"x:port", b"x:99999999", b"\xff", b"a,b", b"&", b"'", b"x" * 300, b"a%0d", b"a\t")  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/", "/sitemap.xml", "/o/meridian", "/api/v1/designations", "/nothing", "/api/nothing"])  # fmt: skip
def test_a_host_that_is_none_is_refused(host, path):
    case("HTTP: hosts")
    answer = proper(ask(APP, path, headers=[(b"host", host)]))
    assert answer.status == 400


@pytest.mark.parametrize("host", [b"testserver", b"localhost:8501", b"127.0.0.1", b"[::1]:8501", b"xn--e1afmkfd.example", b"a.example:443"])  # fmt: skip
def test_a_host_that_may_be_ours_is_answered(host):
    answer = ask(APP, "/robots.txt", headers=[(b"host", host)])
    assert answer.status == 200
    assert host in answer.body


@pytest.mark.parametrize("name", [*NAMES, "SHA256SUMS"])
def test_bulk_files_are_the_only_ones_of_their_folder(name):
    for path in (f"/api/v1/bulk/../{name}", f"/api/v1/bulk/%2e%2e%2f{name}", f"/api/v1/bulk/{name}%00", f"/api/v1/bulk/.{name}", f"/api/v1/bulk/{name}%0a"):  # fmt: skip
        case("HTTP: paths")
        assert proper(ask(APP, path)).status == 404


@pytest.mark.parametrize("part", ["0", "-1", "9" * 25, "9" * 5000, "01", "٣", "1e3", "1%0a", "2"])
def test_a_part_of_the_sitemap_that_is_none_is_not_there(part):
    case("HTTP: paths")
    assert proper(ask(APP, f"/sitemap-{part}.xml")).status == 404


@pytest.mark.parametrize("stamp", ["Mon, 01 Jan 99999999999 00:00:00 GMT", "Mon, 1 Jan 2024 00:00:00 +99999999999999999999", "31 Dec 9999 23:59:59 -2359", "1 Jan"])  # fmt: skip
def test_a_moment_that_is_none_is_passed_over(stamp):
    case("HTTP: parameters and headers")
    answer = ask(APP, "/api/v1/designations", headers=[(b"if-modified-since", stamp.encode())])
    assert proper(answer).status in (200, 304)
