"""Replace a data package, or any folder, atomically: a reader finds the old one or the new, never a mixture.

The new package is made beside the old one, checked there, brought to disk, and then changes places
with it in one step of the file system. Where the system has no such step (it is Linux's
`renameat2`, on some file systems only), the new files are put into the folder `.pending` inside the
package: renaming that folder into place is the one step, readers prefer what is in it, and the
files are then moved out one by one.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

PENDING = ".pending"

_ATTEMPTS = 20
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NO_SUCH_STEP = {
    errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV, errno.EBUSY, errno.EPERM, errno.EACCES,
}  # fmt: skip

Stamp = tuple[tuple[str, int, int, int, int], ...]


class ChangedMeanwhileError(OSError):
    """The package is no longer what it was when the change to it was worked out."""


def stamp(directory: Path) -> Stamp:
    """Return a stamp that differs between states of a folder's files, without reading them.

    Args:
        directory: The folder; one that is missing has a stamp too.

    Returns:
        Name, inode, size and times of change (of the content and of what is said about it, such as
        who may read it; nanoseconds) of the folder and of each file in it.
    """
    found = [_marks(directory)]
    for folder in (directory, directory / PENDING):
        with suppress(OSError), os.scandir(folder) as entries:
            found += [
                _marks(Path(entry.path))
                for entry in entries
                if not entry.name.startswith(".") and entry.is_file()
            ]
    return tuple(sorted(found))


def _marks(path: Path) -> tuple[str, int, int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (str(path), 0, 0, 0, 0)
    return (str(path), found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def read_files(directory: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Read files of a package as they stood together at one moment.

    Args:
        directory: The package's folder.
        names: The files' names.

    Returns:
        The content by name; a file that does not exist is left out.

    Raises:
        OSError: A file cannot be read, or the package changes faster than it can be read.
    """
    names = tuple(names)
    for _attempt in range(_ATTEMPTS):
        before = stamp(directory)
        found = {name: content for name in names if (content := _read(directory, name)) is not None}
        if stamp(directory) == before:
            return found
    raise OSError(errno.EBUSY, "It changes while it is being read; try again", str(directory))


def _read(directory: Path, name: str) -> bytes | None:
    for path in (directory / PENDING / name, directory / name):
        with suppress(FileNotFoundError, NotADirectoryError):
            return _regular(path)
    return None


def _regular(path: Path) -> bytes:
    """Read a regular file; opening a named pipe would wait for its writer without end."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "It is not a regular file", str(path))
        return file.read()


def replace_files(
    directory: Path,
    files: Mapping[str, str],
    *,
    expected: Stamp | None = None,
    check: Callable[[Path], None] = lambda _: None,
) -> None:
    """Write several files of a package, all or none.

    Whenever the process ends, by a signal too, the folder holds the old package or the new one.

    Args:
        directory: The package's folder.
        files: The new content by name, in UTF-8; all other files stay.
        expected: The stamp that the folder must still have.
        check: Called with a folder that holds the whole new package; it may write these files
            there once more. What it raises ends the matter, with the old package in place.

    Raises:
        ChangedMeanwhileError: The package has another stamp than expected.
        OSError: Something cannot be written; the old package stands.
    """
    directory = directory.resolve()
    with _alone(directory):
        _clean(directory)
        if expected is not None and stamp(directory) != expected:
            raise ChangedMeanwhileError(
                errno.EBUSY, "It was changed meanwhile; nothing was written", str(directory)
            )
        draft = Path(tempfile.mkdtemp(prefix=_prefix(directory), dir=_room(directory)))
        try:
            _fill(draft, directory, files)
            check(draft)
            _to_disk(draft)
            if draft.parent != directory and exchange(draft, directory):
                _sync(directory.parent)
            else:
                _through_pending(draft, directory, files)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def replace_folder(directory: Path, fill: Callable[[Path], None]) -> None:
    """Write a folder anew, as a whole or not at all; what it held is removed.

    The new folder is made beside the old one and changes places with it in one step. Where the system has
    no such step, the old one is moved away first: for a moment there is none, but never a mixture.

    Args:
        directory: The folder; it may be missing.
        fill: Called with an empty folder, which it fills. What it raises ends the matter, with the old
            folder in place.

    Raises:
        OSError: Something cannot be written; the old folder stands.
    """
    directory = directory.resolve()
    draft = Path(tempfile.mkdtemp(prefix=_prefix(directory), dir=directory.parent))
    try:
        fill(draft)
        draft.chmod(0o755)
        _to_disk(draft)
        with _alone(directory):
            if not directory.exists():
                draft.rename(directory)
            elif not exchange(draft, directory):
                old = Path(tempfile.mkdtemp(prefix=_prefix(directory), dir=directory.parent))
                directory.rename(old / "old")
                draft.rename(directory)
                draft = old
            _sync(directory.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _prefix(directory: Path) -> str:
    return f".{directory.name}.next-"


def _room(directory: Path) -> Path:
    """Return the folder for a draft: beside the package, or inside it if the parent is not writable."""
    return directory.parent if os.access(directory.parent, os.W_OK) else directory


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Lock out other writers; the lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # no such locks on Windows: the expected stamp has to do
        yield
        return
    handle = os.open(directory.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _clean(directory: Path) -> None:
    """Finish or remove what an earlier process left when it was ended."""
    for folder in (directory.parent, directory):
        for left in folder.glob(f"{_prefix(directory)}*"):
            shutil.rmtree(left, ignore_errors=True)
    _move_out(directory)


def _fill(draft: Path, directory: Path, files: Mapping[str, str]) -> None:
    shutil.copytree(
        directory,
        draft,
        dirs_exist_ok=True,
        symlinks=True,
        ignore=shutil.ignore_patterns(f"{_prefix(directory)}*"),
    )
    for name, text in files.items():
        path = draft / name
        new = not path.exists()
        path.write_text(text, encoding="utf-8", newline="\n")
        if new:
            path.chmod(0o644)


def _to_disk(folder: Path) -> None:
    for path in folder.rglob("*"):
        if not path.is_symlink():
            _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    flags = os.O_RDONLY
    try:
        handle = os.open(path, flags)
    except OSError:
        if path.is_dir():  # Windows opens no folders
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step.

    Args:
        one: A folder.
        other: Another one in the same file system.

    Returns:
        Whether they did; False where the system has no such step.

    Raises:
        OSError: It has one, and that failed.
    """
    call = (
        getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
        if os.name == "posix"
        else None
    )
    if call is None:
        return False
    done = call(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_SUCH_STEP:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _through_pending(draft: Path, directory: Path, files: Mapping[str, str]) -> None:
    ready = Path(tempfile.mkdtemp(prefix=_prefix(directory), dir=directory))
    for name in files:
        shutil.copy2(draft / name, ready / name)
        _sync(ready / name)
    _sync(ready)
    ready.rename(directory / PENDING)  # from here on readers see the new package
    _sync(directory)
    _move_out(directory)


def _move_out(directory: Path) -> None:
    pending = directory / PENDING
    if not pending.is_dir():
        return
    for path in sorted(pending.iterdir()):
        path.replace(directory / path.name)
    _sync(directory)
    pending.rmdir()
