"""Pin the newest versions that pyproject.toml allows, with hashes and without a registry's name."""

import subprocess
import sys
import tempfile
from pathlib import Path

COMPILE = [
    sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-header", "--no-annotate", "--upgrade",
]  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "build.in"
        build.write_text("hatchling>=1.27\n", encoding="utf-8")
        sources = ["pyproject.toml", str(build)]
        subprocess.run([*COMPILE, *sources, "-o", "requirements.txt"], check=True)
        extras = ["--extra", "test", "--extra", "dev", "-c", "requirements.txt"]
        subprocess.run([*COMPILE, *sources, *extras, "-o", "requirements-test.txt"], check=True)


if __name__ == "__main__":
    main()
