"""`python -m dashboard check`."""

import csv
import io
import json
import os
import sys
from types import SimpleNamespace

import pytest
from openpyxl import Workbook

from dashboard import cli

HEADINGS = [
    "query", "verdict", "designation_id", "score", "matched_name", "reason", "row", "match", "status",
]  # fmt: skip


@pytest.fixture
def run(tiny_package, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    monkeypatch.setenv("DASHBOARD_CACHE", str(tmp_path / "cache"))

    def check(*words, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = cli.main(["check", *map(str, words)])
        return code, *capsys.readouterr()

    return check


def table(text):
    return list(csv.reader(io.StringIO(text)))


def test_names_on_standard_input_are_answered_in_their_order(run):
    names = ["Nobody, Inc.", "ФОНД «БЕТА»", "", "Alpha Media Ltd", "=1+1"]
    code, out, err = run("-", "--format", "csv", stdin="\n".join(names).encode() + b"\n")
    rows = table(out)
    assert code == 3
    assert rows[0] == HEADINGS
    assert [row[0] for row in rows[1:]] == [*names[:4], "'=1+1"]
    assert [row[1] for row in rows[1:]] == ["none", "announced", "unchecked", "listed", "unchecked"]
    assert [row[2] for row in rows[1:]] == ["", "beta", "", "alpha", ""]
    assert rows[1][5].startswith("Not in our copy of the register of 1 January 2026")
    assert [row[6] for row in rows[1:]] == ["1", "2", "3", "4", "5"]
    assert [row[7:] for row in rows[2:5]] == [
        ["exact", "announced"],
        ["unchecked", ""],
        ["exact", "listed"],
    ]
    assert err == ""


def test_nothing_listed_is_success(run):
    code, out, err = run("-", stdin=b"Nobody\n")
    assert code == 0
    assert "none" in out
    assert "As of 2026-01-01" in err


def test_no_input_is_an_empty_table_and_no_success(run):
    assert run("-", "--format", "csv") == (
        2, ",".join(HEADINGS) + "\n", "There was nothing to check.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    "unreadable", ["12345", "я", "***", "\ufffd\ufffd\ufffd\ufffdab", "Abc", "Фонд"]
)
def test_what_could_not_be_checked_is_no_success(run, unreadable):
    code, out, err = run("-", "--format", "csv", stdin=f"Nobody\n{unreadable}\n".encode())
    assert code == 2
    assert [row[1] for row in table(out)[1:]] == ["none", "unchecked"]
    assert "1 of 2 names could not be checked" in err


def test_an_empty_row_is_nothing_that_was_missed(run):
    assert run("-", stdin=b"Nobody\n\nNobody\n")[0] == 0


def test_json_says_as_of_when(run):
    code, out, _err = run("-", "--format", "json", stdin=b"Alpha\n")
    answer = json.loads(out)
    assert code == 3
    assert answer["as_of"] == "2026-01-01"
    assert answer["answers"][0]["designation_id"] == "alpha"
    assert answer["answers"][0]["candidates"]


def test_a_column_of_a_workbook_is_checked_and_the_others_kept(run, tmp_path):
    book = Workbook()
    for row in (["id", "partner"], [7, "Alpha"], [8, "Nobody"]):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    code, out, _err = run(tmp_path / "list.xlsx", "--column", "partner", "--format", "csv")
    rows = table(out)
    assert code == 3
    assert rows[0] == [*HEADINGS, "id"]
    assert [(row[0], row[1], row[-1]) for row in rows[1:]] == [
        ("Alpha", "listed", "7"), ("Nobody", "none", "8"),
    ]  # fmt: skip


def test_a_name_that_is_a_formula_without_a_result_is_no_success(run, tmp_path):
    book = Workbook()
    for row in (["Partner", "Sum"], ["Nobody at all", 1], ['=CONCATENATE("Al","pha")', 2]):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    code, _out, err = run(tmp_path / "list.xlsx")
    assert code == 2
    assert "formula" in err


def test_a_text_is_searched(run, tmp_path):
    (tmp_path / "text.txt").write_text("Писали о фонде «Бета».", encoding="cp1251")
    code, out, _err = run(tmp_path / "text.txt", "--text", "--format", "csv")
    assert code == 3
    assert table(out)[1][2:4] == ["фонде «Бета»", "beta"]
    assert run("-", "--text", stdin="Ничего.".encode())[0] == 0


@pytest.mark.parametrize("words", [["nowhere.csv"], ["list.csv", "--column", "nope"], ["list.pdf"]])
def test_what_cannot_be_checked_is_one_sentence(run, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text("name,n\nAlpha,1\n")
    (tmp_path / "list.pdf").write_bytes(b"%PDF-1.4")
    code, out, err = run(*words)
    assert code == 1
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_a_watch_reports_only_what_is_new(run, tmp_path, editor):
    state = tmp_path / "state.json"
    partners = b"Alpha Media\nNobody\nDelta Forum\n"
    code, out, err = run("-", "--format", "csv", "--watch", state, stdin=partners)
    assert (code, [row[0] for row in table(out)[1:]]) == (3, ["Alpha Media"])
    assert "1 of 3 names have new findings." in err
    code, out, _err = run("-", "--format", "csv", "--watch", state, stdin=partners)
    assert (code, table(out)[1:]) == (0, [])
    rows = editor.rows("designations")
    editor.write("designations", [*rows, {"id": "delta", "name": "Delta Forum", "category": "other", "confidence": "low", "listed_date": "2025-12-30", "listed_date_basis": "order"}])  # fmt: skip
    code, out, _err = run("-", "--format", "csv", "--watch", state, stdin=partners)
    assert (code, [row[2] for row in table(out)[1:]]) == (3, ["delta"])
    assert run("-", "--watch", state, stdin=b"Nobody\n12\n")[0] == 2, "not everything was checked"


def test_a_broken_state_is_named_and_left_alone(run, tmp_path):
    state = tmp_path / "state.json"
    state.write_text("{")
    code, out, err = run("-", "--watch", state, stdin=b"Alpha Media\n")
    assert (code, out) == (1, "")
    assert "Nothing was checked" in err
    assert state.read_text() == "{"
    assert run("-", "--watch", tmp_path, stdin=b"Alpha Media\n")[0] == 1
    missing = tmp_path / "nowhere" / "state.json"
    code, out, err = run("-", "--watch", missing, stdin=b"Alpha Media\n")
    assert code == 1
    assert "alpha" in out
    assert "reported again" in err


def _deep():
    return '{"format": 1, "salt": "", "found": ' + "[" * 100_000


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", '"x"', _deep(), '{"format": 2}', '{"format": 1, "salt": "00", "found": {}}',
        '{"format": 1, "salt": "%s", "found": {}}' % ("00" * 65), '{"format": 1, "salt": "%s", "found": []}' % ("00" * 16),
        '{"format": 1, "salt": "%s", "found": {"a": 1}}' % ("00" * 16), "\ud800",
    ],
)  # fmt: skip
def test_a_damaged_state_is_refused_and_left_as_it_was(run, tmp_path, text):
    state = tmp_path / "state.json"
    state.write_bytes(text.encode("utf-8", "surrogatepass"))
    before = state.read_bytes()
    code, out, err = run("-", "--watch", state, stdin=b"Alpha Media\n")
    assert (code, out) == (1, "")
    assert "Nothing was checked" in err
    assert state.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are no FIFOs here.")
def test_a_state_that_is_no_file_or_too_large_is_refused_at_once(run, tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "link").symlink_to("fifo")
    monkeypatch.setattr("dashboard.cli.check.LARGEST_STATE", 100)
    (tmp_path / "large").write_text(" " * 200)
    for name, said in (("fifo", "regular"), ("link", "regular"), ("large", "too large"), ("", "cannot be used")):  # fmt: skip
        code, out, err = run("-", "--watch", tmp_path / name, stdin=b"Alpha Media\n")
        assert (code, out) == (1, ""), name
        assert said in err


def test_a_state_is_written_through_no_link_that_somebody_put_there(run, tmp_path, monkeypatch):
    mine = tmp_path / "mine"
    mine.write_text("mine")
    state = tmp_path / "state.json"
    state.symlink_to(tmp_path / "gone")
    guessed = SimpleNamespace(token_hex=lambda _bytes: "0")
    monkeypatch.setattr("dashboard.dataset.package.secrets", guessed)
    (tmp_path / f".state.json.{os.getpid()}.0").symlink_to(mine)
    code, _out, err = run("-", "--watch", state, stdin=b"Alpha Media\n")
    assert code == 1
    assert "reported again" in err
    assert mine.read_text() == "mine"


def test_two_watches_at_once_and_one_that_was_killed_lose_nothing(run, tmp_path, monkeypatch):
    state = tmp_path / "state.json"
    assert run("-", "--watch", state, stdin=b"Alpha Media\n")[0] == 3
    before = state.read_bytes()

    def killed(*_given):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.replace", killed)
        with pytest.raises(KeyboardInterrupt):
            run("-", "--watch", state, stdin=b"Alpha Media\nBeta Fund\n")
    assert state.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if "state" in path.name] == ["state.json"]
    # The other begins with the same state: both report the same, and neither breaks the file.
    assert "beta" in run("-", "--watch", state, stdin=b"Alpha Media\nBeta Fund\n")[1]
    assert run("-", "--watch", state, stdin=b"Alpha Media\nBeta Fund\n")[0] == 0


