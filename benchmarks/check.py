"""Measure the accuracy and speed of the check of names: `python benchmarks/check.py`.

Prints Markdown tables: labeled queries by kind, labeled texts, variants of every name of the
dataset made by rule, names that must not match, other tools, and times. `--write` replaces the
tables in `docs/name-check.md`.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import fresh_inputs  # noqa: E402
import labeled_texts  # noqa: E402
import name_peers  # noqa: E402
import variants  # noqa: E402

from dashboard.catalog import load_catalog  # noqa: E402
from dashboard.catalog.catalog import Catalog  # noqa: E402
from dashboard.names import Answer, Matcher  # noqa: E402
from dashboard.names.answer import SURE  # noqa: E402
from dashboard.names.kept import matcher  # noqa: E402
from dashboard.text.folding import fold  # noqa: E402

T = TypeVar("T")


def found(answer: Answer) -> str:
    """Return "listed" for a sure match, whatever the status of the designation is."""
    return "listed" if answer.match in SURE else answer.match


SAMPLES = HERE / "samples"
PAGE = HERE.parent / "docs" / "name-check.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


class Expected:
    """The designations that a label such as ``reg:8 | name:Open Russia`` means."""

    def __init__(self, catalog: Catalog) -> None:
        """Enter the register's numbers and every name.

        Args:
            catalog: The dataset.
        """
        table = catalog.designations
        self._numbers = {
            str(number): str(key) for key, number in table["register_number"].dropna().items()
        }
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        for key, row in table.iterrows():
            for cell in (row["name"], row["name_ru"], row["name_native"], *row["aliases"]):
                if isinstance(cell, str):
                    self._names[fold(cell)].add(str(key))

    def __call__(self, label: str) -> set[str]:
        """Return the identifiers that a label allows."""
        allowed: set[str] = set()
        for each in label.split(" | "):
            kind, _, value = each.partition(":")
            if kind == "reg":
                allowed |= {self._numbers[value]} if value in self._numbers else set()
            else:
                allowed |= self._names.get(fold(value), set()) or self._names.get(
                    fold(value.rpartition(" (")[0]), set()
                )
        return allowed


def share(part: int, whole: int) -> str:
    """Write a share with three digits."""
    return f"{part / whole:.3f}" if whole else "–"


def table(heading: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a Markdown table."""
    heading = list(heading)
    print("| " + " | ".join(heading) + " |")
    print("|---" * len(heading) + "|")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def names(checker: Matcher, expected: Expected, path: Path, verbose: bool) -> None:
    """Labelled queries by kind."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        answer = checker.check(row["query"])
        kind, right = counts[row["kind"]], answer.designation_id in expected(row["expected"])
        kind["n"] += 1
        kind[found(answer)] += 1
        kind["listed=" + row["listed"]] += 1
        kind["right"] += right
        wrong = found(answer) in ("listed", "possible") if row["listed"] == "no" else not right
        if verbose and (wrong or (right and found(answer) != "listed")):
            print(f"  {row['kind']}: {row['query']!r}: {found(answer)}, {answer.designation_id}")
    positive = {kind: c for kind, c in counts.items() if c["listed=yes"]}
    negative = {kind: c for kind, c in counts.items() if c["listed=no"]}
    table(
        ("listed names, by kind", "n", "listed", "listed or possible", "right organization"),
        (
            (kind, c["n"], share(c["listed"], c["n"]),
             share(c["listed"] + c["possible"], c["n"]), share(c["right"], c["n"]))
            for kind, c in positive.items()
        ),
    )  # fmt: skip
    table(
        ("names that are not listed, by kind", "n", "said to be listed", "said to be possible"),
        ((kind, c["n"], c["listed"], c["possible"]) for kind, c in negative.items()),
    )
    total = sum(positive.values(), Counter())
    false = sum(c["listed"] for c in negative.values())
    table(
        ("all", "recall", "precision", "recall with possible", "top-1"),
        [
            (
                total["n"],
                share(total["listed"], total["n"]),
                share(total["listed"], total["listed"] + false),
                share(total["listed"] + total["possible"], total["n"]),
                share(total["right"], total["n"]),
            )
        ],
    )


def texts(checker: Matcher, expected: Expected, path: Path, verbose: bool) -> None:
    """Labelled texts by language."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in path.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)
        tally, found, used = counts[text["language"]], checker.mentions(text["text"]), set()
        for mention in text["mentions"]:
            allowed = expected(mention["expected"])
            hits = {
                each for each in found
                if each.start < mention["end"] and mention["start"] < each.end
                and each.designation_id in allowed
            }  # fmt: skip
            used |= hits
            tally["found" if hits else "missed"] += 1
            if verbose and not hits:
                print(f"  text {text['id']}: {mention['surface']!r} missed")
        for each in found:
            if each not in used:
                tally["false"] += 1
                if verbose:
                    print(f"  text {text['id']}: {each.text!r} is not {each.designation_id}")
    counts["all"] = sum(counts.values(), Counter())
    table(
        ("texts", "mentions", "recall", "precision"),
        (
            (language, c["found"] + c["missed"], share(c["found"], c["found"] + c["missed"]),
             share(c["found"], c["found"] + c["false"]))
            for language, c in counts.items()
        ),
    )  # fmt: skip


