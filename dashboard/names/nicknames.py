"""Find single words that are short names of organizations in texts.

«Мемориал», “Carnegie” and “Bard” are also a monument, a philanthropist and a poet. Alone they match
nothing; a word of
kind beside them (“a Carnegie scholar”, «ассоциация «Мемориал»») makes them a name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dashboard.names.names import FURTHER, Name
from dashboard.names.scoring import SCOPE
from dashboard.words.filler import is_city
from dashboard.words.inflection import is_adjective, is_known
from dashboard.words.words import Kind, Word, is_descriptor, is_place

_SCHOOLS = frozenset(("university", "college", "school"))
_SHORTEST = 4
_COINED = 9
_FEW = 3
"""Maximum number of designations with the word in a name."""
_BRANDED = 2
"""Minimum number of parts with a word in their names, for the word to be a short name of the whole."""


def nicknames(names: Sequence[Name], bearers: Mapping[str, set[str]]) -> dict[int, int]:
    """Return the names that may be shortened to one word, with the place of that word.

    That is what is left of the name of a school without the sort of body («Бард-колледж»), what stands in
    quotation marks in a longer name («Мемориал»), and the word that several parts of a body share.

    Args:
        names: Every name of every designation.
        bearers: For each word the designations that have it in a name.
    """
    shared: defaultdict[str, Counter[str]] = defaultdict(Counter)
    quoted: defaultdict[str, set[str]] = defaultdict(set)
    foreign: defaultdict[str, set[str]] = defaultdict(set)
    alone: set[tuple[str, str]] = set()
    for name in names:
        foreign[name.designation_id].update(
            key for each in name.content if not each.cyrillic for key in each.sounds
        )
        if name.part:
            heard = {key for each in name.content for key in {each.plain, *each.sounds}}
            shared[name.designation_id].update(heard)
        elif len(name.content) == 1 and not name.entire:
            if name.short:
                quoted[name.designation_id].update(name.content[0].spellings)
            else:
                alone.add((name.designation_id, name.content[0].plain))
    found: dict[int, int] = {}
    for place, name in enumerate(names):
        if name.entire or name.part or name.column == FURTHER:
            continue
        if name.short and name.column == "abbreviation":
            continue  # initials
        telling = list(_telling(name.content))
        if len(telling) == len(name.content) == 2 and is_coined(name.content[0]):
            telling = telling[:1]  # «Трансперенси Интернешнл»
        if len(telling) != 1:
            continue
        meant = name.content[telling[0]]
        if is_coined(meant) and meant.sounds & foreign[name.designation_id]:
            found[place] = telling[0]
            continue
        own = (name.designation_id, meant.plain) in alone
        if own or len(meant.plain) < _SHORTEST or len(bearers.get(meant.plain, ())) > _FEW:
            continue
        if _may_be_called(name, meant, quoted[name.designation_id], shared[name.designation_id]):
            found[place] = telling[0]
    return found


def _telling(content: Sequence[Word]) -> Iterator[int]:
    """Yield the places of the words that say more than what sort of body it is."""
    for at, each in enumerate(content):
        if each.kind is not Kind.HEAD and not is_descriptor(each) and not each.ideas & SCOPE:
            yield at


def is_coined(meant: Word) -> bool:
    """Return whether a word is a foreign one in Cyrillic letters that nothing else is called by («Трансперенси»)."""
    return meant.cyrillic and len(meant.plain) >= _COINED and not is_known(meant.text)


def _may_be_called(name: Name, meant: Word, quoted: set[str], shared: Counter[str]) -> bool:
    if meant.ideas or meant.is_number or is_place(meant) or is_city(meant.text):
        return False
    if is_adjective(meant.text):
        return False
    if meant.spellings & quoted or meant.plain in quoted:
        return True
    heads = {idea for each in name.content if each.kind is Kind.HEAD for idea in each.ideas}
    if heads & _SCHOOLS:
        return True
    return max(shared[key] for key in {meant.plain, *meant.sounds}) >= _BRANDED
