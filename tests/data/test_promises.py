"""What the dataset promises to those who rely on it, and to those whom it names."""

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pytest

from dashboard.bulk import archive
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.loading import load_catalog
from dashboard.catalog.same_page import same_page
from dashboard.dataset import identifiers, package
from dashboard.dataset.tables import TABLES
from dashboard.dataset.tables import references as all_references
from dashboard.dataset.validation import DATE_ORDER
from dashboard.names.kept import matcher

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(DATA)


@pytest.fixture(scope="module")
def texts() -> dict[str, list[dict[str, str]]]:
    """Return the tables as they stand in the files, with nothing of ours between."""
    found = {}
    for table in TABLES:
        with (DATA / table.path).open(encoding="utf-8", newline="") as file:
            found[table.name] = list(csv.DictReader(file))
    return found


# Everything that points, points at something ------------------------------------------------------


def test_every_reference_is_found(texts: dict[str, list[dict[str, str]]]) -> None:
    seen = 0
    for table, field, target, key in all_references():
        known = {row[key.name] for row in texts[target.name]}
        for row in texts[table.name]:
            cells = row[field.name].split("|") if field.type == "list" else [row[field.name]]
            for cell in filter(None, cells):
                seen += 1
                assert cell in known, (table.name, field.name, cell)
    assert seen > 5000


def test_what_is_downloaded_is_what_stands_there(
    catalog: Catalog, texts: dict[str, list[dict[str, str]]]
) -> None:
    for table in TABLES:
        made = archive.to_csv(catalog[table.name], table).decode()
        rows = list(csv.DictReader(io.StringIO(made)))
        key = table.primary_key

        def by_key(row: dict[str, str], key: tuple[str, ...] = key) -> list[str]:
            return [row[name] for name in key]

        if key:
            assert sorted(rows, key=by_key) == sorted(texts[table.name], key=by_key), table.name
        else:
            assert len(rows) == len(texts[table.name])


# Dates --------------------------------------------------------------------------------------------


def test_nothing_happens_before_what_it_follows_from(
    texts: dict[str, list[dict[str, str]]],
) -> None:
    compared = 0
    for row in texts["designations"]:
        for earlier, later in DATE_ORDER:
            if row[earlier] and row[later]:
                compared += 1
                assert row[earlier] <= row[later], row["id"]
        dated = filter(
            None, (row[name] for name in ("decision_date", "announced_date", "listed_date"))
        )
        # The law that made it possible.
        assert all(each >= "2015-05-23" for each in dated), row["id"]
    assert compared > 300


def test_an_article_about_a_case_or_a_listing_is_not_dated_after_the_data(
    catalog: Catalog,
) -> None:
    last = pd.Timestamp(catalog.coverage.last_day)
    assert catalog.articles["published"].max() <= last
    assert catalog.prosecutions["date"].max() <= last
    assert catalog.designations["date"].max() <= last


# No article text beyond our summary ---------------------------------------------------------------

LONGEST = {
    ("articles", "summary"): 350,
    ("articles", "summary_ru"): 400,
    ("articles", "title"): 250,
    ("articles", "note"): 350,
    ("statements", "text"): 350,
    ("statements", "text_ru"): 420,
    ("claims", "note"): 200,
    ("claims", "note_ru"): 250,
    ("articles", "title_ru"): 250,
    ("articles", "note_ru"): 420,
    ("designations", "note_ru"): 600,
    ("prosecutions", "note_ru"): 420,
    ("other_designations", "note_ru"): 420,
    ("published_counts", "note_ru"): 250,
    ("designations", "stated_reason"): 350,
    ("designations", "stated_reason_ru"): 400,
    ("designations", "note"): 500,
    ("prosecutions", "note"): 350,
    ("other_designations", "note"): 350,
    ("other_designations", "name_there"): 350,
    ("designations", "review"): 200,
    ("designations", "review_ru"): 200,
    ("published_counts", "note"): 200,
}
"""Characters of each field that is written in prose: a few sentences, never a page."""

MOST_QUOTED = 8
"""Words in a row within quotation marks: a label or a name, never a passage."""

_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]+)[”\"»“]|(?<!\w)['‘]([^'‘’]+)['’](?!\w)")