def fresh(checker: Matcher, path: Path) -> None:
    """Texts whose author had not seen what the check finds, by set."""
    lines = path.read_text(encoding="utf-8").splitlines()
    begins = [at for at, line in enumerate(lines) if line.startswith("# set ")]

    def ours(text: str) -> Iterable[labeled_texts.Found]:
        return (
            (each.start, each.end, frozenset({each.designation_id, *each.others}))
            for each in checker.mentions(text)
        )

    rows = []
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        samples = list(labeled_texts.samples(lines[begin:end]))
        counts = sum(labeled_texts.count(samples, ours).values(), Counter())
        rows.append((
            lines[begin].removeprefix("# "), len(samples), counts["found"] + counts["missed"],
            share(counts["found"], counts["found"] + counts["missed"]),
            share(counts["found"], counts["found"] + counts["false"]),
        ))  # fmt: skip
    table(
        ("texts of a stranger, as they are found now", "texts", "mentions", "recall", "precision"),
        rows,
    )


def kinds(checker: Matcher, texts: Path, names: Path, files: Path) -> None:
    """Measure inputs of every kind that people paste and send, labelled before they were answered."""
    counted = fresh_inputs.count_names(checker, names)
    rows = [
        (kind, least, each["n"], each["right"], each["fair"])
        for (kind, least), each in counted.items()
    ]
    for least in ("listed", "possible", "unchecked", "no"):
        every = sum((each for (_kind, must), each in counted.items() if must == least), Counter())
        rows.append(("all", least, every["n"], every["right"], every["fair"]))
    table(("names by kind of input", "must be", "n", "are", "are, or are possible"), rows)

    def ours(text: str) -> Iterable[labeled_texts.Found]:
        return (
            (each.start, each.end, frozenset({each.designation_id, *each.others}))
            for each in checker.mentions(text)
        )

    read = list(labeled_texts.read_samples(texts))
    every = Counter()
    rows_of = []
    for kind, each in [*labeled_texts.count(read, ours).items(), ("all", every)]:
        if kind != "all":
            every.update(each)
        rows_of.append((
            kind, each["found"] + each["missed"],
            share(each["found"], each["found"] + each["missed"]), each["false"],
        ))  # fmt: skip
    table(("texts by kind", "mentions", "recall", "false"), rows_of)
    table(
        ("files by kind", "files", "names", "not read", "read besides"),
        [
            (kind, each["files"], each["names"], each["missed"], each["more"])
            for kind, each in fresh_inputs.count_files(files).items()
        ],
    )