def test_since_reports_what_an_earlier_version_would_not_have_found(run, editor):
    editor.write("changes", [{"version": "2026.01.02", "date": "2026-01-02", "change": "added", "table_name": "designations", "row_id": "gamma", "field": "id"}])  # fmt: skip
    names = b"Alpha Media\nGamma\n"
    code, out, _err = run("-", "--format", "csv", "--since", "2026.01.01", stdin=names)
    assert (code, [row[2] for row in table(out)[1:]]) == (3, ["gamma"])
    code, _out, err = run("-", "--since", "2026.01.02", stdin=names)
    assert code == 0
    assert "record of changes" not in err
    assert "begins with version 2026.01.02" in run("-", "--since", "2006.01.02", stdin=names)[2]
    code, _out, err = run("-", "--since", "soon", stdin=names)
    assert code == 1
    assert "2026.11.30" in err
    assert run("-", "--text", "--since", "2026.01.02", stdin=names)[0] == 1


def test_names_are_given_as_words_of_the_command(run):
    code, out, _err = run("--name", "ФОНД «БЕТА»", "--name", "Nobody", "--format", "csv")
    assert code == 3
    assert [row[1] for row in table(out)[1:]] == ["announced", "none"]


def test_a_name_in_the_place_of_a_file_is_no_all_clear(run):
    code, out, err = run("Alpha Media")
    assert (code, out) == (1, "")
    assert "--name 'Alpha Media'" in err


