"""A running server with hostile data, asked by clients that are no browsers, and read in a real one."""

import json
import re
import socket
import urllib.error
import urllib.request
from contextlib import closing, suppress
from http.cookies import SimpleCookie
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from dashboard.screen.patches import MOST_FILES
from dashboard.web.refusals import UPLOADS_AT_ONCE
from tests.browser.conftest import running
from tests.browser.test_reading import ready
from tests.hostile import corpus, packages
from tests.hostile.counting import case, cases, soaking
from tests.hostile.strategies import texts
from tests.hostile.test_data import ARTICLE, rotated

MEMORY = 1_200_000_000 if soaking() else 900_000_000
"""Bytes that the server may hold after all that: an idle one has some 400 MB."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile-site")
    data = tmp_path_factory.mktemp("hostile-data")
    packages.write(data, rotated(0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(data))
        with running(folder) as address:
            yield address, folder / "log"


@pytest.fixture(scope="module")
def address(server):
    return server[0]


def get(address, path="/healthz"):
    with urllib.request.urlopen(address + path, timeout=20) as answer:
        return answer.read().decode()


def memory(address):
    found = re.search(r"^process_resident_memory_bytes (\S+)", get(address, "/metrics"), re.MULTILINE)  # fmt: skip
    return float(found[1])


# Hand-made requests --------------------------------------------------------------------------------


def raw(address, request, *, ends=True):
    host, port = urlsplit(address).netloc.split(":")
    with closing(socket.create_connection((host, int(port)), timeout=10)) as link:
        with suppress(OSError):
            link.sendall(request)
            if ends:
                link.shutdown(socket.SHUT_WR)
        parts = []
        with suppress(OSError):
            while part := link.recv(65536):
                parts.append(part)
    return b"".join(parts)


REQUESTS = (
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET /o/?q=\xff\xfe\xd0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /o/\xff\xfe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET //evil.example/%2e%2e HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /\\evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /organizations/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    b"GET https://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /o/meduza/%0d%0aSet-Cookie:x=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /static/../../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /static/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /app/static/..%2f..%2fmain.py HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /media/..%2f..%2fx HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /component/x/..%2f..%2fetc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /assets/..%2f..%2fapp.py HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /assets/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /_stcore/upload_file/x/y HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"PUT /_stcore/upload_file/..%2f/y HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
    b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /?" + b"a" * 60_000 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: local\nhost\r\nConnection: close\r\n\r\n",
    b"POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
    b"POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{}",
    b"POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nx",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"\x00" * 1000,
    b"GET / HTTP/9.9\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
)  # fmt: skip


@pytest.mark.parametrize("request_", REQUESTS, ids=range(len(REQUESTS)))
def test_a_request_made_by_hand_gets_a_plain_answer(address, request_):
    case("server: raw requests")
    answer = raw(address, request_)
    head = answer.partition(b"\r\n\r\n")[0]
    assert not head or re.match(rb"HTTP/1\.1 (2|3|4)\d\d", head), head
    for told in (b"Traceback", b"root:x:", b"site-packages", b"def show(", b'File "'):
        assert told not in answer
    assert not re.search(rb"(?im)^set-cookie: x=1", head)
    location = re.search(rb"(?im)^location: (.*)$", head)
    if location:
        assert not re.match(rb"(//|/\\|https?://(?!localhost|evil\.example/organizations))", location[1].strip())  # fmt: skip
    assert get(address) == '{"status":"ok"}'


# Hand-made sessions --------------------------------------------------------------------------------


class Session:
    """A WebSocket session as Streamlit's own client has it, without a browser."""

    def __init__(self, address, source=None):
        self.link = connect(address.replace("http", "ws") + "/_stcore/stream", subprotocols=["streamlit"], max_size=None, open_timeout=20, source_address=source and (source, 0))  # fmt: skip
        self.id, self.widgets, self.exceptions, self.received, self.shown = "", {}, [], 0, []

    def send(self, message):
        self.link.send(message if isinstance(message, bytes) else message.SerializeToString())

    def rerun(self, page="organizations", query="", **states):
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        self.send(message)
        return self.until_done()

    def until_done(self, timeout=60):
        while True:
            data = self.link.recv(timeout=timeout)
            self.received += len(data)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.id = message.new_session.initialize.session_id or self.id
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element
                if element.WhichOneof("type") == "html":
                    self.shown.append(element.html.body)
                if element.WhichOneof("type") == "exception":
                    self.exceptions.append(element.exception)
                made = getattr(element, element.WhichOneof("type") or "", None)
                if getattr(made, "id", "").startswith("$$"):
                    self.widgets[made.id] = element.WhichOneof("type")
            if kind == "script_finished":
                return self

    def close(self):
        self.link.close()


def nothing_told(session):
    """Assert that no exception of ours is shown, and of others only that there was one."""
    for each in session.exceptions:
        told_nothing([each])
    assert session.exceptions == []


@pytest.fixture
def session(address):
    made = Session(address)
    yield made
    made.close()


