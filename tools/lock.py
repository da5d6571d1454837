"""Pin the newest versions that pyproject.toml allows, with hashes and without a registry's name.

Run: `make lock`, or `python -m tools.lock --keep` after a change of pyproject.toml, which keeps the
versions that are pinned already.

The files are layers: `requirements-test.txt` begins with `-r requirements.txt` and holds only what the tests
need besides. A lock file such as `uv.lock` would name the registry that it was made with.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.pins import ROOT, Pin, layer, own_pins, pins

COMPILE = [
    sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-header", "--no-annotate",
]  # fmt: skip

ADDED = (
    "hatchling>=1.27",
    # In the place of PyICU, which pyproject.toml overrides away. macOS has older wheels.
    "pyicu-wheels>=2.15.2 ; sys_platform != 'darwin'",
    "pyicu-wheels==2.14 ; sys_platform == 'darwin'",
)

# Of `make audit` and `make sbom`, which read the other files and import nothing of ours.
AUDIT = ("pip-audit>=2.10", "cyclonedx-python-lib>=11.12")


def main(*options: str) -> None:
    """Write every file of requirements.

    Args:
        *options: Options of `uv pip compile`.
    """
    with tempfile.TemporaryDirectory() as folder:
        added, tools = Path(folder) / "added.in", Path(folder) / "audit.in"
        added.write_text("\n".join(ADDED), encoding="utf-8")
        tools.write_text("\n".join(AUDIT), encoding="utf-8")
        project = ("pyproject.toml", str(added))
        test = ("--extra", "test", "--extra", "dev")
        bench = ("--extra", "test", "--extra", "bench")
        _compile("requirements.txt", "", *project, *options)
        _compile("requirements-test.txt", "requirements.txt", *project, *test, *options)
        _compile("requirements-bench.txt", "requirements-test.txt", *project, *bench, *options)
        _compile("requirements-audit.txt", "requirements.txt", str(tools), *options)


def _compile(name: str, below: str, *arguments: str) -> None:
    """Write one file, without what the layers below it pin."""
    lower = list(pins(ROOT / below)) if below else []
    with tempfile.TemporaryDirectory() as folder:
        made, constraints = Path(folder) / name, Path(folder) / "below.txt"
        kept = list(own_pins(ROOT / name)) if "--upgrade" not in arguments else []
        made.write_text(layer((*lower, *kept)), encoding="utf-8")
        constraints.write_text("".join(_constraint(pin) for pin in lower), encoding="utf-8")
        command = [*COMPILE, *arguments, "-c", str(constraints), "-o", str(made)]
        subprocess.run(command, check=True, cwd=ROOT)
        beyond = [pin for pin in own_pins(made) if pin not in lower]
        (ROOT / name).write_text(layer(beyond, below), encoding="utf-8")


def _constraint(pin: Pin) -> str:
    return f"{pin.name}=={pin.version}{f' ; {pin.marker}' if pin.marker else ''}\n"


def _options(arguments: Sequence[str]) -> Sequence[str]:
    return () if "--keep" in arguments else ("--upgrade",)


if __name__ == "__main__":
    main(*_options(sys.argv[1:]))
