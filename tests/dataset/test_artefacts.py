"""What spreadsheets, pages and wrong encodings leave in a text: taken out, or found."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard.dataset.artefacts import cleaned, lost_letters, plain_dashes, wildcard
from dashboard.dataset.package import read_package
from dashboard.dataset.validation import validate


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("«Фонд»_x000D_\n(The Fund)", "«Фонд» (The Fund)"),
        ("One_x000A_Two_x0009_Three", "One Two Three"),
        ("An_x005F_x000D_Underscore", "An_x000D_Underscore"),
        ("Foun\u00addation", "Foundation"),
        ("Foun\u00ad\r\ndation", "Foundation"),
        ("\ufeffBe\u200bta\u2060 Fund\u200e", "Beta Fund"),
        ("Beta\u00a0Fund\u202fof\u2003Riga", "Beta Fund of Riga"),
        ("Beta&nbsp;&laquo;Фонд&raquo; &amp; Co", "Beta «Фонд» & Co"),
        ("Beta<br/>Fund", "Beta Fund"),
        ("n\u2011ost", "n-ost"),
        ("Край" + "и\u0306", "Край" + "й"),
        ("A – B — «C»", "A – B — «C»"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Be\u200cta", "Beta"),
    ],
)
def test_a_text_is_read_as_it_is_seen(text: str, read: str) -> None:
    assert cleaned(text) == read
    assert cleaned(read) in (read, cleaned(cleaned(read)))


@pytest.mark.parametrize(
    "text", ["1076\u2010р", "1076\u2011р", "1076–р", "1076—р", "1076−р", "１０７６-р"]
)
def test_dashes_and_wide_digits_become_plain(text: str) -> None:
    assert plain_dashes(text) == "1076-р"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("St?d Beispiel e.V.", "St?d"),
        ("?lov?k v tisni", "?lov?k"),
        ("Fund ???", "???"),
        ("Libert? et droits", "Libert?"),
        ("Associa\uf50dão de russos", "Associa\uf50dão"),
        ("St\ufffddte", "St\ufffddte"),
        ("Р¤РѕРЅРґ «Пример»", "Р¤РѕРЅРґ"),
        ("StÃ¤dte e.V.", "StÃ¤dte"),
    ],
)
def test_lost_letters_are_found(text: str, word: str) -> None:
    assert lost_letters(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "«Что делать?» (Франция)", "Who Cares?", "Гёте-Институт", "«ПРОГРЕСС»", "Öffentliche Sache",
        "Associação", "ФОНД «СССР»", "Člověk v tísni, o.p.s.", "Українська Ґалерея",
    ],
)  # fmt: skip
def test_a_whole_text_has_lost_none(text: str) -> None:
    assert lost_letters(text) == ""


def test_a_damaged_text_is_compared_by_what_is_left() -> None:
    assert wildcard("St?d (x)").fullmatch("Städ (x)".replace("ä", "ä"))
    assert not wildcard("St?d (x)").fullmatch("Staad (x)")


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("register_name", "Beta\u00a0Fund", "ordinary spaces"),
        ("register_name", "Be\u00adta Fund", "invisible"),
        ("register_name", "Beta_x000D_ Fund", "_x000D_"),
        ("name_ru", "Фонд «Б?та»", "lost"),
        ("name", "Beta &amp; Co", "HTML"),
        ("note", "Be\ufffdta", "lost"),
        ("order_number", "12\u2011р", "must match"),
        ("aliases", "Beta|Be\u200bta", "invisible"),
    ],
)
def test_validation_knows_them(tiny_package: Path, field: str, value: str, rule: str) -> None:
    package = read_package(tiny_package)
    table: pd.DataFrame = package.tables["designations"].copy()
    table.loc[1, field] = value
    found = validate(replace(package, tables={**package.tables, "designations": table}))
    assert any(each.field == field and each.row == 3 and rule in each.rule for each in found)
