"""What leaves the site, or is asked without a script: pocket register, mirror, frames, and the search by form."""

import re
from urllib.parse import quote_plus, urlencode

import pytest

from dashboard.catalog import load_catalog
from dashboard.documents.pocket import POLICY, pocket
from dashboard.mirror.export import export
from tests.hostile import corpus, packages
from tests.hostile.asking import ask, is_ours, markup_in, tags_in
from tests.hostile.counting import case, soaking
from tests.hostile.test_data import STRINGS, rotated
from tests.hostile.test_http import proper
from tests.web.conftest import whole

STEP = 25 if soaking() else len(STRINGS)
FORM = ((b"content-type", b"application/x-www-form-urlencoded"),)
ASKED = (*corpus.MARKUP, *corpus.LINKS, *corpus.CONTROLS, *corpus.BIDI, *corpus.TRAVERSALS, *corpus.UNICODE)  # fmt: skip


@pytest.fixture(scope="module")
def app():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_CHECK_RATE", "0")  # one address asks for all of this
        yield whole()


def served(tmp_path, text, patch):
    folder = packages.write(tmp_path, text)
    patch.setenv("DASHBOARD_DATA", str(folder))
    return load_catalog()


@pytest.mark.parametrize("by", range(0, len(STRINGS), STEP))
def test_the_pocket_register_holds_hostile_text_as_text(tmp_path_factory, monkeypatch, by):
    case("elsewhere: pocket")
    benign = pocket(served(tmp_path_factory.mktemp("benign"), lambda *_where: "x", monkeypatch))
    hostile = pocket(served(tmp_path_factory.mktemp("hostile"), rotated(by), monkeypatch))
    assert markup_in(hostile) == []
    assert set(tags_in(hostile)) <= set(tags_in(benign))
    assert tags_in(hostile).count("script") == tags_in(benign).count("script") == 1
    assert tags_in(hostile).count("meta") == tags_in(benign).count("meta")
    assert hostile.count("Content-Security-Policy") == 1
    assert POLICY.partition("script-src ")[2] in hostile.replace("&#39;", "'")


@pytest.mark.parametrize("by", range(0, len(STRINGS), STEP))
def test_a_mirror_holds_hostile_text_as_text_and_writes_into_its_folder_only(tmp_path_factory, monkeypatch, by):  # fmt: skip
    hostile = tmp_path_factory.mktemp("out") / "mirror"
    export(served(tmp_path_factory.mktemp("hostile"), rotated(by), monkeypatch), hostile, base="https://mirror.example")  # fmt: skip
    around = [each.name for each in hostile.parent.iterdir()]
    assert around == ["mirror"]
    for path in hostile.rglob("*"):
        case("elsewhere: mirror")
        assert re.fullmatch(r"[\w.-]+", path.name), path
        if path.suffix == ".html":
            assert markup_in(path.read_text(encoding="utf-8")) == [], path


FRAMES = ("charts?show={}&embed=true&static=true", "articles?q={}&view=table&embed=true&static=true", "organizations?q={}&embed=true",
          "organizations?country={}&embed=true&static=true", "charts?show=when&{}=x&embed=true&static={}", "organizations?embed={}&static={}")  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_shows_parameters_as_text(app, frame):
    for text in ASKED:
        case("elsewhere: frames")
        path, _mark, query = f"/{frame}".format(*[quote_plus(text)] * 2).partition("?")
        answer = proper(ask(app, path, query.encode("utf-8", "surrogatepass")))
        assert answer.status in (200, 400, 404), text
        assert markup_in(answer.body.decode()) == [], text
        assert answer.header("x-content-type-options") == "nosniff"


def test_the_search_by_form_shows_what_was_typed_as_text_and_is_kept_by_no_cache(app):
    for text in ASKED:
        case("elsewhere: search")
        body = urlencode({"q": text, "lang": text}, errors="surrogatepass").encode()
        answer = proper(ask(app, "/search", method="POST", headers=FORM, body=body))
        assert answer.status == 200
        assert markup_in(answer.body.decode()) == [], text
        assert answer.header("cache-control") == "no-store"
        assert answer.header("x-content-type-options") == "nosniff"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"q", b"q=%", b"q=%ff%fe", b"=x", b"q=a&" * 2_000, b"&" * 5_000, b"q=" + b"x" * 200_000, b"q=" + b"%00" * 900,
        b"q=\r\nSet-Cookie: x=1", b"q[]=x", b"q=x;q=y", b"\xff" * 1_000, b'{"q":"x"}', b"--x\r\nContent-Disposition: form-data; name=q\r\n\r\nx",
    ],
    ids=range(15),
)  # fmt: skip
def test_a_form_of_any_shape_is_answered_or_refused(app, body):
    case("elsewhere: search")
    answer = proper(ask(app, "/search", method="POST", headers=FORM, body=body))
    assert answer.status in (200, 400, 413)
    assert not answer.header("set-cookie")


@pytest.mark.parametrize("lang", [*corpus.TRAVERSALS[:6], "en\r\nX: 1", "//evil.example", "\\evil.example", "ru&q=x"])  # fmt: skip
def test_the_search_without_a_question_leads_to_the_check_of_this_site(app, lang):
    case("elsewhere: search")
    answer = ask(app, "/search", urlencode({"lang": lang}).encode())
    assert answer.status == 303
    assert is_ours(answer.header("location"))
    assert answer.header("location").startswith("/check")
    assert not re.search(r"[\r\n]", answer.header("location"))


OTHER_HOST = b"evil.example"


@pytest.mark.parametrize("path", ["/", "/o/alpha", "/o/", "/organizations", "/api/v1/designations", "/feed.xml", "/sitemap.xml", "/organizations.csv", "/data/designations.csv", "/api/v1/bulk/pocket.html"])  # fmt: skip
def test_no_header_of_a_stranger_changes_what_others_are_sent(app, path):
    """Neither what this process remembers nor a cache before it may take an answer from another."""
    plain = ask(app, path)
    for headers in (
        ((b"x-forwarded-host", OTHER_HOST), (b"x-forwarded-prefix", b"/evil"), (b"x-original-url", b"/evil"), (b"x-rewrite-url", b"/evil"), (b"forwarded", b"host=evil.example")),
        ((b"x-http-method-override", b"POST"), (b"x-forwarded-proto", b"evil"), (b"x-forwarded-scheme", b"evil"), (b"x-forwarded-port", b"99")),
    ):  # fmt: skip
        case("elsewhere: caches")
        assert ask(app, path, headers=headers).body == plain.body
    ask(app, path, headers=((b"host", OTHER_HOST),))
    again = ask(app, path)
    assert OTHER_HOST not in again.body
    assert again.body == plain.body


@pytest.mark.parametrize("path", ["/", "/o/alpha", "/o/", "/organizations", "/api/v1/charts/when.json", "/feed.xml", "/o/alpha.png", "/preview.png", "/organizations.csv"])  # fmt: skip
def test_a_cache_is_told_what_an_answer_depends_on(app, path):
    case("elsewhere: caches")
    english = ask(app, path, headers=((b"accept-language", b"en"),))
    russian = ask(app, path, headers=((b"accept-language", b"ru"),))
    if english.body != russian.body and "no-store" not in english.header("cache-control"):
        assert "accept-language" in english.header("vary").lower()
