"""Cache the prepared names of a dataset in a file, so that a single check starts quickly.

Reading and validating the whole package and looking up the grammar of every word takes several
times as long as checking
one name. Therefore the data of `known_of` are cached in the user's cache folder. The cache key is a
hash of the package, the
code that read it, and the libraries' versions; a damaged file is ignored. The JSON file contains
data of the dataset, and
nothing that is checked.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.dataset.origin import origin_key
from dashboard.names.answer import STANDING_DATES, Standing
from dashboard.names.known import Known
from dashboard.names.names import Name
from dashboard.words import inflection, places
from dashboard.words.words import Kind, Word

_ROOMS = ("names", "words", "text", "locale", "dataset", "catalog")
_LIBRARIES = ("pymorphy3", "pymorphy3-dicts-ru", "rigour", "rapidfuzz", "babel", "anyascii")
_KEPT = 3
"""Number of files with other keys to keep, for other packages or checkouts."""
_LEARNED: tuple[Callable[..., Any], ...] = (
    inflection.stems, inflection.is_known, inflection.is_dictionary_word, inflection.is_given_name,
    inflection.is_adjective,
)  # fmt: skip
_FIELDS = tuple(each.name for each in fields(Name))
"""The fields of a name; the last one is a set."""
_SETS = ("spellings", "stems", "sounds", "ideas")


@dataclass(frozen=True)
class Prepared:
    """The data that the command needs to check names.

    Attributes:
        version: The version of the dataset.
        as_of: The day of the state of the register.
        not_found: A sentence that explains "not found", in the reader's language.
        known: Names and web addresses.
    """

    version: str
    as_of: date
    not_found: str
    known: Known


def key_of(directory: Path, language: str) -> str:
    """Return the cache key: a hash of everything that the answers depend on.

    Args:
        directory: The folder of the data package.
        language: The language of the sentences.

    Raises:
        OSError: The folder cannot be read.
    """
    return origin_key(directory, language, rooms=_ROOMS, libraries=_LIBRARIES)


def read(folder: Path, key: str) -> Prepared | None:
    """Read the cached data of a key, and fill the cache of facts about words.

    Args:
        folder: The cache folder.
        key: The key.

    Returns:
        None where there is no such file, or it is not whole.
    """
    try:
        digest, _, content = _path(folder, key).read_bytes().partition(b"\n")
        if digest != _digest(content):
            return None
        raw = json.loads(content)
        made = Prepared(
            raw["version"], date.fromisoformat(raw["as_of"]), raw["not_found"], _known(raw)
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None
    for function, results in zip(_LEARNED, raw["learned"], strict=True):
        function.learned.update({  # type: ignore[attr-defined]
            (word,): frozenset(result) if isinstance(result, list) else result
            for word, result in results.items()
        })  # fmt: skip
    places.remember(raw["countries_called"], raw["countries_by_stem"])
    return made


def write(folder: Path, key: str, prepared: Prepared) -> None:
    """Cache data under a key; failures to write are ignored.

    Args:
        folder: The cache folder; it is created if missing, readable only for its owner.
        key: The key.
        prepared: The data.
    """
    content = json.dumps(_raw(prepared), ensure_ascii=False, separators=(",", ":")).encode()
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=".check-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_digest(content) + b"\n" + content)
            Path(name).replace(_path(folder, key))
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        others = sorted(folder.glob("check-*.json"), key=lambda each: each.stat().st_mtime)
        for each in others[: -_KEPT - 1]:
            each.unlink(missing_ok=True)


def _path(folder: Path, key: str) -> Path:
    return folder / f"check-{key}.json"


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=20).hexdigest().encode()


def _raw(prepared: Prepared) -> dict[str, Any]:
    known = prepared.known
    numbers: dict[tuple[str, Kind], int] = {}
    words: list[list[Any]] = []
    names: list[list[Any]] = []
    for name in known.names:
        held = []
        for word in name.words:
            number = numbers.setdefault((word.text, word.kind), len(words))
            if number == len(words):
                words.append([
                    word.text, word.plain, word.kind, word.cyrillic,
                    *(sorted(getattr(word, each)) for each in _SETS),
                ])  # fmt: skip
            held.append(number)
        own = [getattr(name, each) for each in _FIELDS]
        own[-1] = sorted(name.given)
        names.append([own, held, sorted(name.person)])
    called, by_stem = places.remembered_countries()
    return {
        "version": prepared.version,
        "as_of": prepared.as_of.isoformat(),
        "not_found": prepared.not_found,
        "words": words,
        "names": names,
        "countries": known.countries,
        "standings": {
            owner: [each.status, *(_iso(getattr(each, name)) for name in STANDING_DATES)]
            for owner, each in known.standings.items()
        },
        "addresses": known.addresses,
        "learned": [dict(_learned(function)) for function in _LEARNED],
        "countries_called": called,
        "countries_by_stem": by_stem,
    }


def _learned(function: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    for (word,), result in function.learned.items():  # type: ignore[attr-defined]
        yield word, sorted(result) if isinstance(result, frozenset) else result


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _known(raw: dict[str, Any]) -> Known:
    words = [
        Word(text, plain, Kind(kind), cyrillic, *map(frozenset, sets))
        for text, plain, kind, cyrillic, *sets in raw["words"]
    ]
    names = []
    for own, held, person in raw["names"]:
        name = Name(**dict(zip(_FIELDS, own, strict=True)) | {"given": frozenset(own[-1])})
        # The values of cached properties, so that they need not be computed again.
        name.__dict__["words"] = tuple(words[number] for number in held)
        name.__dict__["person"] = frozenset(person)
        names.append(name)
    return Known(
        tuple(names),
        raw["countries"],
        {
            owner: Standing(status, *(date.fromisoformat(day) if day else None for day in days))
            for owner, (status, *days) in raw["standings"].items()
        },
        tuple((owner, kind, value) for owner, kind, value in raw["addresses"]),
    )