def test_a_file_and_a_name_at_once_are_refused(run):
    assert run("-", "--name", "Alpha Media")[0] == 1
    assert run()[0] == 1


def test_a_second_run_says_the_same_as_the_first(run, tmp_path):
    first = run("-", "--format", "csv", stdin="Alpha Media Ltd\nФОНД «БЕТА»\nNobody\n".encode())
    assert list((tmp_path / "cache" / "check").glob("check-*.json"))
    again = run("-", "--format", "csv", stdin="Alpha Media Ltd\nФОНД «БЕТА»\nNobody\n".encode())
    assert again == first


@pytest.mark.parametrize(
    "damage", [lambda text: text[: len(text) // 2], lambda text: text.replace(b"Alpha", b"Omega")]
)
def test_a_damaged_file_of_an_earlier_run_is_made_anew(run, tmp_path, damage):
    before = run("--name", "Alpha Media", "--format", "json")
    kept = next((tmp_path / "cache" / "check").glob("check-*.json"))
    kept.write_bytes(damage(kept.read_bytes()))
    assert run("--name", "Alpha Media", "--format", "json") == before


def test_a_folder_that_cannot_be_written_is_done_without(run, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_CACHE", str(tmp_path / "file" / "inside"))
    assert run("--name", "Alpha Media")[0] == 3


def test_nothing_that_was_checked_is_kept(run, tmp_path):
    run("--name", "Secretmarker Society", "--name", "Alpha Media Secretmarker")
    kept = [each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()]
    assert kept
    assert not any(b"ecretmarker" in each for each in kept)


def test_what_a_stopped_run_did_not_reach_is_not_checked(run, monkeypatch):
    from dashboard.names import many

    def stopped(checker, names, progress=None):
        raise many.StoppedError(checker.check_many(names[:1]))

    monkeypatch.setattr(many, "check_all", stopped)
    code, out, err = run("-", "--format", "csv", stdin=b"Nobody\nAlpha Media\n")
    assert code == 2
    assert [row[1] for row in table(out)[1:]] == ["none", "unchecked"]
    assert "Stopped before this row." in out
    assert "1 of 2 names could not be checked" in err


def test_a_stopped_run_remembers_nothing(run, monkeypatch, tmp_path):
    from dashboard.names import many

    def stopped(_checker, _names, progress=None):
        raise many.StoppedError([])

    monkeypatch.setattr(many, "check_all", stopped)
    assert run("-", "--watch", tmp_path / "state", stdin=b"Alpha Media\n")[0] == 1
    assert not (tmp_path / "state").exists()
