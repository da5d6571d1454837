"""The small fonts belong to the installed Streamlit, and have every icon that is named."""

import json
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
    assert rules.count("@font-face") == 10
    assert rules.count('url("/register/assets/fonts/') == 3
    for family in ("Source Sans", "Source Serif"):
        assert rules.count(f'font-family:"{family}";font-style:normal;font-weight:100 900') == 2
