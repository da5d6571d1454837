"""A served folder that changes: the newest good state is what everybody gets."""

import logging
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from dashboard.catalog import PackageError, load_catalog, serving
from dashboard.catalog.loading import freshness
from dashboard.catalog.serving import Store
from dashboard.dataset.package import read_package, write_descriptor
from tests.conftest import AS_OF


def test_the_same_state_is_loaded_once(tiny_package: Path) -> None:
    assert load_catalog(tiny_package) is load_catalog(tiny_package)


def test_a_new_version_is_served_without_a_restart(tiny_package: Path, editor: Any) -> None:
    first = load_catalog(tiny_package)
    editor.change("designations", 2, "name", "Alpha Renamed")
    write_descriptor(tiny_package, version="2026.01.03", as_of=AS_OF)
    second = load_catalog(tiny_package)
    assert (second.version, second.designations["name"].iloc[0]) == ("2026.01.03", "Alpha Renamed")
    # Who holds the old one is not disturbed.
    assert (first.version, first.designations["name"].iloc[0]) == ("2026.01.02", "Alpha Media")
    state = freshness(tiny_package)
    assert state is not None
    assert state.refused is None


def test_a_new_version_that_breaks_a_rule_is_refused_and_logged_once(
    tiny_package: Path, editor: Any, caplog: pytest.LogCaptureFixture
) -> None:
    first = load_catalog(tiny_package)
    editor.change("designations", 2, "country", "x")
    with caplog.at_level(logging.ERROR):
        assert load_catalog(tiny_package) is first
        assert load_catalog(tiny_package) is first
    (record,) = caplog.records
    assert "designations.csv, row 2, country" in record.getMessage()
    state = freshness(tiny_package)
    assert state is not None
    assert state.refused is not None
    assert "country" in state.reason
    editor.change("designations", 2, "country", "DE")
    assert load_catalog(tiny_package).designations["country"].iloc[0] == "DE"
    state = freshness(tiny_package)
    assert state is not None
    assert state.refused is None


def test_a_package_that_vanishes_is_served_on(tiny_package: Path) -> None:
    first = load_catalog(tiny_package)
    tiny_package.rename(tiny_package.with_name("elsewhere"))
    assert load_catalog(tiny_package) is first
    tiny_package.with_name("elsewhere").rename(tiny_package)
    assert load_catalog(tiny_package).version == first.version


def test_a_package_that_was_never_valid_is_refused_until_it_is_valid(
    tiny_package: Path, editor: Any
) -> None:
    editor.change("designations", 2, "country", "x")
    for _attempt in range(2):
        with pytest.raises(PackageError, match="country"):
            load_catalog(tiny_package)
    assert freshness(tiny_package) is None
    editor.change("designations", 2, "country", "DE")
    assert load_catalog(tiny_package).designations["country"].iloc[0] == "DE"


def test_a_link_may_be_turned_to_another_package(tiny_package: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for path in tiny_package.iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    write_descriptor(other, version="2026.01.09", as_of=AS_OF)
    link = tmp_path / "current"
    link.symlink_to(tiny_package)
    assert load_catalog(link).version == "2026.01.02"
    link.unlink()
    link.symlink_to(other)
    assert load_catalog(link).version == "2026.01.09"


def test_the_old_state_is_served_while_a_new_one_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "SETTLE", 0.0)
    file = tmp_path / "file"
    file.write_text("1")
    entered, go_on = threading.Event(), threading.Event()

    def load(folder: Path) -> str:
        text = (folder / "file").read_text()
        if text != "1":
            entered.set()
            assert go_on.wait(30)
        return text

    watched = Store(tmp_path, load)
    assert watched.current() == "1"
    file.write_text("22")
    slow: list[str] = []
    first = threading.Thread(target=lambda: slow.append(watched.current()))
    first.start()
    assert entered.wait(30)
    assert watched.current() == "1"
    go_on.set()
    first.join()
    assert slow == ["22"]
    assert watched.current() == "22"


def test_a_table_that_is_not_a_regular_file_is_refused_and_the_last_version_served(
    tiny_package: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watched = Store(tiny_package, read_package, today=lambda: time.time() + 3600)
    first = watched.current()
    (tiny_package / "articles.csv").unlink()
    os.mkfifo(tiny_package / "articles.csv")
    with caplog.at_level(logging.ERROR):
        assert watched.current() is first
    assert "regular file" in caplog.records[-1].getMessage()
    assert watched.freshness is not None
    assert watched.freshness.refused is not None


def test_a_file_system_that_hangs_makes_nobody_wait_beyond_the_deadline(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1", encoding="utf-8")
    go_on = threading.Event()
    hangs = False

    def load(directory: Path) -> str:
        if hangs:
            go_on.wait()
        return (directory / "a").read_text(encoding="utf-8")

    clock = iter(range(0, 10_000, 10))
    watched = Store(tmp_path, load, clock=lambda: next(clock), deadline=0.05)
    assert watched.current() == "1"
    hangs = True
    (tmp_path / "a").write_text("22", encoding="utf-8")
    while watched.freshness is None or watched.freshness.loading is None:
        assert watched.current() == "1"
    assert watched.current() == "1"
    go_on.set()
    while watched.current() == "1":
        pass
    assert watched.current() == "22"
    assert watched.freshness is not None
    assert watched.freshness.loading is None


def test_a_first_state_that_hangs_is_an_error_that_names_the_folder(tmp_path: Path) -> None:
    go_on = threading.Event()

    def load(_directory: Path) -> str:
        go_on.wait()
        return "late"

    watched = Store(tmp_path, load, deadline=0.05)
    with pytest.raises(TimeoutError, match="could not be read within"):
        watched.current()
    go_on.set()
    while watched.freshness is None:
        pass
    assert watched.current() == "late"


def test_a_folder_that_cannot_be_listed_makes_no_caller_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a").write_text("1", encoding="utf-8")
    look, go_on = serving.stamp, threading.Event()
    clock = iter(range(0, 10_000, 10))
    watched = Store(
        tmp_path,
        lambda directory: (directory / "a").read_text(encoding="utf-8"),
        clock=lambda: next(clock),
        patience=0.05,
    )
    assert watched.current() == "1"
    hanging = threading.Event()

    def hang(directory: Path) -> Any:
        hanging.set()
        go_on.wait()
        return look(directory)

    monkeypatch.setattr(serving, "stamp", hang)
    (tmp_path / "a").write_text("22", encoding="utf-8")
    assert [watched.current() for _ in range(5)] == ["1"] * 5
    assert hanging.is_set()
    assert caplog.text.count("does not respond") == 1
    monkeypatch.undo()
    go_on.set()
    while watched.current() == "1":
        pass
    assert watched.current() == "22"
