"""A package is replaced whole: whatever fails or ends the process, it is the old one or the new."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.dataset import atomic
from dashboard.dataset.atomic import (
    PENDING,
    ChangedMeanwhileError,
    read_files,
    replace_files,
    replace_folder,
    stamp,
)
from dashboard.dataset.package import read_package

NAMES = ("a.csv", "b.csv", "kept.md", "new.csv")
OLD = {"a.csv": b"old a\n", "b.csv": b"old b\n", "kept.md": b"kept\n"}
FILES = {"a.csv": "new a\n", "b.csv": "new b\n", "new.csv": "new c\n"}
NEW = {**OLD, **{name: text.encode() for name, text in FILES.items()}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    for name, content in OLD.items():
        (made / name).write_bytes(content)
    return made


@pytest.fixture(params=["exchange", "pending"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Replace with the one step of the file system, and without it."""
    if request.param == "pending":
        monkeypatch.setattr(atomic, "exchange", lambda one, other: False)
    return str(request.param)


def on_disk(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_several_files_are_replaced_and_nothing_is_left_over(folder: Path, way: str) -> None:
    (folder / "a.csv").chmod(0o600)
    replace_files(folder, FILES)
    assert on_disk(folder) == NEW
    assert [path.name for path in folder.parent.iterdir()] == ["data"]
    assert (folder / "a.csv").stat().st_mode & 0o777 == 0o600


def test_two_folders_change_places_where_the_file_system_can(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    if not atomic.exchange(other, folder):
        assert on_disk(folder) == OLD
        pytest.skip("The file system has no such step.")
    assert on_disk(other) == OLD
    assert on_disk(folder) == {}


class Ended(BaseException):
    """What stands for the process's end: no handler of exceptions sees it."""


def fail_at(
    monkeypatch: pytest.MonkeyPatch, number: int, error: Callable[[], BaseException]
) -> list[str]:
    """Let the step of that number fail; the steps taken are noted in the list returned."""
    taken: list[str] = []

    def guarded(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            taken.append(name)
            if len(taken) == number:
                raise error()
            return step(*arguments, **options)

        return call

    monkeypatch.setattr(atomic.tempfile, "mkdtemp", guarded("mkdtemp", atomic.tempfile.mkdtemp))
    monkeypatch.setattr(atomic.shutil, "copytree", guarded("copytree", atomic.shutil.copytree))
    monkeypatch.setattr(atomic.os, "fsync", guarded("fsync", os.fsync))
    monkeypatch.setattr(atomic, "exchange", guarded("exchange", atomic.exchange))
    for name in ("write_text", "rename", "replace", "rmdir"):
        monkeypatch.setattr(Path, name, guarded(name, getattr(Path, name)))
    return taken


def steps(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    with monkeypatch.context() as patch:
        taken = fail_at(patch, 0, Ended)
        replace_files(folder, FILES)
    for name in NAMES:
        (folder / name).unlink()
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    assert len(taken) > 10
    return len(taken)


def test_a_full_disk_at_any_step_leaves_one_or_the_other(
    folder: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = set()
    for number in range(1, steps(folder, monkeypatch) + 1):
        with monkeypatch.context() as patch:
            fail_at(patch, number, lambda: OSError(errno.ENOSPC, "No space left on device"))
            with pytest.raises(OSError, match="No space"):
                replace_files(folder, FILES)
        found = read_files(folder, NAMES)
        assert found in (OLD, NEW), number
        seen.add(found == NEW)
        replace_files(folder, {name: content.decode() for name, content in OLD.items()})
        (folder / "new.csv").unlink(missing_ok=True)
        assert on_disk(folder) == OLD
        assert [path.name for path in folder.parent.iterdir()] == ["data"]
    assert False in seen


def test_an_end_at_any_step_leaves_one_or_the_other_and_the_next_run_tidies(
    folder: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The process's end leaves what it was about to remove.
    monkeypatch.setattr(atomic.shutil, "rmtree", lambda *_, **__: None)
    seen = set()
    number = steps(folder, monkeypatch)
    monkeypatch.undo()
    if way == "pending":
        monkeypatch.setattr(atomic, "exchange", lambda one, other: False)
    for step in range(1, number + 1):
        with monkeypatch.context() as patch:
            patch.setattr(atomic.shutil, "rmtree", lambda *_, **__: None)
            fail_at(patch, step, Ended)
            with pytest.raises(Ended):
                replace_files(folder, FILES)
        found = read_files(folder, NAMES)
        assert found in (OLD, NEW), step
        if way == "exchange" and not (folder / PENDING).exists():
            assert on_disk(folder) == found
        seen.add(found == NEW)
        replace_files(folder, {"kept.md": "kept\n"})
        assert read_files(folder, NAMES) == on_disk(folder) == found
        assert [path.name for path in folder.parent.iterdir()] == ["data"]
        for name in NAMES:
            (folder / name).unlink(missing_ok=True)
        for name, content in OLD.items():
            (folder / name).write_bytes(content)
    assert seen == ({False, True})


def test_a_check_that_fails_leaves_the_old(folder: Path) -> None:
    def refuse(draft: Path) -> None:
        assert on_disk(draft) == NEW
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        replace_files(folder, FILES, check=refuse)
    assert on_disk(folder) == OLD


def test_what_was_changed_meanwhile_is_not_replaced(folder: Path) -> None:
    before = stamp(folder)
    (folder / "a.csv").write_text("edited by hand\n")
    with pytest.raises(ChangedMeanwhileError):
        replace_files(folder, FILES, expected=before)
    assert (folder / "a.csv").read_text() == "edited by hand\n"


def test_a_folder_beside_which_nothing_may_be_made_is_replaced_within(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic.os, "access", lambda path, mode: path != folder.parent)
    replace_files(folder, FILES)
    assert on_disk(folder) == NEW
    assert [path.name for path in folder.iterdir() if path.is_dir()] == []


def test_a_link_to_a_folder_stays_a_link(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder)
    replace_files(link, FILES)
    assert link.is_symlink()
    assert on_disk(link) == on_disk(folder) == NEW


def test_files_that_wait_are_what_readers_see(folder: Path) -> None:
    (folder / PENDING).mkdir()
    (folder / PENDING / "a.csv").write_text("new a\n")
    assert read_files(folder, NAMES)["a.csv"] == b"new a\n"
    assert read_files(folder, NAMES)["b.csv"] == b"old b\n"


def test_readers_never_see_a_mixture(folder: Path, way: str) -> None:
    stop = threading.Event()
    mixed: list[dict[str, bytes]] = []
    old, new = (
        {n: OLD.get(n, b"") for n in ("a.csv", "b.csv")},
        {n: NEW[n] for n in ("a.csv", "b.csv")},
    )

    def read() -> None:
        while not stop.is_set():
            found = read_files(folder, ("a.csv", "b.csv"))
            if found not in (old, new):
                mixed.append(found)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for turn in range(20):
        chosen = new if turn % 2 == 0 else old
        replace_files(folder, {name: content.decode() for name, content in chosen.items()})
    stop.set()
    for reader in readers:
        reader.join()
    assert mixed == []


KILLED = """
import sys
from pathlib import Path
from dashboard.dataset.atomic import replace_files
folder = Path(sys.argv[1])
print("ready", flush=True)
for turn in range(10_000):
    replace_files(folder, {name: f"{turn}\\n" * 2000 for name in ("a.csv", "b.csv", "c.csv")})
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_a_killed_process_leaves_a_whole_package(folder: Path) -> None:
    names = ("a.csv", "b.csv", "c.csv")
    root = Path(atomic.__file__).resolve().parents[2]

    def changed() -> object:
        return stamp(folder)

    def drafts() -> object:
        return [path.parent.name for path in folder.parent.glob(f".{folder.name}.next-*/c.csv")]

    # Another state, another draft with its last file, none, and then another state again.
    moments = (changed, drafts, drafts, changed)
    for reached in range(1, len(moments) + 1):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(folder)], cwd=root, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        for moment in moments[:reached]:
            before = moment()
            while moment() == before:
                time.sleep(0.001)
        process.kill()
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()
        assert len({(folder / name).read_bytes() for name in names}) == 1
    replace_files(folder, {"kept.md": "kept\n"})
    assert [path.name for path in folder.parent.iterdir()] == ["data"]


def test_a_package_is_read_through_what_waits(tiny_package: Path) -> None:
    (tiny_package / PENDING).mkdir()
    text = (tiny_package / "designations.csv").read_text(encoding="utf-8")
    (tiny_package / PENDING / "designations.csv").write_text(
        text.replace("Alpha Media,", "Alpha News,", 1), encoding="utf-8"
    )
    assert read_package(tiny_package).tables["designations"]["name"][0] == "Alpha News"


def filled(text: str) -> Callable[[Path], None]:
    def fill(folder: Path) -> None:
        (folder / "inner").mkdir()
        (folder / "inner" / "file").write_text(text, encoding="utf-8")

    return fill


def test_a_folder_is_written_anew_as_a_whole(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "site"
    replace_folder(folder, filled("old"))
    (folder / "left over").write_text("old", encoding="utf-8")
    replace_folder(folder, filled("new"))
    assert [path.name for path in folder.rglob("*")] == ["inner", "file"]
    assert (folder / "inner" / "file").read_text(encoding="utf-8") == "new"
    assert folder.stat().st_mode & 0o777 == 0o755
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_that_cannot_be_filled_stays_as_it_was(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "site"
    replace_folder(folder, filled("old"))

    def fail(draft: Path) -> None:
        filled("half")(draft)
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        replace_folder(folder, fail)
    assert (folder / "inner" / "file").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
