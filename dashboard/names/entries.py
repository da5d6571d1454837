"""Check the cells of lists.

A cell may contain a name with a number, a note and a date, several names, a link, or half a
sentence. It is tried as one
name first, then without numbers and notes, then in pieces, then as a text. If nothing was found,
the wrong keyboard layout
and OCR errors are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard.names import cells, told
from dashboard.names.answer import SURE, Answer, Candidate, Hint, Match, Mention, Way, gravest
from dashboard.names.engine import Engine
from dashboard.names.scoring import SCOPE
from dashboard.names.sites import Site, Sites, account, is_address, may_hold_address
from dashboard.words import filler, slips
from dashboard.words.frequent import is_frequent
from dashboard.words.inflection import is_adjective
from dashboard.words.scripts import from_caucasus
from dashboard.words.words import Kind, Word, is_everyday, word, words

Find = Callable[[str], Sequence[Mention]]
_FOUND: frozenset[Match] = SURE | {"possible"}
_FEW_LETTERS = 4
_APART = re.compile(r"\s*[;|\n+]\s*|\s+/\s+|,\s+")
_MOST_PIECES = 8
_FIRM = re.compile(
    r"\W*(?:ооо|оао|зао|пао|нао|ао|ип|тсж|снт|гск|тоо|чп|чоп|жк|общество с ограниченной ответственностью)"
    r"\s*[«„“\"]([^«»„“”\"]+)[»“”\"]\W*",
    re.IGNORECASE,
)
"""A Russian firm: where its name is made of everyday words, it is hardly the body of that name."""
_NETWORK = re.compile(
    r"(?:instagram|инстаграм\w*|insta|telegram|телеграм\w*|tg|тг|twitter|твиттер|x|facebook|фейсбук|fb|youtube|ютуб|"
    r"vk|вк|tiktok|тикток)(?:[- ]?канал|[- ]?channel)?\s*(?::|[–—-]|\s)\s*@?([A-Za-z0-9_][\w.]{2,62})",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(r"([а-яёіїєґў][а-яёіїєґў\s-]*?)\s+[«„“\"]([^«»„“”\"]+)[»”“\"]")
_OF = re.compile(r"\s+(?:of|der|des)\b")
_SEVERAL = 2
_TELLING_ACCOUNT = 6
"""Letters of an account's name that are hardly anybody else's."""


@dataclass(frozen=True)
class Entries:
    """Answers to the cells of a list.

    Attributes:
        engine: Compares one name with those of the dataset.
        sites: The web addresses of the dataset.
        shapes: The words of the dataset by shape, for OCR errors.
        find: Finds the names in a text.
    """

    engine: Engine
    sites: Sites
    shapes: slips.Shapes
    find: Find

    def answer(self, cell: str) -> Answer:
        """Return the answer to a cell; it has parts where the cell holds several names.

        Args:
            cell: The cell, as it came.
        """
        text = cells.tidy(cell)
        answer, foreign = self._tidy(cell, text)
        if foreign:
            return answer
        if answer.match not in SURE:
            answer = self._told(text, answer)
        none = answer.match == "none" and not answer.parts and not filler.is_thing_beside(text)
        if none and (branch := self._branches(text)):
            return replace(branch[0], query=cell)
        return answer

    def _tidy(self, cell: str, text: str) -> tuple[Answer, bool]:
        """Return the answer to a cell, compared as a name and in pieces, and whether no word of it is in any name."""
        if site := self._site(cell, text) or self._labeled_account(text):
            return replace(site, query=cell), False
        if text.startswith("@") and is_address(text):
            found = self._account(text) or Answer(cell, "none", hint=Hint.NOTHING)
            return replace(found, query=cell), False
        whole = self.engine.answer(text)
        if whole.match in SURE and _is_firm(text, whole):
            return replace(_weaker(whole), query=cell), False
        if whole.match in SURE and (others := self._others(text, whole)):
            return replace(gravest([whole, *others]), query=cell, parts=(whole, *others)), False
        if whole.match == "unchecked":
            return replace(self._heard(text) or whole, query=cell), False
        if whole.match in SURE and not _dropped(whole):
            return replace(whole, query=cell), False
        if whole.match in SURE and _is_of_a_state(text, whole):
            return replace(_weaker(whole), query=cell), False
        if is_address(text):
            return replace(self._account(text) or whole, query=cell), False
        foreign = whole.match == "none" and self._is_foreign(text)
        answers = [] if foreign else self._pieces(text, whole)
        if not answers and whole.match == "none":
            answers = self._slips(text)
        elif whole.match not in SURE and not any(each.match in SURE for each in answers):
            answers = self._misread(text) or answers
        if not answers:
            return replace(whole, query=cell), foreign
        if len(answers) == 1:
            return replace(answers[0], query=cell), False
        best = gravest(answers)
        return replace(best, query=cell, parts=tuple(answers)), False

    def _is_foreign(self, text: str) -> bool:
        """Return whether no word of a text resembles a word of any name, so that no piece of it can
        be a name.

        This holds for most rows of most lists, and halves the time.
        """
        if cells.may_be_in_short(text) or any(map(str.isdigit, text)) or may_hold_address(text):
            return False
        return not any(self.engine.index.find(each) for each in _content(text))

    def _pieces(self, text: str, whole: Answer) -> list[Answer]:
        """Return the answers to the names in a text; empty if the only name is the whole text."""
        pieces = [each for each in cells.cut(text) if each.text]
        alone = len(pieces) == 1 and pieces[0].text == text
        answers: list[Answer] = []
        asides: list[str] = []
        placed = stated = False
        for piece in pieces:
            if filler.is_state(piece.text):
                stated = True
                continue
            if filler.is_aside(piece.text):
                placed = placed or (piece.listed and filler.is_place_name(piece.text))
                continue
            made = self._names(piece.text, whole if alone else self.engine.answer(piece.text))
            if not piece.listed and not _has_found(made):
                asides.append(piece.text)
            else:
                answers += made
        if stated:  # “Yale, Michigan” is a town
            answers = [_weaker(each) if _is_of_one_word(each) else each for each in answers]
        found = [each for each in answers if each.match in _FOUND]
        if whole.match in SURE and not asides and all(_may_be(each, whole) for each in found):
            return []
        if placed and whole.match == "none" and not any(each.match in SURE for each in found):
            return []  # “University of California, Los Angeles” is not the one in Berkeley
        if not found:
            if whole.match == "possible":
                return []
            return [] if alone else [each for each in self._contained(text) if each.match in _FOUND]
        if (
            len(found) == 1
            and len(answers) > 1
            and not all(each in found or _is_namelike(each.query) for each in answers)
        ):
            asides += [each.query for each in answers if each not in found]
            answers = found
        if len({each.designation_id for each in found}) == 1 and len(found) == len(answers):
            return [_beside(gravest(found), asides)]
        if whole.match == "possible" and not any(each.match in SURE for each in answers):
            return []
        return [each for each in answers if each.match != "none" or len(answers) > 1]

    def _names(self, text: str, whole: Answer) -> list[Answer]:
        """Return the answers to a piece of a cell: one, or several where words join names in it."""
        if whole.match in SURE and not _dropped(whole):
            return [replace(whole, query=text)]
        best = whole if whole.match in _FOUND else None
        for reading, sure in self._readings(text):
            answer = self.engine.answer(reading)
            if answer.match in SURE and not sure:
                unsure = _is_everyday(reading) or _is_general(answer, reading)
                unsure = unsure and not _is_quoted_whole(reading, answer)
                unsure = unsure or bool(_OF.match(text.partition(reading)[2]))
                if len(_content(reading)) == 1:
                    unsure = unsure or filler.is_qualified(text.partition(reading)[0])
                answer = _weaker(answer) if unsure else _by(answer, Way.EXTRA)
            if answer.match in SURE:
                return [replace(answer, query=text)]
            telling = sure or len(_content(reading)) > 1 or _is_surname(reading, text)
            if answer.match == "possible" and best is None and telling:
                best = answer
        if quoted := self._quoted(text):
            return [quoted]
        several = self._joined(text)
        if several:
            return several
        contained = self._contained(text)
        if any(each.match in SURE for each in contained) or (contained and best is None):
            return contained
        return [replace(best or whole, query=text)]

    @staticmethod
    def _readings(text: str) -> Iterable[tuple[str, bool]]:
        """Yield a text without what stands beside a name, and whether that says nothing about which."""
        seen = {text}
        label, rest = cells.label(text)
        bases = [cells.unnumbered(text)]
        if label:
            bases.append(cells.unnumbered(rest))
        for base in bases:
            known = base is bases[0] or filler.is_aside(label)
            for reading in (base, cells.without_footnotes(base), cells.in_full(base)):
                if reading not in seen:
                    seen.add(reading)
                    yield reading, known
        for base in bases:
            for reading in filler.trimmed(cells.in_full(base)):
                if reading not in seen:
                    seen.add(reading)
                    yield reading, False

    def _quoted(self, text: str) -> Answer | None:
        """Return the answer to a whole name of several words in quotation marks, with words in lower case before it."""
        found = _INTRODUCED.fullmatch(text)
        if found is None or filler.is_thing_beside(found.group(1)):
            return None
        answer = self.engine.answer(found.group(2))
        if answer.match != "exact" or len(_content(found.group(2))) < _SEVERAL:
            return None
        return replace(_by(answer, Way.EXTRA), query=text)

    def _joined(self, text: str) -> list[Answer]:
        """Return the answers to names joined by «и», “and”, “/”; empty unless each of them is one."""
        halves = cells.halves(text)
        if not 1 < len(halves) < 8:
            return []
        answers: list[Answer] = []
        for half in halves:
            if filler.is_aside(half):
                continue
            answer = self.engine.answer(half)
            if answer.match not in SURE:
                for reading in filler.trimmed(half)[:1]:
                    answer = self.engine.answer(reading)
            if answer.match not in SURE:
                return []
            answers.append(replace(answer, query=half))
        return answers

    def _contained(self, text: str) -> list[Answer]:
        """Return the names that stand in a text among other words."""
        if len(text.split()) < 2:
            return []
        mentions = list(self.find(text))
        rest, end = [], 0
        for each in mentions:
            rest.append(text[end : each.start])
            end = each.end
        rest.append(text[end:])
        sure = (
            all(map(filler.is_aside, rest))
            and not any(map(filler.is_continued, rest[1:]))
            and not any(map(filler.is_preceded, rest[:-1]))
        )
        found = [
            mentioned(each, sure=sure)
            for at, each in enumerate(mentions)
            if _is_telling(each, rest[at], rest[at + 1])
        ]
        return found or self.engine.within(text) or self._branches(text)

    def _told(self, text: str, answer: Answer) -> Answer:
        """Return what a cell that is half a sentence says for certain: a name, and words that are no part of it.

        Args:
            text: The cell, tidy.
            answer: What it was answered as a name; kept where it says as much.
        """
        if answer.match == "unchecked" or len(text.split()) < _SEVERAL or told.names_firm(text):
            return answer
        found: dict[str, Answer] = {}
        for each in self.find(text):
            if each.match in SURE and told.stands_alone(each, text):
                found.setdefault(each.designation_id, mentioned(each, sure=True))
        if not found:
            return answer
        rest = [
            each for each in answer.parts
            if each.match == "none" or (each.match in _FOUND and each.designation_id not in found)
        ]  # fmt: skip
        made = [*found.values(), *rest]
        if len(made) == 1:
            return replace(made[0], query=answer.query)
        return replace(gravest(made), query=answer.query, parts=tuple(made))

    def _branches(self, text: str) -> list[Answer]:
        """Return the bodies of which a longer name that begins with a name of one word may be a part."""
        found = re.match(r"([^\W\d_]{4,}|[A-Z]{3})(?:\s+|[-–](?=[A-ZА-ЯЁ]))(?=\S)", text)
        rest = text[found.end() :] if found else ""
        if found and is_adjective(found.group(1).casefold()):
            return self.engine.school_of(found.group(1), rest)
        if not found or _is_everyday(found.group(1)):
            return []
        # “OCCRP Aleph”: nothing else is called by such an abbreviation.
        own = found.group(1).isupper() and not is_frequent(found.group(1).casefold())
        own = own and len(found.group(1)) >= _FEW_LETTERS
        if not own and not filler.is_branch(rest):
            return []
        if filler.is_namesake("", " " + rest) and not own:
            return []
        answer = self.engine.answer(found.group(1))
        return [_by(_weaker(answer), Way.CONTAINED)] if answer.match == "exact" else []

    def _site(self, cell: str, text: str) -> Answer | None:
        """Return the answer to a cell that holds known addresses and no name that is listed."""
        if not may_hold_address(cell):
            return None
        sightings = [*self.sites.find(text), *self.sites.find_linked(cell)]
        known = [each.site for each in sightings if each.site]
        if not known:
            return None
        answers = [self._of(each) for each in dict.fromkeys(known)]
        rest = text
        for each in reversed(self.sites.find(text)):
            rest = rest[: each.start] + " " + rest[each.end :]
        if not filler.is_aside(rest):
            other = self.answer(rest)
            known_ids = {each.designation_id for each in answers}
            answers += [
                each for each in other.each
                if each.match in _FOUND and each.designation_id not in known_ids
            ]  # fmt: skip
        return answers[0] if len(answers) == 1 else replace(gravest(answers), parts=tuple(answers))

    def _labeled_account(self, text: str) -> Answer | None:
        """Return the answer to a known account that stands behind the name of its network."""
        found = _NETWORK.fullmatch(text)
        site = self.sites.lookup(f"@{found.group(1)}") if found else None
        return self._of(site) if site else None

    def _account(self, text: str) -> Answer | None:
        """Return the answer to an account that is not known but called as an organization: possible."""
        name = re.sub(r"[\W_]+", " ", account(text)).strip()
        if len(name) < _TELLING_ACCOUNT or _is_everyday(name):
            return None
        answer = self.engine.answer(name)
        return _by(_weaker(answer), Way.ADDRESS) if answer.match in SURE else None

    def _of(self, site: Site) -> Answer:
        candidates = tuple(
            Candidate(
                owner, 1.0, "exact", site.value, frozenset({Way.ADDRESS}),
                self.engine.standings.get(owner),
            )
            for owner in site.designation_ids
        )  # fmt: skip
        return Answer(
            site.value, "exact", candidates[0].designation_id, 1.0, site.value, candidates
        )

    def _slips(self, text: str) -> list[Answer]:
        """Return the answer to a text typed in another keyboard layout, or misread; at most one."""
        if sum(map(str.isalpha, text)) < _FEW_LETTERS or _is_ordinary(text):
            return []
        for other in slips.other_layouts(text):
            if self.engine.index.begins(other) and self._is_sensible(other):
                answer = self.engine.answer(other)
                if answer.match in SURE:
                    return [_by(answer, Way.LAYOUT)]
        return self._misread(text)

    def _misread(self, text: str) -> list[Answer]:
        """Return the answer to a text in which a scanner took letters for others; at most one."""
        read = self.shapes.reread(text)
        if read:
            for reading in (read, *filler.trimmed(read)):
                answer = self.engine.answer(reading)
                if answer.match in SURE:
                    return [_by(answer, Way.SHAPE)]
        return []

    def _heard(self, text: str) -> Answer | None:
        """Return the answer to a name in Georgian or Armenian letters, read by its sound."""
        heard = " ".join(
            each if word(each.casefold()).ideas else from_caucasus(each) or each
            for each in re.findall(r"[\w'’-]+", text)
        )
        answer = self.engine.answer(heard) if from_caucasus(text) else None
        found = answer is not None and answer.match in _FOUND
        return _by(answer, Way.TRANSLITERATION) if answer and found else None

    def _others(self, text: str, whole: Answer) -> list[Answer]:
        """Return the answers to further names in a cell that as a whole is the name of one body.

        “Tufts University + Fletcher School” is all words of the school's names, and two bodies.
        """
        known = {each.designation_id for each in whole.candidates if each.match != "none"}
        found: dict[str, Answer] = {}
        pieces = [each for each in _APART.split(text) if each.strip()]
        for piece in pieces if 1 < len(pieces) < _MOST_PIECES else ():
            answer = self.engine.answer(piece.strip())
            owner = answer.designation_id
            short = sum(map(str.isalpha, answer.matched_name)) < _FEW_LETTERS
            if answer.match in SURE and owner and owner not in known and not short:
                found[owner] = answer
        return list(found.values())

    def _is_sensible(self, text: str) -> bool:
        """Return whether words of a text are words of the dataset, or nearly."""
        content = [each for each in words(text) if each.is_content]
        return bool(content) and all(
            self.engine.index.knows(each) or self.engine.index.find(each) for each in content
        )


def _is_telling(mention: Mention, before: str, after: str) -> bool:
    """Return whether a name in a longer one is more than its first everyday words, or a namesake's."""
    content = _content(mention.text)
    if len(content) == 1:
        if Way.PART in mention.ways and mention.certainty == "possible":
            return False  # a word of kind is a part of another name as well («Центр Карнеги»)
        return not filler.is_namesake(before, after)
    everyday = all(each.ideas or is_frequent(each.text) for each in content)
    headed = any(each.kind is Kind.HEAD for each in content) or content[-1].ideas & SCOPE
    if everyday and re.match(r"\s+(?:of|der|des|von)\b", after):
        return False  # “Free University of Berlin”
    return bool(headed) or not everyday or "«" in before or (before + after).strip() == ""


