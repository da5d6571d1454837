"""Find names in prose, in any grammatical case.

Each word of a text is encoded as one letter, which represents a family of words (forms and
spellings) of the index. Names
are strings of such letters, and an Aho–Corasick automaton finds all of them in one pass. Then the
context of each match is
examined, because «дождь» mostly just means rain.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ahocorasick_rs import AhoCorasick, MatchKind
from rapidfuzz.distance import OSA

from dashboard.names.answer import Mention, Sign, Way
from dashboard.names.gaps import Gap, fits, gaps_of
from dashboard.names.index import Index
from dashboard.names.names import Name
from dashboard.names.nicknames import nicknames
from dashboard.names.reading import NO_FAMILY as _NO_FAMILY
from dashboard.names.reading import Reader, heard
from dashboard.names.sites import Sighting, Sites
from dashboard.names.surroundings import Surroundings
from dashboard.names.usage import called, usage
from dashboard.names.weight import CERTAIN, POSSIBLE, Use
from dashboard.text.legible import Legible, legible
from dashboard.words.inflection import is_known, latin_stems
from dashboard.words.places import country_of
from dashboard.words.scripts import is_cyrillic
from dashboard.words.sounds import consonants
from dashboard.words.words import Kind, Word, ideas_in_text, word

_SURE_SOUNDS = 4
_WORDS_BEFORE = 3
_OTHER_SPELLING = 2
_SAME_SCORE = 0.99
_SOME = 0.5
"""The least weight of words that a name beside them makes a name."""
_LISTED_WITH = re.compile(
    r"^(?=.*[,;/&\n]|\s(?:и|і|й|та|ды|and|und|et|oraz|i|a|y|e|или|або|or|oder|ou|albo)\s)"
    r"[»”\"“’*†^)\]]*\s*(?:[,;/&.]?\s*\n\s*(?:[-–—•*·▪‣◦]|\d{1,3}[.)])?|[,;/&])?\s*"
    r"(?:\b(?:и|і|й|та|ды|and|und|et|oraz|i|a|y|e|или|або|or|oder|ou|albo)\b\s*)?"
    r"(?:the\s|The\s|die\s|der\s|das\s|la\s|le\s|les\s)?[«„“\"‘(\[]*$"
)
_SIGNS = re.compile(r"[.\-–'’ʼ`´]")
_SCHOOLS = {"university", "college", "school", "academy"}
_FEWEST, _MOST = 2, 6
"""Minimum and maximum number of words of a name that may have another order in another language."""
_GENERAL = 3
"""Minimum number of general words of a name in another language."""
_LENIENT = Gap.of(" им. ")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


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
    use: Use

    @property
    def is_certain(self) -> bool:
        return self.use.weight >= CERTAIN


class Finder:
    """Finds the names of an index, and the addresses of a dataset, in texts."""

    def __init__(self, index: Index, countries: Mapping[str, str], sites: Sites) -> None:
        """Build the automaton.

        Args:
            index: The names to find.
            countries: The country of each designation that has one.
            sites: The addresses to find.
        """
        self._countries = countries
        self._index = index
        self._sites = sites
        self._reader = Reader(index.words)
        patterns: defaultdict[str, list[int]] = defaultdict(list)
        unspaced: defaultdict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(index.names):
            if name.entire or (name.short and len(name.content) == 1):
                continue
            if _UNSPACED.search(name.text) or _is_short_of_letters(name):
                unspaced[name.text].append(place)
            numbers = index.content[place]
            if not numbers:
                continue
            patterns[self._reader.letters(numbers)].append(place)
            if rest := _without_given_names(name, numbers):
                patterns[self._reader.letters(rest)].append(place)
        self._places = list(patterns.values())
        self._automaton = AhoCorasick(list(patterns), matchkind=MatchKind.Standard)
        self._unspaced = dict(unspaced)
        self._schools = _schools(index.names)
        self._gaps: dict[int, tuple[Gap, ...]] = {}
        self._called: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, at in nicknames(index.names, index.bearers).items():
            letter = self._reader.letters([index.content[place][at]])
            self._called[letter].append((place, at))
        self._turned = _turned(index, self._reader)

    def find(self, text: str) -> list[Mention]:
        """Find names and web addresses in the order of the text; of overlapping ones, the longest.

        Args:
            text: Prose, HTML or Markdown; positions refer to this text.
        """
        read = legible(text, self._reader.are_two_words)
        addresses = self._sites.find(read.text)
        pieces, letters = self._reader.read(read.text, addresses)
        around = Surroundings(read.text, pieces)
        hits = self._hits(
            around, letters, [each for each in addresses if each.bare and not each.site]
        )
        known = {owner for each in addresses if each.site for owner in each.site.designation_ids}
        linked = self._sites.find_linked(text)
        known |= {owner for each in linked if each.site for owner in each.site.designation_ids}
        hits = _seen_together(around, hits, known)
        found = [
            _mention(text, read, self._likeliest(around, group))
            for group in _longest(hits, len(pieces))
        ]
        found += [_address(text, *read.span(each.start, each.end), each)
                  for each in addresses if each.site]  # fmt: skip
        found += [_address(text, each.start, each.end, each) for each in linked]
        found += self._without_spaces(text, read)
        return _apart(sorted(found, key=lambda each: (each.start, -each.end)))

    def _hits(
        self, around: Surroundings, letters: Sequence[str], hosts: Sequence[Sighting]
    ) -> list[_Hit]:
        hits: list[_Hit] = []
        inside = {number: host for host in hosts for number in around.within(host.start, host.end)}
        matches = self._automaton.find_matches_as_indexes("".join(letters), overlapping=True)
        for pattern, first, after in matches:
            last = after - 1
            if inside and _cuts(inside, around, first, last):
                continue
            settled: set[str] = set()
            for place in self._places[pattern]:
                # One name of a body settles what its other spellings could only repeat.
                owner = self._index.names[place].designation_id
                if owner in settled:
                    continue
                hit = self._hit(around, place, first, last)
                if hit is not None:
                    hits.append(hit)
                    if hit.is_certain and hit.score >= _SAME_SCORE:
                        settled.add(owner)
        hits += self._called_hits(around, letters, inside)
        return [*hits, *self._turned_hits(around, letters, inside)]

    def _called_hits(
        self, around: Surroundings, letters: Sequence[str], inside: Mapping[int, Sighting]
    ) -> Iterator[_Hit]:
        """Yield short names of organizations beside a word such as “center” or “foundation”."""
        for number, letter in enumerate(letters):
            for place, at in self._called.get(letter, ()) if letter in self._called else ():
                piece, name = around.pieces[number], self._index.names[place]
                like = _alike(_word(piece.text), name.content[at]) if piece.capital else None
                if like is None or (inside and _cuts(inside, around, number, number)):
                    continue
                score, way = like
                if way not in (Way.EXACT, Way.DIACRITICS, Way.INFLECTION, Way.TRANSLITERATION):
                    continue
                use = called(around, name, name.content[at], number)
                if use.barred:
                    continue
                start, end = around.extent(number, number)
                ways = frozenset({Way.PART, way} - {Way.EXACT})
                yield _Hit(name, place, number, number, start, end, ways, score - 0.05, use)

    def _turned_hits(
        self, around: Surroundings, letters: Sequence[str], inside: Mapping[int, Sighting]
    ) -> Iterator[_Hit]:
        """Yield names in another language with another word order.

        “Comité pour la protection des journalistes” has that of the English name, “Forum Wolnej
        Rosji” and “Fondation Khodorkovski” have not.
        """
        for first, last in _windows(letters):
            key = "".join(sorted(letters[first : last + 1]))
            for place in self._turned.get(key, ()):
                if inside and _cuts(inside, around, first, last):
                    continue
                own = self._reader.letters(self._index.content[place])
                order = _order(own, letters[first : last + 1])
                if order == sorted(order) or around.is_english(first):
                    continue  # as the automaton found it, or as English would not say it
                hit = self._hit(around, place, first, last, order)
                if hit is not None and hit.ways & {Way.TRANSLATION, Way.TYPO}:
                    yield hit

    def _likeliest(self, around: Surroundings, group: list[_Hit]) -> list[_Hit]:
        """Namesakes, those first that fit the words before («латвийской церковью «…»»)."""
        if len({hit.name.designation_id for hit in group}) == 1:
            return group
        before = [_word(piece.text) for piece in around.words_before(group[0].first, _WORDS_BEFORE)]
        stems = frozenset().union(*(each.stems for each in before))
        countries = {country_of(each.text) for each in before}

        def fits_before(hit: _Hit) -> tuple[bool, bool]:
            owner = hit.name.designation_id
            return self._countries.get(owner) in countries, bool(
                stems & self._index.own_stems[owner]
            )

        return sorted(group, key=fits_before, reverse=True)

    def _hit(
        self,
        around: Surroundings,
        place: int,
        first: int,
        last: int,
        order: Sequence[int] | None = None,
    ) -> _Hit | None:
        name = self._index.names[place]
        content = name.content
        pieces = around.pieces[first : last + 1]
        whole = len(pieces) == len(content)
        if order is not None:
            content = tuple(content[at] for at in order)
        elif not whole:
            content = tuple(each for at, each in enumerate(content) if at not in name.person)
        ways: set[Way] = set() if whole else {Way.PART}
        scores = []
        same = False
        for piece, meant in zip(pieces, content, strict=True):
            like = _alike(_word(piece.text), meant)
            if like is None:
                return None
            score, way = like
            scores.append(score)
            same = same or (way is not Way.TRANSLATION and self._index.is_distinct(meant))
            if way is not Way.EXACT:
                ways.add(way)
        if order is not None:
            ways.add(Way.ORDER)
            if _is_of_two_lines(around, first, last):
                return None
        if not self._is_whole(around, place, name, first, last, whole=whole and order is None):
            return None
        rare = [self._index.is_distinct(each) for each in content]
        if Way.TRANSLATION in ways:
            long = len(content) > 2 or around.quoted(first, last)
            # «Міжнароднай амністыі»: a word that few names have is there, not translated.
            slavic = same and is_cyrillic(pieces[0].text) and pieces[0].capital
            if not long and not slavic and not (order is not None and any(rare)):
                return None
            if not is_cyrillic(pieces[0].text) and around.is_english(first):
                return None
        if ways & {Way.TRANSLATION, Way.TYPO} and not around.quoted(first, last):
            # «le comité protège les journalistes», “die Freie Universität”
            latin = not is_cyrillic(pieces[0].text)
            general = latin and order is None and len(content) < _GENERAL and not any(rare)
            foreign = not latin or not around.is_english(first)
            if foreign and (general or not any(piece.capital for piece in pieces)):
                return None
        if name.short:
            ways.add(Way.PART)
        is_place = place in self._schools
        use = usage(around, name, content, first, last, rare, frozenset(ways), place=is_place)
        if use.barred:
            return None
        score = min(scores) - 0.03 * (Way.PART in ways)
        start, end = around.extent(first, last)
        begin, opening = around.opening_word(first)
        if opening and name.text.casefold().startswith(f"{opening.casefold()} "):
            start = begin
        return _Hit(name, place, first, last, start, end, frozenset(ways), round(score, 3), use)

    def _is_whole(
        self, around: Surroundings, place: int, name: Name, first: int, last: int, *, whole: bool
    ) -> bool:
        """Return whether the text between the words allows that they are one name."""
        if first == last:
            return True
        if place not in self._gaps:
            self._gaps[place] = gaps_of(name)
        gaps = self._gaps[place] if whole else (_LENIENT,) * (last - first)
        marked = around.inside_marks(first, last)
        return all(
            fits(around.text, one.end, two.start, gap, marked=marked)
            for (one, two), gap in zip(pairwise(around.pieces[first : last + 1]), gaps, strict=True)
        )

    def _without_spaces(self, text: str, read: Legible) -> list[Mention]:
        """Find names that are no words, as they are written: of scripts without spaces, and “n-ost”."""
        found = []
        for written, places in self._unspaced.items():
            if written in read.text:
                edge = r"" if _UNSPACED.search(written) else r"\b"
                for each in re.finditer(rf"{edge}{re.escape(written)}", read.text):
                    start, end = read.span(*each.span())
                    names = [self._index.names[place] for place in places]
                    owners = tuple(dict.fromkeys(name.designation_id for name in names))
                    found.append(
                        Mention(start, end, text[start:end], owners[0], written, 1.0, owners[1:],
                                match="exact")
                    )  # fmt: skip
        return found


def _is_of_two_lines(around: Surroundings, first: int, last: int) -> bool:
    """Return whether a line ends between the words and the next one begins with a capital, as in lists."""
    return any(
        two.capital and "\n" in around.text[one.end : two.start]
        for one, two in pairwise(around.pieces[first : last + 1])
    )


def _is_short_of_letters(name: Name) -> bool:
    """Return whether only punctuation distinguishes a name from a short word (“n-ost”, “G.e.V.”)."""
    few = len(name.content) == 1 and len(name.content[0].plain) < 4
    return few and bool(re.search(r"\w[^\w\s]\w", name.text))


def _schools(names: Sequence[Name]) -> frozenset[int]:
    """Return the names of schools that are one word, which is also a place or a founder."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        ideas = {idea for each in name.content if each.kind is Kind.HEAD for idea in each.ideas}
        if ideas & _SCHOOLS and len(name.content) > 1 and not name.entire:
            words[name.designation_id].update(each.plain for each in name.content)
    return frozenset(
        place
        for place, name in enumerate(names)
        if len(name.content) == 1 and name.content[0].plain in words[name.designation_id]
    )


