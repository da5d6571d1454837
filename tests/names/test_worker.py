"""Names are checked by a process of its own, with the same answers, and none where it fails."""

import os
import signal
import threading
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from dashboard.catalog import load_catalog
from dashboard.names import worker
from dashboard.names.awaiting import Look, Undescribed, keep_look, with_undescribed
from dashboard.names.kept import matcher
from dashboard.names.worker import BusyError, Line, RemoteMatcher, Worker, checker, serve_with
from dashboard.web.reconcile.answers import extended


@pytest.fixture
def process(tiny_package: Path):
    made = Worker(tiny_package)
    yield made
    made.stop()


@pytest.fixture
def remote(process: Worker, tiny_package: Path) -> RemoteMatcher:
    return RemoteMatcher(process, load_catalog(tiny_package).fingerprint)


def test_it_answers_as_a_matcher_in_this_process_does(remote, tiny_package: Path) -> None:
    local = matcher(load_catalog(tiny_package))
    names = ["Alpha Media", "alfa media", "nobody at all", "", "x" * 600]
    assert remote.check_many(names) == local.check_many(names)
    assert remote.check("Alpha Media") == local.check("Alpha Media")
    text = "Alpha Media and others were named."
    assert remote.mentions(text) == local.mentions(text)
    assert remote.suggest("alph", 3) == local.suggest("alph", 3) != []


def test_it_calls_a_function_with_what_it_has_loaded(remote, tiny_package: Path) -> None:
    catalog = load_catalog(tiny_package)
    asked = {"ids": ["alpha"], "properties": [{"id": "status"}]}
    here = extended(catalog, matcher(catalog), "ru", asked)
    assert remote.call(extended, "ru", asked) == here


def test_it_says_what_was_spent(process, tiny_package: Path) -> None:
    spent: list[float] = []
    RemoteMatcher(process, load_catalog(tiny_package).fingerprint, spent.append).check("Alpha")
    assert len(spent) == 1
    assert spent[0] >= 0


def test_another_state_of_the_data_is_not_answered_for(process) -> None:
    with pytest.raises(BusyError, match="changed"):
        RemoteMatcher(process, "of another state").check("Alpha Media")


def test_a_process_that_dies_or_takes_too_long_gives_no_answer_and_is_begun_anew(remote, process):
    assert remote.check("Alpha Media").verdict == "listed"
    os.kill(process.pid, signal.SIGKILL)
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert remote.check("Alpha Media").verdict == "listed"
    process.deadline = 0.05
    os.kill(process.pid, signal.SIGSTOP)
    with pytest.raises(BusyError, match="too long"):
        remote.check("Alpha Media")
    process.deadline = 60.0
    assert remote.check("Alpha Media").verdict == "listed"


def test_who_asks_for_what_takes_too_long_pays_for_it(process, tiny_package: Path) -> None:
    spent: list[float] = []
    remote = RemoteMatcher(process, load_catalog(tiny_package).fingerprint, spent.append)
    remote.check("Alpha")
    process.deadline = 0.05
    os.kill(process.pid, signal.SIGSTOP)
    with pytest.raises(BusyError) as refused:
        remote.check("Alpha")
    assert spent[1:] == [refused.value.seconds]
    assert refused.value.seconds >= process.deadline


def test_a_process_that_starts_slowly_is_waited_for_and_not_begun_again(
    process, remote, monkeypatch
) -> None:
    process.start()
    started = process.pid
    process.deadline = 0.0
    with pytest.raises(BusyError, match="starting"):
        remote.check("Alpha Media")
    process.deadline = 60.0
    assert remote.check("Alpha Media").verdict == "listed"
    assert process.pid == started
    process.stop()
    monkeypatch.setattr(worker, "STARTING", 0.0)
    with pytest.raises(BusyError):  # it hangs while it starts
        remote.check("Alpha Media")


def test_who_would_wait_too_long_is_refused(process, remote, monkeypatch) -> None:
    remote.check("Alpha Media")
    under_way, going_on = threading.Event(), threading.Event()
    sends = worker.send

    def held_up(*sent) -> None:
        under_way.set()
        assert going_on.wait(120)
        sends(*sent)

    monkeypatch.setattr(worker, "send", held_up)
    process.deadline = 300.0
    with ThreadPoolExecutor(worker.WAITING + 1) as pool:
        asked = [pool.submit(remote.check, "Alpha Media") for _ in range(worker.WAITING + 1)]
        (refused,) = wait(asked, return_when=FIRST_COMPLETED).done
        going_on.set()
    with pytest.raises(BusyError, match="Too many"):
        refused.result()
    assert {each.result().verdict for each in asked if each is not refused} == {"listed"}
    under_way.clear()
    going_on.clear()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(remote.check, "Alpha Media")
        assert under_way.wait(120)
        process.deadline = 0.01
        with pytest.raises(BusyError, match="before this one"):
            remote.check("Alpha Media")
        going_on.set()
    assert first.result().verdict == "listed"


def test_a_long_request_lets_others_in_between(process, remote, monkeypatch) -> None:
    """Three requests with two hundred long names each once kept everybody else's check for half a minute."""
    remote.check("Alpha Media")
    names = ["Alpha Media", "Beta", "Gamma", "Delta", "nobody"]
    expected = [each.verdict for each in remote.check_many(names)]
    sent: list[object] = []
    sends = worker.send

    def noted(file, asked) -> None:
        sent.append(asked[3][0])
        deadline = time.monotonic() + 120
        while len(sent) == 1 and not process.line.waiting:  # until the short one has come
            assert time.monotonic() < deadline
            time.sleep(0.01)
        sends(file, asked)

    monkeypatch.setattr(worker, "send", noted)
    monkeypatch.setattr(worker, "PORTION", 1)
    spent: list[float] = []
    long = RemoteMatcher(process, remote.fingerprint, spent.append)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(long.check_many, names)
        while not sent:
            time.sleep(0.01)
        second = pool.submit(remote.check, "Epsilon")
        second.result(timeout=120)
        assert [each.verdict for each in first.result(timeout=120)] == expected
    assert sent[:3] == [["Alpha Media"], ["Epsilon"], ["Beta"]]
    assert len(spent) == len(names)


def test_whoever_waits_longest_comes_next():
    line, came = Line(), []
    assert line.acquire()

    def come(number):
        assert line.acquire(120)
        came.append(number)
        line.release()

    threads = [threading.Thread(target=come, args=(number,)) for number in range(4)]
    for number, thread in enumerate(threads):
        thread.start()
        while line.waiting <= number:
            time.sleep(0.01)
    assert not line.acquire(0.0)
    line.release()
    for thread in threads:
        thread.join(120)
    assert came == [0, 1, 2, 3]


def test_pages_use_it_where_it_serves(process, tiny_package: Path) -> None:
    catalog = load_catalog(tiny_package)
    assert checker(catalog) is matcher(catalog)
    serve_with(process)
    try:
        assert isinstance(checker(catalog), RemoteMatcher)
    finally:
        serve_with(None)


def test_it_answers_for_entries_that_are_not_described_yet(process, tiny_package: Path) -> None:
    entry = Undescribed("awaiting-zeta-trust", "Zeta Trust (США)", "Zeta Trust", country="US")
    keep_look(Look(undescribed=(entry,)))
    try:
        catalog = with_undescribed(load_catalog(tiny_package))
        answer = RemoteMatcher(process, catalog.fingerprint).check("Zeta Trust")
        assert (answer.verdict, answer.designation_id) == ("listed", "awaiting-zeta-trust")
    finally:
        keep_look(None)
