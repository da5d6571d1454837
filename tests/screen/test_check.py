"""`/check`, as Streamlit's own harness runs it."""

from contextlib import ExitStack

import pytest
import streamlit as st

from dashboard.catalog import load_catalog
from dashboard.catalog.register_state import register_state
from dashboard.names.allowance import AT_ONCE, checking
from dashboard.screen import check_run
from tests.support.pages import open_page, text


def ask(**values):
    app = open_page("check")
    for key, value in values.items():
        next(
            each for each in [*app.text_input, *app.text_area] if each.key == f"check-{key}"
        ).set_value(value.replace("\\n", "\n"))
    return app.run()


def press(app, key):
    next(each for each in app.button if each.key == key).click().run()
    assert not app.exception, app.exception
    return text(app)


def test_the_page_says_what_happens_to_what_is_typed_and_what_the_verdicts_mean():
    shown = text(open_page("check"))
    assert "We do not log it, store it or pass it on." in shown
    assert "forgotten when you close the page" in shown
    assert "What the verdicts mean" in shown


def test_a_listed_name_is_answered_with_its_dates_and_the_reason():
    shown = text(ask(name="Открытым архивом"))
    assert "Open Archive" in shown
    assert "another grammatical form" in shown
    assert "decided 19 May 2025" in shown
    assert "listed 28 May 2025" in shown
    assert "Data as of" in shown
    assert "/organization?id=open-archive" in shown


def test_a_network_has_the_same_places_in_the_page_as_in_the_api(monkeypatch):
    monkeypatch.setenv("DASHBOARD_CHECK_SECONDS", "40")
    monkeypatch.setattr("dashboard.screen.check_run.time.sleep", lambda _seconds: None)
    monkeypatch.setattr(type(st.context), "ip_address", "192.0.2.1")
    checking.cache_clear()
    try:
        with ExitStack() as running:
            for _ in range(AT_ONCE):
                assert running.enter_context(checking().place("192.0.2.1"))
            assert "too much is being checked" in text(ask(name="Amber Institute"))
            shown = press(ask(names="Amber Institute"), "check-start")
            assert "too much is being checked" in shown
            assert "1 listed" not in shown
        shown = text(ask(name="Amber Institute"))
        assert "too much is being checked" not in shown
        assert "/organization?id=amber-institute" in shown
    finally:
        checking.cache_clear()


def test_not_found_says_as_of_when_and_what_it_does_not_mean():
    shown = text(ask(name="ООО «Ромашка»"))
    assert "Not found" in shown
    assert register_state(load_catalog()).not_found() in shown
    assert "may still be there under a name that we do not know" in shown


def test_a_general_word_asks_for_more():
    shown = text(ask(name="Institute"))
    assert "Not checked" in shown
    assert "Type more of the name" in shown
    assert "Amber Institute" in shown


def test_what_is_typed_is_escaped_and_not_put_into_the_address():
    app = ask(name="<script>alert(1)</script> Nobody")
    shown = text(app)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert not app.query_params


def test_a_pasted_list_is_answered_in_its_order():
    app = ask(names="Меридиан\nНикто\n\nOpen Archvie")
    shown = press(app, "check-start")
    assert "2 listed, 0 possibly, 1 not found, 1 not checked." in shown
    places = [shown.index(f">{each}<") for each in ("Меридиан", "Никто", "–", "Open Archvie")]
    assert places == sorted(places)


def test_a_list_can_show_only_what_came_since_a_version():
    app = ask(names="Granite Courier\nAmber Courier")
    press(app, "check-start")
    since = next(each for each in app.selectbox if each.key == "check-since")
    shown = text(since.set_value("2026.01.01").run())
    assert ">Amber Courier<" in shown
    assert ">Granite Courier<" not in shown


def test_a_long_list_is_shown_in_part_and_said_to_be():
    app = ask(names="\n".join(["Меридиан"] * 250))
    assert "The first 200 of 250 rows" in press(app, "check-start")


def test_a_table_asks_for_its_column():
    app = ask(names="id\tpartner\n1\tМеридиан")
    assert app.selectbox[0].options == ["id", "partner"]
    assert app.selectbox[0].value == 1
    assert "1 listed, 0 possibly, 0 not found, 0 not checked." in press(app, "check-start")


def test_what_cannot_be_checked_is_no_not_found():
    assert "Not checked" in text(ask(name="12345"))
    assert "Do not read it as" in text(ask(name="12345"))


def test_a_list_of_nothing_is_said_not_to_be_checked():
    assert "0 not found, 1 not checked" in press(ask(names="*"), "check-start")


def test_a_text_shows_its_mentions_in_place():
    app = ask(text="Писали об Открытом архиве и «Меридиане», а шёл дождь <b>.")
    shown = press(app, "check-find")
    assert "2 mentions of designated organizations" in shown
    assert ">Открытом архиве</a></mark>" in shown
    assert "дождь &lt;b&gt;." in shown


@pytest.mark.parametrize("content", ["Сегодня шёл дождь.", "\u202eНичего"])
def test_a_text_without_names_says_what_that_does_not_mean(content):
    assert "may still be there under a name" in press(ask(text=content), "check-find")


def test_a_text_of_several_passages_keeps_its_positions():
    app = ask(text="Просто предложение. " * 3000 + "Писали об Open Archive.")
    shown = press(app, "check-find")
    assert "1 mention of a designated organization." in shown


def test_a_file_that_is_too_large_gets_a_sentence_with_the_limit_of_the_server():
    size = st.get_option("server.maxUploadSize")
    assert f"A file can be up to {size} MB." in text(open_page("check"))


def test_a_file_that_was_refused_is_not_read_again_whatever_is_pressed(monkeypatch):
    """To read it may be what takes long: a workbook once cost 50 s at each act on its page."""
    read, reads = [], check_run.read_list
    monkeypatch.setattr(
        check_run, "read_list", lambda data, **how: read.append(how["headed"]) or reads(data, **how)
    )
    app = open_page("check")
    file = next(each for each in app.file_uploader if each.key == "check-file")
    file.set_value(("list.xlsx", b"PK and no more", "application/octet-stream"))
    app.run()
    assert "damaged" in text(app)
    first_row = next(each for each in app.radio if each.key == "check-headed")
    for choice in (*first_row.options, *first_row.options, first_row.options[0]):
        next(each for each in app.radio if each.key == "check-headed").set_value(choice).run()
        assert "damaged" in text(app)
    assert sorted(map(str, read)) == ["False", "None", "True"]
