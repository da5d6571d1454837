"""`update`: what it prints, what it writes, and how it ends."""

import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from dashboard import cli
from dashboard.dataset.package import read_package
from dashboard.dataset.validation import validate
from tests.register.conftest import NAME, Line, Write, line
from tests.register.known import known_directory

ROOT = Path(cli.__file__).resolve().parents[2]
LISTS = ["new", "listed", "changed", "excluded", "missing", "unchanged", "problems"]


def content(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def as_json(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, dict[str, Any]]:
    code = cli.main(["update", *map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_json_is_one_object_with_the_lists(
    write: Write, sample: list[Line], capsys: pytest.CaptureFixture[str]
) -> None:
    sample.append(line(189, "02.09.2024", "1080-р", "20.08.2024", "Neues e.V. («Новое»), ФРГ"))
    code, report = as_json(capsys, write(sample), "--data", known_directory())
    assert code == 0
    assert list(report) == LISTS
    assert {name: len(items) for name, items in report.items()} == dict.fromkeys(LISTS, 0) | {
        "new": 1,
        "unchanged": 188,
    }
    (new,) = report["new"]
    assert (new["id"], new["row"], new["listed_date"]) == ("neues", 192, "2024-09-02")
    assert new["parsed"]["country"] == "DE"
    assert "category" in new["review"]
    assert new["confidence"]["country"] == 1.0


def test_nothing_is_written_without_apply_and_everything_with_it(
    write: Write,
    sample: list[Line],
    todays_package: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(todays_package))
    sample[0][NAME] += " (с 01.01.2020 – New Name)"
    export = str(write(sample))
    before = content(todays_package)
    assert cli.main(["update", export]) == 0
    assert "Run the command again with --apply" in capsys.readouterr().out
    assert content(todays_package) == before
    assert cli.main(["update", export, "--apply"]) == 0
    out = capsys.readouterr().out
    assert "Changed wording or dates: 1" in out
    assert "register_name: «Национальный фонд" in out
    assert "Written to" in out
    assert content(todays_package) != before
    assert validate(read_package(todays_package)) == []
    after = content(todays_package)
    assert cli.main(["update", export, "--apply"]) == 0
    assert "nothing to write" in capsys.readouterr().out
    assert content(todays_package) == after


def test_an_export_that_cannot_be_read_ends_with_one(
    tmp_path: Path, todays_package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "export.xlsx"
    page.write_text("<html><title>Ошибка 502</title></html>", encoding="utf-8")
    before = content(todays_package)
    assert cli.main(["update", str(page), str(todays_package), "--apply"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "Ошибка 502" in err
    code, report = as_json(capsys, page, todays_package)
    assert code == 1
    assert list(report) == LISTS
    assert "web page" in report["problems"][0]["message"]
    assert content(todays_package) == before


def test_a_package_that_cannot_be_read_ends_with_one(
    write: Write, sample: list[Line], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["update", str(write(sample)), str(tmp_path / "nowhere")]) == 1
    assert "There is no folder" in capsys.readouterr().err


def test_the_date_of_the_data_can_be_given(
    write: Write, sample: list[Line], empty_package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = write(sample, as_of=None)
    code, _report = as_json(capsys, export, empty_package, "--apply", "--as-of", "2024-09-30")
    assert code == 0
    assert read_package(empty_package).as_of.isoformat() == "2024-09-30"
    with pytest.raises(SystemExit, match="2"):
        cli.main(["update", str(export), "--as-of", "yesterday"])
    assert "write YYYY-MM-DD" in capsys.readouterr().err


def test_problems_say_where_they_are(
    write: Write, sample: list[Line], capsys: pytest.CaptureFixture[str]
) -> None:
    sample[3][0] = None
    _code, report = as_json(capsys, write(sample), known_directory())
    assert [(p["row"], p["field"]) for p in report["problems"]] == [(7, "number")]
    assert cli.main(["update", str(write(sample)), str(known_directory())]) == 0
    assert "row 7, number" in capsys.readouterr().out


def run(export: Path, directory: Path, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "dashboard",
            "update",
            str(export),
            str(directory),
            "--apply",
            "--json",
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def test_a_disk_without_room_leaves_the_old_package_and_says_so(
    write: Write, sample: list[Line], todays_package: Path
) -> None:
    sample[0][NAME] += " (с 01.01.2020 – New Name)"
    before = content(todays_package)

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    # As the designations do not fit, the draft cannot be finished.
    process = run(write(sample), todays_package, preexec_fn=little_room)
    out, err = process.communicate()
    assert process.returncode == 1
    assert "Nothing was written" in err
    assert "Nothing was written" in json.loads(out)["problems"][-1]["message"]
    assert content(todays_package) == before
    assert list(todays_package.parent.glob(".*")) == []


def test_a_killed_update_leaves_the_old_package_or_the_new(
    write: Write, sample: list[Line], todays_package: Path
) -> None:
    sample[0][NAME] += " (с 01.01.2020 – New Name)"
    export, before = write(sample), content(todays_package)
    # Once the draft is begun, and once it holds every file and is checked.
    for made, files in ((".today.next-*", 1), (".today.next-*/*", len(before))):
        process = run(export, todays_package)
        while process.poll() is None and len(list(todays_package.parent.glob(made))) < files:
            time.sleep(0.002)
        process.kill()
        process.communicate()
        assert process.returncode in (0, -signal.SIGKILL)
        assert validate(read_package(todays_package)) == []
    process = run(export, todays_package)
    out, _err = process.communicate()
    assert process.returncode == 0
    assert len(json.loads(out)["changed"] + json.loads(out)["unchanged"]) == 188
    assert content(todays_package) != before
    assert list(todays_package.parent.glob(".*")) == []
