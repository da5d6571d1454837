import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dashboard import cli
from dashboard.dataset import package
from dashboard.dataset.codebook import codebook

MARKERS = (
    "# Data\n<!-- quality:begin -->\n<!-- quality:end -->\n"
    "<!-- codebook:begin -->\n<!-- codebook:end -->\n"
)
ROOT = Path(cli.__file__).resolve().parents[2]


def test_a_valid_package_is_reported(
    tiny_package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["validate", str(tiny_package)]) == 0
    out, err = capsys.readouterr()
    assert "is valid" in out
    assert "Designations without any date: 1 of 3" in out
    assert err == ""


def test_every_violation_is_a_line(
    tiny_package: Path, editor: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    for row in (2, 3, 4):
        editor.change("designations", row, "country", "x")
    assert cli.main(["validate", str(tiny_package)]) == 1
    out, err = capsys.readouterr()
    assert [line.split(":")[0] for line in out.splitlines()] == [
        f"designations.csv, row {row}, country" for row in (2, 3, 4)
    ]
    assert "breaks 3 rule(s)" in err


def test_a_package_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["validate", str(tmp_path / "nowhere")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("There is no folder")


def test_the_setting_names_the_package(
    tiny_package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    assert cli.main(["validate"]) == 0
    assert str(tiny_package) in capsys.readouterr().out


def test_the_generated_parts_are_written(tiny_package: Path) -> None:
    readme = tiny_package / "README.md"
    readme.write_text(MARKERS, encoding="utf-8")
    descriptor = json.loads((tiny_package / package.DESCRIPTOR).read_text())
    stale = descriptor | {"resources": []}
    (tiny_package / package.DESCRIPTOR).write_text(json.dumps(stale))
    assert cli.main(["document", str(tiny_package)]) == 0
    assert json.loads((tiny_package / package.DESCRIPTOR).read_text()) == descriptor
    text = readme.read_text(encoding="utf-8")
    assert codebook() in text
    assert "Designations without any date: 1 of 3" in text
    assert cli.main(["document", str(tiny_package)]) == 0
    assert readme.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("content", [None, b"# No markers\n", b"\xff"])
def test_a_readme_that_cannot_be_updated_is_unchanged(
    tiny_package: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    readme = tiny_package / "README.md"
    if content is not None:
        readme.write_bytes(content)
    assert cli.main(["document", str(tiny_package)]) == 1
    assert "README.md cannot be updated" in capsys.readouterr().err
    assert content is None or readme.read_bytes() == content


@pytest.mark.parametrize("command", ["document", "serve"])
def test_an_invalid_package_is_neither_documented_nor_served(
    tiny_package: Path,
    editor: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    editor.change("designations", 2, "country", "x")
    assert cli.main([command]) == 1
    assert "designations.csv, row 2, country" in capsys.readouterr().err


def test_serving_runs_streamlit_with_the_configuration_and_data_named(
    tiny_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    streamlit = importlib.import_module("streamlit.web.cli")
    asked: list[str] = []
    monkeypatch.setattr(streamlit, "main", lambda **_options: asked.extend(sys.argv[1:]))
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.setenv("DASHBOARD_DATA", "elsewhere")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["serve", "--port", "9000", "--data", tiny_package.name]) == 0
    assert asked == [
        "run",
        str(ROOT / "dashboard" / "app.py"),
        "--server.port=9000",
        "--server.address=localhost",
    ]
    # The folder is meant from where the command was given, not from where Streamlit runs.
    assert os.environ["DASHBOARD_DATA"] == str(tiny_package)
    assert Path(".streamlit/config.toml").is_file()


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "８５０１"])
def test_a_port_is_a_port(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(["serve", f"--port={port}"])
    assert "is not a port" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["fly"]])
def test_words_that_make_no_command_are_explained(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(words)
    assert "usage: undesirable-register" in capsys.readouterr().err


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom dashboard import cli\n"
        "try: cli.main(['--help'])\nexcept SystemExit: pass\n"
        "assert not {'pandas', 'streamlit'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "--version"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip()
