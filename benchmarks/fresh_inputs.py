"""Names and files of the kinds that people send, labelled before anybody saw what the check answers."""

from __future__ import annotations

import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from dashboard.names import Answer, Matcher
from dashboard.names.answer import SURE
from dashboard.sheets.decoding import UploadError
from dashboard.sheets.reading import read_list


@dataclass(frozen=True)
class Asked:
    """One input with what it must be.

    Attributes:
        kind: What sort of input it is.
        least: ``listed``, ``possible``, ``unchecked`` or ``no``.
        owners: The designations that may be meant.
        query: The input.
    """

    kind: str
    least: str
    owners: frozenset[str]
    query: str


def _unescaped(text: str) -> str:
    """Return a text with the line breaks and characters that a sample file writes as escapes."""
    return re.sub(
        r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text.replace("\\n", "\n")
    )


def read_names(path: Path) -> Iterator[Asked]:
    """Yield the inputs of a file: ``kind|least|designations|input`` a line, ``#`` a comment."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, least, owners, query = line.split("|", 3)
            yield Asked(kind, least, frozenset(filter(None, owners.split(","))), _unescaped(query))


def judged(answer: Answer, asked: Asked) -> tuple[bool, bool]:
    """Return whether an answer is what it must be, and whether it is at least not misleading."""
    found = [each for one in answer.each for each in one.candidates]
    sure = {each.designation_id for each in found if each.match in SURE}
    seen = sure | {each.designation_id for each in found if each.match == "possible"}
    if asked.least == "listed":
        return bool(sure & asked.owners), bool(seen & asked.owners)
    if asked.least == "possible":
        return bool(seen & asked.owners), bool(seen & asked.owners)
    if asked.least == "unchecked":
        return answer.match == "unchecked", answer.match == "unchecked"
    return not seen, not sure


def count_names(checker: Matcher, path: Path) -> dict[tuple[str, str], Counter[str]]:
    """Return for each kind of input, and what it must be, how many are right, and not misleading."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    asked = list(read_names(path))
    for each, answer in zip(asked, checker.check_many(a.query for a in asked), strict=True):
        right, fair = judged(answer, each)
        counts[each.kind, each.least].update({"n": 1, "right": int(right), "fair": int(fair)})
    return dict(counts)


def file_of(sample: dict[str, object]) -> bytes:
    """Return the file that a line of `fresh_lists.jsonl` describes."""
    if sample["form"] == "text":
        text = str(sample["text"])
        if read_as := sample.get("mojibake"):
            return text.encode().decode(str(read_as), errors="replace").encode()
        return text.encode(str(sample.get("encoding", "utf-8")))
    book = Workbook()
    book.remove(book.active)
    sheets = sample.get("sheets") or {"1": sample["rows"]}
    for title, rows in sheets.items():  # type: ignore[attr-defined]
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in sample.get("hidden", ()):  # type: ignore[operator]
            sheet.sheet_state = "hidden"
        for merged in sample.get("merged", ()):  # type: ignore[attr-defined]
            sheet.merge_cells(merged)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def count_files(path: Path) -> dict[str, Counter[str]]:
    """Return for each kind of file how many names are read and missed, and what else is taken for one."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in path.read_text(encoding="utf-8").splitlines():
        sample = json.loads(line)
        names = Counter(sample["names"])
        try:
            sheet = read_list(file_of(sample))
            texts = sheet.texts(sheet.likeliest)
            read = Counter(filter(None, texts))
            numbers = [number for number, text in enumerate(texts, sheet.first) if text]
            if numbers != sample.get("numbers", numbers):
                read.clear()  # a right name under a wrong number is found by nobody
        except UploadError:
            read = Counter()
        counts[sample["kind"]].update(
            {
                "files": 1,
                "names": names.total(),
                "missed": (names - read).total(),
                "more": (read - names).total(),
            }
        )
    return dict(counts)
