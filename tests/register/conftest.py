"""Exports of the official register in the Ministry's layout, made of the entries of a known package."""

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from dashboard.dataset.package import write_descriptor
from dashboard.dataset.tables import TABLES
from tests.register.known import designations, known_directory

AS_OF = datetime(2024, 9, 5, 12)
TITLE = (
    "Реестр иностранных и международных организаций, деятельность которых признана нежелательной "
    "на территории Российской Федерации"
)
HEADINGS = [
    "№ п/п",
    "Дата распоряжения Минюста России о включении в перечень",
    "Номер распоряжения Минюста России о включении в перечень",
    "Дата принятия решения Генеральной прокуратурой Российской Федерации о признании "
    "деятельности организации нежелательной",
    "Наименование организации",
    "Дата обнародования информации",
    "Дата распоряжения Минюста России об исключении из перечня",
    "Номер распоряжения Минюста России об исключении из перечня",
    "Дата принятия решения Генеральной прокуратурой Российской Федерации об отмене решения",
    "Статус",
]
NUMBER, ORDER_DATE, ORDER, DECISION, NAME, PUBLISHED, OUT_DATE, OUT, ANNULLED, STATUS = range(10)

Line = list[Any]


def dotted(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}"


def line(number: Any, listed: Any, order: Any, decided: Any, name: Any) -> Line:
    """Return an entry as a row of the sheet."""
    return [number, listed, order, decided, name, None, None, None, None, "Включена"]


@pytest.fixture(scope="session")
def entries() -> list[Line]:
    """Return the entries of the register of 5 September 2024."""
    return register()


def register() -> list[Line]:
    """Return the 188 entries of the register of 5 September 2024."""
    rows = [row for row in designations() if row["listed_date"] <= "2024-09-05"]
    rows.sort(key=lambda row: int(row["register_number"]))
    return [
        line(
            int(row["register_number"]),
            dotted(row["listed_date"]),
            row["order_number"],
            dotted(row["decision_date"]),
            row["register_name"],
        )
        for row in rows
    ]


@pytest.fixture
def sample(entries: list[Line]) -> list[Line]:
    """Return the same, to be changed."""
    return [list(each) for each in entries]


def sheet(rows: list[Line], *, as_of: Any = AS_OF, headings: list[Any] = HEADINGS) -> Workbook:
    """Return a workbook in the Ministry's layout."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append([TITLE])
    page.append([as_of])
    page.append(headings)
    for row in rows:
        page.append(row)
    return book


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write rows as an export and returns its path."""

    def written(rows: list[Line], **options: Any) -> Path:
        path = tmp_path / options.pop("name", "export.xlsx")
        sheet(rows, **options).save(path)
        return path

    return written


@pytest.fixture
def empty_package(tmp_path: Path) -> Path:
    """Return a valid package without a row."""
    directory = tmp_path / "empty"
    directory.mkdir()
    write_descriptor(directory, version="2015.01.01", as_of=date(2015, 1, 1))
    for table in TABLES:
        if not table.optional:
            (directory / table.path).write_text(",".join(table.columns) + "\n", encoding="utf-8")
    return directory


@pytest.fixture
def todays_package(tmp_path: Path) -> Path:
    """Return a copy of the known package."""
    return Path(shutil.copytree(known_directory(), tmp_path / "today"))
