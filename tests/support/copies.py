"""Copies of the code that hold what docs/architecture.md describes, and what they answer."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from dashboard.dataset.package import write_descriptor
from tests.conftest import AS_OF, ROWS, VERSION
from tests.support.packages import Editor
from tools.pins import ROOT

_BEFORE = """
import json
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from starlette.testclient import TestClient
from dashboard.asking.address import Site
from dashboard.web import application

manifest_scanner.scan_component_manifests = lambda: []  # as tests/support/pages.py does

def page(path, params, embedded):
    from dashboard.asking.address import Address
    from dashboard.catalog import load_catalog
    from dashboard.documents.options import options
    from dashboard.screen.pages import SHOWN, Context

    catalog = load_catalog()
    address = Address.read(params, catalog, options(catalog.years), origin="https://example.org", embedded=embedded)
    SHOWN[path](Context(catalog, address))

def shown(path, **params):
    embedded = params.pop("embedded", False)
    app = AppTest.from_function(page, args=(path, tuple(params.items()), embedded), default_timeout=60)
    app.run()
    assert not app.exception, app.exception
    return chr(10).join(element.proto.body for element in app.get("html"))
"""


def recipe(heading: str) -> str:
    """Return the first block of Python under a heading of docs/architecture.md."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    found = re.search(r"```python\n(.*?)```", section, re.DOTALL)
    assert found, heading
    return found[1]


def copied_code(folder: Path, changed: dict[str, str]) -> Path:
    """Make a copy of the code, with a small package as its data.

    Args:
        folder: An empty folder.
        changed: The files of `dashboard/` that differ, or are new, and their texts.
    """
    code, rooms = folder / "dashboard", {Path(path).parent for path in changed}
    for room in (Path(), *rooms):
        (code / room).mkdir(parents=True, exist_ok=True)
        for path in (ROOT / "dashboard" / room).iterdir():
            inner = room / path.name
            if str(inner) not in changed and inner not in rooms and path.name != "__pycache__":
                (code / inner).symlink_to(path)
    for path, text in changed.items():
        (code / path).write_text(text, encoding="utf-8")
    data = folder / "data"
    data.mkdir()
    for table, rows in ROWS.items():
        Editor(data).write(table, rows)
    write_descriptor(data, version=VERSION, as_of=AS_OF)
    return folder


def asked_of(copy: Path, script: str) -> Any:
    """Run a script in a copy of the code; return the JSON of its last line.

    Args:
        copy: The return value of `copied_code`.
        script: It may call `shown(path, **params)` for the words of a page.
    """
    (copy / "ask.py").write_text(_BEFORE + script, encoding="utf-8")
    made = subprocess.run(
        [sys.executable, "ask.py"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "DASHBOARD_DATA": str(copy / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr[-3000:]
    return json.loads(made.stdout.splitlines()[-1])