def _is_of_a_state(text: str, whole: Answer) -> bool:
    """Return whether a state of the USA follows a name of one word: “Yale, Michigan” is a town."""
    _head, comma, tail = text.rpartition(",")
    return bool(comma) and _is_of_one_word(whole) and filler.is_state(tail)


def _is_of_one_word(answer: Answer) -> bool:
    return bool(answer.candidates) and len(_content(answer.candidates[0].matched_name)) == 1


def _is_firm(text: str, answer: Answer) -> bool:
    """Tell whether a text is a Russian firm whose name everybody may use, or is only spelled like that of a body."""
    found = _FIRM.fullmatch(text)
    if found is None:
        return False
    if answer.candidates[0].ways & {Way.TRANSLITERATION, Way.SOUND, Way.TYPO}:
        return True
    content = _content(found[1])
    if len(content) == 1 and len(content[0].text) < _TELLING_ACCOUNT:
        return True
    return all(each.ideas or is_everyday(each) or is_frequent(each.text) for each in content)


def _is_quoted_whole(reading: str, answer: Answer) -> bool:
    """Return whether a reading is a name of several words in its quotation marks, to the letter."""
    marked = reading[:1] in '«„“"' and reading[-1:] in '»”“"'
    return marked and answer.match == "exact" and len(_content(reading)) > 1