def later(checker: Matcher, texts: Sequence[Path], names: Sequence[Path], files: Path) -> None:
    """Measure later sets of the same kinds, in all: names, texts by language, files."""
    rows: list[tuple[object, ...]] = []
    for number, path in enumerate(names, 1):
        counted = fresh_inputs.count_names(checker, path)
        for least in ("listed", "possible", "unchecked", "no"):
            every = sum((c for (_kind, must), c in counted.items() if must == least), Counter())
            if every:
                rows.append((number, least, every["n"], every["right"], every["fair"]))
    table(("names of December 2026, set", "must be", "n", "are", "are, or are possible"), rows)

    def ours(text: str) -> Iterable[labeled_texts.Found]:
        return (
            (each.start, each.end, frozenset({each.designation_id, *each.others}))
            for each in checker.mentions(text)
        )

    spoken: defaultdict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for number, path in enumerate(texts, 1):
        read_here = list(labeled_texts.read_samples(path))
        for kind, each in labeled_texts.count(read_here, ours).items():
            for language in (kind.split()[0], "all"):
                spoken[number, language].update(each)
    table(
        ("texts of December 2026, set", "language", "mentions", "recall", "precision"),
        (
            (number, language, c["found"] + c["missed"], share(c["found"], c["found"] + c["missed"]),
             share(c["found"], c["found"] + c["false"]))
            for (number, language), c in sorted(spoken.items())
        ),
    )  # fmt: skip
    read = sum(fresh_inputs.count_files(files).values(), Counter())
    table(
        ("files of December 2026", "names", "not read", "read besides"),
        [(read["files"], read["names"], read["missed"], read["more"])],
    )


def prose(checker: Matcher, catalog: Catalog, path: Path) -> None:
    """Invented prose in seven languages, beside a search for the names as they are written."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for name in checker.index.names:
        if not name.entire:
            names[name.text].add(name.designation_id)

    def ours(text: str) -> Iterable[labeled_texts.Found]:
        return (
            (each.start, each.end, frozenset({each.designation_id, *each.others}))
            for each in checker.mentions(text)
        )

    def certain(text: str) -> Iterable[labeled_texts.Found]:
        return (
            (each.start, each.end, frozenset({each.designation_id, *each.others}))
            for each in checker.mentions(text) if each.certainty == "certain"
        )  # fmt: skip

    owned = {text: frozenset(owners) for text, owners in names.items()}
    searches: dict[str, labeled_texts.Search] = {
        "certain or possible": ours, "certain": certain,
        "names as they are written (grep)": labeled_texts.verbatim(owned),
    }  # fmt: skip
    samples = list(labeled_texts.read_samples(path))
    big = " ".join([*catalog.articles["title"], *catalog.articles["summary"]])[:500_000]
    rows, first = [], 0.0
    for label, search in searches.items():
        counts = sum(labeled_texts.count(samples, search).values(), Counter())
        taken, _found = best_of(lambda search=search: list(search(big)))
        first = first or taken
        rows.append((
            label, share(counts["found"], counts["found"] + counts["missed"]),
            share(counts["found"], counts["found"] + counts["false"]), f"{taken / first:.2f}",
        ))  # fmt: skip
    table(
        (f"invented prose, {len(samples)} texts", "recall", "precision", "time, as a ratio"), rows
    )


def made(checker: Matcher, seed: int) -> None:
    """Measure every name of the dataset as people may write it."""
    own = [
        name for name in checker.index.names
        if not (name.short or name.part) and name.forms and name.column not in ("register_name", "abbreviation")
    ]  # fmt: skip

    def listed(answer: Answer, owner: str) -> bool:
        means = {each.designation_id for each in answer.candidates if each.match in SURE}
        return answer.match in SURE and owner in means

    rows = []
    for kind in variants.MAKERS:
        asked = list(variants.variants(own, kind, seed))
        answers = checker.check_many(query for query, _name in asked)
        right = sum(
            listed(answer, name.designation_id)
            for answer, (_query, name) in zip(answers, asked, strict=True)
        )
        possible = sum(answer.match == "possible" for answer in answers)
        rows.append((kind, len(asked), share(right, len(asked)), possible))
    table(("variants made by rule", "n", "listed and right", "possible"), rows)


def others(checker: Matcher, catalog: Catalog) -> None:
    """Measure names of organizations that are not designated."""
    publishers = catalog.publishers
    queries = {"publishers in the dataset that are not designated": list(
        publishers.loc[publishers["designation_id"].isna(), "name"]
    )}  # fmt: skip
    path = SAMPLES / "not_listed.txt"
    if path.is_file():
        queries["similar names, general words, people"] = path.read_text("utf-8").splitlines()
    rows = []
    for kind, asked in queries.items():
        verdicts = Counter(found(answer) for answer in checker.check_many(asked))
        rows.append((kind, len(asked), verdicts["listed"], verdicts["possible"]))
    table(("must not match", "n", "said to be listed", "said to be possible"), rows)


def beside_others(checker: Matcher, expected: Expected, path: Path) -> None:
    """Answer the same queries in other ways, in one run: labelled names, and cells with notes."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    own = [
        name for name in checker.index.names
        if not (name.short or name.part) and name.forms and name.column not in ("register_name", "abbreviation")
    ]  # fmt: skip
    asked = [(r["query"], expected(r["expected"]) if r["listed"] == "yes" else set()) for r in rows]
    kept = [
        (query, {name.designation_id})
        for kind in variants.KEPT
        for query, name in list(variants.variants(own, kind))[::20]
    ]
    other = SAMPLES / "not_listed.txt"
    asked += [(query, set()) for query in other.read_text("utf-8").splitlines()]
    names = list(dict.fromkeys((name.text, name.designation_id) for name in own))

    def ours(queries: Sequence[str]) -> list[str | None]:
        answers = checker.check_many(queries)
        return [answer.designation_id if answer.match in SURE else None for answer in answers]

    ways: dict[str, name_peers.Peer | None] = {
        "this check": ours,
        "nomenklatura, logic-v1": name_peers.logic_v1(names),
        "rapidfuzz, WRatio from 90": name_peers.rapidfuzz(names),
        "grep of all names": name_peers.grep(names),
    }
    rows_made: list[tuple[object, ...]] = []
    unit = 0.0
    for way, answer in ways.items():
        if answer is None:
            continue
        started = time.perf_counter()
        found = answer([query for query, _meant in asked])
        taken = time.perf_counter() - started
        unit = unit or taken
        positive = [bool(meant) for _query, meant in asked]
        right = sum(bool(f) and p for f, p in zip(found, positive, strict=True))
        wrong = sum(bool(f) and not p for f, p in zip(found, positive, strict=True))
        cells = answer([query for query, _meant in kept])
        # Names of several bodies of one brand: any of them is right.
        hits = sum(f is not None for f in cells)
        rows_made.append((
            way, share(right, sum(positive)), share(right, right + wrong), share(hits, len(kept)),
            f"{taken / unit:.1f}",
        ))  # fmt: skip
    table(
        ("labelled names and names that must not match", "recall", "precision",
         "recall of cells with notes", "time, as a ratio"),
        rows_made,
    )  # fmt: skip


