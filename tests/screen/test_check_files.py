"""Files of results: made once, in the turns of a network, and not while too much is done for it."""

import io
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager

import pytest
from openpyxl import Workbook

from dashboard import locale
from dashboard.names.allowance import AT_ONCE, checking
from dashboard.names.turns import TURNS
from dashboard.names.worker import BusyError
from dashboard.screen.check_run import Files, read_file


@pytest.fixture
def work(monkeypatch):
    """Return the allowance of the checks, which is limited here as where the site is served."""
    monkeypatch.setenv("DASHBOARD_CHECK_SECONDS", "40")
    checking.cache_clear()
    yield checking()
    checking.cache_clear()


def test_a_file_is_made_once_however_often_it_is_asked_for():
    made, files = [], Files()

    def offered(of):
        return files.offered("csv", of, lambda: made.append(of) or f"{of}".encode(), "192.0.2.1")

    assert [offered(1)() for _ in range(3)] == [b"1"] * 3
    assert made == [1]
    assert offered(2)() == b"2"
    assert made == [1, 2]


def test_a_file_speaks_the_language_of_the_page_that_offers_it():
    files = Files()
    said = {}
    for code in ("en", "ru"):
        with locale.using(code):
            said[code] = files.offered("csv", 1, lambda: locale.current().code.encode(), "")
    assert {code: make() for code, make in said.items()} == {"en": b"en", "ru": b"ru"}


def test_files_of_a_network_are_made_in_its_places_and_turns_and_paid_by_it(work, monkeypatch):
    taken, paid = [], []
    turn, settle = TURNS.taken, work.settle
    monkeypatch.setattr(TURNS, "taken", lambda who: taken.append(who) or turn(who))
    monkeypatch.setattr(work, "settle", lambda who, *cost: paid.append(who) or settle(who, *cost))
    offered = Files().offered("csv", 1, lambda: b"made", "192.0.2.1")
    with ExitStack() as running:
        for _ in range(AT_ONCE):
            running.enter_context(work.place("192.0.2.1"))
        with pytest.raises(BusyError):
            offered()
    assert taken == []
    assert offered() == b"made"
    assert taken == paid == ["192.0.2.1"]


def test_a_network_that_asks_again_and_again_holds_no_more_threads_than_it_has_places(work):
    going, begun = threading.Event(), threading.Event()
    offered = Files().offered(
        "csv", 1, lambda: begun.set() or (going.wait(60) and b"made"), "192.0.2.1"
    )
    with ThreadPoolExecutor(2 * AT_ONCE) as pool:
        try:
            asked = [pool.submit(offered) for _ in range(2 * AT_ONCE)]
            assert begun.wait(60)
            refused = [
                each for _, each in zip(range(AT_ONCE), as_completed(asked, 60), strict=False)
            ]
            assert all(isinstance(each.exception(), BusyError) for each in refused)
        finally:
            going.set()
        assert sorted(each.result() for each in asked if each not in refused) == [b"made"] * AT_ONCE
    assert offered() == b"made"


def test_a_workbook_is_read_in_a_place_of_its_network_that_pays_and_keeps_no_turn(
    work, monkeypatch
):
    """Twelve pages that waited for the process that reads workbooks once kept everybody else waiting."""
    file, book = io.BytesIO(), Workbook()
    for each in ("name", "Meduza"):
        book.active.append([each])
    book.save(file)
    inside, paid, run, settle = [], [], subprocess.run, work.settle

    @contextmanager
    def aside():
        inside.append("aside")
        yield
        inside.clear()

    def observed(*arguments, **named):
        assert inside == ["aside"]
        with ExitStack() as places:
            free = [places.enter_context(work.place("192.0.2.1")) for _ in range(AT_ONCE)]
        assert free == [True] * (AT_ONCE - 1) + [False]
        return run(*arguments, **named)

    monkeypatch.setattr(TURNS, "aside", aside)
    monkeypatch.setattr("dashboard.sheets.workbook.subprocess.run", observed)
    monkeypatch.setattr(
        work,
        "settle",
        lambda who, taken, cost: paid.append((who, cost)) or settle(who, taken, cost),
    )
    assert read_file(file.getvalue(), None, "192.0.2.1").texts(0) == ["Meduza"]
    assert paid[0][0] == "192.0.2.1"
    assert paid[0][1] > 0
    with ExitStack() as running:
        for _ in range(AT_ONCE):
            running.enter_context(work.place("192.0.2.1"))
        with pytest.raises(BusyError):
            read_file(file.getvalue(), None, "192.0.2.1")
    work.settle("192.0.2.1", 0, 500)
    with pytest.raises(BusyError):
        read_file(file.getvalue(), None, "192.0.2.1")
