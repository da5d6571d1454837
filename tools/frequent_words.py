"""Write the frequent words of four languages to `dashboard/words/frequent_words.txt`.

An everyday word must not match a name only because it sounds like it. The words come from
wordfreq (`pip install wordfreq`, a requirement of the tests): its 30,000 most frequent words of
Russian, English, German and Ukrainian, without those that pymorphy3's dictionary has. Its data are under CC BY-SA 4.0, and so is this file.
"""

import re
from pathlib import Path

import pymorphy3
from wordfreq import top_n_list

LANGUAGES = ("ru", "en", "de", "uk")
MOST = 30_000
WORD = re.compile(r"[^\W\d_]{2,14}(?:['’][^\W\d_]{1,3})?")
TARGET = Path("dashboard/words/frequent_words.txt")


def main() -> None:
    """Write the words, each once, in the order of the alphabet."""
    known = pymorphy3.MorphAnalyzer(lang="ru").word_is_known
    frequent = {word.casefold() for each in LANGUAGES for word in top_n_list(each, MOST)}
    words = {word for word in frequent if WORD.fullmatch(word) and not known(word)}
    TARGET.write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