def _is_surname(reading: str, text: str) -> bool:
    """Return whether one word with a capital that nobody uses every day stands behind a note («грант Сороса»)."""
    made, beside = _content(reading), words(text.partition(reading)[0])
    if any(each.kind is Kind.HEAD for each in beside) or not any(
        len(each.text) >= _FEW_LETTERS and filler.is_note(each) for each in beside
    ):
        return False
    return (
        len(made) == 1
        and reading[:1].isupper()
        and not (made[0].ideas or is_everyday(made[0]) or filler.is_city(made[0].text))
    )


def _has_found(answers: Iterable[Answer]) -> bool:
    return any(each.match in _FOUND for each in answers)


def _may_be(answer: Answer, whole: Answer) -> bool:
    """Return whether an answer to a piece of a cell does not contradict that to the whole."""
    return any(each.designation_id == whole.designation_id for each in answer.candidates)


def _dropped(answer: Answer) -> bool:
    """Return whether something that may be a name was left out to come to an answer."""
    return bool(answer.candidates) and Way.PLACE in answer.candidates[0].ways


def _content(text: str) -> tuple[Word, ...]:
    return tuple(each for each in words(text) if each.is_content)


def _is_everyday(text: str) -> bool:
    """Return whether a name is a single word that has a meaning of its own."""
    content = _content(text)
    return len(content) == 1 and is_everyday(content[0])


