"""Every Russian page, read for English: outside names, titles, quotations there is none."""

import re
from html.parser import HTMLParser

import pytest
from babel.messages.pofile import read_po
from markupsafe import escape

from dashboard import locale
from dashboard.charts.registry import SUBJECTS
from tests.locale.test_catalogues import FOLDER, keys
from tests.screen.test_charts import figures
from tests.support.pages import open_page, text
from tests.support.sample import ARCHIVE, MERIDIAN, sample_catalog

CATALOG = sample_catalog()
ARTICLE = "2025-05-19-open-archive-1"
# Words that a sentence of English can hardly do without.
ENGLISH = re.compile(
    r"(?<![\w.-])(the|of|and|is|are|was|were|has|have|for|with|by|not|this|that|from|to|in|on|at|or|no|"
    r"its|it|all|what|who|which|each|more|than|as)(?![\w.=-])",
    re.IGNORECASE,
)
SHOWN = ("aria-label", "alt", "title", "placeholder", "data-copied", "data-busy", "data-failed")
DATA_ONLY = {"code", "pre", "script", "style"}
VOID = {"img", "br", "hr", "input", "meta", "link", "wbr"}

with (FOLDER / "dashboard.pot").open("rb") as _file:
    ORIGINALS = {
        text
        for key in keys(read_po(_file))
        for text in (key if isinstance(key, tuple) else (key,))
        if re.search("[A-Za-z]", text)
    }


class Ours(HTMLParser):
    """What markup says in the page's own language: without data, which are marked as such."""

    def __init__(self):
        super().__init__()
        self.texts: list[str] = []
        self.skipped: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if not self.skipped:
            self.texts += [given[name] for name in SHOWN if given.get(name)]
        other = given.get("lang", "ru") != "ru" or given.get("translate") == "no"
        if tag not in VOID and (self.skipped or other or tag in DATA_ONLY):
            self.skipped.append(tag)

    def handle_endtag(self, tag):
        if self.skipped and tag not in VOID:
            self.skipped.pop()

    def handle_data(self, data):
        if not self.skipped:
            self.texts.append(data)


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in ("text", "hovertext", "ticktext", "title", "name", "annotations", "data", "layout", "xaxis", "yaxis") or key.startswith(("xaxis", "yaxis")):  # fmt: skip
                yield from _strings(each)


def _said(app):
    for element in app.get("html"):
        parser = Ours()
        parser.feed(element.proto.body)
        yield from parser.texts
    for figure in figures(app):
        yield from _strings({"data": figure["data"], "layout": figure["layout"]})
    for kind in ("multiselect", "selectbox", "text_input", "text_area", "toggle", "button", "download_button", "expander", "caption", "tab", "radio", "file_uploader", "button_group", "popover"):  # fmt: skip
        for element in app.get(kind):
            proto = getattr(element, "proto", element)
            for name in ("label", "placeholder", "help", "body"):
                text = getattr(proto, name, "")
                if isinstance(text, str) and not text.endswith(".csv"):
                    yield text


NAMES = sorted(
    {
        *CATALOG.designations[["name", "name_ru", "name_native", "abbreviation"]].stack().dropna(),
        *CATALOG.publishers[["name", "name_ru"]].stack().dropna(),
    },
    key=len,
    reverse=True,
)


def _without_names(text):
    for name in NAMES:
        if len(name) > 3 and name in text:
            text = text.replace(name, "…")
    # Charts cut long names.
    return re.sub(r"[A-Z][\w'’&.,\- ]+ …", "…", text)


def english(texts):
    for said in texts:
        whole = " ".join(said.split()).replace("CC BY 4.0", "")
        if re.search("[A-Za-z]{2}", whole):
            left = _without_names(whole)
            if ENGLISH.search(left) or (left in ORIGINALS and locale.gettext(left) != left):
                yield whole


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("", {}),
        ("", {"by": "category", "period": "quarter", "table": "timeline"}),
        ("", {"country": ["DE"], "year": ["2022", "2024"], "category": "media"}),
        ("", {"q": "zzzzzz"}),
        ("organizations", {"sort": "-articles"}),
        ("organizations", {"q": "institute", "status": "listed", "basis": "decision"}),
        ("organization", {"id": ARCHIVE}),
        ("organization", {"id": MERIDIAN, "table": "sides"}),
        ("organization", {"id": "archive"}),
        ("articles", {"topic": "reaction", "stance": "defence", "language": "de"}),
        ("articles", {"view": "table", "kind": "news", "country": "GB"}),
        ("articles", {"q": "zzzzzz"}),
        ("article", {"id": ARTICLE}),
        ("article", {"id": "zzzzzz"}),
        ("data", {}),
        ("about", {}),
        ("check", {}),
        ("changes", {}),
        *(("charts", {"show": subject.key}) for subject in SUBJECTS),
        ("charts", {"show": "delay", "table": "delays", "year": "2024"}),
    ],
)
def test_a_russian_page_has_no_english_of_ours(path, params):
    app = open_page(path, **params, lang="ru")
    with locale.using("ru"):
        assert sorted(set(english(_said(app)))) == []
    assert re.search("[а-яё]{4}", " ".join(_said(app)))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_neighbours_have_the_names_that_readers_of_a_language_know(language, editor, monkeypatch):
    editor.change("designations", 3, "decision_date", "2022-01-10")
    editor.change("designations", 3, "announced_date", "2022-01-12")
    monkeypatch.setenv("DASHBOARD_DATA", str(editor.directory))
    shown = text(open_page("organization", id="beta", lang=language))
    link = shown.index("/organization?id=alpha")
    wanted = "Альфа Медиа" if language == "ru" else "Alpha Media"
    assert f'<span translate="no">{escape(wanted)}</span>' in shown[link : link + 300]


def test_the_answers_of_the_check_are_in_russian():
    app = open_page("check", lang="ru")
    for asked in ("Meridian", "Zzzzzz qqqq", "Open Archive GmbH"):
        app.text_input(key="check-name").set_value(asked).run()
        with locale.using("ru"):
            assert sorted(set(english(_said(app)))) == []


def test_the_crawl_knows_english_when_it_sees_it():
    with locale.using("ru"):
        assert list(english(["The link names none.", "Listed", "Всё по-русски", "CC BY 4.0"])) == [
            "The link names none.",
            "Listed",
        ]
    parser = Ours()
    parser.feed('<p lang="en">the one</p><b translate="no">of</b><img alt="by"><i>или</i>')
    assert [each for each in parser.texts if each.strip()] == ["by", "или"]