def quoted_words(text: str) -> int:
    return max((len((a or b).split()) for a, b in _QUOTED.findall(text)), default=0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It said that nothing was found.", 0),
        ("They call it “hostile to the state” and 'foreign'.", 4),
        ("Prosecutors' words aren't 'a long passage' here.", 3),
        ("«один два три четыре пять шесть семь восемь девять»", 9),
    ],
)
def test_words_within_quotation_marks_are_counted(text: str, words: int) -> None:
    assert quoted_words(text) == words


@pytest.mark.parametrize(("table", "field"), LONGEST)
def test_prose_is_ours_and_short(
    texts: dict[str, list[dict[str, str]]], table: str, field: str
) -> None:
    for row in texts[table]:
        text = row[field]
        assert len(text) <= LONGEST[table, field], (row, field)
        # A headline may be a quotation: it is the page's own, or renders it.
        if field not in ("title", "title_ru"):
            assert quoted_words(text) <= MOST_QUOTED, text


def test_there_is_no_other_field_for_prose() -> None:
    free = {
        (table.name, field.name)
        for table in TABLES
        for field in table.fields
        if field.type == "string"
        and not field.choices
        and not field.pattern
        and not field.references
    }
    short = {
        ("designations", name)
        for name in ("name", "name_ru", "name_native", "abbreviation", "register_name")
    } | {
        ("statements", "speaker"), ("statements", "speaker_ru"), ("publishers", "note_ru"), ("prosecutions", "defendant_ru"), ("publishers", "name"), ("publishers", "name_ru"), ("publishers", "note"), ("milestones", "label_en"),
        ("milestones", "label_ru"), ("prosecutions", "defendant"), ("changes", "version"),
        ("changes", "field"), ("changes", "old"), ("changes", "new"), ("changes", "source"),
        ("changes", "table_name"), ("changes", "row_id"), ("names", "name"), ("published_counts", "source"),
        ("published_counts", "source_ru"),
        ("identifiers_elsewhere", "value"), ("identifiers_elsewhere", "name_there"),
    }  # fmt: skip
    assert free - short == set(LONGEST)


def test_a_summary_is_not_the_same_for_two_articles(
    texts: dict[str, list[dict[str, str]]],
) -> None:
    # Two pages can say the same; what somebody pasted in bulk would repeat more often.
    summaries = pd.Series([row["summary"] for row in texts["articles"]])
    assert summaries.value_counts().max() <= 2


# Every accusation is attributed -------------------------------------------------------------------

LABEL = re.compile(
    r"(?<![\w-])(?:undesirable|terroris\w*|extremis\w*|separatis\w*|russophob\w*|subversi\w*"
    r"|discredit\w*|destabili\w*|hostile|anti-Russian|fifth column|totalitarian|spies|espionage"
    r"|sabotage|propagandists?|meddl\w*)(?!\w)",
    re.IGNORECASE,
)
"""Words in which the authorities accuse."""

ATTRIBUTED = re.compile(
    r"\b(?:declar|nam(?:e|es|ed|ing)\b|designat|list(?:s|ed|ing)?\b|label|brand|recogni[sz]|class"
    r"|treat|accus|sa(?:y|ys|id|ying)\b|t(?:ell|ells|old)\b|charg|alleg|claim|announc|add(?:s|ed|ing)?\b"
    r"|put(?:s|ting)?\b|rul(?:e|es|ed|ing|ings)\b|ask|propos|f(?:ound|inds)\b|convict|sentenc"
    r"|fin(?:e|ed|es|ing)\b|tried|trial|verdict|case|decid|decision|status|law|legislat|bill|article"
    r"|code\b|register|ban(?:s|ned|ning)?\b|outlaw|prosecut|court|critici|warn|argu|report|accord"
    r"|explain|recall|call(?:s|ed)?\b|quot|justif|reason|consider|police|ministry|minister|duma|deput"
    r"|senator|authorit|inform|linked|describ|see[sn]?\b|tone\b|believ|suspect|detain|search|punish"
    r"|amendment|measures?\b|penalt|liab|crime|criminal|offence|dealing|notion|concept|term\b|draft|materials?\b"
    r"|participa|involve|taking part|fsb|investigat|kremlin|putin|sova|sources?\b|rosfinmonitoring)",
    re.IGNORECASE,
)
"""Words of whoever says it, or of the act by which it was said; or the name of a legal category."""


