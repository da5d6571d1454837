"""Restore earlier versions of the data from the Git history."""

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
"""The format of a version. Other values in the history are ignored, because the version becomes a folder name."""


class PastError(ValueError):
    """An earlier version cannot be restored; the message says why, and how to fix it."""


def versions(data: Path) -> dict[str, str]:
    """List every version in the Git history of a data package.

    Args:
        data: The folder of the package, in a checkout of its repository.

    Returns:
        The last commit of each version, the newest version first.

    Raises:
        PastError: Git is not installed, or the folder has no history.
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
            continue  # a commit from before the package existed
        text = answers.read(int(head[-1]) + 1)
        try:
            version = str(json.loads(text)["version"])
        except (ValueError, KeyError, TypeError, RecursionError):
            continue  # a commit without a valid description
        if _VERSION.fullmatch(version):
            found.setdefault(version, commit)
    return found


def restore(data: Path, version: str, target: Path) -> str:
    """Write the complete package of an earlier version to a new or empty folder.

    Args:
        data: The folder of the package, in a checkout of its repository.
        version: The version.
        target: The folder to write.

    Returns:
        The commit of that version.

    Raises:
        PastError: The version is unknown, a path in it leads out of the folder, or the target is not empty.
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
        raise PastError(f"that version does not contain a valid package: {error}") from None
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
        raise PastError("git is not installed, or the folder does not exist") from None
    except subprocess.TimeoutExpired:
        raise PastError("git did not answer within a minute") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        raise PastError(said.splitlines()[-1] if said else "git failed") from None
    return done.stdout
