"""The page of settings tells of every variable, and the code reads no other."""

import re
import tomllib
from pathlib import Path

from streamlit import config

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
    monkeypatch.setenv("DASHBOARD_URL", "example.org")
    assert main(["serve"]) == 1
    assert "DASHBOARD_URL" in capsys.readouterr().err


def test_streamlit_knows_every_option_that_we_set_and_pages_run_without_what_developers_need():
    kept = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    known = config.get_config_options()
    for section in ("browser", "client", "runner", "server"):
        for name in kept[section]:
            assert f"{section}.{name}" in known
    assert kept["server"]["fileWatcherType"] == "none"
    assert kept["runner"]["postScriptGC"] is False
    assert kept["browser"]["gatherUsageStats"] is False
