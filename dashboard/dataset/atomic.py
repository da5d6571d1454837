"""Replace a data package, or any folder, atomically: a reader sees the old or the new one, never a mixture.

The new package is written beside the old one, validated there, flushed to disk, and then swapped
with it by one system call (Linux's `renameat2`, which only some file systems support). Elsewhere
the new files are written to a folder that is then renamed to `.pending` inside the package. That
rename is the atomic step: readers prefer files in `.pending`, and the files are then moved out one
by one.
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
    """The package was changed by somebody else since it was read."""


def stamp(directory: Path) -> Stamp:
    """Return a stamp that changes with the files of a folder, without reading them.

    Args:
        directory: The folder; a missing folder has a stamp too.

    Returns:
        Name, inode, size, mtime and ctime (in nanoseconds) of the folder and of each file in it.
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
    """Read a consistent snapshot of files of a package.

    Args:
        directory: The package's folder.
        names: The files' names.

    Returns:
        The content by name; a file that does not exist is left out.

    Raises:
        OSError: A file cannot be read, or the package keeps changing while it is read.
    """
    names = tuple(names)
    for _attempt in range(_ATTEMPTS):
        before = stamp(directory)
        found = {name: content for name in names if (content := _read(directory, name)) is not None}
        if stamp(directory) == before:
            return found
    raise OSError(
        errno.EBUSY, "The folder keeps changing while it is read; try again", str(directory)
    )


def _read(directory: Path, name: str) -> bytes | None:
    for path in (directory / PENDING / name, directory / name):
        with suppress(FileNotFoundError, NotADirectoryError):
            return _regular(path)
    return None


def _regular(path: Path) -> bytes:
    """Read a regular file; opening a named pipe would block until somebody writes to it."""
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
    """Replace several files of a package atomically.

    Even if the process is killed, the folder holds either the complete old package or the complete
    new one.

    Args:
        directory: The package's folder.
        files: The new contents by file name, in UTF-8; other files are unchanged.
        expected: The stamp that the folder must still have.
        check: Called with a folder that contains the complete new package; it may change these
            files there. If it raises an exception, the old package stays.

    Raises:
        ChangedMeanwhileError: The package does not have the expected stamp.
        OSError: Something cannot be written; the old package stays.
    """
    directory = directory.resolve()
    with _alone(directory):
        _clean(directory)
        if expected is not None and stamp(directory) != expected:
            raise ChangedMeanwhileError(
                errno.EBUSY,
                "The package was changed by another program; nothing was written",
                str(directory),
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
    """Replace a folder atomically by a new one.

    The new folder is written beside the old one and swapped with it by one system call. Without
    such a call, the old one is moved away first: for a moment there is no folder, but never a
    mixture.

    Args:
        directory: The folder; it may be missing.
        fill: Called with an empty folder, which it fills. If it raises an exception, the old folder stays.

    Raises:
        OSError: Something cannot be written; the old folder stays.
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
    """Return a temporary folder: beside the package, or inside it if the parent is not writable."""
    return directory.parent if os.access(directory.parent, os.W_OK) else directory


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Lock out other writers; the operating system releases the lock if the process dies."""
    try:
        import fcntl
    except ImportError:  # Windows has no fcntl; the expected stamp must suffice
        yield
        return
    handle = os.open(directory.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _clean(directory: Path) -> None:
    """Finish or remove the unfinished work of an earlier process that was killed."""
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
        if path.is_dir():  # Windows cannot open folders
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders by one system call.

    Args:
        one: A folder.
        other: Another one in the same file system.

    Returns:
        Whether they were swapped; False if the system has no such call.

    Raises:
        OSError: The call failed.
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
