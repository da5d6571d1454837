"""The daily look: what it lets the pages and the check know, and what it does when it fails."""

import asyncio
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import cli, locale
from dashboard.catalog.catalog import build_catalog
from dashboard.dataset.identifiers import is_described
from dashboard.dataset.package import read_package
from dashboard.names.awaiting import keep_look, last_look, undescribed, with_undescribed
from dashboard.names.kept import matcher
from dashboard.register import watching
from dashboard.register.fetching import Memory
from tests.register.conftest import NAME
from tests.register.serving import Server, serving
from tests.register.test_copies import ALPHA, DELTA, mirrored
from tests.support.packages import Editor

LOST = ["", "26.11.2025", None, None, "St?dtebund Muster e.V. («Городской союз Мустер»), ФРГ"]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made
    keep_look(None)


def served(server: Server, *rows: Any, **changed: Any) -> str:
    value = mirrored(list(rows), fetched_at=f"{date.today().isoformat()}T01:00:00+00:00", **changed)
    server.answers["/r"] = (200, {}, json.dumps(value).encode())
    return f"{server.address}/r"


def test_what_is_not_described_is_found_and_the_check_answers_for_it(
    server: Server, tiny_package: Path
) -> None:
    address = served(server, ALPHA, DELTA, LOST)
    watching.look_and_keep(address, tiny_package, Memory())
    look = last_look()
    assert look is not None
    assert (look.entries, look.day, look.failed) == (3, date.today(), None)
    catalog = build_catalog(read_package(tiny_package))
    found = undescribed(catalog)
    assert [each.wording for each in found] == [DELTA[NAME], LOST[NAME]]
    assert not any(is_described(each.id) for each in found)
    check = matcher(with_undescribed(catalog)).check
    answer = check("Фонд Дельта")
    assert (answer.verdict, answer.designation_id) == ("listed", "register:delta-fund")
    with locale.using("en"):
        assert "In the register since 1 December 2025, not described here yet." in answer.reason
    with locale.using("ru"):
        assert "В перечне с 1 декабря 2025" in answer.reason
    assert check("Городской союз Мустер").verdict == "listed"
    own = check("Alpha Media")
    assert own.designation_id == "alpha"
    assert "not described" not in own.reason
    (mention,) = matcher(with_undescribed(catalog)).mentions("Они писали о фонде «Дельта».")
    assert mention.designation_id == "register:delta-fund"


def test_a_dataset_that_has_taken_an_entry_over_describes_it(
    server: Server, tiny_package: Path, editor: Editor
) -> None:
    watching.look_and_keep(served(server, ALPHA, DELTA), tiny_package, Memory())
    before = build_catalog(read_package(tiny_package))
    assert with_undescribed(before) is not before
    assert "register:delta-fund" not in before.designations.index
    rows = editor.rows("designations")
    rows.append(
        {"id": "delta-fund", "name": "Delta Fund", "register_name": DELTA[NAME],
         "listed_date": "2025-12-01", "listed_date_basis": "order", "category": "other",
         "confidence": "high"}
    )  # fmt: skip
    editor.write("designations", rows)
    after = build_catalog(read_package(tiny_package))
    assert undescribed(after) == ()
    assert with_undescribed(after) is after


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((503, {}, b""), "503"),
        ((200, {}, b"<html><title>Busy</title></html>"), "Busy"),
        ((200, {}, json.dumps(mirrored([ALPHA, DELTA])).encode()), "older than"),
    ],
)
def test_a_look_that_fails_keeps_what_was_known_and_says_so(
    server: Server,
    tiny_package: Path,
    caplog: pytest.LogCaptureFixture,
    answer: Any,
    reason: str,
) -> None:
    address = served(server, ALPHA, DELTA)
    watching.look_and_keep(address, tiny_package, Memory())
    before = last_look()
    server.answers["/r"] = answer
    watching.look_and_keep(address, tiny_package, Memory())
    after = last_look()
    assert before is not None
    assert after is not None
    assert after.failed is not None
    assert reason in after.reason
    assert (after.looked, after.undescribed) == (before.looked, before.undescribed)
    assert any(reason in each.getMessage() for each in caplog.records)


def test_a_site_looks_again_and_again_until_it_ends(server: Server, tiny_package: Path) -> None:
    address = served(server, ALPHA, DELTA)

    async def run() -> None:
        task = asyncio.create_task(watching.follow(address, tiny_package, every=0.01))
        while len(server.asked) < 3:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert last_look() is not None


def test_nothing_is_fetched_unless_the_environment_says_where(
    server: Server, tiny_package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = served(server, ALPHA, DELTA)

    async def run() -> bool:
        task = watching.start(tiny_package)
        if task is None:
            return False
        while not server.asked:
            await asyncio.sleep(0.01)
        task.cancel()
        return True

    monkeypatch.delenv("DASHBOARD_REGISTER_URL", raising=False)
    assert asyncio.run(run()) is False
    assert last_look() is None
    monkeypatch.setenv("DASHBOARD_REGISTER_URL", address)
    assert asyncio.run(run()) is True


def test_the_command_looks_too_and_says_when_it_could_not(
    server: Server,
    tiny_package: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DASHBOARD_CACHE", str(tmp_path / "cache"))
    names = tmp_path / "names.txt"
    names.write_text("Delta Fund\nNobody Known Here\n", encoding="utf-8")
    words = ["check", str(names), "--data", str(tiny_package), "--format", "json"]
    monkeypatch.delenv("DASHBOARD_REGISTER_URL", raising=False)
    assert cli.main(words) == 0
    assert "register:" not in capsys.readouterr().out
    monkeypatch.setenv("DASHBOARD_REGISTER_URL", served(server, ALPHA, DELTA))
    assert cli.main(words) == 3
    first, second = json.loads(capsys.readouterr().out)["answers"]
    assert (first["verdict"], first["designation_id"]) == ("listed", "register:delta-fund")
    assert second["verdict"] == "none"
    keep_look(None)
    server.answers["/r"] = (503, {}, b"")
    assert cli.main(words) == 0
    out, err = capsys.readouterr()
    assert "could not be fetched" in err
    assert json.loads(out)["answers"][0]["verdict"] == "none"
