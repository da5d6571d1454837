"""Ways in which people write the names of the dataset, made by rule: none of them is in it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

import icu
import pymorphy3

from dashboard.names.names import Name
from dashboard.words.slips import other_layouts

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_NOT_RUSSIAN = re.compile("[іїєґў]", re.IGNORECASE)
_LATIN_FORMS = ("e.V.", "Inc.", "Ltd", "GmbH", "gGmbH", "LLC", "z.s.", "AS", "B.V.", "S.A.")
_CYRILLIC_FORMS = ("ООО", "АНО", "НКО", "ГО", "БФ")

Maker = Callable[[str, random.Random], str | None]


def is_cyrillic(text: str) -> bool:
    """Return whether a name has Cyrillic letters."""
    return bool(_CYRILLIC.search(text))


def _transliterated(table: str, *, cyrillic: bool) -> Maker:
    made = icu.Transliterator.createInstance(table)
    return lambda text, _random: made.transliterate(text) if is_cyrillic(text) is cyrillic else None


def _with_form(text: str, chance: random.Random) -> str:
    if is_cyrillic(text):
        return f"{chance.choice(_CYRILLIC_FORMS)} {text}"
    return f"{text} {chance.choice(_LATIN_FORMS)}"


def _rotated(text: str, _random: random.Random) -> str | None:
    words = text.split()
    return " ".join(words[1:] + words[:1]) if len(words) > 2 and "«" not in text else None


def _catalogued(text: str, _random: random.Random) -> str | None:
    words = text.split()
    return f"{' '.join(words[1:])}, {words[0]}" if len(words) > 1 else None


def _mistyped(text: str, chance: random.Random) -> str | None:
    words = text.split()
    at = max(range(len(words)), key=lambda each: len(words[each]))
    word = words[at]
    if len(word) < 7 or not word.isalpha():
        return None
    place = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    other = chance.choice("аеиостнрл" if is_cyrillic(word) else "aeiostnrl")
    made = chance.choice(
        (before + after[:1] + letter + after[1:], before + after, before + letter + letter + after,
         before + other + after)
    )  # fmt: skip
    words[at] = made
    return " ".join(words) if made != word else None


def _declined(case: str) -> Maker:
    analyzer = pymorphy3.MorphAnalyzer()

    def make(text: str, _random: random.Random) -> str | None:
        if not is_cyrillic(text) or _NOT_RUSSIAN.search(text):
            return None
        made, at_noun = [], False
        for word in text.split(" "):
            parses = [p for p in analyzer.parse(word.lower()) if "nomn" in p.tag]
            if at_noun or not word.isalpha() or not parses:
                at_noun = True
                made.append(word)
                continue
            number = {"plur"} if "plur" in parses[0].tag else set()
            form = parses[0].inflect({case} | number)
            declined = form.word if form else word
            made.append(declined.capitalize() if word[0].isupper() else declined)
            at_noun = "NOUN" in parses[0].tag
        joined = " ".join(made)
        return joined if joined != text else None

    return make


def _numbered(text: str, chance: random.Random) -> str:
    return f"{chance.choice(['17) ', '1.1. ', 'IV. ', '№ 5 ', '3 '])}{text}"


def _noted(text: str, chance: random.Random) -> str:
    notes = (
        ", признана нежелательной",
        " (до 2022)",
        ", ИНН 7701234567",
        " / США / 08.04.2020",
        " info@example.org",
    )
    return text + chance.choice(notes)


def _labelled(text: str, chance: random.Random) -> str:
    return f"{chance.choice(['Название: ', 'Получатель гранта: ', 'Partner: ', 'бывший '])}{text}"


def _marked_up(text: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return "<b>" + text.replace(" ", "&nbsp;", 1) + "</b>"
    return f"**{text}**[1]"


def _placed(text: str, chance: random.Random) -> str:
    return text + chance.choice(
        [", Вашингтон, США", ", Amsterdam, Netherlands", ", Королевство Норвегия"]
    )


def _other_layout(text: str, _random: random.Random) -> str | None:
    return next(iter(other_layouts(text)), None) if text.isalpha() and len(text) > 6 else None


KEPT = ("number before it", "note after it", "label before it", "markup", "place after it")
"""The kinds that are cells as people keep them."""

MAKERS: dict[str, Maker] = {
    "as in the data": lambda text, _random: text,
    "capitals": lambda text, _random: text.upper(),
    "quotes, asterisk, spaces": lambda text, _random: f"  «{text}»,* ",
    "legal form added": _with_form,
    "country added": lambda text, chance: text + chance.choice([" (США)", ", Германия", ", UK"]),
    "words turned round": _rotated,
    "catalogue style": _catalogued,
    "to Latin, BGN": _transliterated("Russian-Latin/BGN", cyrillic=True),
    "to Latin, ISO 9": _transliterated("Cyrillic-Latin", cyrillic=True),
    "to ASCII": _transliterated("Any-Latin; Latin-ASCII", cyrillic=True),
    "to Cyrillic, ICU": _transliterated("Latin-Cyrillic", cyrillic=False),
    "genitive": _declined("gent"),
    "instrumental": _declined("ablt"),
    "prepositional": _declined("loct"),
    "mistyped": _mistyped,
    "number before it": _numbered,
    "note after it": _noted,
    "label before it": _labelled,
    "markup": _marked_up,
    "place after it": _placed,
    "other keyboard layout": _other_layout,
}
"""The variant of a name, by kind; None if the kind does not apply."""


def variants(names: list[Name], kind: str, seed: int = 1) -> Iterator[tuple[str, Name]]:
    """Yield each name as one kind of variant, with the name that it is made of."""
    chance = random.Random(seed)
    for name in names:
        made = MAKERS[kind](name.text, chance)
        if made:
            yield made, name
