"""The register from an address, and when it is not taken over."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard import cli, settings
from dashboard.dataset.package import read_package
from dashboard.register import mirror
from dashboard.register.comparison import compare
from dashboard.register.fetching import Memory
from dashboard.register.refusals import refusals
from dashboard.register.retrieval import obtain
from dashboard.register.tables import ExportError
from tests.register.conftest import Write, line
from tests.register.serving import Server, serving
from tests.register.test_copies import ALPHA, DELTA, mirrored, rested
from tests.support.packages import Editor

TODAY = date(2026, 1, 20)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def answer(value: Any, **headers: str) -> tuple[int, dict[str, str], bytes]:
    return 200, headers, json.dumps(value).encode()


def indexed(server: Server, **changed: Any) -> None:
    record = {
        "file": "data/undesirable.json", "status": "ok", "entry_count": 2,
        "fetched_at": "2026-01-19T01:00:00+00:00", "freshness_window_days": 30,
    }  # fmt: skip
    server.answers["/index.json"] = answer({"registries": {mirror.REGISTER: record | changed}})
    server.answers["/data/undesirable.json"] = answer(mirrored([ALPHA, DELTA]), ETag='"1"')


def test_the_mirrors_index_says_how_fresh_a_file_is_that_has_not_changed_since(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed(server)
    monkeypatch.setenv("DASHBOARD_REGISTER_URL", f"{server.address}/index.json")
    export = obtain("mirror", today=TODAY)
    assert export.origin == f"{server.address}/data/undesirable.json"
    assert len(export.entries) == 2
    assert export.as_of == date(2026, 1, 19)  # the file itself is of December
    assert export.fresh_until == date(2026, 2, 18)


def test_an_index_that_does_not_fit_its_file_is_refused(server: Server) -> None:
    indexed(server, entry_count=3)
    with pytest.raises(ExportError, match="one of them is older"):
        obtain(f"{server.address}/index.json", today=TODAY)


def test_the_mirror_is_the_public_one_unless_the_environment_names_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DASHBOARD_REGISTER_URL", raising=False)
    assert settings.register_url() is None
    monkeypatch.setenv("DASHBOARD_REGISTER_URL", "mirror")
    assert settings.register_url() == settings.REGISTER_MIRROR
    for wrong in ("http://example.org/r", "register.json", "https://a:b@example.org/"):
        monkeypatch.setenv("DASHBOARD_REGISTER_URL", wrong)
        with pytest.raises(settings.SettingError, match="DASHBOARD_REGISTER_URL"):
            settings.register_url()


def test_the_ministrys_answer_is_the_state_of_today(server: Server) -> None:
    server.answers["/rest"] = answer(rested([ALPHA, DELTA]))
    export = obtain(f"{server.address}/rest", today=TODAY)
    assert export.as_of == TODAY
    assert export.problems == ()


def test_of_a_file_that_does_not_say_its_day_the_server_does(server: Server, write: Write) -> None:
    content = write([ALPHA, DELTA], as_of=None).read_bytes()
    server.answers["/a"] = (200, {"Last-Modified": "Mon, 12 Jan 2026 10:00:00 GMT"}, content)
    server.answers["/b"] = (200, {}, content)
    assert obtain(f"{server.address}/a", today=TODAY).as_of == date(2026, 1, 12)
    export = obtain(f"{server.address}/b", today=TODAY)
    assert export.as_of is None
    assert export.last_date == date(2025, 12, 1)


def test_an_unchanged_register_is_read_from_what_was_kept(server: Server) -> None:
    indexed(server)
    body = server.answers["/data/undesirable.json"]
    server.answers["/data/undesirable.json"] = lambda headers: (
        (304, {}, b"") if "if-none-match" in headers else body  # type: ignore[return-value]
    )
    copies = Memory()
    first = obtain(f"{server.address}/index.json", today=TODAY, copies=copies)
    assert obtain(f"{server.address}/index.json", today=TODAY, copies=copies) == first
    assert server.asked[-1][1]["if-none-match"] == '"1"'


# Refusals ------------------------------------------------------------------------------------------

MANY = [line(n, "01.12.2025", f"{n}-р", "26.11.2025", f"Fund {n} (Франция)") for n in range(2, 42)]


@pytest.fixture
def listed(editor: Editor) -> Path:
    """Return the tiny package with forty entries more."""
    rows = editor.rows("designations")
    more = [
        {
            "id": f"fund-{row[0]}", "name": f"Fund {row[0]}", "register_name": row[4],
            "register_number": str(row[0]), "order_number": row[2], "listed_date": "2025-12-01",
            "decision_date": "2025-11-26", "listed_date_basis": "order", "category": "other",
            "confidence": "high", "country": "FR",
        }
        for row in MANY
    ]  # fmt: skip
    editor.write("designations", [*rows, *more])
    return editor.directory


def reasons(value: Any, directory: Path, today: date = TODAY) -> str:
    from dashboard.register.export import parse_export

    package = read_package(directory)
    export = parse_export(json.dumps(value).encode(), "x", today=today)
    return " ".join(refusals(compare(export, package), package, today=today))


def fresh(rows: Any, **changed: Any) -> Any:
    return mirrored(rows, fetched_at="2026-01-19T01:00:00+00:00", **changed)


def test_a_newer_state_with_new_entries_is_taken_over(listed: Path) -> None:
    assert reasons(fresh([ALPHA, *MANY, DELTA]), listed) == ""


def test_a_state_older_than_ours_is_refused(listed: Path) -> None:
    value = mirrored([ALPHA, *MANY], fetched_at="2025-12-31T00:00:00+00:00")
    assert "2025-12-31, older than that of 2026-01-01" in reasons(value, listed)


def test_a_stale_mirror_is_refused(listed: Path) -> None:
    value = fresh([ALPHA, *MANY], freshness_window_days=10)
    assert reasons(value, listed, date(2026, 1, 29)) == ""
    assert "stale" in reasons(value, listed, date(2026, 1, 30))


def test_fewer_entries_are_refused_unless_they_were_excluded(listed: Path) -> None:
    assert "40 entries, fewer than the 41" in reasons(fresh([ALPHA, *MANY[1:]]), listed)
    value = fresh([ALPHA, *MANY])
    value["entries"][1]["excluded_at"] = "10.01.2026"
    assert reasons(value, listed) == ""


def test_more_than_a_twentieth_of_the_wordings_at_once_is_refused(listed: Path) -> None:
    def reworded(count: int) -> Any:
        value = fresh([ALPHA, *MANY])
        for entry in value["entries"][1 : 1 + count]:
            entry["name"] = entry["name"].replace("Fund", "Foundation")
        return value

    assert reasons(reworded(2), listed) == ""
    assert "3 of 41 wordings" in reasons(reworded(3), listed)


def test_the_command_refuses_writes_nothing_and_ends_with_one(
    server: Server,
    listed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DASHBOARD_CACHE", str(tmp_path / "cache"))
    before = {path.name: path.read_bytes() for path in listed.iterdir()}
    today = date.today()

    def served(day: date, rows: Any) -> None:
        server.answers["/r"] = answer(
            mirrored(rows, fetched_at=f"{day.isoformat()}T01:00:00+00:00")
        )

    address = f"{server.address}/r"
    served(today, [ALPHA, *MANY[1:]])
    for words in (["--from", address, str(listed)], [address, str(listed)]):
        assert cli.main(["update", *words, "--apply"]) == 1
        assert "fewer than" in capsys.readouterr().err
    served(today - timedelta(days=31), [ALPHA, *MANY, DELTA])
    assert cli.main(["update", "--from", address, str(listed), "--apply"]) == 1
    assert "stale" in capsys.readouterr().err
    server.answers["/r"] = (503, {}, b"")
    assert cli.main(["update", "--from", address, "--data", str(listed), "--apply", "--json"]) == 1
    assert "503" in json.loads(capsys.readouterr().out)["problems"][0]["message"]
    assert {path.name: path.read_bytes() for path in listed.iterdir()} == before
    served(today, [ALPHA, *MANY, DELTA])
    assert cli.main(["update", "--from", address, str(listed), "--apply"]) == 0
    capsys.readouterr()
    package = read_package(listed)
    assert package.as_of == today
    assert len(package.tables["designations"]) == 44


def test_the_command_has_to_know_one_register(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["update"]) == 1
    assert "--from mirror" in capsys.readouterr().err
    assert cli.main(["update", "a.xlsx", "data", "--from", "mirror"]) == 1
    assert "either as EXPORT or with --from" in capsys.readouterr().err
    assert cli.main(["update", "a.xlsx", "--from", "mirror"]) == 1
    assert "a.xlsx is no folder of a data package" in capsys.readouterr().err
    assert cli.main(["update", "--from", "ftp://example.org/register"]) == 1
    assert "give an address that begins with https://" in capsys.readouterr().err