def test_sessions_take_any_query_page_and_context(address):
    hostile = (*corpus.MARKUP[:4], *corpus.CONTROLS[:2], *corpus.BIDI[:2], *corpus.TRAVERSALS[:6], *corpus.NUMBERS[-14:])  # fmt: skip
    with closing(Session(address)) as made:
        for place, text in enumerate(hostile if soaking() else hostile[::7]):
            case("server: sessions")
            message = BackMsg()
            run = message.rerun_script
            run.query_string = f"q={quote(text)}&{text}={text}&id={quote(text)}"
            run.page_name = ("organizations", "organization", "", text, "charts")[place % 5]
            run.page_script_hash = text if place % 2 else ""
            run.context_info.timezone = run.context_info.locale = text
            run.context_info.url = text
            run.context_info.color_scheme = text
            run.context_info.timezone_offset = -(2**31)
            run.context_info.is_embedded = bool(place % 2)
            run.cached_message_hashes.extend([text] * 50)
            made.send(message)
            made.until_done()
        nothing_told(made)


VALUES = st.one_of(
    st.tuples(st.just("string_value"), texts()),
    st.tuples(st.just("int_value"), st.integers(-(2**53), 2**53)),
    st.tuples(st.just("double_value"), st.floats()),
    st.tuples(st.just("bool_value"), st.booleans()),
    st.tuples(st.just("trigger_value"), st.just(True)),
    st.tuples(st.just("json_value"), st.one_of(texts(), st.just("[" * 5000), st.just("{}"))),
    st.tuples(st.just("bytes_value"), st.binary(max_size=20)),
    st.tuples(st.just("string_array_value"), st.lists(texts(), max_size=4)),
    st.tuples(st.just("int_array_value"), st.lists(st.integers(-5, 10**9), max_size=4)),
    st.tuples(st.just("double_array_value"), st.lists(st.floats(), max_size=4)),
)


def put(states, widget, kind, value):
    state = states.widgets.add()
    state.id = widget
    if kind.endswith("_array_value"):
        getattr(state, kind).data.extend(value)
        getattr(state, kind).SetInParent()
    else:
        setattr(state, kind, value)


KINDS = {
    "text_input": "string_value", "text_area": "string_value", "selectbox": "string_value", "checkbox": "bool_value",
    "multiselect": "string_array_value", "button": "trigger_value", "radio": "string_value",
}  # fmt: skip


def told_nothing(exceptions):
    for each in exceptions:
        assert "redacted" in each.message
        assert list(each.stack_trace) == []
        assert not re.search(r"dashboard/|File |Traceback", f"{each.type} {each.message}")


def test_widgets_take_any_value_of_their_kind(address):
    page = "check"
    with closing(Session(address)) as made:
        made.rerun(page)
        widgets = sorted((each, KINDS[kind]) for each, kind in made.widgets.items() if kind in KINDS)  # fmt: skip
        assert widgets
        values = {"string_value": texts(), "bool_value": st.booleans(), "trigger_value": st.just(True), "string_array_value": st.lists(texts(), max_size=4)}  # fmt: skip
        one = st.sampled_from(widgets).flatmap(lambda pair: st.tuples(st.just(pair), values[pair[1]]))  # fmt: skip

        @cases(3, 120)
        @given(st.lists(one, max_size=4))
        def attempt(chosen):
            case("server: widget values")
            message = BackMsg()
            message.rerun_script.page_name = page
            for (widget, kind), value in chosen:
                put(message.rerun_script.widget_states, widget, kind, value)
            made.send(message)
            nothing_told(made.until_done())

        attempt()


def test_values_of_another_kind_and_unknown_widgets_trouble_nobody_else(address):
    """Streamlit fails on them, and says so to the session that sent them, in one sentence."""
    with closing(Session(address)) as other:
        other.rerun("check")
        widgets = [*other.widgets, "$$ID-none-None", "x" * 2000]

        @cases(3, 60)
        @given(st.lists(st.tuples(st.sampled_from(widgets), VALUES), min_size=1, max_size=4))
        def attempt(chosen):
            case("server: widget values")
            with closing(Session(address)) as made:
                message = BackMsg()
                message.rerun_script.page_name = "check"
                for widget, (kind, value) in chosen:
                    put(message.rerun_script.widget_states, widget, kind, value)
                made.rerun("check")
                made.send(message)
                made.until_done()
                told_nothing(made.exceptions)

        attempt()
        nothing_told(other.rerun())


@pytest.mark.parametrize(
    "message",
    [b"", b"\xff" * 100, b"\x00", b"\x5a\xff\xff\xff\xff\x0f", "text", BackMsg(debug_shutdown_runtime=True), BackMsg(debug_disconnect_websocket=True),
     BackMsg(clear_cache=True), BackMsg(set_run_on_save=True), BackMsg(stop_script=True), BackMsg(load_git_info=True), BackMsg(app_heartbeat=True)],
    ids=range(12),
)  # fmt: skip
def test_a_message_that_is_none_ends_at_most_its_own_session(address, message):
    case("server: messages")
    with closing(Session(address)) as other, closing(Session(address)) as made:
        with suppress(ConnectionClosed, TimeoutError):
            if isinstance(message, str):
                made.link.send(message)
            else:
                made.send(message)
            made.link.recv(timeout=0.5)
        nothing_told(other.rerun())
    assert get(address) == '{"status":"ok"}'