def best_of(work: Callable[[], T], times: int = 3) -> tuple[float, T]:
    """Return the shortest CPU time of several runs in seconds, and the result."""
    taken = []
    for _turn in range(times):
        started = time.process_time()
        result = work()
        taken.append(time.process_time() - started)
    return min(taken), result


_COUNTED = 1_000_000


def _count() -> int:
    """Run a fixed computation, whose duration is the unit of the times."""
    total = 0
    for number in range(_COUNTED):
        total += number
    return total


def _rows(catalog: Catalog, queries: list[str], count: int) -> list[str]:
    """Make the rows of a list of partners: a tenth are names, the others firms called by any words."""
    chance = random.Random(1)
    file = HERE.parent / "dashboard" / "words" / "frequent_words.txt"
    words = [each for each in file.read_text(encoding="utf-8").split() if len(each) > 4]
    known = [*queries, *catalog.designations["name"], *catalog.publishers["name"]]
    rows: dict[str, None] = {}
    while len(rows) < count:
        called = " ".join(chance.sample(words, chance.choice([1, 2, 2, 3])))
        drawn = chance.random()
        row = f"ООО «{called.capitalize()}»" if drawn < 0.5 else called.title()
        rows[chance.choice(known) if drawn > 0.9 else row] = None
    return list(rows)


