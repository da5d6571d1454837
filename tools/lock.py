"""Pin the newest versions that pyproject.toml allows, with hashes and without a registry's name."""

import subprocess
import sys
import tempfile
from pathlib import Path

COMPILE = [
    sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-header", "--no-annotate", "--upgrade",
]  # fmt: skip

ADDED = (
    "hatchling>=1.27",
    # In the place of PyICU, which pyproject.toml overrides away. macOS has older wheels.
    "pyicu-wheels>=2.15.2 ; sys_platform != 'darwin'",
    "pyicu-wheels==2.14 ; sys_platform == 'darwin'",
)

# Of `make audit` and `make sbom`, which read the other files and import nothing of ours.
AUDIT = ("pip-audit>=2.10", "cyclonedx-python-lib>=11.12")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        added = Path(folder) / "added.in"
        added.write_text("\n".join(ADDED), encoding="utf-8")
        sources = ["pyproject.toml", str(added)]
        subprocess.run([*COMPILE, *sources, "-o", "requirements.txt"], check=True)
        extras = ["--extra", "test", "--extra", "dev", "-c", "requirements.txt"]
        subprocess.run([*COMPILE, *sources, *extras, "-o", "requirements-test.txt"], check=True)
        extras = ["--extra", "test", "--extra", "bench", "-c", "requirements-test.txt"]
        subprocess.run([*COMPILE, *sources, *extras, "-o", "requirements-bench.txt"], check=True)
        tools = Path(folder) / "audit.in"
        tools.write_text("\n".join(AUDIT), encoding="utf-8")
        beside = ["-c", "requirements-bench.txt", "-o", "requirements-audit.txt"]
        subprocess.run([*COMPILE, str(tools), *beside], check=True)


if __name__ == "__main__":
    main()
