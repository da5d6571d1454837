"""Streamlit has every private interface that the code uses; after an upgrade this says what to mend."""

import ast
import asyncio
import inspect
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config, net_util, runtime
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.web import bootstrap
from streamlit.web.server import server_util

from dashboard.screen import patches
from tools.pins import ROOT

STATIC = Path(str(files("streamlit"))) / "static"


@pytest.fixture
def base():
    before = config.get_option("server.baseUrlPath")
    yield
    config.set_option("server.baseUrlPath", before)


def test_the_site_lives_where_streamlit_thinks_it_does(base):
    config.set_option("server.baseUrlPath", "")
    assert patches.serve_below("/register/") == "register"
    assert st.get_option("server.baseUrlPath") == "register"
    assert patches.serve_below("elsewhere") == "register", "Streamlit's own option goes first"


def test_nobody_asks_which_address_this_host_has(monkeypatch):
    before = net_util.get_external_ip
    monkeypatch.setattr(net_util, "get_external_ip", before)
    patches.ask_no_address_service()
    assert net_util.get_external_ip() is None
    for user in (bootstrap, server_util):
        assert "net_util.get_external_ip" in inspect.getsource(user), user


def test_the_theme_is_read_once_and_each_page_is_told_the_same(monkeypatch):
    sections = ("theme", "theme.light", "theme.dark", "theme.sidebar")

    def told():
        message = CustomThemeConfig()
        parts = (message, message.light, message.dark, message.sidebar)
        for section, part in zip(sections, parts, strict=True):
            getattr(app_session, patches.THEME)(part, section)
        return message

    monkeypatch.setattr(app_session, patches.THEME, getattr(app_session, patches.THEME))
    set_before = config.get_option("theme.dark.primaryColor")
    config.set_option("theme.dark.primaryColor", "#123456")
    try:
        before = told()
        patches.read_the_theme_once()
        first = told()
        monkeypatch.delattr(config, "get_options_for_section")  # it is not read again
        assert before == first == told()
        assert first.dark.primary_color == "#123456"
        assert first.HasField("sidebar") == before.HasField("sidebar")
    finally:
        config.set_option("theme.dark.primaryColor", set_before)


def test_only_the_newest_files_of_a_session_are_kept_and_counted():
    manager = MemoryUploadedFileManager("/upload")
    patches.keep_few_files(manager)
    for session in ("a", "b"):
        for n in range(20):
            manager.add_file(
                session, UploadedFileRec(f"{session}{n}", "x.csv", "text/csv", b"x" * 10)
            )
    for session in ("a", "b"):
        ids = [f"{session}{n}" for n in range(20)]
        kept = [each.file_id for each in manager.get_files(session, ids)]
        assert kept == ids[-patches.MOST_FILES :]
    sizes = patches.sizes_of_files(manager)
    assert sizes() == {"a": 10 * patches.MOST_FILES, "b": 10 * patches.MOST_FILES}
    manager.remove_session_files("a")
    assert manager.get_files("a", ["a19"]) == []
    assert sizes() == {"b": 10 * patches.MOST_FILES}


class Sessions(runtime.Runtime):
    """A runtime that has sessions and nothing else."""

    def __init__(self, back=False):
        self.back, self.closed, self.gone = back, [], []
        self._uploaded_file_mgr = MemoryUploadedFileManager("/upload")

    def is_active_session(self, session_id):
        return self.back

    def close_session(self, session_id):
        self.closed.append(session_id)

    def disconnect_session(self, session_id, *, client=None):
        self.gone.append(session_id)

    @property
    def uploaded_file_mgr(self):
        return self._uploaded_file_mgr


@pytest.mark.parametrize("back", [False, True])
def test_a_session_ends_after_its_page_unless_that_connects_again(back):
    sessions = Sessions(back)
    files_ = sessions.uploaded_file_mgr
    files_.add_file("a", UploadedFileRec("f", "x.csv", "text/csv", b"x"))

    async def run():
        patches.end_with_their_page(sessions, grace=0)
        sessions.disconnect_session("a", client=None)
        assert sessions.gone == ["a"]
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(run())
    assert sessions.closed == ([] if back else ["a"])
    assert bool(files_.get_files("a", ["f"])) is back


def test_the_runtime_has_what_ends_sessions():
    for name in ("disconnect_session", "close_session", "is_active_session"):
        assert "session_id" in inspect.signature(getattr(runtime.Runtime, name)).parameters
    assert isinstance(inspect.getattr_static(runtime.Runtime, "uploaded_file_mgr"), property)
    assert callable(runtime.get_instance)


@cache
def scripts():
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((STATIC / "static" / "js").glob("*.js"))
    )


def ours(pattern):
    """Return what our style sheet and our scripts name, and where."""
    found = {}
    for path in (*ROOT.glob("dashboard/**/style.css"), *ROOT.glob("dashboard/web/assets/*.js")):
        for name in re.findall(pattern, path.read_text(encoding="utf-8")):
            found.setdefault(name, path.name)
    return found


def test_the_parts_of_a_page_have_the_names_that_our_styles_and_scripts_look_for():
    named = ours(r"data-testid=\\?[\"']?(\w+)")
    assert named
    gone = {
        name: where
        for name, where in named.items()
        # Some end in what they are: `stBaseButton-${kind}`.
        if not re.search(f"[\"'`]{name}(?:[\"'`]|-\\$)", scripts())
    }
    assert gone == {}


def test_a_click_on_a_link_turns_the_page():
    """`page.js` tells Streamlit by `popstate` that the address has changed."""
    assert "popstate" in ours(r"popstate|stActiveTheme-")
    assert re.search(r"addEventListener\([\"'`]popstate[\"'`]", scripts())
    assert "stActiveTheme-" in scripts()


def test_the_files_that_are_fetched_early_and_drawn_with_are_there():
    tree = ast.parse((ROOT / "dashboard/web/preloading.py").read_text(encoding="utf-8"))
    (parts,) = (
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "_PARTS"
    )
    missing = [part for part in parts if not list((STATIC / "static" / "js").glob(f"{part}.*.js"))]
    assert missing == []
    for font in ("SourceSerifVariable-Roman*.woff2", "SourceSansVF-Upright*.woff2"):
        assert list((STATIC / "static" / "media").glob(font)), font


def test_the_document_has_the_parts_that_ours_is_made_of():
    text = (STATIC / "index.html").read_text(encoding="utf-8")
    for pattern in (
        r"<title>.*?</title>", r"<noscript>", r'<link rel="shortcut icon" href="', r'<html lang="\w+">',
        r'<script type="module"', r'<div id="root"></div>',
    ):  # fmt: skip
        assert len(re.findall(pattern, text)) == 1, pattern


def test_files_are_uploaded_where_the_limits_of_uploads_look():
    source = Path(str(files("streamlit"))) / "web" / "server"
    text = "\n".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    assert "_stcore/upload_file" in text
