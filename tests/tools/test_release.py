"""A release holds what a person archives, cites and checks, and can be made again byte for byte."""

import hashlib
import json
import shutil
import subprocess

import pytest
import yaml

from dashboard.documents.bulk_files import NAMES
from tools.release import main


@pytest.fixture
def released(tiny_package, monkeypatch, tmp_path):
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    (tiny_package / "CHANGELOG.md").write_text(
        "# Changes\n\n## 2026.01.02\n- Added: Gamma.\n\n## 2025.12.01\n- Older.\n", encoding="utf-8"
    )
    assert main([str(tmp_path / "release")]) == 0
    return tmp_path / "release"


def test_it_holds_every_bulk_file_and_their_checksums(released):
    lines = (released / "SHA256SUMS").read_text().splitlines()
    sums = {name: checksum for checksum, name in (line.split("  ") for line in lines)}
    assert sums.keys() == {path.name for path in released.iterdir()} - {"SHA256SUMS"}
    assert sums.keys() >= {*NAMES, "CHANGES.md", "CITATION.cff", ".zenodo.json"}
    for name, checksum in sums.items():
        assert hashlib.sha256((released / name).read_bytes()).hexdigest() == checksum


def test_it_says_what_changed_and_how_to_cite_it(released):
    text = (released / "CHANGES.md").read_text()
    assert "Added: Gamma." in text
    assert "Older" not in text
    citation = yaml.safe_load((released / "CITATION.cff").read_text())
    assert (citation["type"], citation["version"]) == ("dataset", "2026.01.02")
    assert str(citation["date-released"]) == "2026-01-02"
    about = json.loads((released / ".zenodo.json").read_text())
    assert (about["version"], about["license"]) == ("2026.01.02", "cc-by-4.0")
    assert "as of the register of 2026-01-01" in about["description"]


def test_it_is_the_same_when_it_is_made_again(released, tmp_path):
    assert main([str(tmp_path / "again")]) == 0
    assert (tmp_path / "again" / "SHA256SUMS").read_bytes() == (
        released / "SHA256SUMS"
    ).read_bytes()


def test_it_overwrites_nothing(released, capsys):
    assert main([str(released)]) == 1
    assert "is not empty" in capsys.readouterr().err


def test_unusable_data_are_not_released(tiny_package, editor, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    editor.change("designations", 2, "country", "Latvia")
    assert main([str(tmp_path / "release")]) == 1
    assert "country" in capsys.readouterr().err
    assert not (tmp_path / "release").exists()


@pytest.mark.skipif(not shutil.which("minisign"), reason="minisign is not installed")
def test_a_signed_release_is_known_from_a_changed_one(released, tmp_path):
    secret, public = tmp_path / "key", tmp_path / "key.pub"
    subprocess.run(
        ["minisign", "-G", "-W", "-s", secret, "-p", public], check=True, capture_output=True
    )
    subprocess.run(
        ["make", "sign", f"KEY={secret}", f"RELEASE={released}"], check=True, capture_output=True
    )
    verify = ["minisign", "-V", "-p", public, "-m", released / "SHA256SUMS"]
    assert subprocess.run(verify, check=False, capture_output=True).returncode == 0
    with (released / "SHA256SUMS").open("a") as file:
        file.write("0" * 64 + "  extra\n")
    assert subprocess.run(verify, check=False, capture_output=True).returncode != 0
