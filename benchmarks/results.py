"""Results as files: what a script measured, on which machine, with which versions, when."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "results"
_PACKAGES = ("streamlit", "pandas", "plotly", "starlette", "datasette", "dash")

Row = Mapping[str, Any]


def surroundings() -> dict[str, Any]:
    """Return the date (UTC), the machine, and the versions that bear on the figures."""
    versions = {"Python": platform.python_version()}
    for name in _PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "machine": f"{os.cpu_count()} cores ({_processor()}), {_memory()} GB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "versions": versions,
    }


def write(name: str, rows: Sequence[Row], *, folder: Path = FOLDER, **parameters: Any) -> Path:
    """Write what was measured.

    Args:
        name: The name of the file, without its suffix.
        rows: What was measured, a row for each case; columns say their units.
        folder: Where to.
        **parameters: How it was measured.

    Returns:
        The file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    kept = {"made": surroundings(), "parameters": parameters, "rows": [*rows]}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def read(name: str, *, folder: Path = FOLDER) -> dict[str, Any] | None:
    """Return what `write` wrote: ``made``, ``parameters`` and ``rows``; None if nothing was measured."""
    path = folder / f"{name}.json"
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
