"""The pocket register: every entry, in every language, in a file that asks for nothing."""

import hashlib
import re
from dataclasses import replace
from html import unescape

import pandas as pd

from dashboard.bulk import archive
from dashboard.documents import pocket
from dashboard.documents.pocket import key_words

LETTERS = pocket.letters_of(["Ж щ ў ł"])


def test_words_are_compared_without_endings_case_and_alphabet() -> None:
    meduza = key_words("Медузой", LETTERS)
    assert meduza == key_words("«медуза»", LETTERS) == key_words("МЕДУЗУ,", LETTERS)
    assert key_words("Meduza", LETTERS)[0].startswith(meduza[0])
    assert key_words("Щукин", LETTERS, stemmed=False) == key_words("Shchukin", LETTERS)
    assert key_words("Новая", LETTERS, stemmed=False) == key_words("Novaja", LETTERS)
    assert key_words("Вёрстка", LETTERS) == key_words("верстка", LETTERS)
    assert key_words("Łódź d'Or", LETTERS) == ["lodz", "dor"]
    assert key_words(" — ", LETTERS) == []


def test_every_entry_is_there_with_names_dates_and_reason(tiny_catalog) -> None:
    made = pocket.pocket(tiny_catalog)
    for key in tiny_catalog.designations.index:
        assert f'<li id="{key}"' in made
    for text in ("Alpha Media", "Альфа Медиа", "Alfa Média", "2022-01-30", "Said to threaten", "Латвия", "Latvia"):  # fmt: skip
        assert text in made
    assert hashlib.sha256(archive.files(tiny_catalog)["designations.csv"]).hexdigest() in made
    assert tiny_catalog.version in made


def test_it_asks_for_nothing_and_runs_its_own_script_only(tiny_catalog) -> None:
    made = pocket.pocket(tiny_catalog)
    assert not re.search(r"""(?:src|href|action)=["'](?!#)""", made)
    assert "url(" not in made
    (script,) = re.findall(r"<script>(.*?)</script>", made, re.DOTALL)
    assert pocket.source(script) in unescape(made)
    assert "default-src 'none'" in unescape(made)


def test_names_are_escaped(tiny_catalog) -> None:
    table = tiny_catalog.designations.copy()
    table["name"] = pd.Series(['<img src=x onerror="alert(1)">'] * len(table), table.index, table["name"].dtype)  # fmt: skip
    changed = replace(tiny_catalog, tables={**tiny_catalog.tables, "designations": table})
    assert "<img" not in pocket.pocket(changed)
