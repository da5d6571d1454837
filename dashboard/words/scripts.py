"""Transliterate words: the possible spellings of a word in another script."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

from dashboard.text.folding import stemmed
from dashboard.words.memo import remembered

_CYRILLIC = re.compile(r"[Ѐ-ԯ]")
# Letters that keep their diacritics; only ё becomes е.
_WITHOUT_MARKS = re.compile("[а-яёіїєґў]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_LATIN_OR_3 = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ3]")

# Letters that look alike in both scripts; official texts mix them («АНI3АЦIЯ», “Transparеncy”).
_TO_CYRILLIC = str.maketrans("aceiopxyïkmthb3", "асеіорхуїкмтнвз")
_TO_LATIN = str.maketrans("асеіорхуїкмтнв", "aceiopxyïkmthb")

_LETTERS_ONLY = (
    {key: value for key, value in _TO_CYRILLIC.items() if chr(key) != "3"},
    _TO_LATIN,
)

_COMMON = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "ы": "y", "э": "e", "і": "i", "ї": "yi", "ґ": "g", "ў": "u", "ҫ": "s",
    "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
    "ь": "", "ю": "yu", "я": "ya", "є": "ye", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj",
    "ү": "u", "ҕ": "g", "ө": "o", "ә": "a", "ң": "n", "қ": "k", "ғ": "g", "һ": "h", "ћ": "c", "џ": "dz", "ѓ": "g", "ќ": "k", "ѕ": "dz",
}  # fmt: skip
# Spellings by other tables and habits, without diacritics.
_HABITS: tuple[dict[str, str], ...] = (
    {},
    {"ё": "e"},
    # Scholarly, and ISO/R 9; Czech and Croatian readers write so.
    {"ж": "z", "х": "ch", "ц": "c", "ч": "c", "ш": "s", "щ": "sc", "й": "j", "ю": "ju",
     "я": "ja", "ё": "e", "є": "je"},
    # ISO 9:1995, as ICU does it.
    {"ж": "z", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s", "й": "j", "ю": "u",
     "я": "a", "ё": "e", "є": "e", "ї": "i"},
    {"ж": "zh", "х": "h", "щ": "sch", "ё": "e"},
    # GOST 7.79, system B.
    {"х": "x", "ц": "cz", "щ": "shh", "й": "j"},
    # Passports (ICAO) and the Library of Congress.
    {"й": "i", "ю": "iu", "я": "ia", "ё": "e", "ъ": "ie", "є": "ie", "ї": "i"},
    # The official table of Ukraine.
    {"г": "h", "и": "y", "й": "i", "ю": "iu", "я": "ia", "є": "ie", "ї": "i"},
    {"г": "h", "и": "y", "ў": "w", "х": "ch", "ц": "c"},
    # German, French.
    {"ж": "sch", "з": "s", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "х": "ch",
     "в": "w", "й": "j", "ю": "ju", "я": "ja", "ё": "jo"},
    {"ж": "j", "ч": "tch", "ш": "ch", "щ": "chtch", "у": "ou", "ю": "iou", "я": "ia", "ё": "io"},
)  # fmt: skip
_TABLES = tuple(str.maketrans(_COMMON | habit) for habit in _HABITS)

_LATIN_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th",
     "ŋ": "ng", "ə": "a", "ħ": "h"}
)  # fmt: skip
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})

_AS_HEARD = str.maketrans("оэыіўєїґё", "аеиивеиге", "ьъй'’ʼ")
_SHORTEST_HEARD = 5
# «Кеннановский», «Вільсонівський»: of somebody whose name is foreign.
_OF_SURNAME = re.compile(
    r"(\w{5,})(?:ов|ев|ів|їв|аў)с[ьк]?к(?:ий|ая|ое|ого|ой|ом|ому|им|ую|і|а|ае|е|ага|аму|их|ы)$"
)
# «Джеймстаунської», «Стэнфардскага»: an adjective of a name in any case of the three languages.
_OF_NAME = re.compile(
    r"(?<=\w{3})с[ьк]?к(?:ої|ому|ій|ою|ого|их|ими|им|ім|ага|аму|ай|аю|ія|іх|імі|ую|ом|ой|ая|ае|ое|ие|ых|ай)$"
)
_LATIN_NAME = re.compile(r"sk(?:eho|emu|ym|iego|iemu|im|iej|i|ij|iy)$")
_LONG_NAME = 7
_SIGNS = re.compile(r"['’ʹʺ`´ʼ\"]")
_HISSING = re.compile("shch|schtsch|shh|sch")
_SIBILANT = re.compile("t[sz]|cz")
_ONE_LETTER = str.maketrans({"w": "v", "q": "k", "x": "ks", "y": "i", "j": "i"})
_DOUBLED = re.compile(r"(.)\1+")


_GEORGIAN = dict(zip(
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    ("а", "б", "г", "д", "е", "в", "з", "т", "и", "к", "л", "м", "н", "о", "п", "ж", "р", "с", "т", "у", "ф", "к", "г", "к", "ш", "ч", "ц", "дз", "ц", "ч", "х", "дж", "х"),
    strict=True,
))  # fmt: skip
_ARMENIAN = dict(zip(
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
    ("а", "б", "г", "д", "е", "з", "э", "ы", "т", "ж", "и", "л", "х", "ц", "к", "х", "дз", "г", "ч", "м", "й", "н", "ш", "о", "ч", "п", "дж", "р", "с", "в", "т", "р", "ц", "в", "п", "к", "о", "ф", "ев"),
    strict=True,
))  # fmt: skip
_CAUCASIAN = str.maketrans(_GEORGIAN | _ARMENIAN)
_OF_CAUCASUS = re.compile("[Ⴀ-ჿԱ-և]")
_GEORGIAN_ENDING = re.compile(r"(?<=[^\W\d_]{3})(?:ის|ი|ի|ը)\b")


def from_caucasus(text: str) -> str:
    """Return a Georgian or Armenian text in Russian letters, as a foreign name sounds there; "" for another text.

    Example:
        >>> from_caucasus("სტენფორდის უნივერსიტეტი")
        'стенфорд университет'
    """
    if not _OF_CAUCASUS.search(text):
        return ""
    lowered = _GEORGIAN_ENDING.sub("", text.lower()).replace("ու", "у")
    return lowered.translate(_CAUCASIAN)


def is_cyrillic(text: str) -> bool:
    """Return whether a word has more Cyrillic than Latin letters."""
    if text.isascii():
        return False
    cyrillic = len(_CYRILLIC.findall(text))
    return cyrillic > 0 and cyrillic >= len(_LATIN.findall(text))


def is_other_script(text: str) -> bool:
    """Return whether most letters of a text are neither Latin nor Cyrillic (Georgian, Arabic, Han …).

    Args:
        text: The text, as written.
    """
    letters = sum(map(str.isalpha, text))
    known = len(_CYRILLIC.findall(text)) + len(_LATIN.findall(text))
    return letters > 2 * known


def is_mixed(text: str) -> bool:
    """Return whether a lower-case text has letters of both scripts, or a 3 that may be a з."""
    return bool(_CYRILLIC.search(text)) and bool(_LATIN_OR_3.search(text))


def wholly_one_script(text: str) -> str:
    """Return a lower-case text of words in both scripts all in one, if only look-alike letters are of the other.

    «Тhе Insidеr» alone tells which word its first one is. "" where both scripts have letters of their own, or no
    word is a mixture: «кафе Hudson» is meant to be in two scripts.
    """
    if not any(
        _CYRILLIC.search(word) and _LATIN.search(word) for word in re.findall(r"[^\W\d_]+", text)
    ):
        return ""
    for table in (_TO_LATIN, _TO_CYRILLIC):
        mended = text.translate(table)
        if not (_CYRILLIC if table is _TO_LATIN else _LATIN).search(mended):
            return text.translate(_LETTERS_ONLY[table is _TO_LATIN])
    return ""


def one_script(word: str) -> str:
    """Replace look-alike letters of a lower-case word by those of its main script."""
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not cyrillic or not (latin or ("3" in word and cyrillic > 1)):
        return word  # «3Д» is a number and a letter
    tables = (_TO_CYRILLIC, _TO_LATIN) if cyrillic >= latin else (_TO_LATIN, _TO_CYRILLIC)
    for table in tables if latin else tables[:1]:
        mended = word.translate(table)
        # «КрымSOS» is meant to be in two scripts: only a word that becomes whole was a mixture.
        if bool(_CYRILLIC.search(mended)) != bool(_LATIN.search(mended)):
            return mended
    return word


def plain(word: str) -> str:
    """Return a lower-case word without diacritics, in its own script; й stays й, ё becomes е."""
    if word.isascii():
        return word
    if _WITHOUT_MARKS.fullmatch(word):
        return word.replace("ё", "е")
    if is_cyrillic(word):
        kept = unicodedata.normalize("NFC", word).replace("ё", "е")
        return "".join(
            letter
            if letter in "йїґў"
            else "".join(
                c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c)
            )
            for letter in kept
        )
    decomposed = unicodedata.normalize("NFKD", word.translate(_LATIN_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def wide(word: str) -> str:
    """Return a lower-case Latin word with ä, ö, ü, å, ø as two letters, without other diacritics."""
    return plain(word.translate(_TWO_LETTERS))


def fold(latin: str) -> str:
    """Normalize Latin letters in which transliterations differ."""
    if "h" in latin:
        latin = _HISSING.sub("sh", latin).replace("kh", "h")
    latin = _SIBILANT.sub("c", latin).translate(_ONE_LETTER)
    return _DOUBLED.sub(r"\1", _DOUBLED.sub(r"\1", latin).replace("ie", "e"))


def romanised(word: str) -> frozenset[str]:
    """Transliterate a lower-case Cyrillic word by each table except the German and the French one."""
    return frozenset(plain(word.translate(table)) for table in _TABLES[:-2])


_OF_KIND = re.compile(r"(?:ическ|ичн)(?:аг|ам|а|ай)?$")


def _by_ear(word: str) -> frozenset[str]:
    """Return a key that is equal for Russian, Ukrainian and Belarusian spellings of a word:
    «Харькаўская», «Харьковская».

    Belarusian writes vowels as they sound; endings differ between the three.
    """
    stem = _OF_KIND.sub(
        "ич", stemmed(_OF_NAME.sub("ский", word)).translate(_AS_HEARD).replace("йе", "е")
    )
    stem = stem.rstrip("и")
    least = _SHORTEST_HEARD - stem.endswith("ск")  # «Ельскі», «Йельский»
    return frozenset([f"~{stem}"] if len(stem) >= least else ())


@remembered
def spellings(word: str) -> frozenset[str]:
    """Return the folded Latin spellings of a lower-case word in the tables and habits known here.

    Two words are a transliteration of each other if they share one.

    Example:
        >>> bool(spellings("открытая") & spellings("otkrytaja"))
        True
    """
    word = _SIGNS.sub("", word)
    if _CYRILLIC.search(word):
        # Ukrainian «и» and Russian «и» are told apart by the table that reads them.
        root = _OF_SURNAME.match(word)
        made = {
            plain(each.translate(table))
            for each in {word, root.group(1) if root else word}
            for table in _TABLES
        } | _by_ear(word)
    else:
        made = {plain(word), wide(word)}
        # In Cyrillic a w is в or у.
        made |= {each.replace("w", "u") for each in made}
        # Czech and Polish write ch for х, and inflect names: «Chodorkovského», “Nawalnego”.
        made |= {
            _LATIN_NAME.sub("sky", each.replace("ch", "kh"))
            for each in made
            if len(each) > _LONG_NAME
        }
        # The nominative of Georgian nouns ends in ი, also of foreign names.
        made |= {each.removesuffix("ი") for each in made}
    folded = {
        fold(each if each.isascii() else _SIGNS.sub("", anyascii(each)).casefold()) for each in made
    }
    return frozenset(each for each in folded if each)