def unattributed(text: str) -> list[str]:
    """Return the sentences that accuse in nobody's name: neither in quotation marks nor attributed."""
    return [
        sentence
        for sentence in re.split(r"(?<=[a-zё0-9»”\"')][.!?])\s+(?=[A-ZЁА-Я“\"'«])", text)
        for label in LABEL.finditer(sentence)
        if sentence[max(0, label.start() - 1) : label.start()] not in tuple("\"“«‘„'")
        and not ATTRIBUTED.search(sentence)
    ]


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("The undesirable foundation left Moscow.", True),
        ("The “undesirable” foundation left Moscow.", False),
        ("Prosecutors declared the foundation undesirable.", False),
        ("Prosecutors spoke. The fund is extremist.", True),
        ("The fund, which is hostile to Russia, closed.", True),
        ("The fund closed.", False),
    ],
)
def test_what_accuses_in_nobodys_name_is_found(text: str, bad: bool) -> None:
    assert bool(unattributed(text)) == bad


@pytest.mark.parametrize(
    ("table", "field"),
    [("articles", "summary"), ("designations", "note"), ("prosecutions", "note"), ("other_designations", "note")],
)  # fmt: skip
def test_our_own_prose_accuses_in_nobodys_name_but_the_accusers(
    texts: dict[str, list[dict[str, str]]], table: str, field: str
) -> None:
    bad = {
        row.get("id", row.get("designation_id", "")): found
        for row in texts[table]
        if (found := unattributed(row[field]))
    }
    assert bad == {}


def test_every_statement_has_somebody_who_made_it(texts: dict[str, list[dict[str, str]]]) -> None:
    for row in texts["statements"]:
        assert row["speaker"].strip(), row
        assert row["speaker_type"], row
        assert row["speaker"].casefold() not in {"unknown", "anonymous", "n/a", "-"}, row


def test_every_reason_has_somebody_who_stated_it(texts: dict[str, list[dict[str, str]]]) -> None:
    named = re.compile(r"\breported\b|\b[Aa]ccording to\b|\bsaid\b|\bsays?\b")
    for row in texts["designations"]:
        if row["stated_reason"] and not row["reason_source"]:
            assert named.search(row["stated_reason"]), row["id"]


# Evidence -----------------------------------------------------------------------------------------


def urls(texts: dict[str, list[dict[str, str]]]) -> list[tuple[str, str]]:
    return [
        (table.name, row["url"])
        for table in TABLES
        if "url" in table.columns
        for row in texts[table.name]
        if row["url"]
    ]


def test_every_address_is_well_formed(texts: dict[str, list[dict[str, str]]]) -> None:
    found = urls(texts)
    assert len(found) > 2000
    for table, url in found:
        parts = urlsplit(url)
        host = parts.hostname or ""
        assert parts.scheme in ("http", "https"), (table, url)
        assert "." in host.strip("."), (table, url)
        assert not re.fullmatch(
            r"[\d.]+|.*\.(local|localhost|internal|example|test|invalid)", host
        ), url
        assert parts.username is None, (table, url)
        assert parts.password is None, (table, url)
        assert parts.port in (None, 80, 443), (table, url)
        assert url.isprintable(), (table, url)


def test_no_page_supports_a_fact_twice(texts: dict[str, list[dict[str, str]]]) -> None:
    facts = [
        (row["designation_id"], same_page(row["url"]), field)
        for row in texts["evidence"]
        for field in row["supports"].split("|")
    ]
    assert len(facts) > 1000
    assert pd.Series(facts).value_counts().max() == 1


def test_no_article_stands_there_twice(texts: dict[str, list[dict[str, str]]]) -> None:
    pages = pd.Series([same_page(row["url"]) for row in texts["articles"] if row["url"]])
    assert pages[pages.duplicated(keep=False)].tolist() == []


# One organization, one identifier -----------------------------------------------------------------

NAMESAKES = {
    frozenset({"journalism-development-network", "organized-crime-and-corruption-reporting-project"}): "US and Dutch legal entities of OCCRP",
    frozenset({"elton-john-aids-foundation-uk", "elton-john-aids-foundation-us"}): "the register's wordings give the two countries",
    frozenset({"for-free-russia-bulgaria", "za-wolna-rosje"}): "Bulgarian and Polish associations of one name",
    frozenset({"for-free-russia-bulgaria", "free-russia-foundation"}): "a Bulgarian association and a US foundation",
}  # fmt: skip
"""Designations that bear like names and are two; what tells them apart where the register's numbers do not."""


