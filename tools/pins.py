"""Parse the pinned packages of a requirements file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([A-Za-z0-9.+!-]+)(?: ; ([^\\]+?))? \\")
_LAYER = re.compile(r"-r (requirements[a-z-]*\.txt)")
_HASH = re.compile(r"    --hash=(sha256):([0-9a-f]{64})( \\)?")


@dataclass(frozen=True)
class Pin:
    """One version of a package.

    Attributes:
        name: Its name.
        version: The one version that is installed.
        marker: The environment marker, or "".
        hashes: The SHA-256 checksums of its files.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def pins(path: Path) -> Iterator[Pin]:
    """Yield the pins of a file, after those of the layers below it.

    A file may begin with `-r FILE`, which names the layer below it in the same folder.

    Raises:
        ValueError: A line is something else, such as an option, an address, or a pin without hashes.
    """
    if below := _below(path):
        yield from pins(below)
    yield from own_pins(path)


def own_pins(path: Path) -> Iterator[Pin]:
    """Yield the pins that a file adds to the layers below it.

    Raises:
        ValueError: As `pins`.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    at = 1 if _below(path) else 0
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


def layer(own: Iterable[Pin], below: str = "") -> str:
    """Return the text of a file of requirements.

    Args:
        own: Its pins.
        below: The file in the same folder whose pins it builds on; "" for none.
    """
    lines = [f"-r {below}"] if below else []
    for pin in own:
        marker = f" ; {pin.marker}" if pin.marker else ""
        hashes = (f"    --hash=sha256:{each}" for each in pin.hashes)
        lines.append(" \\\n".join((f"{pin.name}=={pin.version}{marker}", *hashes)))
    return "".join(f"{line}\n" for line in lines)


def _below(path: Path) -> Path | None:
    """Return the layer below a file, if its first line names one that is there."""
    with path.open(encoding="utf-8") as file:
        found = _LAYER.fullmatch(file.readline().rstrip("\n"))
    below = path.with_name(found[1]) if found else None
    return below if below and below.is_file() else None
