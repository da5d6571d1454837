"""Suggest organizations while a reader types."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from dashboard.names.answer import SURE, Answer, Match
from dashboard.names.names import Name
from dashboard.names.suggestion import Suggestion
from dashboard.text.folding import asked_words, fold
from dashboard.words.slips import other_layouts

_NUMBER = re.compile(r"(?:№|no?\.?|n°|#)?\s*(\d{1,5})\s*(?:[-–‑]?\s*([рp]))?", re.IGNORECASE)
_ADDRESS = re.compile(r"@|\.\w|/")
_TEXTS = ("name", "name_ru", "name_native")
_SHORTEST = 2
_TELLING = 4
"""Minimum number of letters for trying the other keyboard layout."""


class Suggester:
    """Suggests designations by prefixes of names, web addresses and numbers, and by the check."""

    def __init__(
        self,
        table: pd.DataFrame,
        names: Iterable[Name],
        addresses: Iterable[tuple[str, str]],
        check: Callable[[str], Answer],
    ) -> None:
        """Build the index of prefixes.

        Args:
            table: The designations.
            names: Their names.
            addresses: The web addresses with their designations.
            check: Checks a name.
        """
        self._check = check
        self._rows = {row.designation_id: row for row in _rows(table)}
        # Sort by number of articles, because most people search for the best known organizations.
        written = pd.Series(table["articles"]).fillna(0)
        self._read: Mapping[str, int] = {str(key): int(n) for key, n in written.items()}
        self._names = [name for name in names if not name.entire]
        self._folded = [fold(name.text) for name in self._names]
        self._words = sorted(
            (word, at, place)
            for at, folded in enumerate(self._folded)
            # “freedomhou” is typed in one.
            for place, word in (*enumerate(folded.split()), (0, folded.replace(" ", "")))
        )
        self._addresses = sorted((value.removeprefix("@"), owner) for owner, value in addresses)
        self._numbers: dict[str, list[str]] = {}
        for key, number, order in zip(
            table.index, table["register_number"], table["order_number"], strict=True
        ):
            for each in (number, order):
                if not pd.isna(each):
                    self._numbers.setdefault(_digits(str(each)), []).append(str(key))

    def suggest(self, text: str, limit: int) -> list[Suggestion]:
        """Suggest designations, the likeliest first.

        Args:
            text: The typed text: the beginning of a name in any script, case or keyboard layout, of
                a web address, or of a number of an order or of the register.
            limit: Maximum number of suggestions.
        """
        text = text.strip()
        if len(text) < _SHORTEST and not text.isdigit():
            return []
        found: dict[str, Suggestion] = {}
        for owner, name, match in self._found(text):
            if owner in self._rows and owner not in found:
                found[owner] = replace(self._rows[owner], matched_name=name, match=match)
            if len(found) >= limit:
                break
        return list(found.values())

    def _found(self, text: str) -> Iterator[tuple[str, str, Match]]:
        """Yield designations with the matching name and the match, the likeliest first."""
        if found := _NUMBER.fullmatch(text):
            yield from self._numbered(found)
        candidates = [each for part in self._check(text).each for each in part.candidates]
        for each in candidates:
            if each.match in SURE:
                yield each.designation_id, each.matched_name, each.match
        begun = False
        for way in asked_words(text):
            for at in self._begun(way):
                begun = True
                yield self._names[at].designation_id, self._names[at].text, "possible"
            if begun:
                break
        if _ADDRESS.search(text):
            for owner, value in self._addressed(text):
                yield owner, value, "possible"
        for each in candidates:
            if each.match == "possible":
                begun = True
                yield each.designation_id, each.matched_name, "possible"
        if not begun and len(text) >= _TELLING:
            for other in other_layouts(text):
                for at in self._begun(fold(other).split()):
                    yield self._names[at].designation_id, self._names[at].text, "possible"

    def _numbered(self, found: re.Match[str]) -> Iterator[tuple[str, str, Match]]:
        keys = [f"{found[1]}-р"] if found[2] else [found[1], f"{found[1]}-р"]
        for key in keys:
            for owner in self._numbers.get(key, ()):
                yield owner, key if key.endswith("р") else f"№ {key}", "exact"

    def _addressed(self, text: str) -> Iterator[tuple[str, str]]:
        begun = re.sub(r"^(?:https?://)?(?:www\.|t\.me/)?@?", "", text.casefold())
        at = bisect_left(self._addresses, (begun, ""))
        while begun and at < len(self._addresses) and self._addresses[at][0].startswith(begun):
            value, owner = self._addresses[at]
            yield owner, value
            at += 1

    def _begun(self, asked: Sequence[str]) -> list[int]:
        """Return the names with a word for each typed prefix, the best first."""
        if not asked or sum(map(len, asked)) < _SHORTEST:
            return []
        places: dict[int, int] | None = None
        for word in sorted(asked, key=len, reverse=True):
            # Each name with the position of its first matching word.
            here = self._holding(word) if places is None else self._kept(places, word)
            places = here if places is None else {at: min(places[at], here[at]) for at in here}
        whole = " ".join(asked)

        def order(at: int) -> tuple[int, int, int, int]:
            name = self._names[at]
            folded = self._folded[at]
            tier = 0 if folded.startswith(whole) else 1 if (places or {})[at] == 0 else 2
            return name.part, tier, -self._read.get(name.designation_id, 0), len(folded)

        return sorted(places or {}, key=order)

    def _holding(self, begun: str) -> dict[int, int]:
        found: dict[int, int] = {}
        at = bisect_left(self._words, (begun, -1, -1))
        while at < len(self._words) and self._words[at][0].startswith(begun):
            _word, name, place = self._words[at]
            found[name] = min(place, found.get(name, place))
            at += 1
        return found

    def _kept(self, places: Iterable[int], begun: str) -> dict[int, int]:
        kept = {}
        for name in places:
            words = self._folded[name].split()
            at = next((at for at, word in enumerate(words) if word.startswith(begun)), -1)
            if at >= 0:
                kept[name] = at
        return kept


def _rows(table: pd.DataFrame) -> Iterator[Suggestion]:
    for key, row in table.iterrows():
        name, russian, native = (
            str(row[each]) if not pd.isna(row[each]) else "" for each in _TEXTS
        )
        when = row["announced_date"] if row["status"] == "announced" else row["date"]
        yield Suggestion(
            str(key),
            name,
            russian,
            native,
            status=row["status"],
            date=None if pd.isna(when) else when.date(),
            country=None if pd.isna(row["country"]) else str(row["country"]),
            matched_name=name,
            match="possible",
        )


def _digits(number: str) -> str:
    """Normalize the number of an order or of the register: «1076-р», “313”."""
    found = _NUMBER.fullmatch(number.strip())
    return (f"{found[1]}-р" if found[2] else found[1]) if found else number.casefold()