def test_a_megabyte_of_address_in_a_session_is_not_repeated(address):
    with closing(Session(address)) as made:
        made.rerun()
        before = made.received
        for query in ("q=" + "x" * 3_000_000, "&".join(f"k{n}=v" for n in range(50_000)), "&".join(["country=x"] * 50_000)):  # fmt: skip
            case("server: sessions")
            made.rerun(query=query)
        # A page is some 200 kB; Streamlit itself says once what the query was.
        assert made.received - before < 3 * 1_500_000 + 2 * 4_500_000
        nothing_told(made)


def upload(address, session, name, data):
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=20) as answer:
        cookie = SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie") or []))
    token = cookie[XSRF_COOKIE_NAME].value
    boundary = b"x"
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n' + data + b"\r\n--x--\r\n"  # fmt: skip
    request = urllib.request.Request(
        f"{address}/_stcore/upload_file/{session}/{name}", data=body, method="PUT",
        headers={"Content-Type": f"multipart/form-data; boundary={boundary.decode()}", "Cookie": f"{XSRF_COOKIE_NAME}={token}", "X-Xsrftoken": token},
    )  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_a_session_cannot_fill_the_memory_with_files(address):
    with closing(Session(address)) as made:
        made.rerun("check")
        assert made.id
        before = memory(address)
        sent = 30 if not soaking() else 150
        for n in range(sent):
            case("server: uploads")
            assert upload(address, made.id, f"file-{n}", b"x" * 4_000_000) == 204
        grown = memory(address) - before
        # Without the limit all of them would be held.
        assert grown < min(sent, MOST_FILES + 20) * 5_000_000
    assert UPLOADS_AT_ONCE >= 1


def test_a_socket_from_another_site_or_for_no_host_is_refused(address):
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "javascript:x"}):  # fmt: skip
        case("server: messages")
        with pytest.raises(InvalidStatus):
            connect(address.replace("http", "ws") + "/_stcore/stream", additional_headers=headers).close()  # fmt: skip


# A real browser ------------------------------------------------------------------------------------

PAGES = (
    "/", "/organizations?q=" + quote(corpus.MARKUP[2]), "/organization?id=alpha", "/organization?id=" + quote(corpus.MARKUP[3]),
    "/articles?view=table", f"/article?id={ARTICLE}", "/changes", "/charts?show=coverage&table=publishers", "/charts?show=when&chart=x", "/data",
    "/check", "/o/alpha", f"/a/{ARTICLE}", "/o/", "/nothing/" + quote(corpus.MARKUP[0]),
)  # fmt: skip
BOUNDED = PAGES[1], PAGES[2], PAGES[7], "/check", PAGES[11]


def test_no_script_of_the_data_or_of_a_link_runs(browser, address):
    context = browser.new_context(base_url=address, viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    strangers = []
    own = (address, address.replace("http", "ws"), "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(own) else strangers.append(r.url))
    page.on("dialog", lambda dialog: (strangers.append(dialog.message), dialog.dismiss()))
    for path in PAGES if soaking() else BOUNDED:
        case("browser: pages")
        page.goto(path)
        if not path.startswith(("/o/", "/a/", "/nothing")):
            ready(page)
        assert page.evaluate(f"window.{corpus.SENTINEL}") is None, path
        assert page.locator(f"{corpus.SENTINEL}, [{corpus.SENTINEL}], [onerror], [onload], [onmouseover], iframe, object, embed").count() == 0, path  # fmt: skip
        hrefs = page.evaluate("[...document.querySelectorAll('a[href], area[href]')].map(a => [a.protocol, a.host])")  # fmt: skip
        assert {protocol for protocol, _host in hrefs} <= {"http:", "https:", "mailto:", "blob:"}
        # Nothing of Streamlit's Markdown: no formula, no coloured text of the data's.
        assert page.locator(".katex, .stMarkdownColoredText, [class*=colored-text]").count() == 0, path  # fmt: skip
        if path == "/check":
            page.get_by_label("Name of an organization").fill(corpus.MARKUP[2] + " $x$ :red[y]")
            expect(page.locator(".ur-answer-name")).to_contain_text("<img src=x")
            assert page.evaluate(f"window.{corpus.SENTINEL}") is None
    assert strangers == []
    context.close()


def test_the_server_is_as_it_was_and_its_log_holds_one_line_for_each_event(server):
    address, log = server
    assert json.loads(get(address, "/readyz"))["status"] == "ready"
    assert memory(address) < MEMORY
    written = log.read_text()
    for secret in (corpus.SENTINEL, "Set-Cookie", "onerror"):
        assert secret not in written
    # Nobody outside was asked where this host is, and no line of ours is in two.
    assert "external IP" not in written
    for line in written.splitlines():
        if line.startswith("{"):
            json.loads(line)
