"""Texts with the mentions that their author meant, and how well a search of texts finds them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_MARKED = re.compile(r"\{([^|{}]+)\|([^{}]*)\}")

Found = tuple[int, int, frozenset[str]]
"""From which character to which, and which designations may be meant."""
Search = Callable[[str], Iterable[Found]]
"""A finder of designations in a text."""


@dataclass(frozen=True)
class Sample:
    """A text, and where it names which designations.

    Attributes:
        kind: Its language and what sort of text it is.
        text: The text.
        mentions: Its mentions, in their order.
    """

    kind: str
    text: str
    mentions: tuple[Found, ...]


def read_samples(path: Path) -> Iterator[Sample]:
    """Yield the samples of a file: a text a line, ``{id|words}`` a mention, ``#`` a comment.

    Args:
        path: The file.
    """
    yield from samples(path.read_text(encoding="utf-8").splitlines())


def samples(lines: Iterable[str]) -> Iterator[Sample]:
    """Yield the samples of the lines of such a file.

    Args:
        lines: The lines.
    """
    for line in lines:
        if not line or line.startswith("#"):
            continue
        kind, _, raw = line.partition(": ")
        raw = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), raw.replace("\\n", "\n"))
        text, position = "", 0
        mentions: list[Found] = []
        for found in _MARKED.finditer(raw):
            text += raw[position : found.start()]
            owners = frozenset(found[1].split(","))
            mentions.append((len(text), len(text) + len(found[2]), owners))
            text += found[2]
            position = found.end()
        yield Sample(kind, text + raw[position:], tuple(mentions))


def count(samples: Iterable[Sample], search: Search) -> dict[str, Counter[str]]:
    """Return for each kind of text how many mentions were ``found`` and ``missed``, and ``false`` ones.

    A mention counts as found where what was found overlaps it and means the same designation.

    Args:
        samples: The texts.
        search: What finds designations.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sample in samples:
        found, used = list(search(sample.text)), set()
        for start, end, owners in sample.mentions:
            hits = {
                number for number, (begin, after, means) in enumerate(found)
                if begin < end and start < after and owners & means
            }  # fmt: skip
            used |= hits
            counts[sample.kind]["found" if hits else "missed"] += 1
        counts[sample.kind]["false"] += len(found) - len(used)
    return dict(counts)


def verbatim(names: Mapping[str, frozenset[str]]) -> Search:
    """Return a search for names exactly as they are written, as `grep -wF` does it.

    Args:
        names: Every name, and whose it is.
    """
    ordered = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in ordered))

    def search(text: str) -> Iterator[Found]:
        for found in pattern.finditer(text):
            yield found.start(), found.end(), names[found.group()]

    return search
