"""A data package whose cells hold hostile text: on pages, share pages, in feeds, the API, exports, charts.

The text is shown as it stands and nothing else: no element, no attribute, no formula, no shortcode.
"""

import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dashboard.asking.views import VIEWS
from dashboard.catalog import load_catalog
from dashboard.charts.registry import COUNTED, SUBJECTS
from dashboard.dataset.package import PackageError, read_package
from dashboard.dataset.validation import validate
from dashboard.documents.block_markup import block_markup
from dashboard.documents.bulk_files import NAMES
from dashboard.documents.document import Prose
from dashboard.text.unseen import seen
from tests.hostile import corpus, packages
from tests.hostile.asking import ask, markup_in, tags_in
from tests.hostile.counting import case, cases, soaking
from tests.hostile.strategies import texts
from tests.hostile.test_http import proper
from tests.screen.test_charts import figures
from tests.support.pages import open_page, text
from tests.web.conftest import whole

ARTICLE = "2022-01-31-alpha-listed"
BAD_START = tuple("=+-@\t\r\n＝＋－＠")
STRINGS = (*corpus.MARKUP, *corpus.FORMULAS, *corpus.SHORTCODES, *corpus.MARKDOWN, *corpus.LINKS, *corpus.UNICODE)  # fmt: skip


def rotated(by):
    """Each cell another piece of the corpus."""
    order = [(table, field) for table, fields in packages.FREE.items() for field in (*fields, "aliases")]  # fmt: skip

    def cell(table, field, row):
        return STRINGS[(order.index((table, field)) * 3 + row + by) % len(STRINGS)]

    return cell


@pytest.fixture(scope="module", params=range(0, len(STRINGS), 25 if soaking() else len(STRINGS)))
def hostile(request, tmp_path_factory):
    folder = packages.write(tmp_path_factory.mktemp("package"), rotated(request.param))
    patch = pytest.MonkeyPatch()
    patch.setenv("DASHBOARD_DATA", str(folder))
    assert load_catalog().version == "2026.01.02"
    yield load_catalog()
    patch.undo()


@pytest.fixture(scope="module")
def app():
    return whole()


@pytest.fixture(scope="module")
def benign_tags(app, tmp_path_factory):
    """Return the elements of share pages of the same package with harmless text."""
    folder = packages.write(tmp_path_factory.mktemp("benign"), lambda *_where: "x")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(folder))
        return {path: set(tags_in(ask(app, path).body.decode())) for path in PLAIN}


PLAIN = ("/o/alpha", "/o/gamma", f"/a/{ARTICLE}", "/o/", "/organization", "/organizations")


def plain_cells(body):
    for line in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")):
        for cell in line:
            assert not cell.startswith(BAD_START), cell
            # A spreadsheet that parts cells at semicolons sees others.
            assert not re.search(r"[;\t]\s*[=+@＝＋＠]", cell), cell


def plain_book(body):
    book = load_workbook(io.BytesIO(body))
    for page in book:
        for row in page.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


@pytest.mark.parametrize("path", PLAIN)
def test_plain_pages_show_it_as_text(hostile, app, benign_tags, path):
    case("data: plain pages")
    answer = proper(ask(app, path))
    shown = answer.body.decode()
    assert markup_in(shown) == []
    # What depends on the text (a list without items) may be absent, nothing new may be there.
    assert set(tags_in(shown)) <= benign_tags[path]
    for script in re.findall(r"<script[^>]*ld\+json[^>]*>(.*?)</script>", shown, re.DOTALL):
        json.loads(script)


