"""Which tests may read the dataset in `data/`: those about it."""

from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]

ABOUT_DATA = ("data", "browser")
"""The folders whose tests are about the dataset, or show it as a reader sees it."""


def reads_data(path: Path) -> bool:
    """Tell whether the tests of a file, or the code beside them, may read `data/`."""
    inside = path.resolve().relative_to(TESTS)
    return any(inside.is_relative_to(each) for each in ABOUT_DATA)