_KEPT = tempfile.TemporaryDirectory(prefix="check-")


def _command() -> float:
    """Return the CPU time of the command for one name."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "dashboard", "check", "--name", "Meduza"],
        env=os.environ | {"DASHBOARD_CACHE": _KEPT.name, "PYTHONPATH": str(HERE.parent)},
        cwd=HERE.parent,
        capture_output=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def speed(catalog: Catalog, queries: list[str], prose: str) -> None:
    """Measure times as multiples of the time in which Python adds a million numbers in a loop."""
    built, checker = best_of(lambda: Matcher(catalog))
    slowest = max(best_of(lambda query=query: checker.check(query))[0] for query in queries)
    thousand = [f"{query} {n}" for n in range(4) for query in queries][:1000]
    list_time, _answers = best_of(lambda: checker.check_many(thousand))
    text = prose.encode()[:1_000_000].decode(errors="ignore")
    text_time, _mentions = best_of(lambda: checker.mentions(text))
    made = _rows(catalog, queries, 5_000)
    rows_time, _answers = best_of(lambda: checker.check_many(made), 1)
    first = _command()
    again = min(_command() for _run in range(3))
    unit, _total = best_of(_count)
    rows: Mapping[str, str] = {
        "build the index": f"{built / unit:.1f}",
        "one name, the slowest": f"{slowest / unit:.2f}",
        f"{len(thousand)} names": f"{list_time / unit:.1f}",
        f"{len(made)} distinct rows of a list, in one process": f"{rows_time / unit:.1f}",
        "the command for one name, the first run": f"{first / unit:.1f}",
        "the command for one name, every other run": f"{again / unit:.1f}",
        f"a text of {len(text.encode()) // 1000} KB": f"{text_time / unit:.1f}",
    }
    table(("speed", "processor time, in times that a million additions take"), rows.items())


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=Path, default=SAMPLES / "name_queries.csv")
    parser.add_argument("--texts", type=Path, default=SAMPLES / "texts.jsonl")
    parser.add_argument("--data", type=Path, help="another data package")
    parser.add_argument("--seed", type=int, default=1, help="of the variants made by rule")
    parser.add_argument(
        "--write", action="store_true", help="write the tables to docs/name-check.md"
    )
    parser.add_argument("--verbose", action="store_true", help="print each miss")
    arguments = parser.parse_args()
    made_of = io.StringIO()
    with contextlib.redirect_stdout(made_of) if arguments.write else contextlib.nullcontext():
        _print(arguments)
    if arguments.write:
        _write(made_of.getvalue())


def _print(arguments: argparse.Namespace) -> None:
    catalog = load_catalog(arguments.data)
    checker, expected = matcher(catalog), Expected(catalog)
    print(f"Version {catalog.version} of the data, {len(catalog.designations)} designations.\n")
    names(checker, expected, arguments.names, arguments.verbose)
    beside_others(checker, expected, arguments.names)
    texts(checker, expected, arguments.texts, arguments.verbose)
    fresh(checker, SAMPLES / "fresh_texts.txt")
    kinds(
        checker,
        SAMPLES / "fresh_kinds.txt",
        SAMPLES / "fresh_names.txt",
        SAMPLES / "fresh_lists.jsonl",
    )
    later(
        checker,
        [SAMPLES / "texts_2026_12.txt", SAMPLES / "texts_2026_12_2.txt"],
        [SAMPLES / f"names_2026_12{each}.txt" for each in ("", "_2", "_3", "_4")],
        SAMPLES / "lists_2026_12.jsonl",
    )
    prose(checker, catalog, HERE.parent / "tests" / "data" / "samples" / "texts.txt")
    made(checker, arguments.seed)
    others(checker, catalog)
    with arguments.names.open(encoding="utf-8-sig", newline="") as file:
        queries = [row["query"] for row in csv.DictReader(file)]
    summaries = [*catalog.articles["title"], *catalog.articles["summary"]]
    speed(catalog, queries, " ".join(summaries * 3))


def _write(tables: str) -> None:
    """Replace the tables between the markers in the document."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _old, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{tables.strip()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