@pytest.mark.parametrize("path", ["/feed.xml", "/feed.xml?of=articles", "/feed.xml?of=changes", "/sitemap.xml"])  # fmt: skip
def test_feeds_hold_it_as_text(hostile, app, path):
    case("data: feeds")
    address, _mark, query = path.partition("?")
    tree = ElementTree.fromstring(proper(ask(app, address, query.encode())).body)
    assert {each.tag.rpartition("}")[2] for each in tree.iter()} <= {
        "feed", "id", "title", "updated", "published", "link", "author", "name", "rights", "generator", "icon",
        "entry", "summary", "category", "urlset", "url", "loc", "lastmod",
    }  # fmt: skip
    assert all(each.get("type", "text") in ("text", "text/html", "application/atom+xml") for each in tree.iter())  # fmt: skip


def test_tables_of_the_api_are_plain_in_every_format(hostile, app):
    for name in VIEWS:
        case("data: API")
        proper(ask(app, f"/api/v1/{name}"))
        plain_cells(proper(ask(app, f"/api/v1/{name}.csv")).body)
        for line in proper(ask(app, f"/api/v1/{name}.ndjson")).body.splitlines():
            json.loads(line)
    for key in COUNTED:
        case("data: API")
        plain_cells(proper(ask(app, f"/api/v1/charts/{key}.csv")).body)
    for path in ("/api/v1/designations/alpha", f"/api/v1/articles/{ARTICLE}", "/o/alpha.png", f"/a/{ARTICLE}.png"):  # fmt: skip
        assert proper(ask(app, path)).status == 200


def test_bulk_files_are_plain(hostile, app):
    for name in NAMES:
        case("data: bulk files")
        body = proper(ask(app, f"/api/v1/bulk/{name}")).body
        if name.endswith(".xlsx"):
            plain_book(body)
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                assert all(re.fullmatch(r"[\w./-]+", each) and ".." not in each for each in archive.namelist())  # fmt: skip


PAGES = (
    ("", {}), ("organizations", {}), ("articles", {}), ("articles", {"view": "table"}), ("changes", {}), ("data", {}),
    ("organization", {"id": "alpha"}), ("organization", {"id": "alph"}), ("article", {"id": ARTICLE}), ("about", {}),
    ("articles", {"org": "alpha", "publisher": "alpha-news"}), ("check", {}),
    *(("charts", {"show": subject.key, "table": "timeline"}) for subject in SUBJECTS),
)  # fmt: skip


def strings_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_in(each)


