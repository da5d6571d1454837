"""The wheel can be built again, byte for byte, by whoever wants to know what is in it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def built(checkout: Path, seconds: int, umask: int) -> str:
    """Build the wheel from a copy of the checkout and return its checksum."""
    return hashlib.sha256(wheel(checkout, seconds, umask).read_bytes()).hexdigest()


def wheel(checkout: Path, seconds: int = 1_600_000_000, umask: int = 0o022) -> Path:
    """Build the wheel from a copy of the checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split("\0")
    mask = os.umask(umask)
    try:
        for name in filter(None, listed):
            if not name.startswith(("tests/", "benchmarks/")) and (ROOT / name).is_file():
                target = checkout / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, target)
                os.utime(target, (seconds, seconds))
        return hatched(checkout)
    finally:
        os.umask(mask)


def hatched(source: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel"],
        cwd=source,
        capture_output=True,
        check=True,
        env={k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"},
    )
    (made,) = (source / "dist").glob("*.whl")
    return made


@pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="what belongs to the wheel is asked of git"
)
def test_it_is_the_same_from_another_folder_at_another_time_by_another_user(tmp_path: Path) -> None:
    first = built(tmp_path / "a", 1_600_000_000, 0o022)
    assert built(tmp_path / "elsewhere" / "b", 1_700_000_000, 0o077) == first


@pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="what belongs to the wheel is asked of git"
)
def test_it_is_installed_from_wheels_alone_without_a_compiler(tmp_path: Path) -> None:
    """Install ours and PyICU's stand-in as `make wheel` builds them, where everything else is there as wheels."""
    ours = wheel(tmp_path / "checkout")
    stand_in = hatched(tmp_path / "checkout" / "tools" / "pyicu")
    venv.create(tmp_path / "empty", with_pip=False)
    (python,) = (tmp_path / "empty").glob("bin/python")
    (packages,) = (tmp_path / "empty").glob("lib/python*/site-packages")
    # What the requirements pin, without our own package and without anything in place of PyICU's source.
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not re.match(r"(?:_*editable|_*undesirable_register|pyicu-|PyICU-)", entry.name):
            (packages / entry.name).symlink_to(entry)
    environment = {"PATH": "/nothing", "CC": "/bin/false", "CXX": "/bin/false", "HOME": str(tmp_path)}  # fmt: skip
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-index", "--only-binary", ":all:", ours, stand_in],
        check=True, env=environment, cwd=tmp_path,
    )  # fmt: skip
    said = subprocess.run(
        [python, "-m", "dashboard", "validate"],
        check=True, capture_output=True, text=True, env=environment, cwd=tmp_path,
    )  # fmt: skip
    assert said.stderr == ""
    assert subprocess.run(
        [python, "-c", "import icu, dashboard; print(dashboard.__file__)"],
        check=True, capture_output=True, text=True, env=environment, cwd=tmp_path,
    ).stdout.startswith(str(packages))  # fmt: skip
