"""The data package missing, unreadable, half-written, invalid: nothing wrong is ever served."""

import json
import logging
import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dashboard import cli
from dashboard.bulk import archive
from dashboard.catalog import PackageError, load_catalog
from dashboard.catalog.loading import freshness
from dashboard.catalog.serving import RETRY, SETTLE, Store
from dashboard.dataset.atomic import stamp
from dashboard.dataset.package import read_package, write_descriptor
from tests.conftest import AS_OF
from tests.support.pages import open_site, text
from tests.web.conftest import whole

ADDRESSES = ("/readyz", "/api/v1/designations", "/api/v1/charts/timeline.csv", "/api/v1/bulk", "/feed.xml", "/sitemap.xml", "/o/alpha", "/a/x", "/o/")  # fmt: skip
LATER = ("/readyz", "/api/v1/designations", "/api/v1/articles.csv", "/o/alpha")


def missing(folder: Path) -> None:
    shutil.rmtree(folder)


def missing_description(folder: Path) -> None:
    (folder / "datapackage.json").unlink()


def missing_table(folder: Path) -> None:
    (folder / "designations.csv").unlink()


def a_folder_for_a_file(folder: Path) -> None:
    (folder / "articles.csv").unlink()
    (folder / "articles.csv").mkdir()


def a_link_in_a_circle(folder: Path) -> None:
    (folder / "articles.csv").unlink()
    (folder / "articles.csv").symlink_to("articles.csv")


def a_folder_in_a_circle(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.name)


def a_link_to_nothing(folder: Path) -> None:
    (folder / "claims.csv").unlink()
    (folder / "claims.csv").symlink_to("nowhere.csv")


def forbidden(folder: Path) -> None:
    (folder / "claims.csv").chmod(0)


def other_encoding(folder: Path) -> None:
    content = (folder / "designations.csv").read_text(encoding="utf-8")
    (folder / "designations.csv").write_bytes(content.encode("cp1251"))


def empty_file(folder: Path) -> None:
    (folder / "publishers.csv").write_bytes(b"")


def cut_within_a_row(folder: Path) -> None:
    content = (folder / "designations.csv").read_bytes()
    (folder / "designations.csv").write_bytes(content[:-20])


def cut_within_a_character(folder: Path) -> None:
    content = (folder / "designations.csv").read_bytes()
    at = content.index("Альфа".encode())
    (folder / "designations.csv").write_bytes(content[: at + 3])