def _cuts(inside: Mapping[int, Sighting], around: Surroundings, first: int, last: int) -> bool:
    """Return whether words are only a part of an unknown web address (“insider” of insider.com)."""
    for number in (first, last):
        host = inside.get(number)
        if host and not (
            around.pieces[first].start <= host.start and host.end <= around.pieces[last].end
        ):
            return True
    return False


def _word(written: str) -> Word:
    """Return a word of a text; the points of initials and the hyphen of “anti-” are no part of it."""
    return word(written if written.isalpha() else _SIGNS.sub("", written))


def _alike(read: Word, meant: Word) -> tuple[float, Way] | None:
    if read.text == meant.text:
        return 1.0, Way.EXACT
    if read.plain.replace("ґ", "г") == meant.plain.replace("ґ", "г"):
        return 0.99, Way.DIACRITICS
    if read.cyrillic is meant.cyrillic and (
        read.stems & meant.stems
        or (not read.cyrillic and latin_stems(read.text) & latin_stems(meant.text))
    ):
        return 0.96, Way.INFLECTION
    if read.ideas & meant.ideas and OSA.distance(read.plain, meant.plain) <= _OTHER_SPELLING:
        return 0.95, Way.TYPO  # “Center” and “Centre”, “organisation” and “organization”
    long = min(len(read.plain), len(meant.plain)) > 4 or read.plain[0].isdigit()
    if read.spellings & meant.spellings and long:
        return 0.97, Way.TRANSLITERATION
    if read.cyrillic and not meant.cyrillic:
        same = heard(read) & meant.sounds
        if any(consonants(code) >= _SURE_SOUNDS for code in same):
            return 0.88, Way.SOUND
    # Ukrainian and Belarusian texts translate Russian names, others English ones.
    russian = read.cyrillic and meant.cyrillic and is_known(read.text)
    if not russian and not meant.ideas.isdisjoint(ideas_in_text(read.text)):
        return 0.9, Way.TRANSLATION
    return None