def alike(catalog: Catalog) -> set[frozenset[str]]:
    """Find pairs of designations of which the matcher takes a name of one for the other."""
    found = set()
    for row in catalog.designations.to_dict("records"):
        names = {row[name] for name in ("name", "name_ru", "name_native", "register_name")}
        for name in {*names, *row["aliases"]}:
            if isinstance(name, str):
                found |= {
                    frozenset({str(row["id"]), each.designation_id})
                    for each in matcher(catalog).check(name).candidates
                    if each.verdict == "listed" and each.designation_id != row["id"]
                }
    return found


def test_no_organization_stands_there_under_two_identifiers(catalog: Catalog) -> None:
    table = catalog.designations
    pairs = alike(catalog)
    # The check can see what it is for.
    assert frozenset({"bellingcat-ltd", "stichting-bellingcat"}) in pairs
    doubtful = {
        pair
        for pair in pairs
        # Two numbers of the official register are two entries.
        if table.loc[list(pair), "register_number"].isna().any()
        or not table.loc[list(pair), "register_number"].is_unique
    }
    unknown = [sorted(pair) for pair in doubtful if pair not in NAMESAKES]
    assert unknown == [], "one of two is a double; or say in NAMESAKES what tells them apart"


# Identifiers --------------------------------------------------------------------------------------


def git(*words: str) -> str:
    if not shutil.which("git"):
        return ""
    return subprocess.run(
        ["git", "-C", str(ROOT), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    ).stdout


@pytest.fixture(scope="module")
def published() -> tuple[identifiers.Identifier, ...]:
    return package.read_package(DATA).published


def test_the_list_of_identifiers_is_whole(
    published: tuple[identifiers.Identifier, ...], texts: dict[str, list[dict[str, str]]]
) -> None:
    listed = {(each.table, each.id) for each in published}
    present = {(table.name, row["id"]) for table in identifiers.TABLES for row in texts[table.name]}
    assert present - listed == set(), "run `python -m dashboard document`"
    gone = {(each.table, each.id) for each in published if each.gone}
    assert listed - present == gone


def test_an_identifier_means_the_organization_that_it_meant_at_first(
    catalog: Catalog, published: tuple[identifiers.Identifier, ...]
) -> None:
    for each in published:
        if each.table == "designations" and not each.gone:
            row = catalog.designations.loc[each.id]
            if each.name != row["name"]:
                found = matcher(catalog).check(each.name).candidates
                assert each.id in {one.designation_id for one in found}, each


def test_the_history_is_whole_or_the_promise_could_not_be_broken() -> None:
    assert git("rev-parse", "--is-shallow-repository").strip() in ("", "false"), (
        "This clone is shallow: the next test would see no earlier state. Run `git fetch --unshallow`."
    )


def states(*paths: str) -> Iterator[tuple[str, str, str]]:
    """Yield each content that files ever had: path, name in the repository, text."""
    changes = git("log", "--full-history", "-m", "--raw", "--no-abbrev", "--format=", "--", *paths)
    found = {
        (blob, path)
        for line in changes.splitlines()
        for change, path in (line.split("\t"),)
        for blob in change.split()[2:4]
        if blob.strip("0")
    }
    for blob, path in sorted(found):
        yield path, blob, git("cat-file", "blob", blob)


def test_no_identifier_of_any_earlier_state_is_lost(
    published: tuple[identifiers.Identifier, ...],
) -> None:
    if not git("log", "-1", "--format=%H", "--", "data"):
        pytest.skip("There is no history here: the list stands for it.")
    listed = {(each.table, each.id): each for each in published}
    tables = {f"data/{table.path}": table.name for table in identifiers.TABLES}
    seen = set()
    for path, blob, text in states(*tables, f"data/{identifiers.PATH}"):
        seen.add(path)
        if path in tables:
            for row in csv.DictReader(io.StringIO(text)):
                assert (tables[path], row["id"]) in listed, (blob, row["id"])
            continue
        # The list itself only grows.
        for each in identifiers.parse(text):
            now = listed[each.table, each.id]
            assert now.name == each.name, each
            assert now.gone or not each.gone, each
    assert seen == {*tables, f"data/{identifiers.PATH}"}