def addresses_in(value):
    """Yield what a figure or a browser may follow; a name that is shown may begin as it likes."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key in ("meta", "source", "href", "url"):
                yield from strings_in(each)
            else:
                yield from addresses_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from addresses_in(each)


def looked_at(app):
    """Assert that a page of Streamlit shows hostile text as text."""
    assert not app.exception
    assert markup_in(text(app)) == []
    for element in [*app.markdown, *app.caption, *app.title, *app.header]:
        assert corpus.SENTINEL not in element.value, element.value
    for kind in (app.expander, app.tabs, app.button, app.radio, app.selectbox, app.multiselect):
        for each in kind:
            assert corpus.SENTINEL not in each.label, each.label
    for figure in figures(app):
        for string in strings_in(figure):
            assert not re.search(r"<(?!/?b>|br>|extra>|/extra>)\s*[a-zA-Z/!]", string), string
        for address in addresses_in(figure):
            assert (
                not address.lower().lstrip().startswith(("javascript:", "data:text", "vbscript:"))
            )


@pytest.mark.parametrize(("path", "params"), PAGES, ids=lambda each: str(each))
def test_pages_show_it_as_text(hostile, path, params):
    case("data: pages")
    looked_at(open_page(path, **params))


@cases(2, 300)
@given(st.dictionaries(st.integers(0, 40), texts(), min_size=6, max_size=12))
def test_any_text_that_the_rules_allow_is_served(tmp_path_factory, drawn):
    case("data: packages")
    folder = tmp_path_factory.mktemp("drawn")
    filled = list(drawn.values())
    packages.write(folder, lambda table, field, row: filled[(len(table) + len(field) + row) % len(filled)])  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(folder))
        load_catalog()  # raises if the package breaks a rule
        for path in (*PLAIN[:4], "/feed.xml", "/api/v1/articles", "/api/v1/designations/alpha"):
            assert proper(ask(APP, path)).status == 200
        for name in ("designations", "articles", "statements", "claims"):
            plain_cells(ask(APP, f"/api/v1/{name}.csv").body)


APP = whole()


HIDDEN = (("designations", "name"), ("articles", "title"), ("statements", "text"))


def refused(folder, shown, where):
    """Return the fields whose text is refused, of those in which something is hidden."""
    folder.mkdir()
    packages.write(folder, lambda table, field, _row: f"a{shown}b" if (table, field) in where else "x", rule=False)  # fmt: skip
    try:
        found = validate(read_package(folder))
    except PackageError:
        # Nothing was read: of several fields, which of them cannot be?
        alone = [refused(folder / str(n), shown, where[n : n + 1]) for n in range(len(where)) if where[1:]]  # fmt: skip
        return {each for fields in alone for each in fields} if where[1:] else set(where)
    return {(each.file.removesuffix(".csv"), each.field) for each in found} & set(where)


@pytest.mark.parametrize("shown", [*corpus.CONTROLS[:5], *corpus.BIDI[:4], "not listed\u202e"])
def test_text_that_nobody_sees_or_that_turns_the_text_around_is_refused(tmp_path, shown):
    case("data: packages refused", len(HIDDEN))
    assert seen(f"a{shown}b") != f"a{shown}b"
    assert refused(tmp_path / "data", shown, HIDDEN) == set(HIDDEN)


def test_a_link_that_is_none_or_hides_its_host_is_refused(tmp_path):
    links = [*corpus.LINKS, "https://a.example\\@evil.example/", "https://u@evil.example/", "https://evil.example/\u202e", "https://", "https:///x", "http://a b", "https://a.example/<x>"]  # fmt: skip
    case("data: packages refused", len(links))
    packages.write(tmp_path, lambda *_where: "x")
    path = tmp_path / "articles.csv"
    first = next(csv.DictReader(path.open(encoding="utf-8", newline="")))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(first), lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            first | {"id": f"{first['id']}-{n}", "url": url} for n, url in enumerate(links)
        )
    found = {each.row - 2 for each in validate(read_package(tmp_path)) if (each.file, each.field) == ("articles.csv", "url")}  # fmt: skip
    assert [url for n, url in enumerate(links) if n not in found] == []


@pytest.mark.parametrize("version", ['1"; filename="x.exe', "1\r\nSet-Cookie: x=1", "../1", "", "v" * 65, "1\u202e", ":red[1]", "версия"])  # fmt: skip
def test_a_version_that_could_not_stand_in_a_header_is_refused(tmp_path, version):
    case("data: packages refused")
    packages.write(tmp_path, lambda *_where: "x")
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": version}))
    with pytest.raises(PackageError, match="version"):
        read_package(tmp_path)


@pytest.mark.parametrize("descriptor", [b"[" * 100_000, b"9" * 5000, b'{"name":' + b'{"a":' * 50_000, b"\xff", b'{"version":1}'])  # fmt: skip
def test_a_description_that_cannot_be_read_is_refused(tmp_path, descriptor):
    case("data: packages refused")
    packages.write(tmp_path, lambda *_where: "x")
    (tmp_path / "datapackage.json").write_bytes(descriptor)
    with pytest.raises(PackageError):
        read_package(tmp_path)


@cases(100, 16_000)
@given(texts())
def test_markdown_brings_neither_markup_of_its_own_nor_images(written):
    case("data: Markdown")
    shown = "".join(block_markup(Prose(written)))
    assert {each.lower() for each in re.findall(r"<([a-zA-Z!?][^\s>/]*)", shown)} <= PROSE
    assert not re.search(r'href="\s*(?:javascript|vbscript|data):', shown, re.IGNORECASE)


PROSE = {
    "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "hr", "br",
    "a", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
