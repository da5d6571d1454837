from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import locale
from dashboard.catalog.catalog import Catalog, build_catalog
from dashboard.dataset.package import read_package
from dashboard.documents.citation import cite_article, cite_dataset, cite_designation

TODAY = date(2026, 2, 3)
LISTED, UNDATED = "2022-01-31-alpha-listed", "undated-beta-decided"


def article(catalog: Catalog, identifier: str, style: Any = "plain", **changed: object) -> str:
    row = catalog.articles.loc[identifier].copy()
    for field, value in changed.items():
        row[field] = value
    publisher = catalog.publishers.loc[row["publisher_id"]]
    return cite_article(row, publisher, style=style, accessed=TODAY)


def designation(catalog: Catalog, style: Any) -> str:
    return cite_designation(
        catalog.designations.loc["alpha"],
        url="https://register.example/o/alpha",
        version="2026.01.02",
        as_of=date(2026, 1, 1),
        style=style,
        accessed=TODAY,
    )


def ris(text: str) -> dict[str, str]:
    assert text.endswith("ER  - \r\n")
    assert "\n" not in text.replace("\r\n", "")
    return dict(line.split("  - ", 1) for line in text.removesuffix("\r\n").split("\r\n"))


def test_an_article_is_cited_in_plain_text(tiny_catalog: Catalog) -> None:
    assert article(tiny_catalog, LISTED) == (
        "“Alpha is listed.” Alpha News. 31 January 2022. https://alpha.example/listed "
        "Accessed 3 February 2026."
    )


def test_without_date_and_address_it_says_nd_and_links_nowhere(tiny_catalog: Catalog) -> None:
    assert article(tiny_catalog, UNDATED) == "[Decision on Beta]. The State. n.d."


def test_a_title_that_ends_a_sentence_gets_no_further_point(tiny_catalog: Catalog) -> None:
    assert article(tiny_catalog, LISTED, title="Why Alpha?").startswith("“Why Alpha?” Alpha News.")


def test_an_article_is_cited_in_bibtex(tiny_catalog: Catalog) -> None:
    assert article(tiny_catalog, LISTED, "bibtex") == (
        "@online{2022-01-31-alpha-listed,\n"
        "  author   = {{Alpha News}},\n"
        "  title    = {{Alpha is listed}},\n"
        "  date     = {2022-01-31},\n"
        "  language = {en},\n"
        "  url      = {https://alpha.example/listed},\n"
        "  urldate  = {2026-02-03},\n"
        "}"
    )
    undated = article(tiny_catalog, UNDATED, "bibtex")
    assert "{{[Decision on Beta]}}" in undated
    assert "= {n.d.}" in undated
    assert "url" not in undated


@pytest.mark.parametrize(
    ("special", "escaped"),
    [
        *((letter, f"\\{letter}") for letter in "&%$#_{}"),
        ("~", r"\textasciitilde{}"),
        ("^", r"\textasciicircum{}"),
        ("\\", r"\textbackslash{}"),
    ],
)
def test_what_bibtex_would_read_as_markup_is_escaped(
    tiny_catalog: Catalog, special: str, escaped: str
) -> None:
    cited = article(tiny_catalog, LISTED, "bibtex", title=f"a{special}b")
    assert f"title    = {{{{a{escaped}b}}}}," in cited


def test_an_address_cannot_end_its_bibtex_field(tiny_catalog: Catalog) -> None:
    url = "https://x.example/a}_{b\\c%20д?q=1&r=~2#e"
    assert "url      = {https://x.example/a%7D_%7Bb%5Cc%20%D0%B4?q=1&r=~2#e}," in article(
        tiny_catalog, LISTED, "bibtex", url=url
    )


def test_an_article_is_cited_in_ris(tiny_catalog: Catalog) -> None:
    assert ris(article(tiny_catalog, LISTED, "ris")) == {
        "TY": "ELEC",
        "TI": "Alpha is listed",
        "T2": "Alpha News",
        "PY": "2022",
        "DA": "2022/01/31",
        "LA": "en",
        "UR": "https://alpha.example/listed",
        "Y2": "2026/02/03",
        "ER": "",
    }
    assert ris(article(tiny_catalog, UNDATED, "ris")) == {
        "TY": "ELEC",
        "TI": "[Decision on Beta]",
        "T2": "The State",
        "N1": "n.d.",
        "LA": "ru",
        "ER": "",
    }


