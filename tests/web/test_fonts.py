"""The small fonts belong to the installed Streamlit, and have every icon that is named."""

import json
import re
from pathlib import Path

import pytest

from dashboard.asking.address import Site
from dashboard.web import fonts

FOLDER = Path(fonts.__file__).parent / "assets" / "fonts"
AGAIN = "run tools/fonts/subset.py again"


@pytest.fixture(scope="module")
def made():
    return json.loads((FOLDER / "fonts.json").read_text())


def test_they_were_made_of_the_fonts_of_this_streamlit(made):
    for name, font in made.items():
        if name != "icons":
            assert font["of"] == fonts.source(name).name, AGAIN
            assert (FOLDER / font["file"]).stat().st_size < fonts.source(name).stat().st_size / 2
    there = {path.name for path in FOLDER.glob("*.woff2")}
    assert there >= {font["file"] for name, font in made.items() if name != "icons"}


def test_no_icon_is_missing(made):
    # An icon that the font has not would be seen as the letters of its name.
    assert fonts.icons() <= set(made["icons"]), AGAIN


def test_every_letter_comes_from_one_file():
    rules = fonts.faces(Site("/register"))
    assert rules.count("src:url(") == 8
    assert rules.count('url("/register/assets/fonts/') == 3
    for family in ("Source Sans", "Source Serif"):
        assert rules.count(f'font-family:"{family}";font-style:normal;font-weight:100 900') == 2


@pytest.mark.parametrize("family", ["Sans at first", "Serif at first"])
@pytest.mark.parametrize("letter", "Aя7 «\u00a0↗")
def test_a_letter_stands_in_one_font_of_each_weight_until_ours_has_come(family, letter):
    weights = []
    for rule in fonts.faces(Site()).split("@font-face"):
        if f'"{family}"' in rule:
            spans = re.search(r"unicode-range:([^;}]+)", rule)[1].replace("U+", "").split(",")
            ends = [[int(end, 16) for end in span.split("-")] for span in spans]
            if any(each[0] <= ord(letter) <= each[-1] for each in ends):
                weights.append(re.search(r"font-weight:([^;]+)", rule)[1])
    assert weights == ["100 500", "600 900"]


def test_a_page_announces_the_two_fonts_of_every_page():
    announced = re.findall(r'href="([^"]+)"', fonts.preloads(Site("/register")))
    assert len(announced) == 2
    for address in announced:
        assert f'url("{address}")' in fonts.faces(Site("/register"))
