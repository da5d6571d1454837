"""Weigh the evidence that words of a text are used as a name.

«Медуза» is a jellyfish and a newsroom. A unique name needs no evidence. A name of common words
needs some: a word such as
“center” beside it, quotation marks, an asterisk, the words of the law, or a verb of what
organizations do. A street, a
film or a longer name is evidence against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dashboard.names.answer import Sign, Way
from dashboard.names.longer import BARS, hyphenated_away, in_longer_name
from dashboard.names.names import Name
from dashboard.names.nicknames import is_coined
from dashboard.names.surroundings import Piece, Surroundings
from dashboard.names.weight import CERTAIN, POSSIBLE, Use, articled, several, single
from dashboard.words.context import Says, says
from dashboard.words.filler import is_of_branch
from dashboard.words.inflection import is_genitive, is_surname
from dashboard.words.scripts import is_cyrillic
from dashboard.words.words import Kind, Word, word

_LEGAL_FORM = re.compile(
    r"[»”\"]?,?\s(?:e\.\s?V\.|gGmbH|GmbH|gUG|Ltd\b|Inc\b|LLC\b|z\.\s?s\.|z\.\s?ú\.|s\.\s?r\.\s?o\.|ry\b|r\.y\.|"
    r"MTÜ\b|SIA\b|Sp\. z o\.\s?o\.|AS\b|AISBL\b|ASBL\b|CIC\b|SCE\b)"
)
_GENITIVE = re.compile(r"['’]s\s")
_SPOKEN = re.compile(r"[»”\"],\s[—–-]\s")
_OF_HERE = (
    "район",
    "город",
    "сел",
    "посел",
    "посёл",
    "округ",
    "школ",
    "завод",
    "област",
    "деревн",
    "двор",
)
_FEW = 4
_SCHOOLS = frozenset(("university", "college", "school"))
_NEAR = 7
"""Number of words within which a word about the sea or the weather shows that a common word has its usual meaning."""
NONE = Use(0.0, barred=True)


def usage(
    around: Surroundings,
    name: Name,
    content: Sequence[Word],
    first: int,
    last: int,
    rare: Sequence[bool],
    ways: frozenset[Way],
    *,
    place: bool = False,
) -> Use:
    """Weigh how words of a text are used.

    Args:
        around: The text.
        name: The name that they may be.
        content: Those of its words that are there.
        first: The place of the first word.
        last: The place of the last.
        rare: For each word whether few names have it.
        ways: How the words match the name's.
        place: Whether the one word of the name is a place or a surname too (Stanford).
    """
    pieces = around.pieces[first : last + 1]
    if hyphenated_away(around, name, first, last):
        return NONE
    if len(pieces) == 1:
        base = single(around, name, content[0], first, ways, place=place)
    else:
        base = several(around, name, content, first, last, rare, ways)
    if base is None:
        return NONE
    return _signs(around, name, content, first, last, base, place=place)


def called(around: Surroundings, name: Name, meant: Word, at: int) -> Use:
    """Weigh a short name of an organization, which needs a word such as “center”, a mark or the
    legal label as evidence.

    Args:
        around: The text.
        name: The name that the word is short for.
        meant: The word there.
        at: The place of the word in the text.
    """
    if hyphenated_away(around, name, at, at) or _is_given_name_there(around, at):
        return NONE
    school = any(each.ideas & _SCHOOLS for each in name.content if each.kind is Kind.HEAD)
    use = _signs(around, name, (meant,), at, at, Use(0.0, common=True), place=school)
    told = {Sign.KIND, Sign.STAR, Sign.LABEL} & use.signs and Sign.AGAINST not in use.signs
    if is_coined(meant) and Sign.AGAINST not in use.signs:
        return replace(use, weight=max(POSSIBLE, min(use.weight, CERTAIN - 0.5)))
    if not told:
        return NONE
    marked = {Sign.STAR, Sign.LABEL} & use.signs
    # «центр «Прометей»» may be any center.
    return use if marked else replace(use, weight=min(use.weight, CERTAIN - 0.5))


def _is_given_name_there(around: Surroundings, at: int) -> bool:
    """Return whether a surname may follow a word in Russian: «доктор Бард Иванов»."""
    if not around.adjoins(at) or around.style(at) != "plain":
        return False
    after = around.pieces[at + 1]
    return (
        after.capital and is_cyrillic(after.text) and is_cyrillic(around.pieces[at].text)
        and is_surname(after.text.casefold())
    )  # fmt: skip


def _signs(
    around: Surroundings,
    name: Name,
    content: Sequence[Word],
    first: int,
    last: int,
    use: Use,
    *,
    place: bool,
) -> Use:
    """Add the evidence for and against it."""
    weight, signs, barred = use.weight, set(use.signs), False
    common = use.common
    if not common and use.weight >= CERTAIN:
        return _against(around, name, content, first, last, use)
    quoted = around.quoted(first, last)
    before, after = around.before(first), around.after(last)
    headed = any(each.kind is Kind.HEAD for each in content) and len(content) > 1

    def add(sign: Sign, by: float) -> None:
        nonlocal weight
        weight += by
        signs.add(sign)

    if around.starred(last):
        add(Sign.STAR, 3.0)
    if around.labeled(last):
        add(Sign.LABEL, 3.0)
    kind, thing = _beside(around, first, last, before, after)
    if place and not thing:
        # “students at Bard and Tufts”
        near = around.words_before(first, _FEW)
        kind = kind or any(
            says(piece.text, Says.KIND) or word(piece.text).kind is Kind.HEAD for piece in near
        )
        if not kind and _GENITIVE.match(around.text, around.pieces[last].end):
            # “Yale's Humanitarian Research Lab”
            following = around.words_after(last, _FEW)
            kind = any(
                says(piece.text, Says.KIND)
                or word(piece.text).kind is Kind.HEAD
                or is_of_branch(piece.text.casefold())
                for piece in following
            )
    if quoted and common and not kind and not thing and _is_elsewhere(around, first, last, after):
        quoted = False
        add(Sign.AGAINST, -2.0)
    if thing and not kind and common and not headed:
        add(Sign.AGAINST, -3.0)
    elif thing and not kind and (common or quoted):
        add(Sign.AGAINST, -1.5)
    elif kind and not _is_a_phrase(around, content, first, last, common):
        add(Sign.KIND, 2.0)
    if quoted and not thing:
        add(Sign.QUOTED, 2.0)
    lower = common and not any(piece.capital for piece in around.pieces[first : last + 1])
    if lower and not quoted and _publishes(around, name, first, last):
        add(Sign.ACT, 2.0)
    elif lower and not quoted:
        # «рассказать важные истории» does not tell of «Важные истории», «читаю медузу» may.
        read = before or around.before_preposition(first)
        if read is not None and says(read.text, Says.READING):
            add(Sign.ACT, 2.0)
    elif _is_source(around, first):
        add(Sign.SOURCE, 2.0)
    elif _acts(around, first, last, before, after):
        add(Sign.ACT, 1.5)
    told = bool({Sign.KIND, Sign.STAR, Sign.LABEL} & signs)
    if common and not told and _is_of_something_else(around, first, last, quoted=quoted):
        add(Sign.AGAINST, -3.0)
    if around.is_about(Says.DESIGNATING, first, last) and (headed or not lower):
        add(Sign.LAW, 1.5)
    if _LEGAL_FORM.match(around.text, around.pieces[last].end):
        add(Sign.KIND, 2.0)
    if around.in_longer_quotation(first, last):
        add(Sign.AGAINST, -3.0)
    elif not quoted:
        part = in_longer_name(around, name, content, first, last, common)
        if part is not None:
            add(Sign.AGAINST, part)
            barred = part <= BARS
    sure = bool({Sign.KIND, Sign.STAR, Sign.LABEL} & signs)
    if articled(around, name, first):
        weight += 1.0
    elif common and not sure and around.is_about(Says.TOPIC, first, last, _NEAR):
        # «Радио Свобода» is not about the weather, whatever else the sentence says.
        add(Sign.AGAINST, -3.0 if not headed else -0.5)
    if weight < CERTAIN and common:
        signs.add(Sign.COMMON)
    return Use(weight, frozenset(signs), common, barred)


_PUBLISHES = re.compile(
    r"\s+(?:(?:опять|снова|вчера|сегодня|уже|ещё|еще|тут|там|недавно)\s+)?(?:пишет|пишут|сообщает|сообщают|выпустил[аи]|опубликовал[аи]|"
    r"сообщил[аи]|написал[аи]|рассказал[аи]|раскопал[аи]|расследовал[аи]|выяснил[аи]|показал[аи]|зібрал[аи]|собрал[аи]|повідомил[аи]|"
    r"опублікувал[аи]|пише|пишуть|піша|публикует|публикуют)(?!\w)(.{0,12})"
)
"""What somebody does who is hardly a jellyfish: the subject agrees with it, or what is told follows."""
_TOLD = re.compile(r"^,?\s*(?:что|про|о|об|как|що|ще|на|$)(?!\w)|^[:,.!?]")
_AIRED = re.compile(
    r"\s+(?:вышел|вышла|вышло|вышли|вийшов|вийшла|вийшло)\s+(?:\w+\s+){0,2}(?:эфир|выпуск|текст|ролик|стрим|подкаст|расследован|"
    r"интервью|репортаж|материал|видео|новост|ефір|випуск|відео|розслідуван)"
)


def _publishes(around: Surroundings, name: Name, first: int, last: int) -> bool:
    """Return whether words in small letters do what newsrooms do: «медуза выпустила …», «у дождя вышел эфир»."""
    rest = around.text[around.pieces[last].end :][:60]
    start = around.pieces[first].start
    if _AIRED.match(rest):
        return around.text[max(0, start - 3) : start].casefold().strip() == "у"
    found = _PUBLISHES.match(rest)
    if not found or not is_cyrillic(around.pieces[first].text):
        return False
    written = around.text[start : around.pieces[last].end]
    if len(name.content) > 1:
        return written == name.text.casefold()
    if written != name.content[0].text:
        return False  # not the subject
    return written.endswith(("а", "я")) or bool(_TOLD.match(found.group(1)))


_FAR = 120
_SLOGANS = re.compile(
    r"(?<!\w)(?:плакат|лозунг|транспарант|скандир|надпис|кричалк|placard|slogan|graffiti|chanted|chanting)",
    re.IGNORECASE,
)
_FICTION = (
    "novel",
    "chapter",
    "fiction",
    "protagonist",
    "романа",
    "романе",
    "героин",
    "персонаж",
    "главе",
)
_SERVES = re.compile(
    r"[»”\"]?\s+при\s+(?:губернатор|мэр|глав|правительств|префект|администрац|президент|министер|област|городск|районн)"
)


def _is_of_something_else(around: Surroundings, first: int, last: int, *, quoted: bool) -> bool:
    """Return whether a slogan, a novel or a council of an authority is spoken of."""
    slogan = quoted and _is_written_up(around, first)
    return slogan or _is_of_fiction(around, first) or _serves(around, last)


def _is_written_up(around: Surroundings, first: int) -> bool:
    """Return whether placards or shouts are spoken of nearby: what is quoted there is a slogan."""
    start = around.pieces[first].start
    before = around.text[max(0, start - _FAR) : start].rpartition("\n")[2]
    after = around.text[start : start + _FAR].partition("\n")[0]
    return bool(_SLOGANS.search(before + after))


def _is_of_fiction(around: Surroundings, first: int) -> bool:
    """Return whether two words of the sentence are of a novel: “… in the last chapter of the novel”."""
    return sum(piece.text.casefold().startswith(_FICTION) for piece in around.sentence(first)) > 1


def _serves(around: Surroundings, last: int) -> bool:
    """Return whether a council of a governor or a town is meant: «Гражданский совет при губернаторе»."""
    return bool(_SERVES.match(around.text, around.pieces[last].end))


def _is_elsewhere(around: Surroundings, first: int, last: int, after: Piece | None) -> bool:
    """Return whether what is quoted is said by somebody, is of a village, or one of things that are no organizations.

    «Мир всем», — сказал он; «Свободная пресса» района Сокол; команда «Прометей» — вторая, «Эхо» — третье.
    """
    end = around.pieces[last].end
    if _SPOKEN.match(around.text, end):
        return True
    if after is not None and after.text.casefold().startswith(_OF_HERE):
        return True
    return around.follows_a_thing(first)


def _is_a_phrase(
    around: Surroundings, content: Sequence[Word], first: int, last: int, common: bool
) -> bool:
    """Return whether common Latin words in small letters are just words: “a project for open press”."""
    pieces = around.pieces[first : last + 1]
    return (
        common
        and len(content) > 1
        and not any(piece.capital or is_cyrillic(piece.text) for piece in pieces)
        and not around.quoted(first, last)
    )


def _against(
    around: Surroundings, name: Name, content: Sequence[Word], first: int, last: int, use: Use
) -> Use:
    """Return the evidence against a unique name: that it is a part of another name."""
    if around.starred(last):
        return replace(use, signs=use.signs | {Sign.STAR})
    quoted = around.quoted(first, last)
    before = around.before(first)
    if quoted and len(content) == 1 and before is not None and says(before.text, Says.THING):
        # The shop «Йель» sells locks.
        signs = use.signs | {Sign.AGAINST}
        return replace(use, weight=use.weight - 1.5, signs=signs)
    if around.in_longer_quotation(first, last):
        return replace(use, weight=use.weight - 1.0, signs=use.signs | {Sign.AGAINST})
    if not quoted:
        part = in_longer_name(around, name, content, first, last, common=False)
        if part is not None:
            signs = use.signs | {Sign.AGAINST}
            return replace(use, weight=use.weight + part, signs=signs, barred=part <= BARS)
    return replace(use, signs=use.signs | {Sign.QUOTED}) if quoted else use


def _beside(
    around: Surroundings, first: int, last: int, before: Piece | None, after: Piece | None
) -> tuple[bool, bool]:
    """Return whether the words beside say that it is such a body, and that it is something else."""
    kind = thing = False
    if before is not None:
        if before.text.casefold().startswith(("групп", "гурт", "гурп", "труппа")):
            adjective = around.before(first - 1)
            kind = adjective is not None and says(adjective.text, Says.BODY)
            thing = not kind
        else:
            thing = says(before.text, Says.THING)
            kind = not thing and says(before.text, Says.KIND)
            if before.text.casefold().startswith("проект"):
                adjective = around.before(first - 1)
                thing = adjective is not None and adjective.text.casefold().startswith(
                    ("нацио", "федер", "регион")
                )
                kind = not thing
    if not kind and not thing:
        near = around.before_preposition(first)
        kind = near is not None and says(near.text, Says.KIND)
    if not kind and not thing and not is_cyrillic(around.pieces[last].text):
        following = around.words_after(last, 3)
        if after is not None and following:
            for number, piece in enumerate(following):
                if not around.adjoins(last + number):
                    break
                if number == 0 and says(piece.text, Says.PLACE):
                    thing = True
                    break
                if piece.capital and around.style(first) == "plain":
                    break  # “Current Time Magazine” is another name
                if says(piece.text, Says.KIND) and not says(piece.text, Says.ACT):
                    kind = True
                    break
                if says(piece.text, Says.THING) and number == 0:
                    thing = True
                    break
    left, right = around.hyphenated(first, last)
    kind = (
        kind or (bool(right) and says(right, Says.KIND)) or (bool(left) and says(left, Says.KIND))
    )
    return kind, thing


def _is_source(around: Surroundings, first: int) -> bool:
    near = around.words_before(first, 1)
    return bool(near) and says(near[0].text, Says.SOURCE)


def _acts(
    around: Surroundings, first: int, last: int, before: Piece | None, after: Piece | None
) -> bool:
    if after is not None and says(after.text, Says.ACT):
        return True
    if before is not None and says(before.text, Says.ACT):
        return True
    near = around.words_after(last, 3)
    if after is not None and near and near[0].start == after.start:
        adverb = not near[0].capital and not is_genitive(near[0].text.casefold())
        return adverb and any(says(piece.text, Says.ACT) for piece in near[1:2])
    return False
