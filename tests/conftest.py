"""Data packages for tests: one small enough to be read whole, and a larger sample."""

import gc
import os
from collections.abc import Generator, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.database import DirectoryBasedExampleDatabase

from dashboard.catalog import serving
from dashboard.catalog.catalog import Catalog, build_catalog
from dashboard.dataset.package import read_package
from tests.support import sample as samples
from tests.support.packages import Editor, write_package
from tests.support.reading import reads_data


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Leave the garbage until every module is imported: while they are, there is hardly any to find."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, unless it is asked for by its marker: `pytest -m soak`."""
    if "soak" not in config.option.markexpr:
        long = [item for item in items if item.get_closest_marker("soak")]
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)


# The full form of the tests in tests/hostile: `make soak`.
settings.register_profile(
    "soak",
    database=DirectoryBasedExampleDatabase(
        Path(__file__).resolve().parents[1] / ".hypothesis" / "examples"
    ),
    print_blob=True,
)

# One process makes all the checks of the tests; test_worker.py and test_bounds.py limit them.
os.environ.setdefault("DASHBOARD_CHECK_SECONDS", "0")

VERSION = "2026.01.02"
AS_OF = date(2026, 1, 1)

ROWS: dict[str, list[dict[str, str]]] = {
    "designations": [
        {
            "id": "alpha",
            "name": "Alpha Media",
            "name_ru": "Альфа Медиа",
            "aliases": "Alpha|A-Media",
            "register_name": "Alpha Media Ltd. (Латвия)",
            "register_number": "1",
            "country": "LV",
            "category": "media",
            "decision_date": "2022-01-10",
            "announced_date": "2022-01-12",
            "listed_date": "2022-01-30",
            "listed_date_basis": "order",
            "order_number": "12-р",
            "stated_reason": "Said to threaten security.",
            "reason_source": "prosecutor-general",
            "reason_id": "alpha-reason",
            "confidence": "high",
        },
        {
            "id": "beta",
            "name": "Beta Fund",
            "name_ru": "Фонд «Бета»",
            "country": "DE",
            "category": "human-rights",
            "decision_date": "2024-05-01",
            "announced_date": "2024-05-02",
            "confidence": "medium",
        },
        {"id": "gamma", "name": "Gamma", "category": "other", "confidence": "low"},
    ],
    "articles": [
        {
            "id": "2022-01-31-alpha-listed",
            "title": "Alpha is listed",
            "title_supplied": "false",
            "publisher_id": "alpha-news",
            "published": "2022-01-31",
            "language": "en",
            "kind": "news",
            "topics": "listing|reaction",
            "url": "https://alpha.example/listed",
            "summary": "Reports the listing of Alpha.",
        },
        {
            "id": "undated-beta-decided",
            "title": "Decision on Beta",
            "title_supplied": "true",
            "publisher_id": "the-state",
            "language": "ru",
            "kind": "official-statement",
            "topics": "designation",
            "summary": "Announces the decision.",
        },
    ],
    "mentions": [
        {
            "article_id": "2022-01-31-alpha-listed",
            "designation_id": "alpha",
            "role": "subject",
        },
        {
            "article_id": "2022-01-31-alpha-listed",
            "designation_id": "gamma",
            "role": "mentioned",
        },
        {"article_id": "undated-beta-decided", "designation_id": "beta", "role": "subject"},
    ],
    "statements": [
        {
            "id": "alpha-reason",
            "speaker": "Prosecutors",
            "speaker_type": "authority",
            "stance": "accusation",
            "text": "Said to threaten security.",
            "accusations": "formula",
            "designation_id": "alpha",
        },
        {
            "id": "alpha-threat",
            "speaker": "Prosecutors",
            "speaker_ru": "Прокуратура",
            "speaker_type": "authority",
            "stance": "accusation",
            "text": "It is a threat.",
            "text_ru": "Она угрожает.",
            "accusations": "army|history",
            "designation_id": "alpha",
            "also_about": "gamma",
        },
        {
            "id": "alpha-answer",
            "speaker": "Alpha",
            "speaker_type": "organisation",
            "stance": "defence",
            "text": "It is not.",
            "designation_id": "alpha",
        },
        {
            "id": "law-passed",
            "speaker": "Prosecutors",
            "speaker_type": "authority",
            "stance": "context",
            "text": "The law was passed in 2015.",
        },
    ],
    "claims": [
        {
            "article_id": "2022-01-31-alpha-listed",
            "position": "1",
            "statement_id": "alpha-threat",
            "note": "Without its history.",
        },
        {
            "article_id": "2022-01-31-alpha-listed",
            "position": "2",
            "statement_id": "alpha-answer",
        },
        {
            "article_id": "undated-beta-decided",
            "position": "1",
            "statement_id": "law-passed",
        },
    ],
    "publishers": [
        {
            "id": "alpha-news",
            "name": "Alpha News",
            "country": "LV",
            "ownership": "independent",
            "designation_id": "alpha",
        },
        {"id": "the-state", "name": "The State"},
    ],
    "evidence": [
        {
            "designation_id": "alpha",
            "url": "https://example.org/order",
            "supports": "listed_date|order_number",
        },
    ],
    "milestones": [
        {
            "date": "2015-05-23",
            "kind": "law",
            "label_en": "The law",
            "label_ru": "Закон",
            "url": "https://example.org/law",
        },
    ],
    "other_designations": [
        {
            "designation_id": "alpha",
            "register": "foreign-agent",
            "date": "2021-08-01",
            "date_precision": "month",
            "relation": "related",
            "url": "https://example.org/agent",
            "note": "Its Latvian company.",
        },
    ],
    "names": [
        {
            "designation_id": "alpha",
            "name": "Alfa Média",
            "language": "cs",
            "kind": "translation",
            "source": "https://example.org/names",
        },
    ],
    "sites": [
        {
            "designation_id": "alpha",
            "kind": "domain",
            "value": "alpha.example",
            "source": "https://alpha.example/contact",
        },
    ],
    "identifiers_elsewhere": [
        {
            "designation_id": "alpha",
            "scheme": "wikidata",
            "value": "Q42",
            "relation": "same",
            "name_there": "Alpha Media",
            "source": "https://example.org/alpha",
        },
        {
            "designation_id": "alpha",
            "scheme": "opensanctions",
            "value": "NK-A2BcDeFgHiJkLmNoPqRsTu",
            "relation": "same",
            "name_there": "Alpha Media",
            "source": "https://example.org/alpha",
        },
        {
            "designation_id": "beta",
            "scheme": "wikidata",
            "value": "Q42",
            "relation": "related",
            "name_there": "Alpha Media",
            "source": "https://example.org/alpha",
        },
    ],
    "published_counts": [
        {
            "period": "2022",
            "what": "listed",
            "count": "2",
            "source": "A newsroom",
            "source_ru": "Редакция",
        },
        {"period": "2024", "what": "listed", "count": "3", "source": "A newsroom"},
        {"period": "2024-01-01/2024-12-24", "what": "decided", "count": "4"},
        {
            "period": "../2025-12-31",
            "what": "registered",
            "count": "5",
            "source": "Prosecutor General",
            "note": "Without duplicates.",
        },
    ],
    "prosecutions": [
        {
            "id": "reader-fined",
            "designation_id": "alpha",
            "article_of_law": "koap-20.33",
            "defendant": "a resident of Tver",
            "date": "2023-03-04",
            "outcome": "fine",
            "url": "https://example.org/fined",
            "article_id": "2022-01-31-alpha-listed",
            "note": "Fined 5,000 roubles for a link.",
        },
        {
            "id": "editor-charged",
            "designation_id": "alpha",
            "article_of_law": "uk-284.1",
            "defendant": "A. Editor, editor of Alpha",
            "outcome": "opened",
            "url": "https://example.org/charged",
        },
    ],
}


@pytest.fixture(autouse=True, scope="module")
def _served(request: pytest.FixtureRequest) -> Iterator[None]:
    """Serve the sample to every module that does not say that it is about `data/`."""
    if reads_data(request.path):
        yield
    else:
        with samples.serving_sample():
            yield


@pytest.fixture
def tiny_package(tmp_path: Path) -> Path:
    """Return the folder of a valid package with three designations and two articles."""
    return write_tiny_package(tmp_path / "data")


def write_tiny_package(directory: Path) -> Path:
    """Write the small package into a new folder, and return the folder."""
    return write_package(directory, ROWS, VERSION, AS_OF)


@pytest.fixture
def editor(tiny_package: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Return a way to change, and to break, the package in `tiny_package`; each change counts at once."""
    monkeypatch.setattr(serving, "SETTLE", 0.0)
    return Editor(tiny_package)


@pytest.fixture
def tiny_catalog(tiny_package: Path) -> Catalog:
    """Return the tiny package, typed."""
    return build_catalog(read_package(tiny_package))


@pytest.fixture(scope="session")
def sample_catalog() -> Catalog:
    """Return the sample of some dozens of organizations, typed."""
    return samples.sample_catalog()
