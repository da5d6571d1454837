"""The wheel can be built again, byte for byte, by whoever wants to know what is in it."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def built(checkout: Path, seconds: int, umask: int) -> str:
    """Build the wheel from a copy of the checkout and return its checksum."""
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
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "--target", "wheel"],
            cwd=checkout,
            capture_output=True,
            check=True,
            env={k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"},
        )
    finally:
        os.umask(mask)
    (wheel,) = (checkout / "dist").glob("*.whl")
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="what belongs to the wheel is asked of git"
)
def test_it_is_the_same_from_another_folder_at_another_time_by_another_user(tmp_path: Path) -> None:
    first = built(tmp_path / "a", 1_600_000_000, 0o022)
    assert built(tmp_path / "elsewhere" / "b", 1_700_000_000, 0o077) == first