def test_a_title_cannot_begin_a_line_of_ris(tiny_catalog: Catalog) -> None:
    cited = article(tiny_catalog, LISTED, "ris", title="A\r\nER  - \nUR  - https://evil.example")
    assert ris(cited)["TI"] == "A ER - UR - https://evil.example"


def test_a_designation_is_cited_with_the_version_of_the_data(tiny_catalog: Catalog) -> None:
    assert designation(tiny_catalog, "plain") == (
        "“Alpha Media.” The Undesirable Register, version 2026.01.02, as of 1 January 2026. "
        "https://register.example/o/alpha Accessed 3 February 2026."
    )
    bibtex = designation(tiny_catalog, "bibtex")
    assert bibtex.startswith("@online{undesirable-register-alpha,")
    assert "{2026.01.02}" in bibtex
    assert ris(designation(tiny_catalog, "ris"))["UR"] == "https://register.example/o/alpha"


def test_a_russian_reader_cites_in_russian(tiny_catalog: Catalog) -> None:
    with locale.using("ru"):
        assert article(tiny_catalog, LISTED, title="«Alpha» is listed").startswith(
            "«„Alpha“ is listed.» "
        )
        supplied = article(tiny_catalog, UNDATED, title_ru="Решение о «Бете»")
        assert supplied.startswith("[Решение о «Бете»]. ")
        assert "Реестр «нежелательных», версия 2026.01.02" in designation(tiny_catalog, "plain")
        assert ris(designation(tiny_catalog, "ris"))["LA"] == "ru"
        dataset = cite_dataset(tiny_catalog, url="https://register.example/")
    assert dataset.startswith("Реестр «нежелательных»: организации, ")


def test_the_dataset_is_cited_with_version_and_licence(tiny_catalog: Catalog) -> None:
    assert cite_dataset(tiny_catalog, url="https://register.example/") == (
        'The Undesirable Register: organizations declared "undesirable" in Russia. '
        "Version 2026.01.02, as of 1 January 2026, CC BY 4.0. https://register.example/"
    )
    bibtex = cite_dataset(tiny_catalog, url="https://register.example/", style="bibtex")
    assert bibtex.startswith("@dataset{undesirable-register-2026.01.02,")
    assert "urldate" not in bibtex
    entry = ris(cite_dataset(tiny_catalog, url="https://register.example/", style="ris"))
    assert (entry["TY"], entry["AU"]) == ("DATA", "The Undesirable Register")


def test_an_unknown_style_is_refused(tiny_catalog: Catalog) -> None:
    with pytest.raises(ValueError, match="no style 'mla'; there are plain, bibtex, ris"):
        article(tiny_catalog, LISTED, "mla")


def test_a_date_known_to_the_month_is_cited_as_a_month(tiny_package: Path, editor: Any) -> None:
    editor.change("articles", 3, "published", "2024-05-01")
    editor.change("articles", 3, "published_precision", "month")
    catalog = build_catalog(read_package(tiny_package))
    assert "May 2024." in article(catalog, UNDATED)
    assert "= {2024-05}," in article(catalog, UNDATED, "bibtex")
    assert ris(article(catalog, UNDATED, "ris"))["DA"] == "2024/05"


def test_an_outlet_is_cited_in_russian_to_readers_of_russian_for_an_article_in_russian(
    tiny_package: Path, editor: Any
) -> None:
    editor.change("publishers", 2, "name_ru", "Новости Альфы")
    editor.change("publishers", 3, "name_ru", "Держава")
    catalog = build_catalog(read_package(tiny_package))
    assert "The State." in article(catalog, UNDATED)
    with locale.using("ru"):
        assert "Держава." in article(catalog, UNDATED)
        assert ris(article(catalog, UNDATED, "ris"))["T2"] == "Держава"
        assert "Alpha News." in article(catalog, LISTED)
