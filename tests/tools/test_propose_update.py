"""A rehearsal of what the workflow `update` does every day, with a mirror and a repository of this machine."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import cli
from dashboard.register import mirror
from tests.register.serving import Server, serving
from tools.propose_update import BRANCH, main

TODAY = date.today()
OURS = {"name": "Alpha Media Ltd. (Латвия)", "included_at": "30.01.2022"}
NEW = [
    {"name": "Delta Fund («Фонд Дельта») (Франция)", "included_at": "02.02.2026"},
    {"name": "«Эпсилон» (Epsilon Institute), США", "included_at": "02.02.2026"},
    {"name": "Zeta @home e.V. («Дзета»), ФРГ", "included_at": "03.02.2026"},
]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for gh is a script")


def mirrored(entries: list[dict[str, str]], day: date = TODAY, **changed: Any) -> bytes:
    value = {
        "registry": mirror.REGISTER, "entry_count": len(entries), "freshness_window_days": 30,
        "fetched_at": f"{day.isoformat()}T01:18:06+00:00", "entries": entries,
    }  # fmt: skip
    return json.dumps(value | changed).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    done = subprocess.run(
        ["git", *identity, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def checkout(tiny_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout of a repository that holds a package, with a remote, and a stand-in for `gh`."""
    monkeypatch.setenv("DASHBOARD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder = tmp_path / "bin"
    folder.mkdir()
    tool = folder / "gh"
    tool.write_text(
        "#!/bin/sh\n"
        f'printf "%s\\n" "$*" >> {tmp_path}/asked\n'
        f'case "$2" in list) cat {tmp_path}/open 2>/dev/null;; esac\n'
        f'for word in "$@"; do case "$word" in *.md) cp "$word" {tmp_path}/body.md;; esac; done\n'
        "exit 0\n",
        encoding="utf-8",
    )
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    work = tmp_path / "checkout"
    work.mkdir()
    tiny_package.rename(work / "data")
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    git(work, "init", "--quiet", "--initial-branch=main")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", "data: begin")
    git(work, "remote", "add", "origin", str(tmp_path / "origin.git"))
    git(work, "push", "--quiet", "origin", "main")
    return work


@pytest.fixture
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the command `update` in this process: that it runs as one of its own is seen once."""
    others = subprocess.run

    def here(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        if command[:3] != [sys.executable, "-m", "dashboard"]:
            return others(command, **options)
        with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
            code = cli.main(command[3:])
        return subprocess.CompletedProcess(command, code, out.getvalue(), err.getvalue())

    monkeypatch.setattr(subprocess, "run", here)


def run(server: Server, checkout: Path, *words: str) -> int:
    return main(
        ["--from", f"{server.address}/register.json", "--repository", str(checkout), *words]
    )


def table(repository: Path, branch: str, name: str) -> list[dict[str, str]]:
    text = git(repository, "show", f"{branch}:data/{name}.csv")
    return list(csv.DictReader(io.StringIO(text)))


def branches(repository: Path) -> list[str]:
    return git(repository, "branch", "--format=%(refname:short)").split()


def test_three_new_entries_become_a_branch_a_message_a_report_and_data(
    server: Server, checkout: Path, tmp_path: Path
) -> None:
    server.answers["/register.json"] = (200, {"ETag": '"1"'}, mirrored([OURS, *NEW]))
    assert run(server, checkout, "--open", "--merge") == 0
    origin = tmp_path / "origin.git"
    assert sorted(branches(origin)) == ["main", BRANCH]
    assert git(origin, "log", "--format=%s", f"main..{BRANCH}") == (
        f"data: take over the register of {TODAY.isoformat()}"
    )
    assert "3 added" in git(origin, "log", "-1", "--format=%b", BRANCH).casefold()
    assert set(git(origin, "diff", "--name-only", "main", BRANCH).split()) >= {
        "data/designations.csv", "data/evidence.csv", "data/changes.csv", "data/datapackage.json",
    }  # fmt: skip
    rows = {row["id"]: row for row in table(origin, BRANCH, "designations")}
    assert set(rows) == {"alpha", "beta", "gamma", "delta-fund", "epsilon-institute", "zeta-home"}
    assert rows["delta-fund"]["register_name"] == NEW[0]["name"]
    assert rows["delta-fund"]["listed_date"] == "2026-02-02"
    assert (rows["delta-fund"]["order_number"], rows["delta-fund"]["register_number"]) == ("", "")
    assert "The category is not chosen." in rows["delta-fund"]["review"]
    assert rows["alpha"] == next(
        row for row in table(origin, "main", "designations") if row["id"] == "alpha"
    )
    evidence = [
        row for row in table(origin, BRANCH, "evidence") if "delta" in row["designation_id"]
    ]
    assert [(row["url"], row["state"]) for row in evidence] == [
        (f"{server.address}/register.json", TODAY.isoformat())
    ]
    described = json.loads(git(origin, "show", f"{BRANCH}:data/datapackage.json"))
    assert described["as_of"] == TODAY.isoformat()
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert [" ".join(each.split()[:2]) for each in asked] == ["pr list", "pr create", "pr merge"]
    assert f"--head {BRANCH}" in asked[1]
    body = (tmp_path / "body.md").read_text(encoding="utf-8")
    assert "has 4 entries: 3 added" in body
    assert "`epsilon-institute`" in body
    assert "@home" not in body  # nobody is called


@pytest.mark.usefixtures("one_process")
def test_the_next_day_brings_the_open_request_up_to_date(
    server: Server, checkout: Path, tmp_path: Path
) -> None:
    server.answers["/register.json"] = (200, {}, mirrored([OURS, NEW[0]]))
    assert run(server, checkout, "--open") == 0
    git(checkout, "checkout", "--quiet", "main")
    (tmp_path / "open").write_text("7\n", encoding="utf-8")
    server.answers["/register.json"] = (200, {}, mirrored([OURS, *NEW]))
    assert run(server, checkout, "--open") == 0
    origin = tmp_path / "origin.git"
    assert len(git(origin, "log", "--format=%h", f"main..{BRANCH}").split()) == 1
    assert len(table(origin, BRANCH, "designations")) == 6
    last = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith("pr edit 7 --title")


@pytest.mark.usefixtures("one_process")
def test_what_somebody_added_to_the_branch_is_not_overwritten(
    server: Server, checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers["/register.json"] = (200, {}, mirrored([OURS, NEW[0]]))
    assert run(server, checkout, "--open") == 0
    git(checkout, "commit", "--quiet", "--allow-empty", "-m", "data: name the category")
    git(checkout, "push", "--quiet", "origin", BRANCH)
    git(checkout, "checkout", "--quiet", "main")
    before = git(tmp_path / "origin.git", "rev-parse", BRANCH)
    assert run(server, checkout, "--open") == 0
    assert "Editor committed" in capsys.readouterr().out
    assert git(tmp_path / "origin.git", "rev-parse", BRANCH) == before
    assert git(checkout, "status", "--porcelain") == ""


@pytest.mark.usefixtures("one_process")
def test_a_state_that_is_here_already_is_not_proposed(
    server: Server, checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers["/register.json"] = (200, {}, mirrored([OURS, *NEW]))
    assert run(server, checkout, "--open") == 0
    git(checkout, "checkout", "--quiet", "main")
    git(checkout, "merge", "--quiet", "--ff-only", BRANCH)
    git(checkout, "push", "--quiet", "origin", "main", f":{BRANCH}")
    assert run(server, checkout, "--open") == 0
    assert "already" in capsys.readouterr().out
    assert branches(tmp_path / "origin.git") == ["main"]


@pytest.mark.usefixtures("one_process")
@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (mirrored([]), "no list of entries"),
        (mirrored([OURS, *NEW], registry="minjust_foreign_agents"), "another register"),
        (mirrored([OURS, *NEW], date(2025, 12, 31)), "older than that"),
        (mirrored([OURS, *NEW], date(2026, 1, 2)), "stale"),
        (mirrored([{**OURS, "name": "Alpha Media SIA (Латвия)"}, *NEW]), "1 of 1 wordings"),
        (mirrored(NEW), "gone"),
        (b"<html><title>Error 502</title></html>", "Error 502"),
        (b"", "is empty"),
    ],
)
def test_what_is_doubtful_is_refused_and_nothing_written(
    server: Server,
    checkout: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    answer: bytes,
    sentence: str,
) -> None:
    server.answers["/register.json"] = (200, {}, answer)
    assert run(server, checkout, "--open") == 1
    assert sentence in capsys.readouterr().err
    assert git(checkout, "status", "--porcelain") == ""
    assert branches(tmp_path / "origin.git") == ["main"]
    assert not (tmp_path / "asked").exists()