def _is_general(answer: Answer, text: str) -> bool:
    """Return whether a name was found by the meaning of words that many bodies are called by."""
    content = _content(text)
    translated = Way.TRANSLATION in answer.candidates[0].ways
    return translated and all(each.ideas or each.kind is Kind.HEAD for each in content)


def _is_ordinary(text: str) -> bool:
    """Return whether every word of a text is one that everybody uses, and no sign stands within one."""
    return not re.search(r"\w[;,\[\]{}'`]\w", text) and all(
        is_frequent(each.text) for each in _content(text)
    )


def _is_namelike(text: str) -> bool:
    """Return whether a piece of a cell is written as a name: with a capital or in quotation marks."""
    first = text.lstrip("«„“\"'‘(")[:1]
    return first.isupper() or first.isdigit() or text[:1] in '«„“"'


def _weaker(answer: Answer) -> Answer:
    candidates = tuple(
        replace(each, match="possible", score=min(each.score, 0.75)) if each.match in SURE else each
        for each in answer.candidates
    )
    return replace(answer, match="possible", score=min(answer.score, 0.75), candidates=candidates)


def _by(answer: Answer, way: Way) -> Answer:
    """Return the same answer, come to in another way, and so not exact."""
    first = answer.candidates[0]
    match: Match = "likely" if first.match in SURE else first.match
    changed = replace(first, match=match, ways=first.ways | {way}, score=min(first.score, 0.9))
    return replace(
        answer, match=match, score=changed.score, candidates=(changed, *answer.candidates[1:])
    )


def _beside(answer: Answer, asides: Sequence[str]) -> Answer:
    """Weaken an answer to a name if the words beside it may say that it is another's."""
    if not asides or not answer.candidates:
        return answer
    alone = len(_content(answer.candidates[0].matched_name)) == 1
    things = any(map(filler.is_thing_beside, asides))
    if things and alone:
        return Answer(answer.query, "none", candidates=(), hint=Hint.NOTHING)
    if things or alone:
        return _weaker(answer)
    return _by(answer, Way.CONTAINED)


def mentioned(mention: Mention, *, sure: bool) -> Answer:
    """Return a mention as an answer.

    Args:
        mention: The mention.
        sure: Whether nothing but notes stands around it.
    """
    match: Match = "likely" if sure and mention.match in SURE else "possible"
    score = min(mention.score, 0.9 if match == "likely" else 0.75)
    candidates = tuple(
        Candidate(
            each, score, match, mention.matched_name, mention.ways | {Way.CONTAINED},
            mention.standing,
        )
        for each in (mention.designation_id, *mention.others)
    )  # fmt: skip
    return Answer(
        mention.text, match, mention.designation_id, score, mention.matched_name, candidates
    )
