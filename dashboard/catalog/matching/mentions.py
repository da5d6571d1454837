"""Names inside prose, in any grammatical case.

Each word of a text becomes one letter that stands for a family of words (its forms and spellings)
of the index; names are strings of such letters, which one automaton finds all at once. What it
finds is then looked at in its surroundings, because «дождь» is mostly just rain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind
from rapidfuzz.distance import OSA

from dashboard.catalog.matching.answer import Mention, Way
from dashboard.catalog.matching.index import Index
from dashboard.catalog.matching.names import Name
from dashboard.catalog.matching.places import country_of
from dashboard.catalog.matching.sounds import consonants
from dashboard.catalog.matching.surroundings import Piece, Surroundings
from dashboard.catalog.matching.words import Kind, Word, spans, word

_FIRST_LETTER = 0xF0000  # a private plane of Unicode, so that no text holds these letters
_NO_FAMILY = "\x00"
_SURE_SOUNDS = 4
_LONGEST_WORD = 60
_WORDS_BEFORE = 3
_OTHER_SPELLING = 2


@dataclass(frozen=True)
class _Hit:
    name: Name
    place: int
    first: int
    last: int
    start: int
    end: int
    ways: frozenset[Way]
    score: float


class Finder:
    """Finds the names of an index in texts."""

    def __init__(self, index: Index, countries: Mapping[str, str]) -> None:
        """Build the automaton.

        Args:
            index: The names to find.
            countries: The country of each designation that has one.
        """
        self._countries = countries
        self._index = index
        self._families = _families(index)
        self._by: dict[str, int] = {}
        for number, family in enumerate(self._families):
            for key in _keys(index.words[number], sound=not index.words[number].cyrillic):
                self._by.setdefault(key, family)
        patterns: defaultdict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(index.names):
            if name.entire or (name.short and len(name.content) == 1):
                continue
            numbers = index.content[place]
            patterns[self._pattern(numbers)].append(place)
            if rest := _without_given_names(name, numbers):
                patterns[self._pattern(rest)].append(place)
        self._places = list(patterns.values())
        self._lengths = [len(pattern) for pattern in patterns]
        self._automaton = AhoCorasick(list(patterns), matchkind=MatchKind.Standard)

    def _pattern(self, numbers: Iterable[int]) -> str:
        return "".join(chr(_FIRST_LETTER + self._families[number]) for number in numbers)

    def find(self, text: str) -> list[Mention]:
        """Where the text has names, in its order, the longest where several overlap."""
        pieces: list[Piece] = []
        letters: list[str] = []
        read: dict[str, tuple[Kind, str]] = {}
        for start, end in spans(text):
            written = text[start:end]
            if written not in read:
                read[written] = self._read(written)
            kind, letter = read[written]
            if kind is not Kind.FILLER:
                pieces.append(Piece(start, end, written))
                letters.append(letter)
        around = Surroundings(text, pieces)
        hits: list[_Hit] = []
        matches = self._automaton.find_matches_as_indexes("".join(letters), overlapping=True)
        for pattern, first, after in matches:
            for place in self._places[pattern]:
                hit = self._hit(around, place, first, after - 1)
                if hit:
                    hits.append(hit)
        return [_mention(text, self._likeliest(around, group)) for group in _longest(hits)]

    def _likeliest(self, around: Surroundings, group: list[_Hit]) -> list[_Hit]:
        """Namesakes, those first that fit the words before («латвийской церковью «…»»)."""
        if len({hit.name.designation_id for hit in group}) == 1:
            return group
        before = [_word(piece.text) for piece in around.before(group[0].first, _WORDS_BEFORE)]
        stems = frozenset().union(*(each.stems for each in before))
        countries = {country_of(each.text) for each in before}

        def fits(hit: _Hit) -> tuple[bool, bool]:
            owner = hit.name.designation_id
            return self._countries.get(owner) in countries, bool(
                stems & self._index.own_stems[owner]
            )

        return sorted(group, key=fits, reverse=True)

    def _read(self, written: str) -> tuple[Kind, str]:
        if len(written) > _LONGEST_WORD:
            return Kind.CONTENT, _NO_FAMILY
        lowered = written.casefold()
        made = _word(written)
        if made.kind is Kind.FILLER:
            return made.kind, _NO_FAMILY
        # A word in lower case is not somebody's name; how it sounds does not matter then.
        for key in _keys(made, sound=made.cyrillic and written != lowered):
            if (family := self._by.get(key)) is not None:
                return made.kind, chr(_FIRST_LETTER + family)
        return made.kind, _NO_FAMILY

    def _hit(self, around: Surroundings, place: int, first: int, last: int) -> _Hit | None:
        name = self._index.names[place]
        content = name.content
        pieces = around.pieces[first : last + 1]
        if len(pieces) != len(content):
            content = tuple(each for at, each in enumerate(content) if at not in name.person)
        ways: set[Way] = set() if len(content) == len(name.content) else {Way.PART}
        scores = []
        for piece, meant in zip(pieces, content, strict=True):
            like = self._alike(_word(piece.text), meant)
            if like is None:
                return None
            score, way = like
            scores.append(score)
            if way is not Way.EXACT:
                ways.add(way)
        distinct = [self._index.is_distinct(each) for each in content]
        if name.short:
            ways.add(Way.PART)
        if not around.is_name(name, content, first, last, distinct):
            return None
        score = min(scores) - 0.03 * (Way.PART in ways)
        start, end = around.extent(first, last)
        return _Hit(name, place, first, last, start, end, frozenset(ways), round(score, 3))

    @staticmethod
    def _alike(read: Word, meant: Word) -> tuple[float, Way] | None:
        if read.text == meant.text:
            return 1.0, Way.EXACT
        if read.plain == meant.plain:
            return 0.99, Way.DIACRITICS
        if read.cyrillic is meant.cyrillic and read.stems & meant.stems:
            return 0.96, Way.INFLECTION
        if read.ideas & meant.ideas and OSA.distance(read.plain, meant.plain) <= _OTHER_SPELLING:
            return 0.95, Way.TYPO  # “Center” and “Centre”, “organisation” and “organization”
        long = min(len(read.plain), len(meant.plain)) > 4
        if read.spellings & meant.spellings and long:
            return 0.97, Way.TRANSLITERATION
        if read.cyrillic and not meant.cyrillic:
            same = _heard(read) & meant.sounds
            if any(consonants(code) >= _SURE_SOUNDS for code in same):
                return 0.88, Way.SOUND
        return None


def _word(written: str) -> Word:
    """A word of a text; the points of initials are no part of it."""
    return word(written.replace(".", ""))


def _heard(read: Word) -> frozenset[str]:
    """How a word and its lemmas sound: «Беллингкэта» as “Bellingcat”."""
    lemmas = (stem[1:] for stem in read.stems if stem.startswith("="))
    return read.sounds.union(*(word(lemma).sounds for lemma in lemmas))


def _keys(meant: Word, *, sound: bool) -> Iterable[str]:
    """What a word may be looked up by, the surest first."""
    yield f"p{meant.plain}"
    for stem in sorted(meant.stems):
        yield f"{'c' if meant.cyrillic else 'l'}{stem}"
    if len(meant.plain) > 4:
        for spelling in sorted(meant.spellings):
            yield f"t{spelling}"
    for idea in sorted(meant.ideas):
        yield f"i{idea}"
    if sound:
        for code in sorted(_heard(meant) if meant.cyrillic else meant.sounds):
            if consonants(code) >= _SURE_SOUNDS:
                yield f"s{code}"


def _families(index: Index) -> list[int]:
    """For each word of the index its family: words that share a key are of one."""
    parent = list(range(len(index.words)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    first: dict[str, int] = {}
    for number, meant in enumerate(index.words):
        for key in _keys(meant, sound=not meant.cyrillic):
            parent[root(number)] = root(first.setdefault(key, number))
    return [root(number) for number in range(len(index.words))]


def _without_given_names(name: Name, numbers: tuple[int, ...]) -> list[int]:
    """«Фонд Бёлля» for «Фонд имени Генриха Бёлля»; empty where that says too little."""
    if not name.person or not any(each.kind is Kind.HEAD for each in name.content):
        return []
    rest = [number for at, number in enumerate(numbers) if at not in name.person]
    return rest if len(rest) > 1 else []


def _longest(hits: list[_Hit]) -> list[list[_Hit]]:
    """Hits that do not overlap, the longest first; those of one place together."""
    by_span: defaultdict[tuple[int, int], list[_Hit]] = defaultdict(list)
    for hit in hits:
        by_span[(hit.first, hit.last)].append(hit)
    taken: list[tuple[int, int]] = []
    kept: list[list[_Hit]] = []
    ordered = sorted(by_span, key=lambda span: (span[0] - span[1], span[0]))
    for first, last in ordered:
        if all(last < begin or first > end for begin, end in taken):
            taken.append((first, last))
            group = sorted(by_span[(first, last)], key=lambda hit: (-hit.score, hit.place))
            kept.append(group)
    return sorted(kept, key=lambda group: group[0].start)


def _mention(text: str, group: list[_Hit]) -> Mention:
    best = group[0]
    others = dict.fromkeys(
        hit.name.designation_id
        for hit in group[1:]
        if hit.name.designation_id != best.name.designation_id
    )
    return Mention(
        best.start,
        best.end,
        text[best.start : best.end],
        best.name.designation_id,
        best.name.text,
        best.score,
        tuple(others),
        best.ways,
    )
