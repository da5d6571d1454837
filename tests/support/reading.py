"""Which tests may read the dataset in `data/`: those about it, and those not yet rewritten."""

from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]

ABOUT_DATA = ("data", "browser")
"""The folders whose tests are about the dataset, or show it as a reader sees it."""

NOT_YET = (
    "benchmarks",
    "catalog/test_history.py",
    "charts",
    "cli",
    "documents",
    "faults",
    "hostile",
    "names/test_recall.py",
    "names/test_variants.py",
    "register",
    "test_docs.py",
    "test_wheel.py",
    "web/test_check_page.py",
    "web/test_head.py",
)
"""Folders and files that read it although they are about code. Take away from this; add nothing."""


def reads_data(path: Path) -> bool:
    """Tell whether the tests of a file, or the code beside them, may read `data/`."""
    inside = path.resolve().relative_to(TESTS)
    return any(inside.is_relative_to(each) for each in (*ABOUT_DATA, *NOT_YET))