def cut_description(folder: Path) -> None:
    content = (folder / "datapackage.json").read_bytes()
    (folder / "datapackage.json").write_bytes(content[: len(content) // 2])


def deep_description(folder: Path) -> None:
    (folder / "datapackage.json").write_text("[" * 200_000)


def odd_description(folder: Path) -> None:
    (folder / "datapackage.json").write_text(
        '{"name": "x", "version": "1", "as_of": "2026-01-01", "licenses": 5}'
    )


def zeros(folder: Path) -> None:
    # What a file system can leave after a loss of power: the right length, nothing in it.
    size = (folder / "mentions.csv").stat().st_size
    (folder / "mentions.csv").write_bytes(bytes(size))


def broken_rule(folder: Path) -> None:
    content = (folder / "mentions.csv").read_text(encoding="utf-8")
    (folder / "mentions.csv").write_text(content.replace(",gamma,", ",delta,"), encoding="utf-8")


CAUSES = (
    missing, missing_description, missing_table, a_folder_for_a_file, a_link_in_a_circle,
    a_folder_in_a_circle, a_link_to_nothing, forbidden, other_encoding, empty_file, cut_within_a_row,
    cut_within_a_character, cut_description, deep_description, odd_description, zeros, broken_rule,
)  # fmt: skip


# To root everything is readable.
@pytest.fixture(
    params=[each for each in CAUSES if os.geteuid() or each is not forbidden],
    ids=lambda each: each.__name__,
)
def cause(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(scope="module")
def everything() -> TestClient:
    return TestClient(whole(), raise_server_exceptions=False)


@pytest.fixture
def client(
    everything: TestClient, monkeypatch: pytest.MonkeyPatch, tiny_package: Path
) -> TestClient:
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    return everything


def test_from_the_first_nothing_is_shown_rather_than_something_wrong(
    cause: Any,
    client: TestClient,
    tiny_package: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cause(tiny_package)
    monkeypatch.setattr(logging.getLogger("dashboard"), "propagate", True)
    with caplog.at_level(logging.ERROR):
        for address in ADDRESSES:
            answer = client.get(address)
            assert answer.status_code == 503, address
            assert answer.headers["retry-after"]
            assert "Traceback" not in answer.text
            assert str(tiny_package) not in answer.text
        assert client.get("/healthz").status_code == 200
        assert "register_ready 0.0" in client.get("/metrics").text
    # Once, however many ask.
    assert sum(str(tiny_package) in record.getMessage() for record in caplog.records) == 1
    # Whoever runs it is told in a sentence, not by a trace.
    assert cli.main(["validate", str(tiny_package)]) == 1


@pytest.mark.parametrize("cause", [missing, broken_rule], ids=lambda each: each.__name__)
@pytest.mark.usefixtures("client")
def test_a_page_says_that_there_is_nothing_to_show(cause: Any, tiny_package: Path) -> None:
    cause(tiny_package)
    app = open_site()
    assert not app.exception
    assert "The data cannot be shown" in app.title[0].value
    shown = " ".join([text(app), *(each.value for each in app.markdown)])
    assert "nothing is shown rather than something wrong" in shown
    assert str(tiny_package) not in shown


def test_later_the_last_good_version_is_served_on(
    cause: Any, client: TestClient, tiny_package: Path, editor: Any
) -> None:
    before = {address: client.get(address).text for address in LATER}
    assert client.get("/readyz").status_code == 200
    kept = tiny_package.with_name("kept")
    shutil.copytree(tiny_package, kept)
    cause(tiny_package)
    assert {address: client.get(address).text for address in LATER} == before
    state = freshness(tiny_package)
    assert state is not None
    assert state.refused
    # The downloads of the page would be of the new files: they are closed until these are good.
    if tiny_package.is_symlink():
        tiny_package.unlink()
    else:
        shutil.rmtree(tiny_package, ignore_errors=True)
    kept.rename(tiny_package)
    assert client.get("/readyz").status_code == 200
    state = freshness(tiny_package)
    assert state is not None
    assert state.refused is None


def test_the_first_answer_says_that_newer_data_were_refused(
    client: TestClient, tiny_package: Path, editor: Any
) -> None:
    def notice() -> bool:
        return "does not pass its checks" in client.get("/data").text

    assert not notice()
    editor.change("designations", 2, "country", "lv")
    assert notice()
    editor.change("designations", 2, "country", "LV")
    assert not notice()


def test_files_that_become_readable_again_are_read(tiny_package: Path) -> None:
    path = tiny_package / "claims.csv"
    before = read_package(tiny_package).version
    readable = stamp(tiny_package)
    path.chmod(0)
    assert stamp(tiny_package) != readable
    refused = load_or_message(tiny_package)
    path.chmod(0o644)
    assert load_catalog(tiny_package).version == before
    if os.geteuid():
        assert "Permission" in refused


def load_or_message(folder: Path) -> str:
    try:
        return load_catalog(folder).version
    except PackageError as error:
        return str(error)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("wrong", [0.0, 1e6])
def test_a_table_that_is_still_being_written_is_not_served(
    tiny_package: Path, wrong: float
) -> None:
    clock = Clock()
    # Files are dated by another machine's clock, or ours was set back.
    store = Store(tiny_package, read_package, clock, lambda: time.time() - wrong)
    path = tiny_package / "claims.csv"
    content = path.read_bytes()
    assert len(store.current().tables["claims"]) == 3
    # It ends with a row, so that no rule is broken: only rows are missing.
    half = content[: content.index(b"\n", content.index(b"\n") + 1) + 1]
    for turn in range(4):
        path.write_bytes(half[: len(half) - turn % 2])
        clock.now += SETTLE / 2
        assert len(store.current().tables["claims"]) == 3
    path.write_bytes(content + content.splitlines()[-1].replace(b",1,", b",2,") + b"\n")
    assert len(store.current().tables["claims"]) == 3
    clock.now += SETTLE
    assert len(store.current().tables["claims"]) == 4


def test_files_that_settled_earlier_are_served_to_the_first_request(tiny_package: Path) -> None:
    store = Store(tiny_package, read_package, today=lambda: time.time() + SETTLE)
    path = tiny_package / "claims.csv"
    content = path.read_bytes()
    assert len(store.current().tables["claims"]) == 3
    path.write_bytes(content + content.splitlines()[-1].replace(b",1,", b",2,") + b"\n")
    assert len(store.current().tables["claims"]) == 4


def test_a_cause_that_goes_away_by_itself_is_got_over(tmp_path: Path) -> None:
    clock = Clock()
    (tmp_path / "file").write_text("1")
    troubles: list[Exception] = [OSError(24, "Too many open files"), MemoryError()]
    calls: list[float] = []

    def load(folder: Path) -> str:
        calls.append(clock.now)
        if troubles:
            raise troubles.pop(0)
        return (folder / "file").read_text()

    store = Store(tmp_path, load, clock)
    with pytest.raises(OSError, match="Too many"):
        store.current()
    with pytest.raises(OSError, match="Too many"):
        store.current()
    assert len(calls) == 1
    clock.now += RETRY
    with pytest.raises(MemoryError):
        store.current()
    clock.now += RETRY
    assert store.current() == "1"
    clock.now += RETRY
    assert store.current() == "1"
    assert len(calls) == 3


def test_a_download_is_of_the_version_that_is_shown(
    tiny_package: Path, monkeypatch: pytest.MonkeyPatch, editor: Any
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    (tiny_package / "README.md").write_text("Of the first version.\n", encoding="utf-8")
    shown = load_catalog()
    first = archive.files(shown)
    assert first["README.md"] == b"Of the first version.\n"
    editor.change("designations", 2, "name", "Alpha Renamed")
    write_descriptor(tiny_package, version="2026.01.03", as_of=AS_OF)
    (tiny_package / "README.md").write_text("Of the second version.\n", encoding="utf-8")
    later = archive.files(shown)
    assert json.loads(later["datapackage.json"])["version"] == shown.version
    assert "README.md" not in later
    tables = [name for name in first if name.endswith(".csv")]
    assert {name: later[name] for name in tables} == {name: first[name] for name in tables}
    assert archive.files(load_catalog())["README.md"] == b"Of the second version.\n"