def _turned(index: Index, reader: Reader) -> dict[str, list[int]]:
    """Return the names of a few Latin words, among them one for a sort of body, by their letters."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(index.names):
        content = name.content
        if name.entire or name.short or not _FEWEST <= len(content) <= _MOST:
            continue
        headed = any(each.kind is Kind.HEAD for each in content)
        if headed and not any(each.cyrillic or each.is_number for each in content):
            found["".join(sorted(reader.letters(index.content[place])))].append(place)
    return dict(found)


def _windows(letters: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where a few words in a row, all of them words of names, begin and end."""
    begin = 0
    for at, letter in enumerate([*letters, _NO_FAMILY]):
        if letter != _NO_FAMILY:
            continue
        for first in range(begin, at - _FEWEST + 1):
            for last in range(first + _FEWEST - 1, min(first + _MOST, at)):
                yield first, last
        begin = at + 1


def _order(own: str, read: Sequence[str]) -> list[int]:
    """Return for each letter that was read its place in a name of the same letters."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, letter in reversed(list(enumerate(own))):
        places[letter].append(at)
    return [places[letter].pop() for letter in read]


def _without_given_names(name: Name, numbers: tuple[int, ...]) -> list[int]:
    """Leave out given names: «Фонд Бёлля» for «Фонд имени Генриха Бёлля»; empty if that says too little."""
    if not name.person or not any(each.kind is Kind.HEAD for each in name.content):
        return []
    rest = [number for at, number in enumerate(numbers) if at not in name.person]
    return rest if len(rest) > 1 else []


def _seen_together(around: Surroundings, hits: list[_Hit], known: set[str]) -> list[_Hit]:
    """Raise the weight of a mention if the name is certain elsewhere in the text, or is in a list
    with certain names."""
    certain = known | {
        hit.name.designation_id for hit in hits if hit.is_certain and not hit.use.barred
    }
    own = {(hit.name.designation_id, hit.first) for hit in hits if hit.is_certain}
    named = {owner for owner, _first in own} | known
    raised: list[_Hit] = []
    for hit in hits:
        owner = hit.name.designation_id
        if not hit.is_certain and owner in certain and owner in named and hit.use.weight >= 1.0:
            by = 2.0 if owner in known else 1.5
            if around.pieces[hit.first].capital:
                hit = replace(hit, use=hit.use.with_sign(Sign.ELSEWHERE, by))
        raised.append(hit)
    ends: defaultdict[int, list[int]] = defaultdict(list)
    begins: defaultdict[int, list[int]] = defaultdict(list)
    for number, hit in enumerate(raised):
        ends[hit.last].append(number)
        begins[hit.first].append(number)
    # Two names of common words in one list make each other likelier.
    for number, hit in enumerate(list(raised)):
        if not hit.is_certain and hit.use.weight >= 1.0 and around.pieces[hit.first].capital:
            near = (raised[each] for each in _neighbors(around, hit, begins, ends))
            if any(
                other.name.designation_id != hit.name.designation_id
                and other.use.weight >= 1.0
                and around.pieces[other.first].capital
                for other in near
            ):
                raised[number] = replace(hit, use=hit.use.raised(1.0))
    queue = [
        number for number, hit in enumerate(raised)
        if hit.is_certain
        or (not hit.use.common and hit.use.weight >= POSSIBLE
            and not around.pieces[hit.first].capital)
    ]  # fmt: skip
    while queue:
        hit = raised[queue.pop()]
        for number in _neighbors(around, hit, begins, ends):
            other = raised[number]
            weight = 2.0
            if not around.pieces[other.first].capital and not around.pieces[hit.first].capital:
                # “bellingcat or the insider”: such a text uses no capitals at all.
                lower = around.text[other.start : other.end] == other.name.text.casefold()
                weight = 3.0 if lower or other.ways == {Way.INFLECTION} else 0.0
            elif not around.pieces[other.first].capital or other.use.weight < _SOME:
                continue
            if other.is_certain or not weight:
                continue
            raised[number] = better = replace(other, use=other.use.with_sign(Sign.LISTED, weight))
            if better.is_certain and better != other:
                queue.append(number)
    return [hit for hit in raised if hit.use.weight >= POSSIBLE]


def _neighbors(
    around: Surroundings,
    hit: _Hit,
    begins: Mapping[int, list[int]],
    ends: Mapping[int, list[int]],
) -> Iterator[int]:
    """Yield the hits that stand in one list with another, right before it and behind it."""
    quoted = around.quoted(hit.first, hit.last)
    for step in (1, 2):
        after, before = hit.last + step, hit.first - step
        if after < len(around.pieces) and (step == 1 or _is_number(around, after - 1)):
            between = around.text[around.pieces[hit.last].end : around.pieces[after].start]
            if _LISTED_WITH.match(between):
                # «Медуза», Проект: without marks in a list with them, it is hardly a name.
                for number in begins.get(after, ()):
                    if not quoted or around.opens_quotation(after) or _is_latin(around, after):
                        yield number
        if before >= 0 and (step == 1 or _is_number(around, before + 1)):
            between = around.text[around.pieces[before].end : around.pieces[hit.first].start]
            if _LISTED_WITH.match(between):
                for number in ends.get(before, ()):
                    if not quoted or around.closes_quotation(before) or _is_latin(around, before):
                        yield number


def _is_latin(around: Surroundings, at: int) -> bool:
    """Return whether a word is in Latin script, which Russian texts do not put in quotation marks."""
    return not is_cyrillic(around.pieces[at].text)


def _is_number(around: Surroundings, at: int) -> bool:
    return around.pieces[at].text.isdigit()


def _longest(hits: list[_Hit], words: int) -> list[list[_Hit]]:
    """Choose non-overlapping hits, the longest first; hits at the same position are grouped."""
    by_span: defaultdict[tuple[int, int], list[_Hit]] = defaultdict(list)
    for hit in hits:
        by_span[(hit.first, hit.last)].append(hit)
    taken = bytearray(words)
    kept: list[list[_Hit]] = []

    def order(span: tuple[int, int]) -> tuple[bool, int, int]:
        return not any(hit.is_certain for hit in by_span[span]), span[0] - span[1], span[0]

    for first, last in sorted(by_span, key=order):
        if not any(taken[first : last + 1]):
            taken[first : last + 1] = b"\x01" * (last - first + 1)
            group = sorted(
                by_span[(first, last)], key=lambda hit: (not hit.is_certain, -hit.score, hit.place)
            )
            kept.append(group)
    return sorted(kept, key=lambda group: group[0].start)


def _mention(text: str, read: Legible, group: list[_Hit]) -> Mention:
    best = group[0]
    others = dict.fromkeys(
        hit.name.designation_id
        for hit in group[1:]
        if hit.name.designation_id != best.name.designation_id
    )
    start, end = read.span(best.start, best.end)
    certain = any(hit.is_certain for hit in group)
    exact = best.ways <= {Way.DIACRITICS}
    return Mention(
        start,
        end,
        text[start:end],
        best.name.designation_id,
        best.name.text,
        best.score,
        tuple(others),
        best.ways,
        match=("exact" if exact else "likely") if certain else "possible",
        signs=best.use.signs,
    )


def _address(text: str, start: int, end: int, sighting: Sighting) -> Mention:
    site = sighting.site
    assert site is not None
    return Mention(
        start,
        end,
        text[start:end],
        site.designation_ids[0],
        site.value,
        1.0,
        site.designation_ids[1:],
        frozenset({Way.ADDRESS}),
        match="exact",
        signs=frozenset({Sign.ADDRESS}),
    )


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Sort mentions, and remove those that overlap an earlier one."""
    kept: list[Mention] = []
    for each in mentions:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
