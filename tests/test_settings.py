"""The page of settings tells of every variable, and the code reads no other."""

import re
from pathlib import Path

from dashboard.cli import main
from dashboard.settings import SETTINGS

ROOT = Path(__file__).resolve().parent.parent


def test_each_setting_is_documented_as_it_is():
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"| `{setting.name}` | {setting.default} | {setting.meaning} |" in text


def test_no_other_is_read():
    known = {setting.name for setting in SETTINGS}
    for path in (ROOT / "dashboard").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert set(re.findall(r"\bDASHBOARD_[A-Z_]+", source)) <= known, path
        if path.name not in ("settings.py", "serve.py"):
            assert "os.environ" not in source, path


def test_serve_says_which_setting_cannot_be_used(monkeypatch, capsys):
    monkeypatch.setenv("DASHBOARD_DATA", str(ROOT / "data"))
    monkeypatch.setenv("DASHBOARD_URL", "example.org")
    assert main(["serve"]) == 1
    assert "DASHBOARD_URL" in capsys.readouterr().err
