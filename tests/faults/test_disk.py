"""A full disk: what was there stays whole, a sentence says so, and nothing is left over."""

import contextlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dashboard import cli
from dashboard.bulk import bundles
from dashboard.catalog import load_catalog
from dashboard.dataset.package import read_package
from dashboard.dataset.validation import validate
from dashboard.documents import bulk_files
from tests.browser.conftest import ROOT
from tests.register.conftest import NAME, register, sheet
from tests.web.conftest import whole

PAGE = 4096
"""Bytes of which a small file takes one share."""

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")


class Disk:
    """A small file system that can be filled."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._filler = path / "filler"

    def leave(self, room: int) -> None:
        """Fill it but for so many bytes."""
        self._filler.unlink(missing_ok=True)
        free = os.statvfs(self.path)
        self._filler.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - room)))

    def free(self) -> None:
        self._filler.unlink(missing_ok=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    path = tmp_path / "disk"
    path.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(path)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("Only root may mount a small file system.")
    try:
        yield Disk(path)
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


def content(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


@pytest.fixture
def package(disk: Disk, tiny_package: Path) -> Path:
    path = Path(shutil.copytree(tiny_package, disk.path / "data"))
    (path / "README.md").write_text(README, encoding="utf-8")
    return path


README = "".join(
    f"<!-- {name}:begin -->\nold\n<!-- {name}:end -->\n" for name in ("codebook", "quality")
)


# From no room at all to almost enough for a second copy of the package.
@pytest.mark.parametrize(
    ("command", "pages"), [("update", 0), ("update", 9), ("add-article", 5), ("document", 0)]
)
def test_a_command_leaves_the_old_package_and_says_so(
    disk: Disk, package: Path, tmp_path: Path, command: str, pages: int, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    export = tmp_path / "export.xlsx"
    rows = register()[:2]
    rows[0][NAME] = "New Fund («Новый фонд»), США"
    sheet(rows).save(export)
    words = {
        "update": [str(export), str(package), "--apply"],
        "add-article": [
            "https://example.org/new", "--title", "New", "--publisher", "the-state", "--language", "en",
            "--published", "2025-10-01", "--kind", "news", "--topics", "reaction", "--summary",
            "Tells of it.", "--about", "alpha", "--data", str(package),
        ],
        "document": [str(package)],
    }[command]  # fmt: skip
    before = content(package)
    disk.leave(pages * PAGE)
    assert cli.main([command, *words]) == 1
    told = capsys.readouterr()
    assert "No space left" in told.err
    assert "Traceback" not in told.err
    if command != "document":  # whose files are written whole, but one by one
        assert content(package) == before
    assert validate(read_package(package)) == []
    assert sorted(path.name for path in disk.path.iterdir()) == ["data", "filler"]
    assert not list(package.glob(".*"))
    disk.free()
    assert cli.main([command, *words]) == 0
    assert validate(read_package(package)) == []
    assert sorted(path.name for path in disk.path.iterdir()) == ["data"]


@pytest.fixture
def forgetful() -> Iterator[None]:
    """Forget every bulk file, before and after."""
    bundles.forget()
    yield
    bundles.forget()


@pytest.mark.parametrize("chosen", [True, False])
@pytest.mark.usefixtures("forgetful")
def test_bulk_files_wait_for_room_and_the_rest_goes_on(
    disk: Disk, chosen: bool, tiny_package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if chosen:
        monkeypatch.setenv("DASHBOARD_CACHE", str(disk.path / "cache"))
    else:
        monkeypatch.setattr(tempfile, "tempdir", str(disk.path))
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    site = TestClient(whole(), raise_server_exceptions=False)
    for room in (0, 4096, 40_000):
        disk.leave(room)
        for name in ("", "/SHA256SUMS", "/undesirable-register.sqlite"):
            answer = site.get(f"/api/v1/bulk{name}")
            assert answer.status_code == 503
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.headers["retry-after"]
            assert str(disk.path) not in answer.text
            assert "No space" not in answer.text
        for address in ("/api/v1/designations.csv", "/o/alpha", "/o/alpha.png", "/feed.xml"):
            assert site.get(address).status_code == 200
        assert not list(disk.path.rglob(".making-*"))
    disk.free()
    listed = site.get("/api/v1/bulk").json()["results"]
    assert len(listed) == len(bulk_files.NAMES)
    for each in listed:
        assert len(site.get(f"/api/v1/bulk/{each['name']}").content) == each["size"]


@pytest.mark.usefixtures("forgetful")
def test_bulk_files_that_were_tidied_away_are_made_again(
    tiny_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    site = TestClient(whole(), raise_server_exceptions=False)
    address = "/api/v1/bulk/undesirable-register.zip"
    before = site.get(address).content
    (folder,) = tmp_path.glob("undesirable-register-*")
    shutil.rmtree(folder)
    assert site.get(address).content == before


@pytest.mark.usefixtures("forgetful")
def test_old_versions_do_not_fill_the_disk(
    tiny_package: Path, tmp_path: Path, editor: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("DASHBOARD_CACHE", str(cache))
    descriptor = tiny_package / "datapackage.json"
    abandoned = cache / ".making-x"
    abandoned.mkdir(parents=True)
    os.utime(abandoned, (0, 0))
    (cache / "something-else").mkdir()
    for number in range(5):
        text = descriptor.read_text(encoding="utf-8")
        descriptor.write_text(
            text.replace(load_catalog(tiny_package).version, f"version-{number}"), encoding="utf-8"
        )
        bundles.bundle(load_catalog(tiny_package), bundles.RECIPES[2:3])
    left = {
        path.name.split("-0")[0].split("-")[1] for path in cache.iterdir() if "version" in path.name
    }
    assert left == {"2", "3", "4"}
    assert (cache / "something-else").is_dir()
    assert not abandoned.exists()


@needs_full
def test_a_log_that_cannot_be_written_stops_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    logger = logging.getLogger("dashboard.requests")
    full = Path("/dev/full").open("w")  # noqa: SIM115 - what is left in it cannot be written at its end
    handler = logging.StreamHandler(full)
    logger.addHandler(handler)
    monkeypatch.setattr(sys, "stderr", full)
    try:
        with TestClient(whole(), raise_server_exceptions=False) as site:
            assert site.get("/o/meridian").status_code == 200
    finally:
        logger.removeHandler(handler)
        with contextlib.suppress(OSError):
            full.close()


@needs_full
def test_output_that_cannot_be_written_is_said_in_a_sentence(tiny_package: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dashboard", "validate", str(tiny_package)],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr
