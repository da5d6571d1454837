"""The pins of a file of requirements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([A-Za-z0-9.+!-]+)(?: ; ([^\\]+?))? \\")
_HASH = re.compile(r"    --hash=(sha256):([0-9a-f]{64})( \\)?")


@dataclass(frozen=True)
class Pin:
    """One version of a package.

    Attributes:
        name: Its name.
        version: The one version that is installed.
        marker: Where it is installed; "" for everywhere.
        hashes: The SHA-256 checksums of its files, of which one must fit.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def pins(path: Path) -> Iterator[Pin]:
    """Yield the pins of a file.

    Raises:
        ValueError: A line is something else, such as an option, an address, or a pin without hashes.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    at = 0
    while at < len(lines):
        pin = _PIN.fullmatch(lines[at])
        if not pin:
            raise ValueError(f"{path.name}, line {at + 1} is not a pin with hashes: {lines[at]}")
        hashes = []
        more = True
        while more:
            at += 1
            found = _HASH.fullmatch(lines[at]) if at < len(lines) else None
            if not found:
                raise ValueError(f"{path.name}, line {at + 1} is not a hash of {pin[1]}")
            hashes.append(found[2])
            more = bool(found[3])
        at += 1
        yield Pin(pin[1], pin[2], pin[3] or "", tuple(hashes))
