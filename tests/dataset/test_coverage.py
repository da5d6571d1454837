"""What a package says about how far it follows the register and the press."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.catalog.catalog import build_catalog
from dashboard.dataset.coverage import Coverage
from dashboard.dataset.package import DESCRIPTOR, PackageError, read_package
from dashboard.dataset.validation import validate
from tests.conftest import AS_OF


def describe(package: Path, coverage: object) -> None:
    path = package / DESCRIPTOR
    path.write_text(
        json.dumps(json.loads(path.read_text("utf-8")) | {"coverage": coverage}), "utf-8"
    )


FULL = {
    "register_as_of": AS_OF.isoformat(),
    "register_entries": 418,
    "numbers_to": 313,
    "press_to": "2026-02-03",
}


def test_coverage_is_read_into_the_package_and_the_catalog(tiny_package: Path) -> None:
    describe(tiny_package, FULL)
    package = read_package(tiny_package)
    assert package.coverage == Coverage(AS_OF, 418, 313, date(2026, 2, 3))
    assert build_catalog(package).coverage == package.coverage
    assert package.coverage.as_object() == FULL


def test_a_package_need_not_tell_its_coverage(tiny_package: Path) -> None:
    descriptor = json.loads((tiny_package / DESCRIPTOR).read_text("utf-8"))
    del descriptor["coverage"]
    (tiny_package / DESCRIPTOR).write_text(json.dumps(descriptor), "utf-8")
    assert read_package(tiny_package).coverage == Coverage(AS_OF)


@pytest.mark.parametrize(
    ("coverage", "said"),
    [
        ([], "coverage must be a JSON object"),
        ({"register_entires": 418}, "unknown keys: register_entires"),
        ({"register_entries": "418"}, "coverage.register_entries is '418'; write a whole number"),
        ({"numbers_to": True}, "coverage.numbers_to is True; write a whole number"),
        ({"press_to": "March"}, "coverage.press_to is 'March'; write a date as YYYY-MM-DD"),
        ({"register_as_of": "2025-12-31"}, "register_as_of is 2025-12-31 and as_of 2026-01-01"),
    ],
)
def test_coverage_that_cannot_be_meant_is_refused(
    tiny_package: Path, coverage: object, said: str
) -> None:
    describe(tiny_package, coverage)
    with pytest.raises(PackageError, match=said):
        read_package(tiny_package)


def test_no_date_is_later_than_the_register_and_the_press(tiny_package: Path, editor: Any) -> None:
    describe(tiny_package, FULL)
    editor.change("milestones", 2, "date", "2026-02-03")
    assert validate(read_package(tiny_package)) == []
    editor.change("milestones", 2, "date", "2026-02-04")
    (broken,) = validate(read_package(tiny_package))
    assert broken.rule == "must not be after coverage.press_to, 2026-02-03"
