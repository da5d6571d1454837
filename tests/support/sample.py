"""A package of some dozens of invented organizations: enough to count, to compare and to page through."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from dashboard import locale
from dashboard.catalog import Catalog, load_catalog
from dashboard.dataset.choices import (
    ARTICLES_OF_LAW,
    CATEGORIES,
    CONFIDENCE,
    KINDS,
    LISTED_DATE_BASES,
    OUTCOMES,
    OWNERSHIPS,
    SPEAKER_TYPES,
    STANCES,
    TOPICS,
    Choice,
)
from tests.support.packages import Row, Rows, write_package

VERSION = "2026.01.03"
AS_OF = date(2026, 1, 2)
SIZE = 60
LARGE = 400

MERIDIAN, ARCHIVE = "meridian", "open-archive"
"""A medium and a human-rights organization that tests look at by name."""

HEADS = (
    ("Amber", "Янтарный"), ("Birch", "Берёзовый"), ("Cedar", "Кедровый"), ("Granite", "Гранитный"),
    ("Ivory", "Костяной"), ("Juniper", "Можжевеловый"), ("Lantern", "Фонарный"), ("Maple", "Кленовый"),
    ("Opal", "Опаловый"), ("Pearl", "Жемчужный"), ("Quartz", "Кварцевый"), ("Rowan", "Рябиновый"),
)  # fmt: skip
TAILS = (
    ("Courier", "курьер"), ("Fund", "фонд"), ("Institute", "институт"), ("Union", "союз"), ("University", "университет"),
)  # fmt: skip
COUNTRIES = ("US", "DE", "GB", "LV", "PL", "", "CZ", "LV", "US", "DE", "FR")
LANGUAGES = ("ru", "en", "ru", "de")
TITLES = {"en": "Report {} on {}", "ru": "Новость {}: {}", "de": "Bericht {} über {}"}
ACCUSED = ("army", "history|education", "formula", "opposition")
PUBLISHERS = 7
MILESTONES = (("2015-05-23", "The first law", "Первый закон"), ("2021-06-28", "The second law", "Второй закон"))  # fmt: skip


def _in_turn(choices: tuple[Choice, ...], number: int) -> str:
    return choices[number % len(choices)].value


def _days_after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def _known() -> Rows:
    """Return the two organizations that tests look at by name."""
    meridian = {
        "id": MERIDIAN, "name": "Meridian", "name_ru": "Меридиан", "aliases": "Meridian Project|Проект «Меридиан»",
        "register_name": "SIA «Meridian Project» («Меридиан») (Латвия)", "country": "LV", "category": "media",
        "decision_date": "2023-01-26", "announced_date": "2023-01-26", "listed_date": "2023-02-07",
        "listed_date_basis": "order", "order_number": "101-р", "confidence": "high",
    }  # fmt: skip
    archive = {
        "id": ARCHIVE, "name": "Open Archive", "name_ru": "Открытый архив", "abbreviation": "OAR",
        "register_name": "Open Archive («Открытый архив») (Великобритания)", "country": "GB",
        "category": "human-rights", "decision_date": "2025-05-19", "announced_date": "2025-05-19",
        "listed_date": "2025-05-28", "published_date": "2025-05-28", "listed_date_basis": "order",
        "order_number": "102-р", "stated_reason": "The prosecutors said that it supports their critics.",
        "stated_reason_ru": "Прокуратура заявила, что организация поддерживает критиков.",
        "reason_source": "prosecutor-general", "confidence": "high", "note": "An invented organization.",
    }  # fmt: skip
    return [meridian, archive]


def _invented(number: int, size: int) -> Row:
    """Return an organization; what it has or lacks recurs in periods that share no factor."""
    head, tail = HEADS[number % len(HEADS)], TAILS[number // len(HEADS) % len(TAILS)]
    lap = number // (len(HEADS) * len(TAILS))
    more = f" {lap + 1}" if lap else ""
    name, name_ru = f"{head[0]} {tail[0]}{more}", f"{head[1]} {tail[1]}{more}"
    code = COUNTRIES[number % len(COUNTRIES)]
    row = {
        "id": name.lower().replace(" ", "-"),
        "name": name,
        "country": code,
        "category": _in_turn(CATEGORIES, number),
        "confidence": _in_turn(CONFIDENCE, number),
    }
    if number % 19 == 18:
        return row  # nothing else is known of it
    row["name_ru"] = name_ru
    row["decision_date"] = _days_after("2015-07-28", number * 3_700 // size)
    if number % 4:
        row["announced_date"] = _days_after(row["decision_date"], number % 3)
    if number % 13 == 12:
        return row  # announced, and not in the register
    row["listed_date"] = _days_after(row["decision_date"], 2 + number * 7 % 40)
    row["listed_date_basis"] = _in_turn(LISTED_DATE_BASES, number)
    with locale.using("ru"):
        country = f" ({locale.country(code)})" if code else ""
    row["register_name"] = f"{name} («{name_ru}»){country}"
    if row["listed_date_basis"] == "order":
        row["order_number"] = f"{200 + number}-р"
    if number % 2:
        row["stated_reason"] = f"The prosecutors said that {name} threatens security."
        row["reason_source"] = "prosecutor-general"
    if number % 17 == 16:
        row["delisted_date"] = _days_after(row["listed_date"], 100)
    if number % 23 in (3, 4):
        row["body"] = f"body-{number // 23}"
    return row


def _designations(size: int) -> Rows:
    rows = [*_known(), *(_invented(number, size) for number in range(size - 2))]
    listed = sorted((row for row in rows if row.get("listed_date")), key=lambda r: r["listed_date"])
    for number, row in enumerate(listed, start=1):
        row["register_number"] = str(number)
    return rows


def _articles(designations: Rows) -> Iterator[tuple[Row, list[Row]]]:
    """Yield articles with what they mention: the organization itself, and now and then the next one."""
    for number, about in enumerate(designations):
        following = designations[(number + 1) % len(designations)]
        day = about.get("announced_date") or about.get("decision_date")
        for part in range(3 if about["id"] == ARCHIVE else 1 + number % 2):
            count = 2 * number + part
            published = _days_after(day, 5 * part) if day else ""
            if published and count % 29 == 28:
                published = f"{published[:7]}-01"
            identifier = f"{published or 'undated'}-{about['id']}-{part + 1}"
            ours = count % 7 == 0
            language = LANGUAGES[count % len(LANGUAGES)]
            title = TITLES["en" if ours else language]
            local = about.get("name_ru") if title == TITLES["ru"] else None
            article = {
                "id": identifier,
                "title": title.format(count, local or about["name"]),
                "title_supplied": "true" if ours else "false",
                "publisher_id": f"publisher-{count % PUBLISHERS + 1}",
                "published": published,
                "published_precision": "month" if published and count % 29 == 28 else "",
                "language": language,
                "kind": _in_turn(KINDS, count),
                "topics": "|".join({_in_turn(TOPICS, count): 0, _in_turn(TOPICS, count // 3 + 1): 0}),
                "url": f"https://news.example/{identifier}" if count % 11 else "",
                "summary": f"Reports what became of {about['name']}.",
                "summary_ru": f"Рассказывает, что стало с организацией «{about.get('name_ru', about['name'])}».",
            }  # fmt: skip
            mentions = [
                {"article_id": identifier, "designation_id": about["id"], "role": "subject"}
            ]
            if count % 3 == 0:
                also = "subject" if count % 6 == 0 else "mentioned"
                mentions.append(
                    {"article_id": identifier, "designation_id": following["id"], "role": also}
                )
            yield article, mentions


def _claims(mentions: list[list[Row]]) -> Iterator[Row]:
    """Yield what articles say that somebody said, whole."""
    for number, mentioned in enumerate(mentions):
        for position in range(number % 3):
            count = number + 5 * position
            yield {
                "article_id": mentioned[0]["article_id"],
                "position": str(position + 1),
                "speaker": f"Speaker {count % 9 + 1}",
                "speaker_type": _in_turn(SPEAKER_TYPES, count),
                "stance": _in_turn(STANCES, count // 2),
                "text": f"Something was said, {number}.{position}.",
                "designation_id": mentioned[0]["designation_id"] if count % 8 else "",
                "also_about": mentioned[1]["designation_id"] if count % 8 and mentioned[1:] else "",
            }


def _with_statements(tables: dict[str, Rows]) -> dict[str, Rows]:
    """Return the tables with what was said, claims and reasons, in a table of its own.

    The first article on an organization reports the reason too.
    """
    statements: Rows = []
    reported: dict[str, list[str]] = {row["id"]: [] for row in tables["articles"]}
    for number, claim in enumerate(tables["claims"], start=1):
        said = {key: claim[key] for key in claim if key not in ("article_id", "position")}
        statements.append({"id": f"statement-{number}", **said})
        reported[claim["article_id"]].append(f"statement-{number}")
    first = {
        row["designation_id"]: row["article_id"]
        for row in reversed(tables["mentions"])
        if row["role"] == "subject"
    }
    for row in tables["designations"]:
        if reason := row.get("stated_reason"):
            row["reason_id"] = f"{row['id']}-reason"
            statements.append(
                {
                    "id": row["reason_id"],
                    "speaker": "Prosecutors",
                    "speaker_type": "authority",
                    "stance": "accusation",
                    "text": reason,
                    "text_ru": row.get("stated_reason_ru", ""),
                    "designation_id": row["id"],
                }
            )
            reported[first[row["id"]]].append(row["reason_id"])
    accused = [said for said in statements if said["stance"] == "accusation"]
    for number, said in enumerate(accused):
        said["accusations"] = ACCUSED[number % len(ACCUSED)]
    claims = [
        {"article_id": article, "position": str(position), "statement_id": statement}
        for article, said in reported.items()
        for position, statement in enumerate(said, start=1)
    ]
    return {**tables, "statements": statements, "claims": claims}


def _rows(size: int) -> dict[str, Rows]:
    designations = _designations(size)
    articles, mentions = (list(each) for each in zip(*_articles(designations), strict=True))
    dated = [row for row in designations if row.get("decision_date")]
    return {
        "designations": designations,
        "articles": articles,
        "mentions": [each for mentioned in mentions for each in mentioned],
        "claims": list(_claims(mentions)),
        "publishers": [
            {
                "id": f"publisher-{number}",
                "name": f"Newsroom {number}",
                "country": COUNTRIES[number] if number > 1 else "",
                "ownership": _in_turn(OWNERSHIPS, number) if number > 1 else "",
                "designation_id": MERIDIAN if number == PUBLISHERS else "",
            }
            for number in range(1, PUBLISHERS + 1)
        ],
        "evidence": [
            {
                "designation_id": row["id"],
                "url": f"https://register.example/{row['id']}",
                "supports": "decision_date",
            }
            for row in dated
        ],
        "milestones": [
            {"date": day, "kind": "law", "label_en": english, "label_ru": russian, "url": f"https://law.example/{day}"}
            for day, english, russian in MILESTONES
        ],
        "other_designations": [
            {
                "designation_id": row["id"],
                "register": ("foreign-agent", "extremist", "terrorist")[number % 3],
                "date": row["decision_date"],
                "relation": "related" if number % 4 == 3 else "same",
                "url": f"https://others.example/{number}",
            }
            for number, row in enumerate(dated[::6])
        ],
        "prosecutions": [
            {
                "id": f"case-{number}",
                "designation_id": row["id"],
                "article_of_law": _in_turn(ARTICLES_OF_LAW, number),
                "defendant": "a resident of Tver",
                "date": _days_after(row["decision_date"], 60),
                "outcome": _in_turn(OUTCOMES, number),
                "url": f"https://court.example/{number}",
            }
            for number, row in enumerate(dated[::5])
        ],
        "names": [
            {
                "designation_id": row["id"],
                "name": f"Verein {row['name']}",
                "language": "de",
                "kind": "translation",
                "source": f"https://names.example/{row['id']}",
            }
            for row in designations
            if row["country"] == "DE"
        ],
        "sites": [
            {"designation_id": row["id"], "kind": "domain", "value": f"{row['id']}.example", "source": f"https://{row['id']}.example"}
            for row in designations[::2]
        ],
        "identifiers_elsewhere": [
            {
                "designation_id": row["id"],
                "scheme": "wikidata",
                "value": f"Q{number}",
                "relation": "same",
                "name_there": row["name"],
                "source": f"https://names.example/{row['id']}",
            }
            for number, row in enumerate(designations[::3], start=1)
        ],
        "published_counts": [{"period": "2022", "what": "listed", "count": "8", "source": "A newsroom"}],
        "changes": [
            {
                "version": version,
                "date": version.replace(".", "-"),
                "change": "added",
                "table_name": "designations",
                "row_id": row["id"],
                "field": "id",
                "new": row["id"],
            }
            for version, rows in (("2026.01.01", designations[5:]), (VERSION, designations[2:5]))
            for row in rows
        ],
    }  # fmt: skip


def write_sample(directory: Path, size: int = SIZE) -> Path:
    """Write the package into a new folder, and return the folder.

    Args:
        directory: The folder; it must not exist yet.
        size: How many organizations; two of them are `MERIDIAN` and `ARCHIVE`.
    """
    return write_package(directory, _with_statements(_rows(size)), VERSION, AS_OF)


@cache
def sample_directory() -> Path:
    """Return a folder with the package, written once in a process; nobody changes it."""
    folder = tempfile.mkdtemp(prefix="sample-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return write_sample(Path(folder) / "data")


def sample_catalog() -> Catalog:
    """Return the package, typed and loaded once in a process."""
    return load_catalog(sample_directory())


@cache
def large_sample() -> Catalog:
    """Return a package like it with hundreds of organizations, of which there is something to find."""
    with tempfile.TemporaryDirectory(prefix="sample-") as folder:
        return load_catalog(write_sample(Path(folder) / "data", LARGE))


@contextmanager
def serving_sample() -> Iterator[None]:
    """Make the package the one that the site serves."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DASHBOARD_DATA", str(sample_directory()))
        yield
