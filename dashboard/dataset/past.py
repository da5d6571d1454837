"""Earlier versions of the data, from the history of the repository that holds them."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from dashboard.dataset.package import DESCRIPTOR

_SECONDS = 60
_VERSION = re.compile(r"[0-9]{4}(?:\.[0-9]{1,4}){2,3}")
"""What a version looks like; anything else that a state of the history calls so is no name for a folder."""


class PastError(ValueError):
    """An earlier version cannot be had; the message says why, and how to mend it."""


def versions(data: Path) -> dict[str, str]:
    """Find every version that the history of a data package has.

    Args:
        data: The folder of the package, in a checkout of its repository.

    Returns:
        For each version the last commit that had it, the newest version first.

    Raises:
        PastError: There is no Git, or no history.
    """
    folder = _root(data)
    place = data.absolute().resolve().relative_to(folder).as_posix()
    commits = _git(folder, "log", "--format=%H", "--", place).decode().split()
    asked = "".join(f"{commit}:{place}/{DESCRIPTOR}\n" for commit in commits)
    answers = io.BytesIO(_git(folder, "cat-file", "--batch", asked=asked.encode()))
    found: dict[str, str] = {}
    for commit in commits:
        head = answers.readline().split()
        if head[-1] == b"missing":
            continue  # the package came later
        text = answers.read(int(head[-1]) + 1)
        try:
            version = str(json.loads(text)["version"])
        except (ValueError, KeyError, TypeError, RecursionError):
            continue  # a state that was no package
        if _VERSION.fullmatch(version):
            found.setdefault(version, commit)
    return found


def restore(data: Path, version: str, target: Path) -> str:
    """Write a package as a version had it: whole, into a folder that is new or empty.

    Args:
        data: The folder of the package, in a checkout of its repository.
        version: The version.
        target: The folder to write.

    Returns:
        The commit from which it was taken.

    Raises:
        PastError: There is no such version, it leads out of its folder, or the folder to write holds something.
        OSError: The folder cannot be written.
    """
    known = versions(data)
    if version not in known:
        listed = ", ".join(known) or "none"
        raise PastError(f"The history has no version {version[:40]!r}. It has: {listed}.")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise PastError(f"{target} exists and is not an empty folder: name another.")
    folder = _root(data)
    place = data.absolute().resolve().relative_to(folder).as_posix()
    packed = _git(folder, "archive", "--format=tar", f"{known[version]}:{place}")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(draft, filter="data")
        draft.chmod(0o755)
        if target.exists():
            target.rmdir()
        draft.rename(target)
    except tarfile.TarError as error:
        raise PastError(f"that state holds what is no package: {error}") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return known[version]


def _root(data: Path) -> Path:
    try:
        said = _git(data, "rev-parse", "--show-toplevel", "--is-shallow-repository").decode()
    except PastError as error:
        raise PastError(
            f"{data} is not in a checkout of the repository, whose history has the earlier versions "
            f"({error}): clone it, and name its data folder with --data."
        ) from None
    folder, shallow = said.split("\n")[:2]
    if shallow == "true":
        raise PastError(
            f"The checkout of {data} is shallow: get its history with `git fetch --unshallow`."
        )
    return Path(folder)


def _git(folder: Path, *words: str, asked: bytes = b"") -> bytes:
    command = ["git", "-C", str(folder), *words]
    try:
        done = subprocess.run(
            command, input=asked, capture_output=True, check=True, timeout=_SECONDS
        )
    except FileNotFoundError:
        raise PastError("there is no git, or no such folder") from None
    except subprocess.TimeoutExpired:
        raise PastError("git did not answer within a minute") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        raise PastError(said.splitlines()[-1] if said else "git failed") from None
    return done.stdout
